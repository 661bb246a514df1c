"""Several processes behind one address, so that a page that takes its time keeps one processor busy and not everybody.

Each process is the whole site with the same database. What one keeps in memory of a ledger it holds against the ledger's head
before it uses it, as it must beside the commands of the site anyway. ADR 0036.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any, cast

from django.db import connections
from waitress.adjustments import Adjustments

# More would mostly wait for each other: a database has one writer, and a ledger is read into the memory of each.
MOST = 4
# A process that ends sooner than this after its start would only end again.
TOO_SOON = 5.0


def usual() -> int:
    """How many processes suit this computer: one for each processor, four at most; one where a process cannot be doubled."""
    return min(os.cpu_count() or 1, MOST) if hasattr(os, "fork") else 1


def listening(host: str, port: int) -> list[socket.socket]:
    """The sockets of an address; a name may stand for several.

    Raises:
        OSError: the address cannot be had.
    """
    made: list[socket.socket] = []
    found: Sequence[tuple[socket.AddressFamily, socket.SocketKind, int, Any]] = cast(Any, Adjustments(host=host, port=port).listen)
    for family, kind, protocol, address in found:
        made.append(socket.socket(family, kind, protocol))
        made[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made[-1].setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made[-1].bind(address)
        made[-1].listen(1024)
    return made


def run(count: int, serve: Callable[[], None], *, let_go: Callable[[], None]) -> None:
    """Serve in so many processes until this one is stopped or dies; one that ends by itself is started anew.

    `let_go` frees what only those that serve need, once they have it.
    """
    if count == 1:
        serve()
        return
    # A connection, or a thread that looks after some, cannot be shared.
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
    watched, held = os.pipe()
    running: dict[int, float] = {}
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        for _ in range(count):
            running[_started(serve, watched, held)] = time.monotonic()
        let_go()
        while True:
            process, _status = os.wait()
            began = running.pop(process, None)
            if began is None:
                continue
            if time.monotonic() - began < TOO_SOON:
                sys.stderr.write("A process of the site ended as soon as it had begun, so the site stops.\n")
                raise SystemExit(1)
            sys.stderr.write("A process of the site ended by itself; another one takes its place.\n")
            running[_started(serve, watched, held)] = time.monotonic()
    except KeyboardInterrupt:
        pass
    finally:
        _end(list(running))
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _started(serve: Callable[[], None], watched: int, held: int) -> int:
    """Start a process that serves, and ends with this one; its number."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    os.close(held)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(watched,), daemon=True).start()
    try:
        serve()
    except KeyboardInterrupt:
        pass
    except BaseException as problem:
        sys.stderr.write(f"{type(problem).__name__}: {problem}\n")
        os._exit(1)
    os._exit(0)


def _end_with(watched: int) -> None:
    """Wait until the first process is gone, however it went: then nobody holds the other end of this pipe."""
    os.read(watched, 1)
    os._exit(1)


def _end(processes: Sequence[int]) -> None:
    for process in processes:
        try:
            os.kill(process, signal.SIGINT)
        except ProcessLookupError:
            continue
    for process in processes:
        try:
            os.waitpid(process, 0)
        except ChildProcessError:
            continue
