"""Ends a test that takes all memory or never ends, with where it stood: the machine and the other tests live on.

A process that asks for more than there is may be stopped by the system without a word, and takes half an hour until then.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from pathlib import Path

# Four times what a worker has after all tests, and a quarter of a small machine.
MOST_MEGABYTES = 4_000
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
STATM = Path("/proc/self/statm")


def watch(told: int) -> None:
    """Look at this process every second, where the system tells; `told` is the file to say it to, which no test captures."""
    if STATM.exists():
        threading.Thread(target=_watch, args=(told,), daemon=True).start()


def _watch(told: int) -> None:
    while _megabytes() < MOST_MEGABYTES:
        time.sleep(1)
    os.write(told, f"\nMore than {MOST_MEGABYTES} MB in the process of the tests, so it ends here:\n".encode())
    faulthandler.dump_traceback(told, all_threads=True)
    os._exit(1)


def _megabytes() -> int:
    return int(STATM.read_text(encoding="ascii").split()[1]) * PAGE // 1_000_000
