"""`holdfast serve`: starts the site as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

import click

from holdfast.cli.shared import catalogue_option

DEFAULT_PORT = 8000


def start(port: int, host: str, additions: tuple[Path, ...] = (), processes: int | None = None) -> int:
    """Run the site until it is stopped, by Ctrl-C or by ending this process; its exit code."""
    before = signal.signal(signal.SIGTERM, _stop)
    folders = [word for folder in additions for word in ("--catalogue", str(folder))]
    many = [] if processes is None else ["--processes", str(processes)]
    process = subprocess.Popen([sys.executable, "-m", "holdfast.web", "--port", str(port), "--host", host, *folders, *many])
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    """Ending the command ends the site, which would otherwise go on alone and keep its port."""
    raise KeyboardInterrupt


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--processes", type=click.IntRange(1, 64), help="How many processes serve; one for each processor, four at most.")
@catalogue_option
def command(port: int, host: str, additions: tuple[Path, ...], processes: int | None) -> None:
    """Start the site and print its address."""
    raise SystemExit(start(port, host, additions, processes))
