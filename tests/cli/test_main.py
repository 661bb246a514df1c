"""`holdfast` itself: the list of commands."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast import __version__
from holdfast.cli.main import COMMANDS
from holdfast.cli.tables import NARROWEST, PAGE, WIDEST, width
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


def test_assess_starts_without_what_it_does_not_need(tmp_path: Path) -> None:
    """Start-up time is watched by `make bench`; what must not be loaded is known."""
    slow = ("django", "openpyxl", "pydantic", "tomli_w", "hashlib", "difflib", "shutil")
    script = (
        "import sys; from holdfast.cli.main import main\n"
        f"try: main(['assess', {str(EXAMPLE)!r}])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {slow!r} if name in sys.modules], file=sys.stderr)"
    )
    own = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    for _ in range(2):  # the first start makes the catalogue's cache
        result = subprocess.run([sys.executable, "-c", script], env=own, capture_output=True, text=True, check=False, timeout=60)
    assert result.stderr.strip() == "[]"
    assert run_outside("--version").returncode == 0


@pytest.mark.parametrize(("told", "expected"), [("70", 70), ("9", NARROWEST), ("400", WIDEST)])
def test_text_is_folded_to_the_width_that_columns_tells(told: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", told)
    assert width() == expected


@pytest.mark.parametrize("told", ["", "0", "wide"])
def test_without_a_terminal_text_is_folded_to_a_page(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", told)
    monkeypatch.setattr(sys, "__stdout__", io.StringIO())
    assert width() == PAGE
