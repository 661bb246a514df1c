"""What a paper is made of: kinds, sections, who it is for, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from holdfast.core.diagnosis.formula import exposure_of
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.alignment import Motive, NoGoArea
from holdfast.core.evidence.history import Contest, Task
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.reports import KINDS, RENDERERS, SECTIONS, Paper, PaperRefused, compose
from holdfast.reports.blocks import Heading, Listing, Note, Paragraph, Picture, Table
from tests.make import evidence, make
from tests.reports.subjects import DATE, empty, example, named, subject


def blocks(paper: Paper, kind: type[Any], part: str = "") -> list[Any]:
    """All blocks of a kind, in one section or in all."""
    return [block for made in paper.parts if part in ("", made.id) for block in made.blocks if isinstance(block, kind)]


def table(paper: Paper, name: str) -> Table:
    found: Table = next(block for block in blocks(paper, Table) if block.name == name)
    return found


def words(paper: Paper) -> str:
    return repr(paper)


def refusals(*arguments: Any, **more: Any) -> tuple[str, ...]:
    with pytest.raises(PaperRefused) as refused:
        compose(*arguments, **more)
    return refused.value.faults


def test_every_kind_names_sections_there_are_and_every_section_is_of_a_kind() -> None:
    known = [section.id for section in SECTIONS]
    assert len(set(known)) == len(known)
    # What was withheld belongs to every paper of a ledger, and to no kind.
    assert {name for kind in KINDS for name in kind.sections} == set(known) - {"withheld"}


def test_chosen_sections_keep_their_order() -> None:
    paper = compose(subject(example()), "full", ["method", "summary", "actions"])
    assert [part.id for part in paper.parts] == ["summary", "actions", "method"]


def test_what_is_not_known_is_refused_with_what_is_all_at_once() -> None:
    faults = refusals(subject(example()), "ful", ["sumary", "nonsense"])
    assert faults[0] == "“ful” is not a kind of paper; did you mean “full”?"
    assert faults[1] == "“sumary” is not a section; did you mean “summary”?"
    assert faults[2].startswith("“nonsense” is not a section; expected summary, own, case")


def test_a_partners_view_needs_a_partner_that_is_there_and_others_take_none() -> None:
    assert refusals(subject(example()), "partner") == ("own: made for one partner; say which",)
    assert "did you mean “ostley”?" in refusals(subject(example(), partner="ostly"), "partner")[0]
    assert "leave the partner out" in refusals(subject(example(), partner="ostley"), "members")[0]
    assert refusals(subject(empty(), partner="a"), "annex")[0].startswith("“a” is not a partner on record")


def test_every_section_says_something_of_nothing() -> None:
    found = named("Ostley")
    for kind in KINDS:
        paper = compose(subject(found, partner="p0" if kind.id in ("partner", "annex") else ""), kind.id)
        assert all(part.blocks for part in paper.parts)
    assert all(part.blocks for part in compose(subject(empty())).parts)


def test_an_empty_arrangement_has_no_date_and_no_answer() -> None:
    paper = compose(subject(empty()))
    assert ("As at", "No evidence yet") in paper.facts
    assert "Cannot tell" in paper.answer
    assert paper.day == dt.date(1980, 1, 1)


def test_where_nothing_can_be_rated_the_questions_come_before_the_actions() -> None:
    assert next(block.text for block in blocks(compose(subject(empty())), Heading, "summary")) == "What to find out first"
    assert [block.text for block in blocks(compose(subject(example())), Heading, "summary")] == [
        "What matters most",
        "What to do first",
        "What to find out first",
    ]


def test_the_working_adds_up_to_the_exposure() -> None:
    about = subject(example())
    tables = [block for block in blocks(compose(about), Table, "findings") if block.name == "working"]
    assert len(tables) == 22
    for made in tables:
        weights = [row[5] for row in made.rows]
        assert sum(weights[:-1]) == pytest.approx(weights[-1])
        assert exposure_of(weights[-1]) == pytest.approx(made.rows[-1][6])
        for at, row in enumerate(made.rows[:-1]):
            assert exposure_of(sum(weights[: at + 1])) == pytest.approx(row[6])


def test_what_is_not_known_is_never_a_zero() -> None:
    found = evidence(make(Partner, partner="a", name="A", on=DATE), make(Stake, partner="a", vote_share=0.0, on=DATE))
    assert table(compose(subject(found), "full", ["partners"]), "partners").rows == (("A", None, None, None, None, 0.0),)
    rows = table(compose(subject(empty())), "problems").rows
    assert {row[2] for row in rows} == {None}


def test_draft_and_final_are_told_on_every_page() -> None:
    assert " · Draft · " in compose(subject(example())).foot
    final = compose(subject(example(), status="final"))
    assert final.is_final
    assert " · Final · " in final.foot


def test_the_foot_stays_short_whatever_the_name() -> None:
    foot = compose(subject(named("A very long name " * 40))).foot
    assert len(foot) < 250


def _secret() -> Evidence:
    return evidence(
        make(Partner, partner="a", name="Ostley", on=DATE),
        make(Partner, partner="b", name="Wexcombe", on=DATE),
        make(NoGoArea, id="own-limit", partner="a", subject="the housing desk", firmness="red_line", on=DATE),
        make(NoGoArea, id="other-limit", partner="b", subject="the county's payroll", firmness="red_line", on=DATE),
        make(Motive, id="own-motive", partner="a", driver="control", weight=60, on=DATE),
        make(Stake, id="own-stake", partner="a", cost_share=0.5, vote_share=0.25, on=DATE),
    )


def test_the_annex_holds_what_is_the_partners_own_and_nothing_else() -> None:
    paper = compose(subject(_secret(), partner="a"), "annex")
    assert [row[0] for row in table(paper, "annex").rows] == ["no_go_areas/own-limit", "motives/own-motive"]
    assert "Confidential to Ostley" in paper.foot
    assert "payroll" not in words(paper)


def test_the_annex_follows_the_ledger_where_there_is_one() -> None:
    """What a body keeps to itself may be about another, or about nobody."""
    private = frozenset({"stakes/own-stake", "no_go_areas/other-limit"})
    paper = compose(subject(_secret(), partner="a", private=private), "annex")
    assert [row[0] for row in table(paper, "annex").rows] == ["no_go_areas/other-limit", "stakes/own-stake"]
    nothing = compose(subject(_secret(), partner="a", private=frozenset()), "annex")
    assert not blocks(nothing, Table)


def test_a_partners_view_stands_apart_from_its_annex_and_says_when_it_is_made_from_a_file() -> None:
    paper = compose(subject(_secret(), partner="a"), "partner")
    assert "annex" not in [part.id for part in paper.parts]
    assert "Confidential" not in paper.foot
    assert any(note.title == "Made from a file" for note in blocks(paper, Note))
    own = compose(subject(_secret(), partner="a", audience="a"), "partner")
    assert not any(note.title == "Made from a file" for note in blocks(own, Note))
    assert ("Rests on", "What may be read by Ostley") in own.facts
    assert "50%" in words(own)


def test_a_public_edition_says_that_it_is_one_and_counts_what_was_withheld() -> None:
    paper = compose(subject(_secret(), audience="public", withheld={"Motives": 3, "Trust": 1}))
    assert "Public edition" in paper.foot
    assert ("Rests on", "Public edition: rests on what is public and nothing else") in paper.facts
    assert table(paper, "withheld").rows == (("Motives", 3), ("Trust", 1))
    assert "4 records are not for this audience" in words(paper)
    nothing = compose(subject(_secret(), audience="public", withheld={}))
    assert "Nothing: this edition rests on all that is known." in words(nothing)


def test_nothing_is_said_of_what_was_withheld_where_nobody_knows() -> None:
    assert "withheld" not in words(compose(subject(example(), audience="public"))).lower()


def test_a_contest_stands_beside_what_it_contests() -> None:
    finding = subject(example()).assessment.findings[0]
    found = Evidence(
        example().arrangement,
        [
            *example().records,
            make(Contest, partner="ostley", about="finding", of=finding.id, says_instead="We never agreed to this", on=DATE),
            make(Contest, partner="ostley", about="indicator", of="no_such_indicator", says_instead="Stands nowhere", on=DATE),
        ],
    )
    listed = [item for block in blocks(compose(subject(found)), Listing, "findings") for item in block.items]
    told = [item for item in listed if item.lead.startswith("Contested by")]
    assert any(item.text == "We never agreed to this" and "Ostley" in item.lead for item in told)
    assert not any(item.text == "Stands nowhere" for item in told)


def test_tasks_are_listed_by_date_and_late_ones_counted() -> None:
    found = evidence(
        make(Task, task="b", title="Second", due=dt.date(2026, 8, 1), on=DATE),
        make(Task, task="a", title="First", due=dt.date(2026, 5, 1), on=DATE),
        make(Task, task="c", title="Some day", on=DATE),
    )
    paper = compose(subject(found), "plan")
    assert [row[0] for row in table(paper, "tasks").rows] == ["First", "Second", "Some day"]
    assert "Past their date and not done: 1 of 3." in [block.text for block in blocks(paper, Paragraph, "tasks")]


def test_records_behind_the_findings_name_no_answer() -> None:
    rows = table(compose(subject(example())), "records").rows
    references = [str(row[0]) for row in rows]
    assert len(references) == len(set(references)) > 100
    assert not [name for name in references if name.startswith("answers/")]


def test_pictures_have_names_of_their_own_and_say_what_they_show() -> None:
    pictures = blocks(compose(subject(example())), Picture)
    assert len({picture.name for picture in pictures}) == len(pictures) == 25
    assert all(len(picture.says) > 40 for picture in pictures)


def test_the_how_to_names_every_kind_section_and_format() -> None:
    text = (Path(__file__).parents[2] / "docs" / "how-to" / "papers.md").read_text(encoding="utf-8")
    for name in (*(kind.id for kind in KINDS), *(section.id for section in SECTIONS), *RENDERERS):
        assert f"`{name}`" in text
