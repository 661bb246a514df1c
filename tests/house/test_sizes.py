"""The size of what we write: a file of at most 400 lines, a function of at most 50."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "tests", "tools", "benchmarks")
FILE_AT_MOST = 400
FUNCTION_AT_MOST = 50
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if path.parent.name != "migrations")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_file_and_no_function_is_too_long(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_AT_MOST, f"{name(path)} has {lines} lines"
    long = [
        f"{found.name} at line {found.lineno}" for found in functions(path) if (found.end_lineno or 0) - found.lineno >= FUNCTION_AT_MOST
    ]
    assert not long, f"{name(path)}: longer than {FUNCTION_AT_MOST} lines: {', '.join(long)}"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.read_text(encoding="utf-8").strip()], ids=name)
def test_every_module_opens_with_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert words, f"{name(path)} has no docstring"


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert not [name(path) for path in SOURCES if path.stem in ("utils", "helpers", "manager", "base", "misc", "common")]
