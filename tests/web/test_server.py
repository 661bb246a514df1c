"""`python -m holdfast.web`: the address, a taken port, and a clean stop."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from holdfast.web.__main__ import LARGEST_BODY
from holdfast.web.processes import TOO_SOON
from holdfast.web.views.errors import MEGABYTE

SITE = (sys.executable, "-m", "holdfast.web")
SERVE = (str(Path(sys.executable).with_name("holdfast")), "serve")


@contextmanager
def _start(*arguments: str, command: Sequence[str] = SITE) -> Iterator[subprocess.Popen[str]]:
    """A server in a session of its own, of which nothing is left behind, whatever the test meets."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([*command, *arguments], text=True, start_new_session=True, **pipes) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_it_works() -> None:
    with _start("--port", "0") as process:
        assert process.stdout
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address
        with urllib.request.urlopen(address.group()) as response:
            assert response.status == 200
            assert "Server" not in response.headers
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 0
    assert errors == ""


def _children(of: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{of}/task/{of}/children").read_text(encoding="ascii").split()]


def _is_running(number: int) -> bool:
    """Whether a process is there and is not just waiting to be counted as gone."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _soon(found: Callable[[], bool]) -> bool:
    until = time.monotonic() + 10
    while not found() and time.monotonic() < until:
        time.sleep(0.05)
    return found()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="Only Linux lists the children of a process.")
def test_several_processes_serve_and_one_that_ends_is_replaced() -> None:
    with _start("--port", "0", "--processes", "2") as process:
        assert process.stdout
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address
        assert _soon(lambda: len(_children(process.pid)) == 2)
        # One that ends as soon as it has begun is not begun anew; see processes.TOO_SOON.
        time.sleep(TOO_SOON)
        gone, stays = _children(process.pid)
        os.kill(gone, signal.SIGKILL)
        assert _soon(lambda: len(_children(process.pid)) == 2 and gone not in _children(process.pid))
        with urllib.request.urlopen(address.group()) as response:
            assert response.status == 200
        children = _children(process.pid)
        assert stays in children
        # However the first process ends, it leaves nobody behind on its port.
        process.kill()
        assert _soon(lambda: not any(map(_is_running, children)))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="Only Linux lists the children of a process.")
def test_a_site_whose_processes_end_at_once_stops() -> None:
    with _start("--port", "0", "--processes", "2") as process:
        assert process.stdout
        process.stdout.readline()
        assert _soon(lambda: len(_children(process.pid)) == 2)
        os.kill(_children(process.pid)[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 1
    assert "ended as soon as it had begun" in errors


def test_a_request_far_too_large_gets_the_page_that_says_so() -> None:
    with _start("--port", "0") as process:
        assert process.stdout
        address = re.search(r"http://([\d.]+):(\d+)/", process.stdout.readline())
        assert address
        length = LARGEST_BODY + MEGABYTE
        with socket.create_connection((address[1], int(address[2]))) as line:
            headers = {
                "Host": address[1],
                "Content-Type": "multipart/form-data; boundary=x",
                "Content-Length": length,
                "Cookie": f"csrftoken={'a' * 32}",
                "Connection": "close",
            }
            lines = ["POST /assess HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
            line.sendall("\r\n".join(lines).encode())
            for _ in range(length // MEGABYTE):
                line.sendall(bytes(MEGABYTE))
            answer = line.makefile("rb").read().decode()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)
    assert answer.startswith("HTTP/1.1 413")
    assert "The most that is read is 25 MB" in answer


def test_ending_the_command_ends_the_site() -> None:
    with _start("--port", "0", command=SERVE) as process:
        assert process.stdout
        address = re.search(r"http://([\d.]+):(\d+)/", process.stdout.readline())
        assert address
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address[1], int(address[2])))


def test_a_taken_port_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with _start("--port", str(port)) as process:
            _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in errors
    assert "Traceback" not in errors
