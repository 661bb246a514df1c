"""The results pages and files: all of them say the same published figures, and an exported ledger takes them along."""

from __future__ import annotations

import csv
import io
import re

import pytest

from holdfast.core.evidence.answers import Tally
from holdfast.ledger.reader import PARTNERS
from holdfast.web.arrangements.changes_import import take_in
from holdfast.web.arrangements.state import state_of
from holdfast.web.rounds.closing import close_if_due
from holdfast.web.rounds.found import outcome_of
from holdfast.web.rounds.models import ClosedAnswers, Mode, Round
from holdfast.web.rounds.page.groups import some_of
from holdfast.web.rounds.stored import published_of, published_text
from tests.workspace.addresses import page
from tests.workspace.personas import Persona, record
from tests.workspace.rounds import answered, begun, for_many, over, personal

pytestmark = pytest.mark.django_db
QUESTION = "shared_one_sentence"


def run(ann: Persona, ben: Persona, ostley: str, marlshire: str, **terms: object) -> Round:
    """A round in which so many of each body answered, each with one point throughout, closed."""
    of = begun(ann, **terms)
    for by, values, role in ((ann, ostley, "member"), (ben, marlshire, "staff")):
        path = for_many(by, of, role=role)
        for place, value in enumerate(values):
            answered(path, value, comments={QUESTION: f"={place} words"})
    over(of)
    close_if_due(ann.place.arrangement)
    of.refresh_from_db()
    return of


@pytest.fixture
def closed(ann: Persona, ben: Persona) -> Round:
    return run(ann, ben, "344434", "110010")


def rows_of(by: Persona, of: Round) -> list[dict[str, str]]:
    text = by.client.get(page(by, "round_csv", of.number)).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_answer_comes_first_and_says_who_stands_apart(ann: Persona, closed: Round) -> None:
    shown = ann.client.get(page(ann, "round_results", closed.number)).text
    order = ["Are they ready?", "How far to trust this", "Talk about these first", "How each partner sees each area", "Blind spots"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert "Ostley stands" in shown or "above Marlshire" in shown


def test_every_reader_of_a_round_is_shown_the_same(ann: Persona, ben: Persona, una: Persona, vic: Persona, closed: Round) -> None:
    files = {by.client.get(page(by, "round_csv", closed.number)).content for by in (ann, ben, una, vic)}
    assert len(files) == 1


def test_the_file_says_the_published_figures_and_no_more(ann: Persona, closed: Round) -> None:
    published = outcome_of(closed).published
    rows = rows_of(ann, closed)
    assert len(rows) == len(published.figures)
    for row in rows:
        figure = published.figures[row["split"], row["group"], row["question"]]  # type: ignore[index]
        assert row["level"] == ("" if figure.level is None else str(figure.level))
    assert not {"staff", "member"} & {row["group"] for row in rows if row["split"] == "partner"}


def test_a_filter_only_chooses_among_what_is_shown(ann: Persona, closed: Round) -> None:
    path = page(ann, "round_results", closed.number)
    whole = ann.client.get(path).context["page"].heat
    vision = ann.client.get(f"{path}?area=vision").context["page"]
    assert [area.area for area in vision.heat] == [row.area for row in vision.dots] == ["vision"] and vision.heat[0].rows == whole[0].rows
    assert sum(len(corner.marks) for corner in vision.corners) == len(whole[0].rows)
    assert vision.headline.sentence.startswith("Vision stands at") and vision.unsaid == ann.client.get(path).context["page"].unsaid
    for wrong in ("?area=none", "?by=person", "?by=partner&area=vision&role=staff"):
        assert ann.client.get(path + wrong).status_code == 200
    roles = ann.client.get(f"{path}?by=role").text
    assert "Staff" in roles and "How each group of people sees each area" in roles


def test_one_body_alone_is_not_compared_with_itself(ann: Persona, ben: Persona) -> None:
    of = begun(ann, mode=Mode.CONFIDENCE, minimum_group=3)
    for role in ("member", "staff"):
        for value in "3424":
            answered(personal(ann, of, role), value)
    over(of)
    close_if_due(ann.place.arrangement)
    shown = ann.client.get(page(ann, "round_results", of.number) + "?by=partner")
    assert "How each group of people sees each area" in shown.text and "your own body alone sees this" in shown.text
    for words in ("Furthest apart", "Show by", "One partner high, another low", "All partners see the same"):
        assert words not in shown.text
    assert {group.group.id for group in shown.context["groups"]} == {"member", "staff"}


def test_a_name_is_no_formula_in_a_spreadsheet(ann: Persona, ben: Persona) -> None:
    record(ann, "partners", partner="thornmere", name="=HYPERLINK(1)")
    of = run(ann, ben, "3344", "1122", bodies=["ostley", "marlshire", "thornmere"])
    assert all(not cell.startswith("=") for row in rows_of(ann, of) for cell in row.values())


def test_what_is_kept_of_the_figures_is_what_was_said(closed: Round) -> None:
    text = ClosedAnswers.objects.get().published
    assert published_text(published_of(text)) == text


def test_a_post_on_the_record_stands_apart_from_the_groups(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    for _person in range(5):
        answered(for_many(ann, of, role="ict"), "3")
    answered(personal(ann, of, "ict", post="Head of ICT"), "0", on_record="yes")
    answered(personal(ann, of, "ict", post="Deputy head"), "0")
    over(of)
    close_if_due(ann.place.arrangement)
    of.refresh_from_db()
    published = outcome_of(of).published
    assert [said.post for said in published.on_record] == ["Head of ICT"]
    assert sum(group.people for group in published.partners) == 6
    shown = ann.client.get(page(ann, "round_results", of.number)).text
    assert "Head of ICT, Ostley District Council" in shown and "Deputy head" not in shown


def test_consent_is_asked_of_a_post_alone(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    for _person in range(3):
        answered(personal(ann, of, "ict"), "3", on_record="yes")
    over(of)
    close_if_due(ann.place.arrangement)
    of.refresh_from_db()
    assert outcome_of(of).published.on_record == ()


def test_the_change_is_measured_from_the_round_before(ann: Persona, ben: Persona, closed: Round) -> None:
    later = run(ann, ben, "344434", "444344")
    assert outcome_of(later).results.since == closed.slug
    shown = ann.client.get(page(ann, "round_results", later.number)).text
    assert "Since “First round”" in shown
    assert "from elsewhere" not in ann.client.get(page(ann, "new_round")).text
    assert shown.index("Change of each area") < shown.index("clear changes of single partners and questions")


def test_where_nothing_may_be_said_the_page_says_that_and_shows_no_empty_picture(ann: Persona, ben: Persona) -> None:
    few = run(ann, ben, "3", "1")
    shown = ann.client.get(page(ann, "round_results", few.number)).text
    assert "Too few people answered for anything to be said" in shown and "What is not said, and why" in shown
    assert "How each partner sees" not in shown and "Question by question" not in shown and "Show by" not in shown


def test_of_many_partners_the_first_few_are_named() -> None:
    assert some_of(["A", "B", "C", "D", "E"]) == "A, B, C, D and E"
    assert some_of(["A", "B", "C", "D", "E", "F"]) == "A, B, C, D and 2 others"


def test_an_exported_ledger_takes_the_figures_along(ann: Persona, ben: Persona, closed: Round) -> None:
    exported = ann.client.get(page(ann, "export_ledger", "partners"))
    file = io.BytesIO(exported.getvalue())
    here = [tally.id for tally in state_of(ann.place.arrangement).evidence(PARTNERS).every(Tally)]
    ann.place.arrangement.delete()
    member, _found = take_in(by=ann.user, file=file, body="ostley")
    there = [tally.id for tally in state_of(member.arrangement).evidence(PARTNERS).every(Tally)]
    assert there == here and here
    assert not Round.objects.filter(arrangement=member.arrangement).exists()


def test_a_finding_leads_to_the_figures_behind_it(ann: Persona, closed: Round) -> None:
    overview = ann.client.get(page(ann, "overview"))
    found = next(
        finding.id
        for finding in overview.context["page"].assessment.findings
        if any(f"rounds/{closed.slug}" in reading.because for reading in finding.readings)
    )
    shown = ann.client.get(page(ann, "workspace_finding", found)).text
    assert "Readiness round 1" in shown
    assert re.search(r"Tallies.{0,200}Marlshire|Tallies.{0,400}marlshire", shown, re.DOTALL)
