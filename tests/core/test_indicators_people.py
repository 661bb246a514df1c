"""The people it depends on: each indicator at its best, at its worst, and not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import Budget
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Post, Release, Team, Tie, Training
from holdfast.core.indicators import people as theme
from holdfast.core.indicators.reading import NOT_KNOWN
from tests.make import evidence, make

A, B = (make(Partner, id=code, partner=code, name=code.title()) for code in "ab")
COMPANY = make(Partner, id="co", partner="co", name="Company", type="company")
TODAY = dt.date(2026, 1, 1)
LONG_AGO, A_YEAR_AGO, IN_A_YEAR, IN_TEN = (dt.date(year, 1, 1) for year in (2020, 2025, 2027, 2036))
MONTHS_A_YEAR = 365 / (365.25 / 12)


def complete(section: str, **fields: Any) -> Register:
    return make(Register, id=f"all-{section}", section=section, complete_from=LONG_AGO, complete_to=TODAY, **fields)


def post(code: str, **fields: Any) -> Post:
    return make(Post, id=code, post=code, title=code.title(), **fields)


def team(code: str, **fields: Any) -> Team:
    return make(Team, id=code, team=code, **fields)


def release(code: str, planned: float | None, actual: float | None) -> Release:
    return make(Release, id=code, partner=code, planned_fte=planned, actual_fte=actual)


def tie(through: str, level: str = "executives", partner: str = "a", towards: str = "b") -> Tie:
    return make(Tie, partner=partner, towards=towards, through=through, level=level)


def client(code: str, **fields: Any) -> Team:
    return team(f"client-{code}", partner=code, client_side=True, **fields)


THREE_LEVELS = [tie("p", level) for level in ("members", "executives", "staff")]


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.interim_posts, (team("one", posts=10, interim=0), team("two", posts=10, interim=1)), 0.05),
        (theme.interim_posts, (team("one", posts=10, interim=5), team("two", posts=10)), 0.25),
        (theme.vacancies, (team("one", posts=20, vacant=1, interim=0),), 0.05),
        (theme.vacancies, (team("one", posts=10, vacant=2, interim=1), team("two", posts=0)), 0.3),
        (theme.change_capacity, (team("one", posts=4, vacant=0, project=True), team("two", posts=9, vacant=9)), 1),
        (theme.change_capacity, (team("one", posts=4, vacant=3, function="project"),), 0.25),
        (theme.change_capacity, (team("one", posts=0, project=True),), 0),
        (theme.change_capacity, (complete("teams"),), 0),
        (theme.staff_released, (release("a", 2, 2), release("b", 1, 3)), 1),
        (theme.staff_released, (release("a", 2, 2), release("b", 0, 0)), 0),
        (theme.staff_released, (release("a", 4, 1),), 0.25),
        (
            theme.undeclared_interests,
            (post("p", affected_by_outcome=True, interest_declared=True), post("q", affected_by_outcome=False)),
            0,
        ),
        (theme.undeclared_interests, [post(code, affected_by_outcome=True, interest_declared=False) for code in "pq"], 2),
        (theme.retained_client, (client("a", posts=2), post("p", partner="b", duties=["client"])), 1),
        (theme.retained_client, (client("a", posts=2), client("b", posts=1, vacant=1)), 0.5),
        (theme.retained_client, (client("a", posts=2), complete("teams")), 0.5),
        (theme.retained_client, (client("a", posts=0),), 0.5),
        (theme.retained_client, (client("a", posts=1), client("b", posts=1), make(Budget, partner="b", year=2025, budget=9_000_000)), 0.5),
        (theme.retained_client, (team("joint", posts=3, function="client"),), 1),
        (theme.company_client, (client("a"), client("b"), post("p", duties=["scrutiny"])), 1),
        (theme.company_client, (client("a", posts=0), client("b", posts=0), post("p", duties=["scrutiny"], vacant_since=A_YEAR_AGO)), 0),
        (theme.company_client, (client("a", posts=0),), 0.5),
        (theme.communications_lead, (post("p", duties=["communications"]),), 1),
        (theme.communications_lead, (post("p", duties=["communications"], leaves=A_YEAR_AGO),), 0),
        (theme.communications_lead, (complete("posts"),), 0),
        (theme.joint_training, (make(Training, subject="Trust", held=A_YEAR_AGO),), 1),
        (theme.joint_training, (make(Training, subject="Trust", held=A_YEAR_AGO, attended=0), complete("trainings")), 0),
        (theme.single_holders, (post("p", duties=["sponsor"], deputy="q"), post("q")), 0),
        (theme.single_holders, (post("p", duties=["sponsor", "legal", "finance"], handover="tested"),), 0),
        (theme.single_holders, (post("p", duties=["sponsor", "legal", "finance", "client"], handover="none"), post("q", influence=4)), 4),
        (theme.single_holders, (post("p", duties=["sponsor"], deputy="q"), post("q", vacant_since=A_YEAR_AGO)), 1),
        (theme.single_holders, (post("p", influence=3), complete("posts")), 1),
        (theme.sponsor_leaving, (post("p", duties=["sponsor"], leaves=IN_TEN),), 36),
        (theme.sponsor_leaving, (post("p", influence=3, leaves=IN_A_YEAR), post("q", influence=4)), MONTHS_A_YEAR),
        (theme.sponsor_leaving, (post("p", duties=["political_sponsor"], leaves=A_YEAR_AGO), post("q", influence=2, leaves=LONG_AGO)), 0),
        (theme.critical_vacancy, (post("p", influence=4, in_post_since=LONG_AGO), post("q", influence=1, vacant_since=LONG_AGO)), 0),
        (theme.critical_vacancy, (post("p", influence=4, vacant_since=A_YEAR_AGO), post("q", duties=["legal"])), MONTHS_A_YEAR),
        (theme.critical_vacancy, (post("p", influence=4), complete("posts")), 0),
        (theme.ties_through_one, [tie(through) for through in "pqrs"], 0.25),
        (theme.ties_through_one, (tie("p"), tie("p", "staff"), tie("p", "staff", "b", "a"), tie("q")), 2 / 3),
        (theme.ties_through_one, (tie("p"), complete("ties")), 1),
        (theme.levels_of_contact, THREE_LEVELS, 3),
        (theme.levels_of_contact, (tie("p"), complete("ties")), 1),
        (theme.levels_of_contact, (COMPANY, *THREE_LEVELS, complete("ties")), 0),
    ],
)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(A, B, *records))
    assert reading.value == pytest.approx(value)
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (theme.interim_posts, (team("one", posts=10, interim=1), team("two", posts=10))),
        (theme.interim_posts, (team("one", posts=10, interim=0), team("two", interim=0))),
        (theme.interim_posts, (team("one", posts=10, vacant=9),)),
        (theme.vacancies, (team("one", posts=10, vacant=1),)),
        (theme.change_capacity, (team("one", posts=4, project=True),)),
        (theme.change_capacity, (team("one", project=True), complete("teams"))),
        (theme.staff_released, (release("a", 2, 2),)),
        (theme.staff_released, (release("a", 2, None), release("b", None, 1))),
        (theme.undeclared_interests, (post("p", affected_by_outcome=True), post("q", affected_by_outcome=False))),
        (theme.undeclared_interests, (post("p", affected_by_outcome=False), post("q"))),
        (theme.retained_client, (client("a", posts=2),)),
        (theme.retained_client, (client("a", posts=2, on=LONG_AGO), client("b", posts=2, on=LONG_AGO))),
        (theme.retained_client, (team("desk", posts=3, partner="a"), team("web", posts=3, partner="b"))),
        (theme.company_client, (client("a"), client("b"))),
        (theme.communications_lead, (post("p", duties=["legal"]),)),
        (theme.joint_training, (make(Training, subject="Trust"),)),
        (theme.single_holders, (post("p", duties=["sponsor", "legal"]),)),
        (theme.single_holders, (post("p", duties=["sponsor"], handover="none"), post("q", duties=["legal"]))),
        (theme.sponsor_leaving, (post("p", duties=["sponsor"]),)),
        (theme.sponsor_leaving, (post("p", duties=["sponsor"], leaves=IN_TEN), post("q", influence=4))),
        (theme.critical_vacancy, (post("p", influence=4, in_post_since=LONG_AGO), post("q", influence=4))),
        (theme.ties_through_one, (tie("p"),)),
        (theme.levels_of_contact, (tie("p"), tie("q", "staff"))),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


def test_reasons_name_the_records_that_decide() -> None:
    held = post("p", duties=["sponsor", "legal"], handover="none"), post("q", duties=["client"], handover="none")
    assert theme.single_holders.read(evidence(A, B, *held)).because == ("posts/p",)
    assert theme.retained_client.read(evidence(A, B, client("a"), complete("teams"))).because == ("teams/client-a", "registers/all-teams")


def test_those_who_left_and_companies_do_not_count() -> None:
    left = make(Partner, id="c", partner="c", name="C", left=A_YEAR_AGO)
    gone = client("c", posts=0), post("p", partner="c", influence=4, vacant_since=LONG_AGO)
    found = evidence(A, B, left, COMPANY, client("a"), client("b"), *gone)
    assert theme.retained_client.read(found).value == 1
    assert theme.critical_vacancy.read(found) == NOT_KNOWN
