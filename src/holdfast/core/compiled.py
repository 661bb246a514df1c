"""Compiled kernels: one way to compile them, to keep the machine code on disk, and to know whether it is there.

`python -m holdfast.core.compiled` fills the cache at set-up, so that nobody waits for a compiler later. Where the package's
folder cannot be written, the machine code goes to the user's cache folder.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])
Tell = Callable[[str], None]
# Every module of kernels: each compiles, or loads, all it holds when it is imported.
KERNELS = ("holdfast.core.finance.trials.kernels",)
NOTICE = "Preparing the sums for this computer; this happens once and takes under a minute."


def kernel(signature: str) -> Callable[[F], F]:
    """Compile a function of a kernel module for one signature, without the interpreter's lock, and keep it on disk.

    Products and sums may be fused, which every lane does alike; nothing may be reordered, so a result never depends on how
    the work was cut.
    """
    _choose_folder()
    from numba import njit

    def make(keep: bool) -> Callable[[F], F]:
        made = njit(signature, cache=keep, nogil=True, error_model="numpy", fastmath={"contract"})
        return cast(Callable[[F], F], made)

    def compile(function: F) -> F:
        try:
            return make(True)(function)
        except (OSError, RuntimeError):
            # Nothing can be kept anywhere: this process compiles for itself.
            return make(False)(function)

    return compile


@cache
def _choose_folder() -> Path:
    """Where machine code is kept; tells numba where it is not beside the source."""
    beside = Path(__file__).parent / "__pycache__"
    given = os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return Path(given)
    if _is_writable(beside):
        return beside
    home = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(home) if home else Path("~/.cache").expanduser()) / "holdfast" / "kernels"
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    return folder


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _mark(name: str) -> tuple[Path, str]:
    """The file that says a module's machine code is there, and what it has to say: of which source, by which compiler."""
    spec = importlib.util.find_spec(name)
    source = Path(spec.origin).read_bytes() if spec and spec.origin else b""
    digest = hashlib.sha256(source + importlib.metadata.version("numba").encode() + sys.version.encode()).hexdigest()
    return _choose_folder() / f"{name}.ready", digest


def is_ready(name: str) -> bool:
    """Whether a module of kernels can be loaded without compiling it."""
    mark, digest = _mark(name)
    try:
        return mark.read_text(encoding="utf-8") == digest
    except OSError:
        return False


@cache
def load(name: str, tell: Tell | None = None) -> ModuleType:
    """A module of kernels; where it has to be compiled first, one sentence says so."""
    ready = is_ready(name)
    if not ready and tell:
        tell(NOTICE)
    module = importlib.import_module(name)
    if not ready:
        mark, digest = _mark(name)
        try:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(digest, encoding="utf-8")
        except OSError:
            return module  # next time it is compiled again: slower, and no less right
    return module


def in_threads(work: Callable[[int], None], parts: int, threads: int | None = None) -> None:
    """Run `work(0)` to `work(parts - 1)` on this many threads (all processors by default); the first error is raised."""
    count = min(parts, threads or os.cpu_count() or 1)
    if count <= 1:
        for part in range(parts):
            work(part)
        return
    with ThreadPoolExecutor(count) as pool:
        for _ in pool.map(work, range(parts)):
            pass


def main(names: Sequence[str] = KERNELS) -> None:
    """Compile what is not there yet."""
    for name in names:
        load(name)


if __name__ == "__main__":
    main()
