"""Every way a TOML file can be wrong is said in one clear sentence, all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from holdfast.files import MAX_BYTES, FileRefused, read, read_bytes
from tests.files.bad import SOUND, sentences, with_block


def test_the_sound_file_is_read() -> None:
    evidence = read_bytes("arrangement.toml", SOUND.encode())
    assert evidence.arrangement.name == "Ostley and Marsh"
    assert [record.id for record in evidence.records] == ["1", "2", "1"]


def test_a_byte_order_mark_is_accepted() -> None:
    assert len(read_bytes("a.toml", b"\xef\xbb\xbf" + SOUND.encode())) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(with_block("gaets", gate='"x"'), "gaets: is not a section; did you mean “gates”?", id="section"),
        pytest.param(
            with_block("gates", gate='"x"', name='"X"', planed="2026-11-24"),
            "gates, row 2, planed: is not a field of this section; did you mean “planned”?",
            id="field",
        ),
        pytest.param(
            with_block("gates", gate='"x"', name='"X\\u001b[31m"'),
            "gates, row 2, name: “X�[31m” is not right; expected some text without characters that cannot be seen",
            id="characters that steer a terminal",
        ),
        pytest.param(
            with_block("gates", gate='"x"', name='"X"', planned='"31/13/2026"'),
            "gates, row 2, planned: “31/13/2026” is not right; expected a date such as 2026-11-24",
            id="no such date",
        ),
        pytest.param(
            with_block("gates", gate='"x"', name='"X"', planned='"24/11/2026"'),
            "gates, row 2, planned: “24/11/2026” is not right; expected a date such as 2026-11-24; write it as 2026-11-24",
            id="day first",
        ),
        pytest.param(
            with_block("gates", gate='"x"', name='"X"', planned="20261124"), "planned: “20261124” is not right", id="number for date"
        ),
        pytest.param(with_block("gates", gate='"x"', name='"X"', planned='"86400"'), "planned: “86400” is not right", id="text for date"),
        pytest.param(
            with_block("gates", gate='"x"', name='"X"', level='"cabnet"'),
            "gates, row 2, level: “cabnet” is not right; expected one of officer, board, cabinet, full_council, joint_committee, minister, "
            "other; did you mean “cabinet”?",
            id="choice",
        ),
        pytest.param(
            with_block("stakes", partner='"ostly"'),
            "stakes, row 1, partner: “ostly” is not one of the partners; did you mean “ostley”?",
            id="partner",
        ),
        pytest.param(
            with_block("gates", gate='"x"', name='"X"', depends_on='["cabinet", "board"]'),
            "gates, row 2, depends_on: “board” is not one of the gates; expected one of cabinet, x",
            id="reference in a list",
        ),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', succeeded_by='"vale"'),
            "succeeded_by: “vale” is not one of the partners",
            id="successor",
        ),
        pytest.param(
            with_block("trust", partner='"ostley"', towards='"moor"', level="3"),
            "trust, row 1, towards: “moor” is not one of the partners",
            id="towards",
        ),
        pytest.param(
            with_block("stakes", partner='"ostley"', cost_share='"25%"'),
            "cost_share: “25%” is not right; expected a number from 0 to 1; write 0.25",
            id="percent",
        ),
        pytest.param(with_block("stakes", partner='"ostley"', cost_share="25"), "write 25 percent as 0.25", id="percent as number"),
        pytest.param(with_block("stakes", partner='"ostley"', cost_share="true"), "cost_share: “true” is not right", id="truth for number"),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', net_budget="-5"),
            "partners, row 3, net_budget: “-5” is not right; expected an amount with at most two decimals, 0 or more",
            id="negative money",
        ),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', net_budget="1e30"),
            "“1e+30” is not right; expected an amount with at most two decimals, 0 or more; the most is 10,000,000,000,000",
            id="more money than there is",
        ),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', staff="10000000000001"),
            "expected a whole number, 0 or more; the most is 10,000,000,000,000",
            id="more people than there are",
        ),
        pytest.param(b"", "arrangement.toml: is empty; expected at least the name of the arrangement", id="nothing at all"),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', staff="1.5"), "staff: “1.5” is not right; expected a whole", id="whole"
        ),
        pytest.param(with_block("partners", partner='"hill"', name='"Hill"', staff='"£1,200"'), "write it as 1200", id="marks in a number"),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', staff='"unknown"'), "leave it out where it is not known", id="unknown"
        ),
        pytest.param(with_block("partners", partner='"Hill Council"', name='"H"'), "such as “hill-council”", id="short name"),
        pytest.param(
            with_block("partners", partner='"hill"', name="7"),
            "name: “7” is not right; expected some text; put it in",
            id="number for text",
        ),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', source=""), "partners, row 3, source: is missing", id="missing"
        ),
        pytest.param(
            with_block("partners", partner='"ostley"', name='"Ostley"'),
            "partners, row 3, partner: “ostley” known on 2026-01-01 is already in row 1",
            id="same key on one date",
        ),
        pytest.param(
            with_block("partners", partner='"hill"', name='"Hill"', id='"h"')
            + '[[partners]]\nid="h"\npartner="m"\nname="M"\non=2026-01-01\nsource="s"',
            "partners, row 4, id: “h” is already the reference of row 3",
            id="same reference",
        ),
        pytest.param(
            with_block("registers", section='"dispute"', complete_from="2025-01-01", complete_to="2026-01-01"),
            "registers, row 1, section: “dispute” is not a section; did you mean “disputes”?",
            id="register of nothing",
        ),
        pytest.param(
            with_block("gates", gate='"x"', name='"X"', decided="2026-05-01"),
            "decided: 2026-05-01 is after 2026-01-01",
            id="outcome in the future",
        ),
        pytest.param(
            SOUND.replace('stage = "case"', 'stag = "case"'), "arrangement, stag: is not a field of this section; did you", id="head field"
        ),
        pytest.param(
            SOUND.replace('"case"', '"cas"'), "arrangement, stage: “cas” is not right; expected one of exploring", id="head choice"
        ),
        pytest.param(
            SOUND.replace("[[gates]]", "[gates]"), "gates: is not a list of records; expected [[gates]] above each", id="one bracket"
        ),
        pytest.param('name = "x"', "name: stands outside every section; expected it under [arrangement]", id="outside"),
        pytest.param(
            "arrangement = 3", "arrangement: is not right; expected one table that begins with [arrangement]", id="head not a table"
        ),
        pytest.param(
            "partners = [1]\n[arrangement]\nname='x'",
            "partners, row 1: is not a record; expected fields under [[partners]]",
            id="no record",
        ),
        pytest.param(
            with_block("services", service='"desk"', name='"Desk"')
            + '\n[[cost_curves]]\nservice = "desk"\nlump_price = 20000\non = 2026-01-01\nsource = "test"\n',
            "a lump has a price, but its size is not given",
            id="price of no lump",
        ),
        pytest.param(
            with_block("coordination", partner='"ostley"', each_pair="20000"),
            "working together is a cost of the whole arrangement",
            id="working together of one partner",
        ),
    ],
)
def test_one_fault_gives_one_sentence(text: str, expected: str) -> None:
    said = sentences(text)
    assert any(expected in sentence for sentence in said), said
    assert len(said) <= 2


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \n\t\n", "is empty", id="blank"),
        pytest.param(b"# nothing yet\n", "is empty; expected at least the name of the arrangement", id="only a comment"),
        pytest.param(SOUND.encode("utf-16"), "is in UTF-16; save it as UTF-8", id="UTF-16"),
        pytest.param(SOUND.replace("Marsh", "Märsh").encode("latin-1"), "line 3 is not in UTF-8; save the file as UTF-8", id="Latin-1"),
        pytest.param(b'[arrangement]\nname = "x\0"', "line 2 holds a zero byte", id="zero byte"),
        pytest.param(b"[arrangement]\nname = x", "line 2 is not valid TOML: expected text in quotation marks", id="no quotes"),
        pytest.param(b'[arrangement]\nname = "x"\nas_at = 31/13/2026', "line 3 is not valid TOML", id="bare date"),
        pytest.param(
            b'[arrangement]\nname = "x"\nname = "y"\n#', "line 3 is not valid TOML: the same field or section is written twice", id="twice"
        ),
        pytest.param(b"a = " + b"[" * 50_000, "is not valid TOML: lists or tables stand too deep in each other", id="too deep"),
        pytest.param(b"a" + b".a" * 50_000 + b" = 1", "line 1 is not valid TOML: lists or tables stand too deep", id="too deep a key"),
        pytest.param(
            b"\n[" + b'"a".' * 50_000 + b"a]", "line 2 is not valid TOML: lists or tables stand too deep", id="too deep a section"
        ),
        pytest.param(b'[arrangement]\nname = "x"\n[arrangement]', "line 3 is not valid TOML: the same field or", id="section twice"),
        pytest.param(b"a = " + b"9" * 5_000, "is not valid TOML: it holds a number that is too long", id="too long a number"),
        pytest.param(b"PK\x03\x04", "holds a workbook or another zip file, not TOML", id="a zip file"),
        pytest.param(b"#" * (MAX_BYTES + 1), "is over 25 MB", id="too large"),
    ],
)
def test_a_file_that_cannot_be_parsed_gives_one_sentence(data: bytes, expected: str) -> None:
    (said,) = sentences(data)
    assert expected in said


def test_every_fault_is_said_at_once_in_the_order_of_the_file() -> None:
    text = SOUND.replace('stage = "case"', 'stage = "cas"').replace("2026-11-24", '"31/13/2026"').replace("15000000.50", "-1")
    said = sentences(with_block("gaets", x="1").replace(SOUND, text))
    places = [sentence.split(": ")[0] for sentence in said]
    assert places == [
        "arrangement.toml, arrangement, stage",
        "arrangement.toml, partners, row 1, net_budget",
        "arrangement.toml, gates, row 1, planned",
        "arrangement.toml, gaets",
    ]


def test_shares_that_do_not_add_up_name_the_share_the_sum_and_the_date() -> None:
    text = with_block("stakes", partner='"ostley"', cost_share="0.5", vote_share="0.5")
    text += '[[stakes]]\npartner = "marsh"\ncost_share = 0.4\nvote_share = 0.5\non = 2026-01-01\nsource = "test"\n'
    (said,) = sentences(text)
    assert said.startswith("arrangement.toml, stakes, row 2, cost_share: the shares known on 2026-01-01 add up to 0.9")
    assert "marsh 0.4, ostley 0.5" in said and said.endswith("expected 1 over all partners")


@pytest.mark.parametrize("share", ["0.504", "0.496"])
def test_shares_may_be_rounded(share: str) -> None:
    text = with_block("stakes", partner='"ostley"', cost_share=share)
    text += '[[stakes]]\npartner = "marsh"\ncost_share = 0.5\non = 2026-01-01\nsource = "test"\n'
    assert len(read_bytes("a.toml", text.encode())) == 5


def test_shares_are_not_added_up_before_every_partner_has_one() -> None:
    assert len(read_bytes("a.toml", with_block("stakes", partner='"ostley"', cost_share="0.5").encode())) == 4


def test_answers_may_only_name_known_questions() -> None:
    text = with_block("rounds", round='"r"')
    text += '[[answers]]\nround = "r"\nrespondent = "1"\nanswers = {case_clear = 3, case_claer = 2, x = 7}\non = 2026-01-01\nsource = "t"\n'
    (said,) = sentences(text.replace(", x = 7", ""), questions={"case_clear"})
    assert said.startswith("arrangement.toml, answers, row 1, answers (case_claer): ")
    assert said.endswith("“case_claer” is not a question of the catalogue; did you mean “case_clear”?")
    (said,) = sentences(text)
    assert said.startswith("arrangement.toml, answers, row 1, answers (x): “7” is not right; expected one of 0, 1, 2, 3, 4")


def test_a_record_without_a_reference_gets_one_that_is_free() -> None:
    text = with_block("partners", partner='"hill"', name='"H"', id='"2"')
    assert [record.id for record in read_bytes("a.toml", text.encode()).records] == ["1", "2-2", "2", "1"]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="cannot be read: no such file"):
        read(tmp_path / "none.toml")
    with pytest.raises(FileRefused, match="cannot be read"):
        read(tmp_path)


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 4)
    with pytest.raises(FileRefused, match=re.escape("is over 25 MB")):
        read(path)


@pytest.mark.parametrize("name", ["a.csv", "a.docx", "a", "a.json"])
def test_other_kinds_of_file_are_refused_by_name(name: str) -> None:
    (said,) = sentences(b"x", name)
    assert "expected a name that ends in .toml or .xlsx" in said
