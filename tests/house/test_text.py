"""What no file may hold: a path of the machine it was written on, a package index, an unfinished note."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Written in parts, so that this file does not hold what it looks for.
PATHS = re.compile(r"(?<![\w.-])/" + r"(?:home|Users|root|work)/[\w.-]+|" + "file:" + "//")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|raise NotImplemented" + r"Error)\b")
VENDORED = ("src/holdfast/web/static/vendor/",)


def text_files() -> list[Path]:
    """Every text file that is, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    paths = [ROOT / name for name in listed.split("\0") if name and not name.startswith(VENDORED)]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = text_files()
    if not found:
        pytest.skip("this is not a git checkout")
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_no_file_names_a_path_of_a_machine(texts: dict[str, str]) -> None:
    assert not {name: found.group() for name, text in texts.items() if (found := PATHS.search(text))}


def test_nothing_is_left_unfinished(texts: dict[str, str]) -> None:
    sources = {name: text for name, text in texts.items() if name.endswith((".py", ".toml", ".html", ".css", ".js"))}
    assert not {name: found.group() for name, text in sources.items() if (found := UNFINISHED.search(text))}


def test_every_file_ends_with_one_line_end(texts: dict[str, str]) -> None:
    assert not [name for name, text in texts.items() if text and (not text.endswith("\n") or text.endswith("\n\n"))]


def test_the_lock_names_versions_and_digests_only() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert ":" + "//" not in lock
    pinned = [line for line in lock.splitlines() if line and not line.startswith((" ", "#", "-"))]
    assert pinned
    assert all("==" in line for line in pinned)
    assert len(re.findall("--hash=sha256:", lock)) >= len(pinned)
