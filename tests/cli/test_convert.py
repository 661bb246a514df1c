"""`holdfast convert`."""

from __future__ import annotations

from pathlib import Path

from holdfast.files import read
from tests.cli.runner import EXAMPLE, bad_file, refused, run


def test_there_and_back_loses_nothing(tmp_path: Path) -> None:
    workbook, again = tmp_path / "a.xlsx", tmp_path / "b.toml"
    assert run("convert", EXAMPLE, workbook).exit_code == 0
    result = run("convert", workbook, again)
    assert result.exit_code == 0, result.stderr
    assert read(again).records == read(EXAMPLE).records
    assert f"{len(read(again))} records" in result.stdout


def test_a_target_it_cannot_write_is_refused(tmp_path: Path) -> None:
    refused(run("convert", EXAMPLE, tmp_path / "a.pdf"), "ends in .toml or .xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_source_with_faults_writes_nothing(tmp_path: Path) -> None:
    refused(run("convert", bad_file(tmp_path), tmp_path / "a.xlsx"), "colour", "planned")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused(run("convert", EXAMPLE, tmp_path / "nowhere" / "a.toml"), "cannot be written")


def test_a_source_with_faults_leaves_an_older_target_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_text("older", encoding="utf-8")
    refused(run("convert", bad_file(tmp_path), target))
    assert target.read_text(encoding="utf-8") == "older"
