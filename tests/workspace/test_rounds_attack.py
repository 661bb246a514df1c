"""The attack on everything that a site gives out of two rounds, and on two files that are brought in one after the other."""

from __future__ import annotations

import csv
import io
import random
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.answers import Answers, Round, Tally
from holdfast.core.rounds.asked import Response
from holdfast.core.rounds.counted import published_of
from holdfast.core.rounds.publish import Kept
from holdfast.core.rounds.published import Figure, Published
from holdfast.ledger.reader import PARTNERS
from holdfast.web.arrangements.evidence.in_groups import first_figures, in_groups, made_here
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds.closing import close_if_due
from holdfast.web.rounds.found import outcome_of
from holdfast.web.rounds.models import Round as RoundHeld
from holdfast.web.rounds.models import Sheet
from tests.core.rounds.attack import narrowed
from tests.core.rounds.people import CLOSED, QUESTIONS, ROLES, crowd, published
from tests.core.rounds.test_attack import insiders
from tests.make import evidence, make
from tests.workspace.addresses import page
from tests.workspace.personas import Persona
from tests.workspace.programs import Program
from tests.workspace.rounds import begun, over

# With this draw an insider who holds both sets of figures knows what somebody said.
TELLING = 6
BODIES = {"p0": "ostley", "p1": "marlshire"}
# What a file says of a round: its number of people is told by its groups.
SHARED = ("question", "level", "low", "agree", "agreement", "dont_know")


def joined_by_one(seed: int) -> tuple[list[Response], list[tuple[Response, tuple[int, ...]]]]:
    """People of two bodies, and in which of two rounds each took part: the first of them in the second alone."""
    dice = random.Random(seed)
    people = crowd(seed, [dice.choice((3, 5, 6, 8)) for _ in range(2)], questions=2, roles=ROLES[:2], spread=0.5)
    return people, [(person, (0, 1) if place else (1,)) for place, person in enumerate(people)]


def told(people: Sequence[tuple[Response, tuple[int, ...]]], *rounds: Published) -> list[str]:
    """What the insider finds out."""
    kept = [Kept(found, published([], questions=2).behind) for found in rounds]
    return [found for insider in insiders(people, kept) for found in narrowed(insider)]


def sheets(name: str, people: Sequence[Response], day: int = 0) -> list[Record]:
    """A closed round as a file may tell it: its answers, on the promise of a smallest group."""
    closed = CLOSED.replace(day=CLOSED.day - 5 + day)
    return [
        make(Round, id=name, round=name, closed=closed, minimum_group=3, on=closed),
        *(
            make(Answers, id=f"{name}-{at}", round=name, respondent=f"r{at}", partner=each.partner, role=each.role, answers=each.answers)
            for at, each in enumerate(people)
        ),
    ]


def brought_in(file: Sequence[Record], before: Sequence[Record]) -> Evidence:
    """What is taken of a file, beside what was told before."""
    read = evidence(*file)
    grouped = in_groups(read, evidence(*before), site_catalogue())
    return first_figures(grouped, before, made=made_here(read, grouped))[0]


def test_two_files_one_after_the_other_tell_no_more_than_one() -> None:
    """The same people under another name, and one more: together the two sets of figures would tell what somebody said."""
    people, took_part = joined_by_one(TELLING)
    first = published(people[1:], id="r1", questions=2, minimum=3)
    alone = published(people, id="again", questions=2, minimum=3)
    assert told(took_part, first.published, alone.published)
    recorded = [record for record in brought_in(sheets("r1", people[1:]), ()).records if isinstance(record, Tally)]
    assert recorded
    assert not brought_in(sheets("again", people, 1), recorded).every(Tally)
    # With the first answers in the file too, both are looked at together.
    both = [*sheets("r1", people[1:]), *sheets("again", people, 1)]
    taken = brought_in(both, recorded)
    assert {tally.round for tally in taken.every(Tally)} == {"r1", "again"}
    assert told(took_part, *published_of(evidence(*both), site_catalogue())) == []


def in_csv(by: Persona, of: RoundHeld) -> Published:
    """The figures as a spreadsheet has them, and nothing else."""
    shown = outcome_of(of).published
    lines = csv.DictReader(io.StringIO(by.client.get(page(by, "round_csv", of.number)).content.decode("utf-8-sig")))
    figures = {}
    for line in lines:
        group = next(group for group in shown.groups(line["split"]) if group.id == line["group"])  # type: ignore[arg-type]
        assert str(group.people) == line["people"]
        values: dict[str, Any] = {name: _read(line[name]) for name in Figure._fields if name not in ("group", "question")}
        figures[group.split, group.id, line["question"]] = Figure(
            line["question"], group, **{**values, "withheld": line["withheld"], "answers": int(line["answers"])}
        )
    return replace(shown, figures=figures)


def _read(cell: str) -> float | str | None:
    return None if not cell else float(cell) if cell[0].isdigit() else cell


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [TELLING, 1])
def test_all_that_a_site_gives_out_of_two_rounds_tells_nobody_s_answer(ann: Persona, ben: Persona, seed: int) -> None:
    """Files, interface, ledger and assessment all say the figures of the spreadsheet, and of those the attack makes nothing."""
    people, took_part = joined_by_one(seed)
    people = [replace_partner(person) for person in people]
    took_part = [(person, taken) for person, (_, taken) in zip(people, took_part, strict=True)]
    rounds = []
    for place in (0, 1):
        of = begun(ann, questions=list(QUESTIONS[:2]), roles=list(ROLES[:2]))
        for person, taken in took_part:
            if place in taken:
                Sheet.objects.create(round=of, body=person.partner, role=person.role, answers=person.answers, receipt_digest="0" * 64)
        over(of)
        close_if_due(ann.place.arrangement)
        of.refresh_from_db()
        rounds.append(of)
    given_out = [in_csv(ben, of) for of in rounds]
    assert any(figure.level is not None for found in given_out for figure in found.figures.values())
    assert told(took_part, *given_out) == []

    ben.place.arrangement.refresh_from_db()
    program = Program(ben)
    tallies = state_of(ben.place.arrangement).evidence(PARTNERS).every(Tally)
    in_toml = tomllib.loads(ben.client.get(page(ben, "export_toml", "partners")).text)["tallies"]
    assert len(tallies) == len(in_toml)
    for of, found in zip(rounds, given_out, strict=True):
        assert found.figures == outcome_of(of).published.figures
        said = program.get(program.at(f"/rounds/{of.number}")).json()["results"]["figures"]
        assert [tuple(figure[name] for name in SHARED) for figure in said] == [
            tuple(getattr(figure, name) for name in SHARED) for figure in found.figures.values()
        ]
        known = {(split, group, *(getattr(figure, name) for name in SHARED)) for (split, group, _), figure in found.figures.items()}
        own = [tally for tally in tallies if tally.round == of.slug]
        assert own and {(tally.split, tally.group, *(getattr(tally, name) for name in SHARED)) for tally in own} <= known


def replace_partner(person: Response) -> Response:
    """The same person in a body of the arrangement."""
    return replace(person, partner=BODIES[person.partner])
