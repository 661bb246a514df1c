"""`holdfast check`: the quick check in a terminal."""

from __future__ import annotations

from pathlib import Path

from holdfast.files import read
from tests.cli.runner import refused, run


def test_answers_lead_to_an_assessment() -> None:
    result = run("check", typed="2\n1\nd\nn\nq\n")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("So far:") == 4
    assert "Cannot tell" in result.stdout


def test_stopping_at_once_still_says_what_would_tell_most() -> None:
    result = run("check", typed="q\n")
    assert result.exit_code == 0, result.stderr
    assert "annot tell" in result.stdout


def test_an_answer_that_cannot_be_read_is_asked_again() -> None:
    result = run("check", typed="7\nmaybe\n3\nq\n")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("is not right") == 2
    assert result.stdout.count("So far:") == 1


def test_the_end_of_input_stops_it() -> None:
    assert run("check", typed="2\n").exit_code == 0


def test_the_answers_can_be_taken_away(tmp_path: Path) -> None:
    target = tmp_path / "mine.toml"
    assert run("check", "-o", target, typed="2\n1\nq\n").exit_code == 0
    (given,) = [record for record in read(target).records if record.meta.section == "answers"]
    assert sorted(given.answers.values()) == [1, 2]  # type: ignore[attr-defined]
    assert run("assess", target).exit_code == 0


def test_it_goes_on_from_a_file_and_keeps_what_it_holds(tmp_path: Path) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    assert run("check", "-o", first, typed="2\n1\nq\n").exit_code == 0
    result = run("check", first, "-o", second, typed="4\nq\n")
    assert result.exit_code == 0, result.stderr
    assert "3. " in result.stdout
    (given,) = [record for record in read(second).records if record.meta.section == "answers"]
    assert sorted(given.answers.values()) == [1, 2, 4]  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    refused(run("check", tmp_path / "none.toml"), "none.toml")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    refused(run("check", "-o", tmp_path / "mine.docx"), "ends in .toml")
