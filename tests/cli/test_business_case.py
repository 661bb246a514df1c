"""`holdfast business-case`: text and JSON, the schema, reproducible figures, refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import holdfast
from holdfast.files.examples import casebook_files, complete_example, folder
from tests.cli.runner import EXAMPLE, bad_file, refused, run, run_outside

SCHEMA = Path(holdfast.__file__).parent / "schemas" / "business-case.json"
EXAMPLES = [complete_example(), folder() / "nearly-empty.toml", EXAMPLE, *casebook_files().values()]


def test_it_prints_every_part() -> None:
    result = run("business-case", complete_example())
    assert result.exit_code == 0, result.stderr
    for words in (
        "What it is worth",
        "The options",
        "How sure that is",
        "What matters most",
        "Benefits",
        "Stages",
        "The road",
        "The people",
    ):
        assert words in result.stdout
    assert "Stress case" in result.stdout


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_json_follows_the_committed_schema(path: Path) -> None:
    result = run("business-case", path, "--json", "--trials", 200)
    assert result.exit_code == 0, result.stderr
    jsonschema.validate(json.loads(result.stdout), json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_text_is_printed_for_every_example(path: Path) -> None:
    result = run("business-case", path, "--trials", 200)
    assert result.exit_code == 0, result.stderr
    assert "None" not in result.stdout
    assert "nan" not in result.stdout.split()


def test_the_seed_alone_decides_the_figures() -> None:
    first, again, other = (
        json.loads(run("business-case", complete_example(), "--json", "--trials", 300, "--seed", seed).stdout) for seed in (5, 5, 6)
    )
    assert first == again
    assert first["simulations"] != other["simulations"]
    assert first["whole"] == other["whole"]


def test_the_web_and_the_command_cannot_differ_from_the_assessment() -> None:
    """The payback of the case is the reading of the indicator."""
    case = json.loads(run("business-case", complete_example(), "--json", "--trials", 50).stdout)
    assessed = json.loads(run("assess", complete_example(), "--json").stdout)
    readings = {reading["indicator"]: reading["value"] for finding in assessed["findings"] for reading in finding["readings"]}
    assert readings["payback_years"] == pytest.approx(case["whole"]["planned"]["payback"])


def test_many_trials_show_progress_on_standard_error_only() -> None:
    result = run("business-case", complete_example(), "--json", "--trials", 100_000)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["simulations"][0]["trials"] == 100_000


def test_a_bad_file_is_refused_in_words(tmp_path: Path) -> None:
    refused(run("business-case", bad_file(tmp_path)), "colour", "planned")


@pytest.mark.parametrize(("option", "value"), [("--trials", "0"), ("--trials", "many"), ("--seed", "-1")])
def test_a_number_out_of_range_is_refused(option: str, value: str) -> None:
    result = run("business-case", complete_example(), option, value)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_assessing_loads_no_numeric_library() -> None:
    code = "import sys; from holdfast.cli.main import main; main(standalone_mode=False); "
    code += "raise SystemExit(sorted({'numpy', 'numba'} & set(sys.modules)) or 0)"
    command = [sys.executable, "-c", code, "assess", str(EXAMPLE)]
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


def test_it_runs_as_a_user_runs_it() -> None:
    result = run_outside("business-case", complete_example(), "--trials", 100)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""


def test_another_option_is_worked_out_or_refused_in_words(tmp_path: Path) -> None:
    lines = "".join(
        f'\n[[cash_lines]]\nid = "own-{year}"\noption = "outsource"\ncategory = "{category}"\nyear = {year}\nlikely = {likely}\n'
        f'label = "own"\non = 2026-09-10\nsource = "Cost model"\n'
        for category, year, likely in (("investment", 2027, 90000), ("saving", 2028, 150000))
    )
    path = tmp_path / "with-option.toml"
    path.write_text(complete_example().read_text(encoding="utf-8") + lines, encoding="utf-8")
    found = json.loads(run("business-case", path, "--json", "--trials", 200, "--option", "outsource").stdout)
    assert found["option"] == "outsource"
    assert found["whole"]["planned"]["costs"] == "90000.00"
    result = run("business-case", path, "--option", "nowhere")
    assert result.exit_code == 2
    assert "no planned amount of the file names the option 'nowhere'" in result.stderr


SMALL = """
[arrangement]
name = "Two"
as_at = 2026-11-09
[[partners]]
partner = "a"
name = "A"
on = 2026-01-01
source = "Note"
"""


def cash(category: str, year: int, likely: float) -> str:
    return f'[[cash_lines]]\ncategory = "{category}"\nyear = {year}\nlikely = {likely}\non = 2026-01-01\nsource = "Note"\n'


def printed(folder: Path, *lines: str) -> str:
    path = folder / "two.toml"
    path.write_text(SMALL + "".join(lines), encoding="utf-8")
    result = run("business-case", path, "--trials", 200)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_nothing_is_printed_as_less_than_nothing(tmp_path: Path) -> None:
    shown = printed(tmp_path, cash("investment", 2027, 300_000), cash("saving", 2028, 120))
    assert not {"-0", "+0"} & set(shown.split())


def test_a_delay_that_saves_money_is_not_said_to_lose_it(tmp_path: Path) -> None:
    losing = printed(tmp_path, cash("investment", 2027, 1_000), cash("running", 2028, 900_000), cash("saving", 2028, 120_000))
    assert "Each month of delay adds " in losing
    assert "loses -" not in losing
    assert "Each month of delay loses " in printed(tmp_path, cash("investment", 2027, 1_000), cash("saving", 2028, 120_000))
    assert "Each month of delay" not in printed(tmp_path, cash("investment", 2027, 1_000))


def test_where_no_benefits_are_on_record_the_promise_is_not_known(tmp_path: Path) -> None:
    shown = printed(tmp_path)
    assert "Money promised: not known." in shown
