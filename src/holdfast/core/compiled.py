"""Compiled kernels: the only module that knows numba. It compiles, keeps the machine code on disk, says so, and runs it on threads.

`python -m holdfast.core.compiled` fills the cache at set-up, so that nobody waits for a compiler later. Where the package's
folder cannot be written, the machine code goes to the user's cache folder; where nothing can be written, a process compiles for
itself. Kernels never run numba's own threads, which a web server must not enter twice: they let go of the interpreter, and
`side_by_side` runs them on plain ones.
"""

from __future__ import annotations

import compileall
import hashlib
import importlib
import importlib.metadata
import importlib.util
import inspect
import os
import re
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
Kernel = Callable[..., Any]
# Every module whose kernels compile, or load, as it is imported.
KERNELS = ("holdfast.core.finance.trials.kernels",)
# Modules whose `main` calls every other kernel once, with arguments of the kinds it is used with.
CALLERS = ("holdfast.core.sharing.prepare",)
# What loading machine code imports; without its byte code that takes seconds, and some systems write none on their own.
NEEDED = ("numpy", "llvmlite", "numba", "holdfast")
NOTICE = "Preparing the sums for this computer; this happens once and takes under a minute."
# Sums over a whole table may be taken in any order, so that wide registers do them; nothing there is ever not a number.
ANY_ORDER = frozenset({"nnan", "nsz", "reassoc", "contract"})
# Products and sums may be fused, which every lane does alike; nothing is reordered.
IN_ORDER = frozenset({"contract"})
# Exactly as it is written.
AS_WRITTEN: frozenset[str] = frozenset()
_lock = threading.RLock()


@cache
def _numba() -> Any:
    """numba, told where to keep machine code, and to say so when it compiles."""
    _choose_folder()
    import numba
    from numba.core import event

    class Announcer(event.Listener):
        def on_start(self, event: Any) -> None:
            _say()

        def on_end(self, event: Any) -> None:
            """Nobody needs to know."""

    event.register("numba:compile", Announcer())  # type: ignore[no-untyped-call]
    return numba


@cache
def _say() -> None:
    print(NOTICE, file=sys.stderr, flush=True)  # noqa: T201


def _compiled(function: F, *signature: str, order: frozenset[str], **more: Any) -> F:
    """The function as machine code, kept on disk where anything can be kept."""
    numba, options = _numba(), {"nogil": True, "fastmath": set(order) or False, **more}
    try:
        return cast(F, numba.njit(*signature, cache=True, **options)(function))
    except (OSError, RuntimeError):
        return cast(F, numba.njit(*signature, **options)(function))


def kernel(signature: str) -> Callable[[F], F]:
    """Compile a function of a module of KERNELS for one signature as the module is imported.

    Nothing in it is reordered, so a result never depends on how the work was cut.
    """
    return lambda function: _compiled(function, signature, order=IN_ORDER, error_model="numpy")


@cache
def dispatcher(kernel: Kernel) -> Any:
    """A function that is also run as it stands, as machine code: it compiles, or reads the cache, when first called.

    Its module says in ORDER what may be done to its sums.
    """
    with _lock:
        module = sys.modules[kernel.__module__]
        _register(module)
        return _compiled(kernel, order=module.ORDER)


@cache
def _register(module: ModuleType) -> None:
    """Tell numba of every function that a kernel of the module may call."""
    _numba()
    from numba.extending import register_jitable

    for _name, function in inspect.getmembers(module, inspect.isfunction):
        home = sys.modules[function.__module__]
        if home is module:
            register_jitable(fastmath=set(module.ORDER) or False)(function)
        elif hasattr(home, "ORDER"):
            _register(home)


def run(kernel: Kernel, *arguments: Any) -> Any:
    """Run the kernel as machine code; standard error says so where that has to be made first."""
    ready = dispatcher(kernel)
    if ready.signatures:
        return ready(*arguments)
    with _lock:
        return ready(*arguments)


def is_loaded() -> bool:
    """Whether machine code has been used in this process; loading it takes longer than small sums do without."""
    return _numba.cache_info().currsize > 0


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
def load(name: str) -> ModuleType:
    """A module of kernels, compiled first where it has to be."""
    ready = is_ready(name)
    module = importlib.import_module(name)
    if not ready:
        mark, digest = _mark(name)
        try:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(digest, encoding="utf-8")
        except OSError:
            return module  # next time it is compiled again: slower, and no less right
    return module


def side_by_side(work: Callable[[int], T], parts: int, threads: int | None = None) -> list[T]:
    """`work(0)` to `work(parts - 1)` on this many threads, one for each processor by default: results in order, the first error raised."""
    workers = min(parts, threads or processors())
    if workers <= 1:
        return [work(part) for part in range(parts)]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(work, range(parts)))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def write_byte_code() -> None:
    """Compile what is imported later, where its folder can be written."""
    for name in NEEDED:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            compileall.compile_dir(Path(spec.origin).parent, quiet=2, rx=re.compile("/tests/"))


def main(kernels: Sequence[str] = KERNELS, callers: Sequence[str] = CALLERS) -> None:
    """Compile what is not there yet."""
    for name in kernels:
        load(name)
    for name in callers:
        importlib.import_module(name).main()
    write_byte_code()


if __name__ == "__main__":
    main()
