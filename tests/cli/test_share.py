"""`holdfast share`."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from holdfast.core.sharing.rules import RULES
from holdfast.files.examples import complete_example
from tests.cli.runner import refused, run, run_outside

SCHEMA = json.loads((resources.files("holdfast") / "schemas" / "share.json").read_text(encoding="utf-8"))
VALLEY = "coalition,cost\nN,163520\nF,140826\nP,250096\nN+F,301607\nN+P,378821\nP+F,367370\nN+F+P,412584\n"


def table(folder: Path, text: str) -> Path:
    path = folder / "game.csv"
    path.write_text(text, encoding="utf-8")
    return path


def shares(*arguments: object) -> dict[str, Any]:
    result = run("share", *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, SCHEMA)
    return found


def rule(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(rule for rule in found["rules"] if rule["rule"] == name)


def test_a_table_of_costs(tmp_path: Path) -> None:
    found = shares(table(tmp_path, VALLEY))
    assert found["players"] == ["N", "F", "P"]
    assert (found["form"], found["core"], found["least_core"]) == ("cost", "nonempty", pytest.approx(-47286))
    assert rule(found, "nucleolus")["amounts"] == pytest.approx({"N": 116234, "F": 93540, "P": 202810})
    assert rule(found, "shapley")["amounts"] == pytest.approx({"N": 117829, "F": 100756.5, "P": 193998.5})
    assert rule(found, "nucleolus")["certificate"]["kind"] == "kohlberg"
    assert rule(found, "nucleolus")["in_core"] is True
    equal = rule(found, "equal")
    assert equal["in_core"] is True
    assert equal["largest_complaint"]["amount"] == pytest.approx(137528 - 140826)


def test_named_rules_only(tmp_path: Path) -> None:
    found = shares(table(tmp_path, VALLEY), "--rule", "scrb", "--rule", "equal")
    assert [rule["rule"] for rule in found["rules"]] == ["scrb", "equal"]


def test_other_columns_byte_order_marks_and_semicolons(tmp_path: Path) -> None:
    text = "\ufeffnote;Worth;Coalition\nx;0;A\n;0;B\n;10;B + A\n"
    found = shares(table(tmp_path, text))
    assert found["form"] == "worth"
    assert rule(found, "nucleolus")["amounts"] == pytest.approx({"A": 5, "B": 5})


def test_an_impossible_rule_is_null_with_its_reason_and_the_others_stand(tmp_path: Path) -> None:
    found = shares(table(tmp_path, "coalition,worth\nA,4\nB,3\nA+B,6\n"))
    assert rule(found, "nucleolus")["amounts"] is None
    assert "apart they do better" in rule(found, "nucleolus")["reason"]
    assert rule(found, "prenucleolus")["amounts"] == pytest.approx({"A": 3.5, "B": 2.5})
    assert found["core"] == "empty"
    assert found["least_core"] == pytest.approx(0.5)


def test_one_player(tmp_path: Path) -> None:
    found = shares(table(tmp_path, "coalition,cost\nA,4\n"))
    assert found["core"] == "nonempty"
    assert found["least_core"] is None
    assert rule(found, "nucleolus")["amounts"] == {"A": 4}


def test_thirteen_members(tmp_path: Path) -> None:
    """More than plain sums hold: the machine code is used."""
    names = [f"m{number}" for number in range(13)]
    groups = ["+".join(group) for size in range(1, 14) for group in combinations(names, size)]
    lines = [f"{group},{10 + 3 * group.count('m')}" for group in groups]
    found = shares(table(tmp_path, "\n".join(["coalition,cost", *lines])))
    assert rule(found, "nucleolus")["amounts"] == pytest.approx(dict.fromkeys(names, 49 / 13))


FAULTY = """coalition,cost
A,1
B,nan
A+B,3
B+A,4
A+Bb,2
C,seven
+,3
D+D,2
"""


def test_every_fault_of_a_table_at_once(tmp_path: Path) -> None:
    said = refused(run("share", table(tmp_path, FAULTY)))
    for number, words in enumerate(
        [
            "row 3: “nan” is not a number",
            "row 5: “B+A” is already in row 4",
            "row 6: “Bb” has no line of its own; did you mean “B”?",
            "row 7: “seven” is not a number",
            "row 8: “+” is not a coalition",
            "row 9: “D” stands twice",
        ]
    ):
        assert words in said[number]
    assert "missing: A+C, B+C, A+B+C" in said[-1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column “coalition”"),
        ("coalition,price\nA,1\n", "no column “cost” or “worth”"),
        ("coalition,cost,worth\nA,1,2\n", "both columns"),
        ("coalition,cost\n", "no lines"),
        ("coalition,cost\nA+B,1\n", "no member has a line of its own"),
        ("coalition,cost\nA,inf\n", "“inf” is not a number"),
        ("coalition,cost\nA\n", "“” is not a number"),
    ],
)
def test_tables_that_are_no_game(tmp_path: Path, text: str, words: str) -> None:
    refused(run("share", table(tmp_path, text)), words)


def test_more_members_than_a_table_holds_says_what_would(tmp_path: Path) -> None:
    lines = "\n".join(f"m{number},1" for number in range(25))
    refused(run("share", table(tmp_path, f"coalition,cost\n{lines}\n")), "a table can hold 24", "services and their cost curves")


def test_missing_and_unreadable_tables(tmp_path: Path) -> None:
    refused(run("share", tmp_path / "none.csv"), "cannot be read")
    path = tmp_path / "latin.csv"
    path.write_bytes("coalition,cost\nCaf\xe9,1\n".encode("latin-1"))
    refused(run("share", path), "UTF-8")


def test_unknown_rules_and_assumptions_at_once(tmp_path: Path) -> None:
    said = refused(run("share", complete_example(), "--rule", "nucleolos", "--assume", "x=y"))
    assert "expected a key and a number" in said[0]
    assert "did you mean “nucleolus”?" in said[1]
    refused(run("share", complete_example(), "--assume", "cordination=3"), "did you mean “coordination”?")
    refused(run("share", complete_example(), "--assume", "coordination=-3"), "0 or more")
    refused(run("share", table(tmp_path, VALLEY), "--assume", "coordination=3"), "rests on no assumptions")


def test_the_complete_example() -> None:
    found = shares(complete_example(), "--assume", "coordination=20000")
    assert {rule["rule"] for rule in found["rules"]} == set(RULES)
    for split in found["rules"]:
        if split["amounts"]:
            assert sum(split["amounts"].values()) == pytest.approx(found["total"], rel=1e-12)
    assert rule(found, "nucleolus")["in_core"] is True
    assert rule(found, "agreed")["in_core"] is False
    assert any("thornmere is not known" in sentence for sentence in found["left_out"])
    changed = next(each for each in found["assumptions"] if each["key"] == "coordination")
    assert (changed["value"], changed["source"]) == (20000, "changed for these sums")
    assert all(each["source"] for each in found["assumptions"])


def test_an_assumption_from_a_record_has_its_source_and_one_that_nobody_recorded_says_so() -> None:
    found = {each["key"]: each for each in shares(complete_example())["assumptions"]}
    assert (found["coordination"]["value"], found["coordination"]["records"]) == (30000, ["coordination/governance"])
    assert found["coordination.each_partner"]["value"] is None
    assert "not recorded" in found["coordination.each_partner"]["words"]
    assert found["service-desk.lump_price"]["value"] == 28000


def test_text_adds_up_to_the_penny() -> None:
    result = run("share", complete_example(), "--rule", "shapley")
    assert result.exit_code == 0
    assert "Average of what each adds" in result.stdout
    assert "What is left out" in result.stdout
    assert "Who would walk" in result.stdout


def test_as_a_user_runs_it(tmp_path: Path) -> None:
    result = run_outside("share", table(tmp_path, VALLEY))
    assert result.returncode == 0, result.stderr
    assert "116,234.00" in result.stdout
    assert result.stderr == ""


def test_a_faulty_arrangement_says_every_fault_at_once(tmp_path: Path) -> None:
    """A negative volume and shares that do not add up to 1."""
    text = complete_example().read_text(encoding="utf-8")
    text = text.replace("volume = 4200\n", "volume = -4200\n", 1).replace("cost_share = 0.191", "cost_share = 0.291", 1)
    path = tmp_path / "faulty.toml"
    path.write_text(text, encoding="utf-8")
    refused(run("share", path), "“-4200” is not right; expected a number, 0 or more", "add up to 1.1")


def test_an_arrangement_that_cannot_be_priced_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "bare.toml"
    path.write_text('[arrangement]\nname = "Bare"\nas_at = 2026-01-01\n', encoding="utf-8")
    said = refused(run("share", path))
    assert "expected at least 2" in said[0]
    assert "expected services with baselines and cost curves" in said[1]


def test_where_too_many_groups_are_there_to_look_at_text_says_what_was_found() -> None:
    from holdfast.cli.share_text import print_shares
    from holdfast.core.sharing.from_evidence import sharing_game
    from holdfast.files import read

    shares = sharing_game(read(complete_example()), most=3).share(["scrb", "equal"])
    with redirect_stdout(io.StringIO()) as said:
        print_shares(shares)
    text = " ".join(said.getvalue().split())
    assert "at least 1,306,597.91 ostley, thornmere, wexcombe" in text
    assert "nobody that was found; nearest: marlshire, ostley" in text
    assert "not known" in text


@pytest.mark.parametrize("figures", [(1, 2, 0.3), (0.1, 0.2, 0.3), (-4, 1e6, 7)])
def test_where_sharing_changes_nothing_each_rule_that_goes_by_the_game_leaves_each_with_its_own(
    tmp_path: Path, figures: tuple[float, ...]
) -> None:
    """The least interesting game of all, and the one where every sum is over what is left of nothing."""
    groups = [group for size in (1, 2, 3) for group in combinations(range(3), size)]
    lines = "".join(f"{'+'.join('abc'[at] for at in group)},{sum(figures[at] for at in group)!r}\n" for group in groups)
    found = shares(table(tmp_path, f"coalition,cost\n{lines}"))
    assert found["core"] == "nonempty"
    own = pytest.approx(dict(zip("abc", figures, strict=True)), rel=1e-9, abs=1e-9)
    for name in ("nucleolus", "prenucleolus", "scrb", "shapley", "per_capita_least_core", "proportional_least_core", "equal_savings"):
        assert rule(found, name)["amounts"] == own, name
        assert rule(found, name)["in_core"] is True, name


def test_separable_costs_add_up_however_small_they_are(tmp_path: Path) -> None:
    found = shares(table(tmp_path, "coalition,cost\na,-3e-6\nb,6.999999986e-6\na+b,3.999999993e-6\n"), "--rule", "scrb")
    amounts = rule(found, "scrb")["amounts"]
    assert amounts is None or sum(amounts.values()) == pytest.approx(found["total"], rel=1e-12)


def test_a_table_that_no_table_program_wrote(tmp_path: Path) -> None:
    refused(run("share", table(tmp_path, f'coalition,cost\n"{"x" * 200_000}",1\n')), "row 2: cannot be read")
    said = refused(run("share", table(tmp_path, "coalition,cost\na\x1b[2J,1\n")), "row 2", "is not a coalition")
    assert "\x1b" not in "".join(said)


def test_text_says_what_proves_each_result_and_nothing_has_no_sign(tmp_path: Path) -> None:
    said = run("share", table(tmp_path, "coalition,cost\na,0\nb,0\na+b,0\n")).stdout
    text = " ".join(said.split())
    assert "Proved (Kohlberg’s criterion, every group looked at): Least reason to leave; Least reason to leave, whatever" in text
    assert "-0.00" not in text


def test_equals_get_the_same_to_the_penny_under_every_rule(tmp_path: Path) -> None:
    """Whatever rounding leaves in the last digits, the same split is printed the same."""
    said = run("share", table(tmp_path, "coalition,worth\na,0\nb,0\nc,0\na+b,1\na+c,1\nb+c,1\na+b+c,1\n")).stdout
    rows = [line for line in said.splitlines() if line.endswith("  no")]
    assert len(rows) == 6
    assert all(row.split()[-4:-1] == ["0.34", "0.33", "0.33"] for row in rows)


def test_whoever_waits_for_long_is_told_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import time

    from holdfast.cli import share as module
    from holdfast.core.sharing import shares as sums

    monkeypatch.setattr(module, "SOON", 0.01)
    core = sums._core
    monkeypatch.setattr(sums, "_core", lambda *told: time.sleep(0.5) or core(*told))
    result = run("share", table(tmp_path, VALLEY), "--json")
    assert "Still working" in result.stderr
    json.loads(result.stdout)
