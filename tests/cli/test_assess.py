"""`holdfast assess`."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import holdfast
from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.core.words import RATINGS
from holdfast.files import read, write_workbook
from tests.cli.runner import EXAMPLE, bad_file, refused, run, run_outside

SCHEMA = Path(holdfast.__file__).parent / "schemas" / "assess.json"
LOCAL = '[[indicator]]\nid = "vacancies"\nhealthy = 0.0\ncritical = 0.1\n'


def test_it_says_whether_it_will_hold_why_and_what_to_do() -> None:
    result = run("assess", EXAMPLE)
    assert result.exit_code == 0, result.stderr
    assert any(words.answer.lower() in result.stdout.lower() for words in RATINGS.values())
    assert load_catalogue().patterns["key_person_dependency"].title in result.stdout


def test_it_works_as_a_user_runs_it() -> None:
    result = run_outside("assess", EXAMPLE, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["arrangement"].startswith("Guide example 1")


def test_json_is_the_assessment() -> None:
    catalogue = load_catalogue()
    found = assess(read(EXAMPLE, questions=frozenset(catalogue.questions)), catalogue)
    assert json.loads(run("assess", EXAMPLE, "--json").stdout) == json.loads(json.dumps(found.to_dict()))


def test_json_keeps_the_contract() -> None:
    found = json.loads(run("assess", EXAMPLE, "--json").stdout)
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")), cls=jsonschema.Draft202012Validator)
    assert list(found) == ["arrangement", "as_at", "audience", "outlook", "findings", "patterns", "actions", "next_questions", "versions"]


def test_a_workbook_gives_the_same_as_its_toml(tmp_path: Path) -> None:
    workbook = tmp_path / "guide.xlsx"
    workbook.write_bytes(write_workbook(read(EXAMPLE)))
    assert run("assess", workbook, "--json").stdout == run("assess", EXAMPLE, "--json").stdout


def test_an_earlier_date_sees_less() -> None:
    early = json.loads(run("assess", EXAMPLE, "--as-at", "2016-06-01", "--json").stdout)
    now = json.loads(run("assess", EXAMPLE, "--json").stdout)
    assert early["as_at"] == "2016-06-01"
    assert early["findings"] != now["findings"]


def test_a_local_band_is_used_and_named(tmp_path: Path) -> None:
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "people.toml").write_text(LOCAL, encoding="utf-8")
    found = json.loads(run("assess", EXAMPLE, "--catalogue", tmp_path, "--json").stdout)
    assert found["versions"]["local"] == ["indicators/vacancies"]


def test_every_fault_of_a_file_is_one_sentence(tmp_path: Path) -> None:
    sentences = refused(run("assess", bad_file(tmp_path)), "partners, row 1, colour", "gates, row 1, planned")
    assert len(sentences) == 2
    assert list(tmp_path.iterdir()) == [tmp_path / "bad.toml"]


def test_a_fault_leaves_a_user_with_exit_code_2_and_no_traceback(tmp_path: Path) -> None:
    result = run_outside("assess", bad_file(tmp_path), "--json")
    assert (result.returncode, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.toml", b"", "is empty"),
        ("blank.toml", b" \n", "is empty"),
        ("latin.toml", b'[arrangement]\nname = "caf\xe9"\n', "UTF-8"),
        ("broken.toml", b"[arrangement\n", "broken.toml"),
        ("notes.txt", b"hello", "expected a name that ends in .toml or .xlsx"),
        ("fake.xlsx", b"hello", "is not a workbook"),
        ("old.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
    ],
)
def test_what_is_no_arrangement_file_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert len(refused(run("assess", tmp_path / name), words)) == 1


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    refused(run("assess", tmp_path / "nowhere.toml"), "cannot be read")


def test_an_answer_to_an_unknown_question_is_refused(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8") + (
        '\n[[rounds]]\nround = "r"\non = 2017-01-01\nsource = "s"\n'
        '\n[[answers]]\nround = "r"\nrespondent = "1"\nanswers = { no_such_question = 3 }\non = 2017-01-01\nsource = "s"\n'
    )
    path = tmp_path / "asked.toml"
    path.write_text(text, encoding="utf-8")
    refused(run("assess", path), "no_such_question")


@pytest.mark.parametrize("date", ["soon", "2026-13-01", "01/02/2026"])
def test_a_wrong_date_is_refused(date: str) -> None:
    refused(run("assess", EXAMPLE, "--as-at", date), "expected a date such as")


def test_an_unsound_local_addition_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nonsense.toml").write_text("a = 1\n", encoding="utf-8")
    refused(run("assess", EXAMPLE, "--catalogue", tmp_path), "is not a part of a catalogue")
