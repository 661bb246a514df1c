"""Papers on the business case, the next decision, the benefits and the people: true to the figures, honest about what is missing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from holdfast.core.business_case import MOST_COMPARED
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.money import Benefit, CashLine
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.people import Post
from holdfast.core.finance.statement import PartnerYear
from holdfast.reports import KINDS, RENDERERS, Subject, compose
from holdfast.reports.blocks import Listing, Note, Paragraph, Picture, Table
from holdfast.reports.sections.benefits import whole_years
from tests.make import evidence, make
from tests.reports.opened import letters as only_letters
from tests.reports.opened import made, text_of, workbook
from tests.reports.subjects import ARABIC, DATE, HARM, LONG, MANY, PLAN, empty, named, of_example, of_harm, of_many, subject
from tests.reports.test_compose import blocks, table, words
from tests.reports.test_pictures import drawn, texts

SECTIONS = (
    "case", "go_no_go", "road", "strategic", "economic", "commercial", "financial", "management", "sums", "benefits",
    "continuity", "rounds",
)  # fmt: skip
# A PDF is slow to read back, and all words go the same way into it.
READ_BACK = {".pdf": ("case", "go_no_go", "continuity")}
PAPERS = ("business_case", "go_no_go", "benefits", "continuity")


def notes(about: Subject, kind: str) -> list[str]:
    return [note.title for note in blocks(compose(about, kind), Note)]


def small(*records: Record) -> Evidence:
    """Two partners who share alike, and what else is told."""
    told: list[Record] = []
    for code, name in (("a", "Ostley"), ("b", "Wexcombe")):
        told += [make(Partner, partner=code, name=name, on=DATE), make(Stake, partner=code, cost_share=0.5, on=DATE)]
    return evidence(*told, *records)


def test_a_delay_that_saves_money_is_not_said_to_lose_it() -> None:
    costly = make(CashLine, id="l3", category="running", year=2027, likely=9000, on=DATE)
    assert "Each month of delay adds " in words(compose(subject(small(*PLAN, costly)), "business_case"))
    assert "Each month of delay loses " in words(compose(subject(small(*PLAN)), "business_case"))


def test_a_business_case_has_its_five_cases_in_order() -> None:
    parts = [part.title for part in compose(of_example(), "business_case").parts]
    assert parts[:6] == [
        "The case in short",
        *(f"The {name} case" for name in ("strategic", "economic", "commercial", "financial", "management")),
    ]


def test_its_figures_are_those_of_the_one_calculation() -> None:
    about, case = of_example(), of_example().case
    paper = compose(about, "business_case")
    worth = table(paper, "worth").rows
    assert worth[0][1:3] == (case.case.whole.planned.net_present_value, case.case.whole.adjusted.net_present_value)
    assert {row[0]: row[1] for row in worth[1:]} == {
        about.name_of(code): sums.planned.net_present_value for code, sums in case.case.partners.items()
    }
    years = table(paper, "cash_by_year").rows
    assert sum(row[4] for row in years) == years[-1][5]  # type: ignore[misc]
    assert min(row[5] for row in years) == -case.case.whole.planned.peak_cash  # type: ignore[operator, type-var]
    loss = table(paper, "simulation").rows
    assert [row[-1] for row in loss] == [view.whole.chance_of_loss for view in case.simulations]


def test_a_wide_doubt_is_in_the_answer() -> None:
    answer = notes(of_example(), "business_case")[0]
    assert answer == "Is it worth it? Only if it goes better than most"
    assert "loses money in 93 of 100 trials" in words(compose(of_example(), "business_case"))


def test_a_paper_opens_with_the_answer_to_its_own_question() -> None:
    assert compose(of_example(), "business_case").answer == "Is it worth it? Only if it goes better than most"
    assert compose(of_example(), "continuity").answer == "How many may leave? None"
    assert compose(of_example(), "benefits").answer.startswith("Has it brought what it promised?")
    assert compose(of_example(), "business_case", ["financial"]).answer == compose(of_example()).answer
    assert compose(of_example()).answer == "Will it hold? In serious doubt (amber/red)"


@pytest.mark.parametrize(
    ("records", "answer"),
    [
        ((), "Nobody can say yet"),
        ((make(CashLine, category="saving", year=2027, on=DATE),), "Nobody can say yet"),
        ((make(CashLine, category="investment", year=2027, likely=5, on=DATE),), "Not by its own figures"),
    ],
)
def test_where_the_sums_cannot_be_made_no_worth_is_told(records: tuple[Record, ...], answer: str) -> None:
    about = subject(small(*records))
    assert notes(about, "business_case")[0] == f"Is it worth it? {answer}"
    if "Nobody" in answer:
        assert table(compose(about, "business_case"), "worth").rows[0][1:] == (None,) * 5


def test_names_stand_where_records_have_short_names() -> None:
    text = words(compose(of_example(), "business_case"))
    assert "Marlshire County Council leaves" in text and "marlshire leaves" not in text
    assert "Benefits of Data centre" in text
    continuity = words(compose(of_example(), "continuity"))
    assert "legal (Marlshire County Council)" in continuity and "(marlshire)" not in continuity


def test_what_is_not_on_record_is_said_of_each_case() -> None:
    said = words(compose(subject(empty()), "business_case"))
    for sentence in ("No options are on record", "No contract is on record", "No budget or outturn", "No gates are on record", "No review"):
        assert sentence in said


def test_the_sheet_has_a_page_for_each_gate_ahead_with_what_is_open_and_a_place_for_the_decision() -> None:
    paper = compose(of_example(), "go_no_go")
    ahead = [gate for gate in of_example().case.road.gates if not gate.decided]
    decisions = [block for block in blocks(paper, Table) if block.name == "decision"]
    assert [block.part for block in decisions] == [gate.name for gate in ahead]
    assert all([row[0] for row in block.rows] == ["Go", "Go, with conditions", "Put off", "No go"] for block in decisions)
    text = words(paper)
    assert all(point in text for gate in ahead for point in gate.open_points)


def test_a_decided_gate_has_no_sheet() -> None:
    gate = make(Gate, gate="g", name="Full case", body="Cabinet", decided=DATE, outcome="go", on=DATE)
    paper = compose(subject(small(gate)), "go_no_go")
    assert "No gate is waiting" in words(paper)
    assert "decided on 1 June 2026" in next(block.says for block in blocks(paper, Picture) if block.name == "gates")


def test_a_sum_of_all_partners_waits_for_the_last_report() -> None:
    def year(partner: str, planned: int | None, actual: int | None) -> PartnerYear:
        return PartnerYear(partner, 2026, *(None if value is None else Decimal(value) for value in (planned, actual)))

    (one,) = whole_years([year("a", 10, 8), year("b", 10, None)])
    assert (one.planned, one.actual, one.reported, one.asked) == (20, None, 1, 2)
    (one,) = whole_years([year("a", 10, 8), year("b", 10, 0)])
    assert (one.actual, one.reported) == (8, 2)
    (one,) = whole_years([year("a", None, 3)])
    assert (one.planned, one.actual, one.asked) == (None, 3, 1)


def test_a_benefits_statement_can_be_for_one_partner_alone() -> None:
    own = make(Benefit, benefit="x", name="Shorter queues", partner="a", on=DATE)
    other = make(Benefit, benefit="y", name="Fewer printers", partner="b", on=DATE)
    done = make(CashLine, id="l3", category="saving", year=2024, status="actual", partner="a", likely=80, on=DATE)
    plan = make(CashLine, id="l4", category="saving", year=2024, partner="a", likely=100, on=DATE)
    found = small(*PLAN, own, other, done, plan)
    one = compose(subject(found, partner="a"), "benefits")
    assert one.kind == "Benefits statement: Ostley"
    assert "Shorter queues" in words(one) and "Fewer printers" not in words(one) and "Wexcombe" not in words(one)
    assert table(one, "savings_by_partner").rows[0] == ("2024/25", 100, 80, 0.8)
    everybody = compose(subject(found), "benefits")
    assert "Fewer printers" in words(everybody)
    assert "no owner, no measure" in words(everybody)


def test_what_came_is_hatched_until_it_is_known() -> None:
    about = subject(small(*PLAN))
    (picture,) = blocks(compose(about, "benefits"), Picture)
    assert "came not known" in picture.says
    assert "url(#hatch-savings-by-year)" in picture.svg
    assert {row[2] for row in table(compose(about, "benefits"), "savings").rows} == {None}


def test_the_continuity_plan_tells_yes_no_and_not_known_apart() -> None:
    posts = (
        make(Post, post="p1", title="Lead", partner="a", duties=["programme"], deputy="p2", handover="tested", on=DATE),
        make(Post, post="p2", title="Second", partner="a", influence=4, on=DATE),
        make(Post, post="p3", title="Third", partner="b", duties=["legal"], handover="none", vacant_since=dt.date(2026, 1, 1), on=DATE),
    )
    paper = compose(subject(small(*posts)), "continuity")
    (picture,) = [block for block in blocks(paper, Picture) if block.name == "cover"]
    assert "Lead, Ostley: somebody in it yes, a deputy yes, handover tried yes." in picture.says
    assert "Second, Ostley: somebody in it yes, a deputy not known, handover tried not known." in picture.says
    assert "Third, Wexcombe: somebody in it no" in picture.says
    # Of an empty post nobody asks who could stand in, so of a deputy nothing is known: three cells and the key.
    assert texts(picture).count("?") == 4
    assert "?" not in "".join(row[6] or "" for row in table(paper, "posts").rows)  # type: ignore[misc]
    nobody = notes(subject(small()), "continuity")
    assert nobody == ["How many may leave? Nobody can say"]


@pytest.mark.parametrize("kind", PAPERS)
def test_every_picture_is_well_formed_and_says_what_it_shows(kind: str) -> None:
    pictures = blocks(compose(of_example(), kind), Picture)
    assert pictures
    for picture in pictures:
        assert drawn(picture).get("viewBox") == f"0 0 {picture.width} {picture.height}"
        assert len(picture.says) > 40 and picture.height * 0.25 < 215
        for mark in drawn(picture).iter("{http://www.w3.org/2000/svg}rect"):
            if mark.get("x"):
                assert -0.5 <= float(mark.get("x", 0)) <= picture.width - float(mark.get("width", 0)) + 0.5


@pytest.mark.parametrize("suffix", list(RENDERERS))
def test_harm_in_every_text_comes_out_as_text(suffix: str) -> None:
    data = made(of_harm(), suffix, "full", *READ_BACK.get(suffix, SECTIONS))
    written = HARM.replace("_x0041_", "_x005F_x0041_") if suffix == ".xlsx" else HARM
    assert text_of(data, suffix).count(only_letters(written)) > 20
    if suffix == ".xlsx":
        assert not [cell for sheet in workbook(data) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("suffix", list(RENDERERS))
def test_long_names_and_those_from_right_to_left_are_printed(suffix: str) -> None:
    found = named(LONG, ARABIC)
    told = (
        make(Gate, gate="g", name=LONG, body=ARABIC, planned=dt.date(2027, 1, 1), on=DATE),
        make(Post, post="q", title=LONG, duties=["legal"], on=DATE),
        make(Benefit, benefit="x", name=LONG, owner=ARABIC, on=DATE),
    )
    about = subject(Evidence(found.arrangement, [*found.records, *told, *PLAN]))
    text = text_of(made(about, suffix, "full", *READ_BACK.get(suffix, SECTIONS)), suffix)
    assert text.count(only_letters(LONG)) > (4 if suffix in READ_BACK else 10)
    assert only_letters(ARABIC) in text or suffix == ".pdf"


@pytest.mark.parametrize("suffix", [suffix for suffix in RENDERERS if suffix not in READ_BACK])
def test_500_partners_have_their_statement(suffix: str) -> None:
    # A table of 500 partners is read back from a PDF among the tests of every format.
    text = text_of(made(of_many(), suffix, "full", "financial", "benefits"), suffix)
    assert all(only_letters(name) in text for name in MANY)


def test_with_many_partners_what_is_not_compared_is_said() -> None:
    assert of_many().case.sensitivity is None and of_many().case.simulations
    paper = compose(of_many(), "full", ["economic"])
    assert f"not worked out for more than {MOST_COMPARED} partners" in " ".join(block.text for block in blocks(paper, Paragraph))
    assert not [block for block in blocks(paper, Picture) if block.name == "assumptions"]


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS if kind.id not in ("partner", "annex")])
def test_every_paper_of_a_ledger_says_what_was_withheld(kind: str) -> None:
    paper = compose(subject(small(), withheld={"Gates": 2}), kind)
    assert paper.parts[-1].id == "withheld"
    assert table(paper, "withheld").rows == (("Gates", 2),)
    assert "withheld" not in [part.id for part in compose(subject(small()), kind).parts]


def test_a_sheet_for_no_one_lists_nothing_empty() -> None:
    for kind in PAPERS:
        assert all(block.items for block in blocks(compose(subject(empty()), kind), Listing))
