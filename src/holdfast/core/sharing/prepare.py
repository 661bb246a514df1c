"""Fills the cache of machine code, so that nobody waits for a compiler later: `python -m holdfast.core.sharing.prepare`."""

from __future__ import annotations

import compileall
import importlib.util
import re
from pathlib import Path

import numpy as np

from holdfast.core.sharing.convex import claims
from holdfast.core.sharing.games import Services, service_game
from holdfast.core.sharing.nucleolus import nested
from holdfast.core.sharing.passes import HANDY, tabulated
from holdfast.core.sharing.shapley import service_shapley, shapley
from holdfast.core.sharing.trials import share_each

PLAYERS = HANDY + 1
# What loading machine code imports; without its byte code that takes seconds, and some systems write none on their own.
NEEDED = ("numpy", "llvmlite", "numba", "holdfast")


def main() -> None:
    """Call each kernel once, with arguments of the kinds it is used with."""
    demands = np.arange(1, PLAYERS + 1, dtype=np.int64)[None]
    costs = np.sqrt(np.arange(demands.sum() + 1, dtype=np.float64))[None]
    services = service_game([str(player) for player in range(PLAYERS)], Services(demands, costs))
    claims(services, service_shapley(services), 1e-9)
    nested(services)
    shapley(tabulated(services))
    share_each(np.arange(128.0).reshape(2, 64))
    write_byte_code()


def write_byte_code() -> None:
    """Compile what is imported later, where its folder can be written."""
    for name in NEEDED:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            compileall.compile_dir(Path(spec.origin).parent, quiet=2, rx=re.compile("/tests/"))


if __name__ == "__main__":
    main()
