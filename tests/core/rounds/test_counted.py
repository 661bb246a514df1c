"""What the assessment knows of a round: its tallies, never an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from holdfast.core.assess import assess
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import Answers, Role, Round, Tally
from holdfast.core.evidence.partners import Partner
from holdfast.core.indicators.survey import Asked, Responses
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.counted import counted, in_confidence
from holdfast.core.rounds.publish import publish
from holdfast.files import read, write_toml
from tests.core.rounds.people import CATALOGUE, CLOSED
from tests.make import evidence, make

IDS = ("shared_vision", "service_steady", "users_content")
SPRING = AskedRound("spring", CLOSED, IDS)
ROUND = make(Round, id="spring", round="spring", closed=CLOSED, minimum_group=5, on=CLOSED)
PARTNERS = [make(Partner, partner="a", name="Ostley", population=9_000), make(Partner, partner="b", name="Marlshire", population=90_000)]


def body(name: str, points: Sequence[object], role: Role = "ict", post: str = "") -> list[Response]:
    return [Response(name, role, dict.fromkeys(IDS, point), {}, post) for point in points]  # type: ignore[arg-type]


ALIKE = [*body("a", [3] * 6), *body("b", [0, 1, 2, 3, 4, 2], "staff")]
NEARLY = [*body("a", [3] * 5 + [2]), *body("b", [2, 1, 4, 3, 0, 2], "staff")]


def tallies(people: Sequence[Response]) -> tuple[Tally, ...]:
    return counted(publish(SPRING, people, catalogue=CATALOGUE).published)


def known(people: Sequence[Response]) -> Evidence:
    return evidence(*PARTNERS, ROUND, *tallies(people)).as_at(dt.date(2026, 7, 1))


def asked(people: Sequence[Response], question: str = IDS[0]) -> Asked:
    return Responses(known(people)).of_rounds[question]


def test_there_is_a_tally_for_each_figure_that_may_be_said() -> None:
    found = tallies(ALIKE)
    assert {(tally.split, tally.group) for tally in found} == {("partner", "a"), ("partner", "b"), ("role", "ict"), ("role", "staff")}
    assert {tally.question for tally in found} == set(IDS)
    assert {tally.on for tally in found} == {CLOSED}
    assert len({tally.id for tally in found}) == len(found)
    assert {tally.partner for tally in found if tally.split == "role"} == {None}


def test_answers_that_publish_the_same_are_assessed_the_same() -> None:
    """Nothing derivable from the assessment narrows what the figures leave open: it is made of them."""
    assert tallies(ALIKE) == tallies(NEARLY)
    assert assess(known(ALIKE), CATALOGUE).to_dict() == assess(known(NEARLY), CATALOGUE).to_dict()


def test_a_reading_is_near_what_the_answers_would_have_given() -> None:
    found = asked(ALIKE)
    assert len(found.given) == 12
    assert sum(found.points) / 12 == pytest.approx((18 + 12) / 12, abs=0.25)
    assert {answer.partner for answer in found.given} == {"a", "b"}


def test_a_reading_names_its_round_and_the_tallies_by_partner_behind_it() -> None:
    found = asked(ALIKE)
    assert found.because[0] == "rounds/spring"
    by_id = {f"tallies/{tally.id}": tally for tally in tallies(ALIKE)}
    behind = [by_id[name] for name in found.because[1:]]
    assert [(tally.question, tally.split, tally.group) for tally in behind] == [(IDS[0], "partner", "a"), (IDS[0], "partner", "b")]


def test_a_finding_shows_the_questions_and_partners_behind_it() -> None:
    result = assess(known(ALIKE), CATALOGUE)
    because = {name for finding in result.findings for reading in finding.readings if reading.basis == "survey" for name in reading.because}
    by_id = {f"tallies/{tally.id}": (tally.question, tally.group) for tally in tallies(ALIKE)}
    assert "rounds/spring" in because
    assert {by_id[name] for name in because - {"rounds/spring"}} >= {(IDS[0], "a"), (IDS[0], "b")}


def test_roles_are_read_apart_and_not_counted_twice() -> None:
    found = asked(ALIKE)
    assert {answer.role for answer in found.by_role} == {"ict", "staff"}
    assert len(found.by_role) == len(found.given)


def test_a_post_on_the_record_counts_as_one_more() -> None:
    people = [*ALIKE, *body("a", [1], "chief_executive", post="Chief Executive")]
    before, after = asked(ALIKE), asked(people)
    assert len(after.given) == len(before.given) + 1
    assert after.given[-1].point == 1
    assert asked([*ALIKE, *body("a", ["dont_know"], "chief_executive", post="Chief Executive")]).dont_know == before.dont_know + 1


def test_the_share_who_do_not_know_is_counted() -> None:
    people = [*body("a", ["dont_know"] * 6 + [2] * 6), *body("b", [0, 1, 2, 3, 4, 2], "staff")]
    assert asked(people).dont_know == pytest.approx(6, abs=1)


def test_tallies_go_before_the_answers_of_their_round() -> None:
    answer = make(Answers, round="spring", respondent="1", answers={IDS[0]: 0}, on=CLOSED)
    held = evidence(*PARTNERS, ROUND, answer, *tallies(ALIKE)).as_at(dt.date(2026, 7, 1))
    assert Responses(held).of_rounds[IDS[0]] == asked(ALIKE)


def test_nothing_is_known_of_a_round_before_it_closed() -> None:
    early = evidence(*PARTNERS, ROUND, *tallies(ALIKE)).as_at(CLOSED - dt.timedelta(days=1))
    assert Responses(early).of_rounds == {}


def raw(people: Sequence[Response], minimum: int | None = 5) -> Evidence:
    round_ = make(Round, id="spring", round="spring", closed=CLOSED, minimum_group=minimum, on=CLOSED)
    answers = [
        make(
            Answers, id=f"s{at}", round="spring", respondent=str(at), partner=each.partner, role=each.role, answers=each.answers, on=CLOSED
        )
        for at, each in enumerate(people)
    ]
    return evidence(*PARTNERS, round_, *answers).as_at(dt.date(2026, 7, 1))


def said(tally: Tally) -> tuple[object, ...]:
    return tally.question, tally.split, tally.group, tally.level, tally.agreement, tally.answers


def test_answers_told_in_confidence_are_replaced_by_tallies() -> None:
    held = in_confidence(raw(ALIKE), CATALOGUE)
    assert held.of(Answers) == ()
    assert {said(tally) for tally in held.of(Tally)} == {said(tally) for tally in tallies(ALIKE)}
    assert held.date == dt.date(2026, 7, 1)
    assert assess(held, CATALOGUE).to_dict() == assess(in_confidence(raw(NEARLY), CATALOGUE), CATALOGUE).to_dict()


def test_one_set_of_figures_stands_for_a_round() -> None:
    """Two sets, of which one person more answered in one, could be subtracted from each other."""
    first = tallies(ALIKE[:-1])
    both = in_confidence(evidence(*raw(ALIKE).records, *first).as_at(raw(ALIKE).date), CATALOGUE)
    assert set(map(said, both.every(Tally))) == set(map(said, first)) and both.every(Answers) == ()


def test_a_promise_made_once_stands_whatever_is_said_of_the_round_later() -> None:
    later = make(Round, id="again", round="spring", closed=CLOSED, on=CLOSED + dt.timedelta(days=1))
    held = raw(ALIKE)
    found = in_confidence(evidence(*held.records, later).as_at(held.date), CATALOGUE)
    assert found.every(Answers) == () and set(map(said, found.of(Tally))) == set(map(said, tallies(ALIKE)))


def test_answers_of_a_round_that_promises_nothing_stay() -> None:
    held = raw(ALIKE, minimum=None)
    assert in_confidence(held, CATALOGUE) is held


def test_an_answer_without_partner_or_role_is_in_the_tallies_too() -> None:
    nameless = [make(Answers, id=f"n{at}", round="spring", respondent=f"n{at}", answers={IDS[0]: 2}, on=CLOSED) for at in range(5)]
    held = raw(ALIKE)
    found = in_confidence(evidence(*held.records, *nameless).as_at(held.date), CATALOGUE)
    assert sum(tally.answers for tally in found.of(Tally) if tally.split == "partner" and tally.question == IDS[0]) == 17
    assert None in {answer.partner for answer in Responses(found).of_rounds[IDS[0]].given}


def test_tallies_survive_a_file(tmp_path: Path) -> None:
    held = evidence(*PARTNERS, ROUND, *tallies(ALIKE)).as_at(dt.date(2026, 7, 1))
    file = tmp_path / "a.toml"
    file.write_text(write_toml(held), encoding="utf-8")
    assert read(file).as_at(held.date).of(Tally) == held.of(Tally)


def test_a_number_of_people_that_was_mistyped_takes_neither_memory_nor_time() -> None:
    """A file of four tallies once took all the memory of the server."""
    huge = [replace(tally, answers=10_000_000) for tally in tallies(ALIKE)]
    found = Responses(evidence(*PARTNERS, ROUND, *huge)).of_rounds[IDS[0]]
    assert len(found.given) < 5_000_000
    assert sum(found.points) / len(found.points) == pytest.approx(2.5, abs=0.2)
