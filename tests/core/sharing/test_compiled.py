"""Machine code: kept on disk, made anew only where it is not, and never in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.core import compiled
from holdfast.core.compiled import NOTICE, Kernel, side_by_side
from holdfast.core.sharing.kernels import streams

COUNT = "from holdfast.core import compiled; from holdfast.core.sharing.kernels import streams; print(compiled.run(streams.count_bits, 11))"


def counted(folder: Path) -> subprocess.CompletedProcess[str]:
    """A fresh process that keeps machine code in the folder."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder)}
    return subprocess.run([sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, check=True, timeout=120)


def test_kept_where_the_environment_says_and_read_from_there(tmp_path: Path) -> None:
    first = counted(tmp_path)
    assert first.stdout.strip() == "3"
    assert first.stderr.strip() == NOTICE
    assert list(tmp_path.rglob("streams.count_bits-*.nbi"))
    second = counted(tmp_path)
    assert second.stdout.strip() == "3"
    assert second.stderr == ""


def test_no_folder_to_write_to_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """numba refuses to keep anything where it finds no folder; the kernel is then compiled for this process alone."""

    class Nowhere:
        @staticmethod
        def njit(cache: bool = False, **_: object) -> Callable[[Kernel], Kernel]:
            if cache:
                raise RuntimeError("no locator available")
            return lambda kernel: kernel

    monkeypatch.setattr(compiled, "_numba", Nowhere)
    monkeypatch.setattr(compiled, "_register", lambda module: None)
    assert compiled.dispatcher.__wrapped__(streams.count_bits)(11) == 3


def test_a_small_game_never_loads_a_compiler() -> None:
    code = (
        "import sys; from tests.core.sharing.published import SWEDISH; from holdfast.core.sharing.rules import Inquiry; "
        "from holdfast.core.sharing.shares import share; share(Inquiry(SWEDISH)); print('numba' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "False"


def test_assessing_loads_no_arrays() -> None:
    code = "import sys; import holdfast.core.assess; print({'numpy', 'numba', 'highspy'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "set()"


def test_parts_come_back_in_order() -> None:
    assert side_by_side(lambda part: part * part, 9) == [part * part for part in range(9)]
