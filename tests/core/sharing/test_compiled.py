"""Machine code: kept on disk, made anew only where it is not, and never in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from holdfast.core.sharing.kernels.compiled import WORDS, side_by_side

COUNT = (
    "from holdfast.core.sharing.kernels import compiled, streams; found = compiled.run(streams.count_bits, 11); "
    "print(found, compiled.is_on_disk(streams.count_bits))"
)


def counted(folder: Path) -> subprocess.CompletedProcess[str]:
    """A fresh process that keeps machine code in the folder."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder)}
    return subprocess.run([sys.executable, "-c", COUNT], env=environment, capture_output=True, text=True, check=True, timeout=120)


def test_kept_where_the_environment_says_and_read_from_there(tmp_path: Path) -> None:
    first = counted(tmp_path)
    assert first.stdout.split()[0] == "3"
    assert first.stderr.strip() == WORDS
    assert list(tmp_path.rglob("streams.count_bits-*.nbi"))
    second = counted(tmp_path)
    assert second.stdout.split() == ["3", "True"]
    assert second.stderr == ""


def test_no_folder_to_write_to_is_no_failure(tmp_path: Path) -> None:
    """A file stands where the folder should be, so nothing can be kept."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    found = counted(blocked)
    assert found.stdout.split() == ["3", "False"]
    assert found.stderr.strip() == WORDS


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
