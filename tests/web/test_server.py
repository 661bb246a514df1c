"""`python -m holdfast.web`: the address, a taken port, and a clean stop."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request


def _start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "holdfast.web", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


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


def test_a_taken_port_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with _start("--port", str(port)) as process:
            _, errors = process.communicate(timeout=20)
    assert process.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in errors
    assert "Traceback" not in errors
