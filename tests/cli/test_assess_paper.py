"""`holdfast assess -o`: papers from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast.files.examples import complete_example
from holdfast.reports import KINDS
from tests.cli.runner import EXAMPLE, refused, run, run_outside
from tests.reports.opened import TEXT_OF, letters

# What the plain command must not wait for.
HEAVY = ("holdfast.reports", "typst", "docx", "lxml", "openpyxl")


@pytest.mark.parametrize(("suffix", "begins"), [(".pdf", b"%PDF"), (".docx", b"PK"), (".xlsx", b"PK"), (".html", b"<!doctype html>")])
def test_the_name_says_which_format_is_written(tmp_path: Path, suffix: str, begins: bytes) -> None:
    target = tmp_path / f"paper{suffix}"
    result = run("assess", EXAMPLE, "-o", target, "--kind", "members")
    assert (result.exit_code, result.output) == (0, f"{target} written.\n")
    data = target.read_bytes()
    assert data.startswith(begins)
    assert letters("Summary for members") in letters(TEXT_OF[suffix](data))
    assert list(tmp_path.iterdir()) == [target]


def test_sections_final_and_date_are_taken(tmp_path: Path) -> None:
    target = tmp_path / "paper.HTML"
    result = run("assess", EXAMPLE, "-o", target, "--sections", "problems, actions", "--final", "--as-at", "2016-06-01")
    assert result.exit_code == 0, result.output
    page = target.read_text(encoding="utf-8")
    assert "What to do</h2>" in page
    assert "In short</h2>" not in page
    assert "Final" in page
    assert "1 June 2016" in page


def test_a_partners_own_view_is_for_one_partner(tmp_path: Path) -> None:
    target = tmp_path / "own.html"
    assert run("assess", complete_example(), "-o", target, "--kind", "partner", "--partner", "ostley").exit_code == 0
    assert "What Ostley District Council pays and decides" in target.read_text(encoding="utf-8")


def test_json_and_a_paper_come_together(tmp_path: Path) -> None:
    target = tmp_path / "paper.html"
    result = run("assess", EXAMPLE, "-o", target, "--kind", "members", "--json")
    assert json.loads(result.stdout)["arrangement"].startswith("Guide example 1")
    assert target.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "{}/paper.odt"), ".pdf, .docx, .xlsx, .html"),
        (("-o", "{}/paper"), "not a kind of paper"),
        (("-o", "{}/paper.pdf", "--kind", "fill"), "did you mean “full”?"),
        (("-o", "{}/paper.pdf", "--sections", "summary,tomorrow"), "“tomorrow” is not a section"),
        (("-o", "{}/paper.pdf", "--kind", "partner"), "made for one partner"),
        (("-o", "{}/paper.pdf", "--kind", "annex", "--partner", "nobody"), "“nobody” is not a partner on record"),
        (
            (
                "-o",
                "{}/no/such/folder/paper.html",
            ),
            "cannot be written",
        ),
        (("--kind", "full", "--final"), "--kind, --final: says what a paper is to be; say with -o where to write it"),
        (("--sections", "summary"), "say with -o"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_written(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    refused(run("assess", EXAMPLE, *(argument.format(tmp_path) for argument in arguments)), words)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_file_is_told_before_a_paper_is_begun(tmp_path: Path) -> None:
    result = run_outside("assess", tmp_path / "nowhere.toml", "-o", tmp_path / "paper.pdf")
    assert (result.returncode, result.stdout) == (2, "")
    assert "cannot be read" in result.stderr


def test_the_plain_command_loads_nothing_of_papers() -> None:
    code = (
        "import sys; from holdfast.cli.main import main\n"
        f"try: main(['assess', {str(EXAMPLE)!r}])\n"
        "except SystemExit: pass\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "LOADED []"


def test_the_help_names_every_kind() -> None:
    shown = run("assess", "--help").output
    assert all(kind.id in shown for kind in KINDS)
