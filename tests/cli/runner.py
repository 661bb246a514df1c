"""Runs commands in this process, and a few as a user does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from holdfast.cli.main import main
from holdfast.files.examples import folder

EXAMPLE = folder() / "guide" / "1.toml"
BAD = """[arrangement]
name = "Bad"

[[partners]]
partner = "a"
name = "A"
colour = "red"
on = 2026-01-01
source = "test"

[[gates]]
gate = "one"
name = "One"
planned = "soon"
on = 2026-01-01
source = "test"
"""


def run(*arguments: object, typed: str = "") -> Result:
    """One command in this process."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


def run_outside(*arguments: object) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    command = [sys.executable, "-c", "from holdfast.cli.main import run; run()", *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def refused(result: Result, *words: str) -> list[str]:
    """The sentences of a refusal: exit 2, nothing on standard output, no traceback."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert all(word in result.stderr for word in words), result.stderr
    return result.stderr.splitlines()


def bad_file(folder: Path) -> Path:
    """A file with two faults."""
    path = folder / "bad.toml"
    path.write_text(BAD, encoding="utf-8")
    return path
