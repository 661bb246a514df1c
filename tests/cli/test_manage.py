"""`holdfast manage`, `backup` and `restore`: each starts the site's own command as a process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.runner import run

START = [sys.executable, "-m", "holdfast.web.manage"]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The processes that were started; each ends with exit code 2."""
    commands: list[list[str]] = []

    def ended(command: list[str], *, check: bool) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 2)

    monkeypatch.setattr("holdfast.cli.manage.subprocess.run", ended)
    return commands


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["manage", "verify"], ["verify"]),
        (["manage", "verify", "--receipt", "12 ab"], ["verify", "--receipt", "12 ab"]),
        (["manage", "import_ledger", "x.jsonl", "--lead", "a@b.example"], ["import_ledger", "x.jsonl", "--lead", "a@b.example"]),
        (["backup", "x"], ["backup", "x"]),
        (["backup", "x", "--force"], ["backup", "x", "--force"]),
        (["restore", "x"], ["restore", "x"]),
        (["restore", "--force", "x"], ["restore", "x", "--force"]),
    ],
    ids=" ".join,
)
def test_the_sites_command_is_started_and_its_exit_code_handed_on(started: list[list[str]], typed: list[str], expected: list[str]) -> None:
    assert run(*typed).exit_code == 2
    assert started == [[*START, *expected]]


def test_a_name_is_needed(started: list[list[str]]) -> None:
    for command in ("manage", "backup", "restore"):
        assert run(command).exit_code == 2
    assert started == []
