"""What has happened: each indicator at its best, at its worst, not known and not applicable."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.history import Event, Register
from holdfast.core.evidence.money import CaseVersion
from holdfast.core.evidence.partners import Partner, Policy
from holdfast.core.evidence.people import Post
from holdfast.core.indicators import history as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

LAST_YEAR, LONG_AGO, OVER_THREE_YEARS_AGO = dt.date(2025, 6, 1), dt.date(2024, 12, 31), dt.date(2022, 12, 31)


def partner(code: str, **fields: Any) -> Partner:
    return make(Partner, id=code, partner=code, name=code.title(), **fields)


def event(kind: str, partner: str | None = None, **fields: Any) -> Event:
    return make(Event, type=kind, partner=partner, **{"happened": LAST_YEAR, **fields})


def chief(**fields: Any) -> Post:
    return make(Post, **{"id": "chief", "post": "chief", "title": "Chief executive", "duties": ["sponsor"], "shared": True, **fields})


def complete(partner: str | None = None, start: dt.date = LONG_AGO) -> Register:
    return make(Register, id=partner or "all", section="events", partner=partner, complete_from=start, complete_to=dt.date(2026, 1, 1))


A, B = partner("a"), partner("b")
GO_LIVE = make(Milestone, milestone="live", name="Live", marks="go_live", done=LONG_AGO)
COUNTED = [
    (theme.parallel_plans, "parallel_plan"),
    (theme.strategy_changes, "strategy_change"),
    (theme.unmet_needs, "unmet_need"),
    (theme.control_requests, "control_request"),
    (theme.ridicule, "ridicule"),
    (theme.role_drift, "role_drift"),
    (theme.owner_left, "withdrawal"),
    (theme.failed_starts, "incident"),
    (theme.partners_in_distress, "statutory_intervention"),
    (theme.complaints, "complaint"),
    (theme.complaints, "rumour"),
    (theme.leaders_changed, "leader_change"),
    (theme.kept_from_view, "kept_private"),
]


@pytest.mark.parametrize(("reader", "kind"), COUNTED)
def test_events_of_three_years_that_are_not_settled_count(reader: Any, kind: str) -> None:
    old, settled = event(kind, happened=OVER_THREE_YEARS_AGO), event(kind, resolved=True)
    counted = (event(kind, "a", id="one"), event(kind, "b", id="two", happened=None, resolved=False))
    reading = reader.read(evidence(A, B, old, settled, event("other"), *counted))
    assert (reading.value, reading.because) == (2, ("events/one", "events/two"))


@pytest.mark.parametrize(("reader", "kind"), [*COUNTED, (theme.purpose_changed_alone, "strategy_change")])
def test_none_is_known_only_from_a_complete_list(reader: Any, kind: str) -> None:
    settled = event(kind, "a", resolved=True)
    assert reader.read(evidence(A, B, settled)) == NOT_KNOWN
    assert reader.read(evidence(A, B, complete(start=LAST_YEAR))) == NOT_KNOWN
    assert reader.read(evidence(A, B, complete("a"))) == NOT_KNOWN
    assert reader.read(evidence(A, B, complete("a"), complete("b"))).value == 0
    whole = reader.read(evidence(A, B, settled, complete()))
    assert (whole.value, whole.because) == (0, ("registers/all",))


NOW = dt.date(2026, 1, 1)
EARLIER = dt.date(2025, 1, 1)


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.role_drift, (partner("c", role="member", on=EARLIER), partner("c", role="customer")), 1),
        (theme.role_drift, (partner("c", role="member", on=EARLIER), partner("c", role="customer"), event("role_drift", "c")), 1),
        (theme.role_drift, (partner("c", role="customer"), complete()), 0),
        (theme.purpose_changed_alone, (event("strategy_change", "a"),), 1),
        (theme.purpose_changed_alone, (event("strategy_change", "a"), event("strategy_change", "b")), 0),
        (theme.owner_left, (partner("c", role="member", left=LAST_YEAR),), 1),
        (theme.owner_left, (partner("c", left=dt.date(2027, 4, 1)), event("exit_notice", "c")), 1),
        (theme.owner_left, (partner("c", left=LONG_AGO), complete()), 0),
        (theme.owner_left, (partner("c", left=LAST_YEAR, succeeded_by="a"), complete()), 0),
        (theme.owner_left, (partner("c", role="customer", left=LAST_YEAR), event("withdrawal", "c"), complete()), 0),
        (theme.shared_chief_departed, (chief(),), 0),
        (theme.shared_chief_departed, (chief(leaves=dt.date(2026, 6, 1)),), 0),
        (theme.shared_chief_departed, (chief(vacant_since=LONG_AGO),), 1),
        (theme.shared_chief_departed, (chief(leaves=LAST_YEAR),), 1),
        (theme.shared_chief_departed, (chief(), event("leader_change", about="chief Executive")), 1),
        (theme.shared_chief_departed, (chief(), event("leader_change", about="chief", resolved=True)), 0),
        (theme.shared_chief_departed, (chief(), event("leader_change", about="Leader of the council")), 0),
    ],
)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(A, B, *records))
    assert reading.value == value
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (theme.purpose_changed_alone, (event("strategy_change"),)),
        (theme.owner_left, (partner("c", left=LONG_AGO),)),
        (theme.joiners_lost, (GO_LIVE, partner("c", role="member", left=LAST_YEAR))),
        (theme.joiners_lost, (partner("c", role="observer", left=OVER_THREE_YEARS_AGO),)),
        (theme.kept_from_view, (make(CaseVersion, version="1", public=True),)),
        (theme.shared_chief_departed, (chief(shared=None),)),
        (theme.shared_chief_departed, (chief(duties=[], influence=3),)),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


@pytest.mark.parametrize(
    ("records", "value"),
    [
        ((partner("c", role="observer", left=LAST_YEAR), event("withdrawal", "c")), 1),
        ((partner("c", left=LAST_YEAR), partner("d", role="observer", left=LAST_YEAR)), 2),
        ((partner("c", role="observer", left=LAST_YEAR), GO_LIVE), 1),
        ((complete(),), 0),
    ],
)
def test_bodies_that_pulled_out_before_they_joined(records: tuple[Record, ...], value: float) -> None:
    assert theme.joiners_lost.read(evidence(A, B, *records)).value == value


def test_a_case_withheld_from_the_public_is_kept_from_view() -> None:
    withheld = make(CaseVersion, id="first", version="1", public=False)
    reading = theme.kept_from_view.read(evidence(A, B, withheld, event("kept_private", id="talks")))
    assert (reading.value, reading.because) == (2, ("events/talks", "case_versions/first"))


def test_a_change_of_control_and_what_follows_from_it_count_once() -> None:
    changes = event("control_change", "a"), event("strategy_change", "a"), event("strategy_change", "b")
    assert theme.strategy_changes.read(evidence(A, B, *changes)).value == 2


def test_a_partner_whose_new_masters_stand_against_sharing_has_changed_its_purpose() -> None:
    against = make(Policy, id="p", partner="a", topic="sharing", stance="against")
    assert theme.purpose_changed_alone.read(evidence(A, B, against, event("control_change", "a"))).value == 1
    assert theme.purpose_changed_alone.read(evidence(A, B, event("control_change", "a"))) == NOT_KNOWN


def test_opponents_in_control_are_those_who_came_to_power_and_stand_against_it() -> None:
    against = make(Policy, id="theirs", partner="a", topic="sharing", stance="against")
    passed = event("control_change", "a", id="vote")
    reading = theme.opponents_in_control.read(evidence(A, B, passed, against))
    assert (reading.value, reading.because) == (1, ("events/vote", "policies/theirs"))
    assert theme.opponents_in_control.read(evidence(A, B, event("control_change", "b"), against)) == NOT_KNOWN
    assert theme.opponents_in_control.read(evidence(A, B, against, complete())).value == 0


def test_an_incident_within_half_a_year_of_a_start_is_a_failed_start_and_counts_twice() -> None:
    start = make(Milestone, milestone="system", name="System", marks="system", done=dt.date(2025, 3, 1))
    assert theme.failed_starts.read(evidence(A, B, start, event("incident"))).value == 2
    assert theme.failed_starts.read(evidence(A, B, start, event("incident", happened=dt.date(2025, 12, 1)))).value == 1
    assert theme.failed_starts.read(evidence(A, B, start, event("incident", happened=dt.date(2025, 2, 1)))).value == 1


def test_a_shared_post_that_each_fills_for_itself_again_is_parted() -> None:
    before, after = chief(on=EARLIER), chief(shared=False, on=NOW)
    assert theme.posts_parted.read(evidence(A, B, before, after)).value == 1
    assert theme.posts_parted.read(evidence(A, B, after)) == NOT_KNOWN
    listed = make(Register, section="posts", complete_from=dt.date(2024, 1, 1), complete_to=NOW)
    assert theme.posts_parted.read(evidence(A, B, chief(on=EARLIER), listed)).value == 0
    long_ago = chief(shared=False, on=OVER_THREE_YEARS_AGO)
    assert theme.posts_parted.read(evidence(A, B, chief(on=dt.date(2020, 1, 1)), long_ago)) == NOT_KNOWN


def test_that_a_shared_chief_is_still_there_lapses() -> None:
    held = evidence(A, B, chief())
    assert theme.shared_chief_departed.read(held).value == 0
    assert theme.shared_chief_departed.read(held.as_at(dt.date(2029, 6, 1))) == NOT_KNOWN


def test_no_shared_chief_to_lose() -> None:
    assert theme.shared_chief_departed.read(evidence(A, B, chief(shared=False))) == NOT_APPLICABLE


@pytest.mark.parametrize("reader", theme.READERS)
def test_nothing_at_all_is_not_known(reader: Any) -> None:
    assert reader.read(evidence()) == NOT_KNOWN
