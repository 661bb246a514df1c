"""`holdfast` itself: the list of commands."""

from __future__ import annotations

import subprocess
import sys

import pytest

from holdfast import __version__
from holdfast.cli.main import COMMANDS
from tests.cli.runner import EXAMPLE, run, run_outside


def test_it_lists_the_commands() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(name in result.stdout and words in " ".join(result.stdout.split()) for name, words in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_it_knows_its_version() -> None:
    assert __version__ in run("--version").stdout


def test_a_command_that_is_not_there_is_refused() -> None:
    assert run("asess").exit_code == 2


def test_assess_starts_without_the_site_or_the_workbook_library() -> None:
    """Start-up time is watched by `make bench`; what must not be loaded is known."""
    script = (
        "import sys; from holdfast.cli.main import main\n"
        f"try: main(['assess', {str(EXAMPLE)!r}, '--json'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('django', 'openpyxl', 'pydantic') if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert result.stderr.strip() == "[]"
    assert run_outside("--version").returncode == 0
