"""`holdfast template`."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from holdfast.core.evidence import KINDS
from tests.cli.runner import refused, run


def test_it_writes_a_workbook_with_a_sheet_for_every_kind(tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    result = run("template", "-o", target)
    assert result.exit_code == 0, result.stderr
    workbook = openpyxl.load_workbook(target)
    assert {kind.meta.section for kind in KINDS} <= set(workbook.sheetnames)
    assert "holdfast assess" in result.stdout


def test_the_empty_workbook_is_refused_in_words_or_assessed(tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    run("template", "-o", target)
    refused(run("assess", target), "name")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused(run("template", "-o", tmp_path / "nowhere" / "a.xlsx"), "cannot be written")


def test_a_workbook_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    target.write_bytes(b"filled in")
    refused(run("template", "-o", target), "is there already")
    assert target.read_bytes() == b"filled in"


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    refused(run("template", "-o", tmp_path / "mine.toml"), "ends in .xlsx")
    assert not list(tmp_path.iterdir())
