"""The paper on a readiness round: made of what was published of it and nothing else, in the words of the questions."""

from __future__ import annotations

import datetime as dt

import pytest

from holdfast.core.catalogue import load_catalogue
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.publish import publish
from holdfast.core.rounds.read import results
from holdfast.core.rounds.results import RoundResults
from holdfast.reports import RENDERERS, compose
from holdfast.reports.blocks import Note, Picture, Table
from tests.reports.opened import letters, made, text_of
from tests.reports.subjects import ARABIC, HARM, LONG, empty, example, named, subject
from tests.reports.test_compose import blocks, table, words

QUESTIONS = tuple(load_catalogue().questions)[:6]


def closed(*responses: Response, minimum: int = 3) -> RoundResults:
    asked = AskedRound("r1", dt.date(2026, 5, 1), QUESTIONS, minimum=minimum)
    return results(publish(asked, responses, catalogue=load_catalogue()).published, catalogue=load_catalogue())


def people(partner: str, count: int, point: int, comment: str = "") -> list[Response]:
    said = {QUESTIONS[0]: comment} if comment else {}
    return [Response(partner, "staff", dict.fromkeys(QUESTIONS, point), said) for _ in range(count)]  # type: ignore[arg-type]


def test_its_figures_are_those_that_were_published() -> None:
    about = subject(example())
    (found,) = about.rounds[-1:]
    rows = table(compose(about, "rounds"), "round_areas").rows
    assert [row[1] for row in rows] == [area.all.level for area in found.areas]
    texts = [row[0] for row in table(compose(about, "rounds"), "round_questions").rows]
    assert texts == [about.catalogue.questions[one.question].text for one in found.questions]
    (picture,) = blocks(compose(about, "rounds"), Picture)
    assert "Governance" in picture.says


def test_of_too_few_nothing_is_said_and_that_is_said() -> None:
    about = subject(named("Ostley", "Wexcombe"), rounds=(closed(*people("p0", 1, 1), *people("p1", 1, 4)),))
    paper = compose(about, "rounds")
    assert blocks(paper, Note)[0].title == "Are they ready? Too few answered to say"
    assert not blocks(paper, Table)
    assert "nothing is said of fewer than 3 people" in words(paper) and "0 people" not in words(paper)


def test_a_later_round_of_which_nothing_may_be_said_does_not_hide_the_one_before() -> None:
    telling, silent = closed(*people("p0", 6, 1), *people("p1", 6, 4)), closed(*people("p0", 1, 2))
    paper = compose(subject(named("Ostley", "Wexcombe"), rounds=(telling, silent)), "rounds")
    assert "12 people answered in confidence" in words(paper) and "Of 1 round closed since, too few answered" in words(paper)


def test_what_a_post_said_is_told_in_the_words_of_the_point() -> None:
    post = Response("p0", "ict", {QUESTIONS[0]: 2}, post="head")
    paper = compose(subject(named("Ostley", "Wexcombe"), rounds=(closed(*people("p0", 6, 1), post),)), "rounds")
    assert f"2 of 4: {load_catalogue().questions[QUESTIONS[0]].points[2]}" in words(paper)
    assert "round_groups" not in {found.name for found in blocks(paper, Table)}, "one group alone is all"


def test_where_no_round_has_closed_it_says_so() -> None:
    assert "No readiness round" in words(compose(subject(empty()), "rounds"))
    assert "No readiness round" in words(compose(subject(example(), rounds=()), "rounds"))


@pytest.mark.parametrize("suffix", list(RENDERERS))
def test_what_people_wrote_comes_out_as_text(suffix: str) -> None:
    post = Response("p0", "ict", {QUESTIONS[0]: 2}, post="head")
    found = closed(*people("p0", 6, 1, HARM), *people("p1", 6, 4), post)
    text = text_of(made(subject(named(LONG, ARABIC), rounds=(found,)), suffix, "rounds"), suffix)
    written = HARM.replace("_x0041_", "_x005F_x0041_") if suffix == ".xlsx" else HARM
    assert text.count(letters(written)) >= 1
    assert letters(LONG) in text
    assert letters("On the record: head") in text
