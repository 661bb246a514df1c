"""The kernels as machine code, from numba's cache on disk: the only module that knows numba.

`python -m holdfast.core.sharing.prepare` fills the cache at set-up. Where the package's own folder cannot be written, numba keeps the
cache in the user's, or in NUMBA_CACHE_DIR; where nothing can be written, a process compiles for itself. Kernels never run numba's own
threads, which a web server must not enter twice: they let go of the interpreter, and `side_by_side` runs them on plain ones.
"""

from __future__ import annotations

import inspect
import os
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

from holdfast.core.sharing.kernels import demand, simplex, streams, submodular

T = TypeVar("T")
Kernel = Callable[..., Any]

WORDS = "Preparing the sums for this machine, once; this takes up to a minute."
# Sums over a whole table may be taken in any order, so that wide registers do them; nothing there is ever not a number.
ANY_ORDER = {"nnan", "nsz", "reassoc", "contract"}
ORDER: Mapping[ModuleType, set[str] | bool] = {demand: ANY_ORDER, streams: ANY_ORDER, simplex: False, submodular: ANY_ORDER}
_lock = threading.RLock()


@cache
def _numba() -> Any:
    """numba, told once of every function that a kernel may call, and to say so when it compiles."""
    import numba
    from numba.core import event
    from numba.extending import register_jitable

    class Announcer(event.Listener):
        def on_start(self, event: Any) -> None:
            _say()

        def on_end(self, event: Any) -> None:
            """Nobody needs to know."""

    event.register("numba:compile", Announcer())  # type: ignore[no-untyped-call]
    for module, order in ORDER.items():
        for _name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__:
                register_jitable(fastmath=order)(function)
    return numba


@cache
def _say() -> None:
    print(WORDS, file=sys.stderr, flush=True)  # noqa: T201


@cache
def dispatcher(kernel: Kernel) -> Any:
    """The kernel in numba's hands; it compiles, or reads the cache, when first called."""
    with _lock:
        numba = _numba()
        order = ORDER[sys.modules[kernel.__module__]]
        try:
            return numba.njit(nogil=True, cache=True, fastmath=order)(kernel)
        except RuntimeError:
            # No folder can be written: this process then keeps its machine code to itself.
            return numba.njit(nogil=True, fastmath=order)(kernel)


def run(kernel: Kernel, *arguments: Any) -> Any:
    """Run the kernel as machine code; standard error says so where that has to be made first."""
    ready = dispatcher(kernel)
    if ready.signatures:
        return ready(*arguments)
    with _lock:
        return ready(*arguments)


def is_loaded() -> bool:
    """Whether machine code has been used in this process; loading it takes longer than a small game does without."""
    return _numba.cache_info().currsize > 0


def side_by_side(work: Callable[[int], T], parts: int) -> list[T]:
    """`work(0)` to `work(parts - 1)`, on as many threads as there are processors; results in order."""
    workers = min(parts, processors())
    if workers == 1:
        return [work(part) for part in range(parts)]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        return list(pool.map(work, range(parts)))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
