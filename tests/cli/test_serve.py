"""`holdfast serve` and `holdfast demo`: the site as a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.runner import EXAMPLE, run

PORT = "8123"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The processes that were started; none runs."""
    commands: list[list[str]] = []

    class Ended:
        def __init__(self, command: list[str]) -> None:
            commands.append(command)

        def wait(self) -> int:
            return 0

    monkeypatch.setattr("holdfast.cli.serve.subprocess.Popen", Ended)
    return commands


def test_serve_starts_the_site(started: list[list[str]]) -> None:
    assert run("serve", "--port", PORT).exit_code == 0
    assert started == [[sys.executable, "-m", "holdfast.web", "--port", PORT, "--host", "127.0.0.1"]]


def test_local_additions_are_passed_on(started: list[list[str]]) -> None:
    assert run("serve", "--port", PORT, "--catalogue", "ours", "--catalogue", "theirs").exit_code == 0
    assert started[0][-4:] == ["--catalogue", "ours", "--catalogue", "theirs"]


def test_demo_assesses_the_complete_example_first(started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def example() -> Path:
        return EXAMPLE

    monkeypatch.setattr("holdfast.cli.demo.complete_example", example)
    result = run("demo", "--port", PORT)
    assert result.exit_code == 0, result.stderr
    assert "Guide example 1" in result.stdout
    assert len(started) == 1


def test_a_port_that_cannot_be_is_refused(started: list[list[str]]) -> None:
    assert run("serve", "--port", "99999").exit_code == 2
    assert started == []
