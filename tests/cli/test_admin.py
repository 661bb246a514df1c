"""`holdfast admin`: the first account of an installation."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def _admin(folder: Path, email: str, typed: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from holdfast.cli.main import run; run()", "admin", email]
    environment = {**os.environ, "HOLDFAST_DATA": str(folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(command, input=typed, capture_output=True, text=True, check=False, timeout=60, env=environment)


def _people(folder: Path) -> list[tuple[str, str, int]]:
    with sqlite3.connect(folder / "holdfast.sqlite3") as database:
        return database.execute("select email, name, is_administrator from accounts_user").fetchall()


def test_it_works(tmp_path: Path) -> None:
    made = _admin(tmp_path, "Ada@Host.example", "Ada Admin\ncorrect horse battery\n")
    assert made.returncode == 0, made.stderr
    assert "Ada Admin is an administrator" in made.stdout
    assert "correct horse battery" not in made.stdout + made.stderr
    assert _people(tmp_path) == [("ada@host.example", "Ada Admin", 1)]
    again = _admin(tmp_path, "ada@host.example", "")
    assert "The password is as it was" in again.stdout


@pytest.mark.parametrize(
    ("email", "typed", "said"),
    [
        ("ada", "Ada\ncorrect horse battery\n", "ada is not an e-mail address"),
        ("ada@host.example", "Ada\nshort\n", "too short"),
        ("ada@host.example", "Ada\n\n", "too short"),
        ("ada@host.example", "", "Nothing was typed"),
    ],
)
def test_what_will_not_do(tmp_path: Path, email: str, typed: str, said: str) -> None:
    made = _admin(tmp_path, email, typed)
    assert made.returncode == 2
    assert said in made.stderr
    assert "Traceback" not in made.stderr
    assert _people(tmp_path) == []
