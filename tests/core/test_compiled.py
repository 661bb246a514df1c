"""Where machine code is kept, when it counts as ready, and what happens where it cannot be kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.core import compiled

MODULE = "holdfast.core.finance.trials.words"  # any module will do


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No folder chosen yet, and none given."""
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    compiled._choose_folder.cache_clear()
    compiled.load.cache_clear()
    yield
    os.environ.pop("NUMBA_CACHE_DIR", None)
    compiled._choose_folder.cache_clear()
    compiled.load.cache_clear()


def test_machine_code_lies_beside_the_source_where_that_can_be_written() -> None:
    assert compiled._choose_folder() == Path(compiled.__file__).parent / "__pycache__"
    assert "NUMBA_CACHE_DIR" not in os.environ


def test_where_the_package_cannot_be_written_it_goes_to_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(compiled, "_is_writable", lambda folder: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert compiled._choose_folder() == tmp_path / "holdfast" / "kernels"
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path / "holdfast" / "kernels")


def test_a_folder_that_was_given_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert compiled._choose_folder() == tmp_path


def test_what_was_loaded_once_is_ready_afterwards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert not compiled.is_ready(MODULE)
    assert compiled.load(MODULE) is sys.modules[MODULE]
    assert compiled.is_ready(MODULE)


def test_other_source_is_not_ready(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    compiled.load(MODULE)
    (tmp_path / f"{MODULE}.ready").write_text("another digest", encoding="utf-8")
    assert not compiled.is_ready(MODULE)


def test_where_nothing_can_be_kept_it_still_loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    assert compiled.load(MODULE) is sys.modules[MODULE]
    assert not compiled.is_ready(MODULE)


def test_every_part_is_done_on_any_number_of_threads() -> None:
    for threads in (1, 2, 5):
        done: list[int] = []
        compiled.side_by_side(done.append, 7, threads)
        assert sorted(done) == list(range(7))
