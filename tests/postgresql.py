"""Runs tests, or any command, on a PostgreSQL server of its own: `python -m tests.postgresql [COMMAND ...]`.

The server is started from the system's programs in a folder that is gone afterwards, for this computer alone, and stopped at
the end. Where there is none and none can be installed, one sentence says so; with HOLDFAST_POSTGRESQL=required that is a failure.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LEFT_OUT = (
    "The tests on PostgreSQL are left out: no server was found and none could be installed. "
    "Install one with `apt-get install postgresql`, and run this again."
)
TESTS = ("tests/workspace", "tests/ledger", "tests/web")
# Its requests end the connection that holds the test's own transaction, which only a database in memory outlives.
LEFT_ASIDE = ("--ignore", "tests/workspace/test_api_contract.py")
# A database for each worker.
PARALLEL = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--max-worker-restart", "0")
NAME = "holdfast"
# Nothing in it outlives the run, so it need not wait for the disk.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def programs() -> Path | None:
    """The folder of the newest server's programs on this computer."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    own = shutil.which("initdb")
    return found[-1].parent if found else Path(own).parent if own else None


def installed() -> Path | None:
    """The programs, from the system's packages where they are not there yet."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if programs() is None and is_root and shutil.which("apt-get"):
        print("Installing PostgreSQL for the tests ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (("update", "-qq"), ("install", "-y", "-qq", "postgresql")):
            subprocess.run(["apt-get", *arguments], check=False, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return programs()


@contextmanager
def server(found: Path) -> Iterator[str]:
    """The address of a database on a server that runs for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="holdfast-postgresql-") as name:
        folder, password = Path(name), secrets.token_urlsafe(16)
        kept = folder / "password"
        kept.write_text(password, encoding="ascii")
        person = _own(folder, kept)
        data, log = folder / "data", folder / "log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        _run(
            found / "initdb", "-D", data, "-U", NAME, f"--pwfile={kept}", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "-N", **person
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {QUICK}"
        _run(found / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start", **person)
        try:
            yield f"postgres://{NAME}:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run(found / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop", **person)


def _own(*paths: Path) -> dict[str, Any]:
    """As whom the server runs: it refuses to run as root, so root lends it the account that the package made."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    for path in paths:
        shutil.chown(path, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _run(*command: object, **options: Any) -> None:
    done = subprocess.run(
        list(map(str, command)), check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/", **options
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}")


def main() -> None:
    """Run the command with HOLDFAST_DATABASE set; the tests that a database matters to, where none is given."""
    command = sys.argv[1:] or [sys.executable, "-m", "pytest", *PARALLEL, *LEFT_ASIDE, *TESTS]
    found = installed()
    if found is None:
        print(LEFT_OUT)
        raise SystemExit(1 if os.environ.get("HOLDFAST_POSTGRESQL") == "required" else 0)
    with server(found) as address:
        done = subprocess.run(command, check=False, env={**os.environ, "HOLDFAST_DATABASE": address})
    raise SystemExit(done.returncode)


if __name__ == "__main__":
    main()
