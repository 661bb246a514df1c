"""Who the partners are: each indicator at its best, at its worst, and not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.history import Event
from holdfast.core.evidence.partners import Election, Partner, Policy, Stake
from holdfast.core.evidence.trading import Customer
from holdfast.core.indicators import partners as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

JUNE, MAY = dt.date(2026, 6, 1), dt.date(2026, 5, 7)


def partner(code: str, **fields: Any) -> Partner:
    return make(Partner, id=code, partner=code, name=code.title(), **fields)


def stake(code: str, cost: float | None, vote: float | None) -> Stake:
    return make(Stake, id=code, partner=code, cost_share=cost, vote_share=vote)


def gate(**fields: Any) -> Gate:
    return make(Gate, id="approval", gate="approval", name="Approval", **fields)


def poll(code: str, date: dt.date = MAY, **fields: Any) -> Election:
    return make(Election, id=code, partner=code, date=date, **fields)


def policy(code: str, stance: str, topic: str = "outsourcing") -> Policy:
    return make(Policy, id=code, partner=code, topic=topic, stance=stance)


def buyer(code: str, **fields: Any) -> Customer:
    return make(Customer, **{"customer": code, "owner": False, "status": "signed", **fields})


A, B, C = partner("a"), partner("b"), partner("c")
DISTRICTS = (partner("a", type="district"), partner("b", type="district"))
GONE = partner("c", type="police", style="officer_led", left=dt.date(2025, 1, 1))
OBSERVER = partner("d", type="health", role="observer")
AHEAD = gate(planned=dt.date(2026, 3, 1), forecast=JUNE)


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.sector_mix, (*DISTRICTS, GONE, OBSERVER), 1),
        (theme.sector_mix, (*DISTRICTS, partner("p", type="police"), partner("h", type="health")), 3),
        (theme.sector_mix, (DISTRICTS[0], partner("p", type="police"), C), 2),
        (theme.sector_mix, (*DISTRICTS, partner("p", type="county"), partner("q", type="police", role="customer")), 2),
        (theme.opposed_control, (partner("a", control="Green"), partner("b", control="green ")), 0),
        (theme.opposed_control, (partner("a", control="Green"), partner("b", control="Purple"), C), 1),
        (theme.bodies_served, (A, B, OBSERVER), 2),
        (
            theme.bodies_served,
            (A, partner("b", bodies=14), buyer("b"), buyer("x"), buyer("y", status="prospect"), buyer("z", owner=True)),
            16,
        ),
        (theme.size_ratio, (A, B, stake("a", 0.75, None), stake("b", 0.25, None)), 3),
        (theme.style_mix, (partner("a", style="member_led"), partner("b", style="member_led"), GONE), 0),
        (theme.style_mix, (partner("a", style="member_led"), partner("b", style="officer_led")), 0.5),
        (theme.style_mix, (partner("a", style="member_led"), partner("b", style="officer_led"), C), 0.5),
        (theme.cost_against_vote, (A, B, stake("a", 0.5, 0.5), stake("b", 0.5, 0.5)), 0),
        (theme.cost_against_vote, (A, B, stake("a", 0.31, 0.5), stake("b", 0.69, 0.5)), 19),
        (theme.cost_against_vote, (A, B, partner("c", role="customer"), stake("a", 0.4, 0.5), stake("b", 0.6, 0.5)), 10),
        (theme.digital_staff_share, (partner("a", staff=900, ict_staff=20), partner("b", staff=100, ict_staff=5)), 0.025),
        (theme.digital_staff_share, (partner("a", staff=900, ict_staff=9), partner("b", staff=100, ict_staff=0)), 0.009),
        (theme.elections_in_window, (A, B, AHEAD, poll("a", dt.date(2027, 5, 6)), poll("b", dt.date(2027, 5, 6))), 0),
        (theme.elections_in_window, (A, B, AHEAD, poll("a"), poll("b", control_may_change=True)), 2),
        (theme.elections_in_window, (A, B, AHEAD, poll("a")), 1),
        (theme.elections_in_window, (A, partner("f", type="fire"), AHEAD, poll("a", control_may_change=False)), 0),
        (theme.opposed_policies, (A, B, policy("a", "for"), policy("b", "neutral")), 0),
        (theme.opposed_policies, (A, B, C, policy("a", "for"), policy("b", "against")), 1),
        (theme.size_ratio, (partner("a", population=100_000), partner("b", population=100_000)), 1),
        (theme.size_ratio, (partner("a", population=700_000), partner("b", population=100_000)), 7),
        (theme.size_ratio, (partner("a", population=700_000, staff=300), partner("b", staff=200)), 1.5),
        (theme.size_ratio, (partner("a", net_budget=30), partner("b", net_budget=10)), 3),
        (theme.size_ratio, (partner("a", type="county", population=300), partner("b", type="district", population=200)), 4),
        (theme.size_ratio, (partner("a", type="county"), DISTRICTS[1]), 4),
    ],
)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(*records))
    assert reading.value == pytest.approx(value)
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (theme.opposed_control, (partner("a", control="Green"), B)),
        (theme.bodies_served, (A,)),
        (theme.sector_mix, (partner("a", type="other"), partner("b", type="other"))),
        (theme.size_ratio, (A, B, stake("a", 0.75, None))),
        (theme.size_ratio, (A, B, stake("a", 0.5, None), stake("b", 0.5, None))),
        (theme.sector_mix, DISTRICTS[:1]),
        (theme.sector_mix, (*DISTRICTS, C)),
        (theme.style_mix, (partner("a", style="member_led"), B)),
        (theme.cost_against_vote, (A, B, C, stake("a", 0.31, 0.5), stake("b", 0.69, 0.5))),
        (theme.cost_against_vote, (A, B, stake("a", 0.31, None), stake("b", 0.69, 0.5))),
        (theme.digital_staff_share, (partner("a", staff=900, ict_staff=20), B)),
        (theme.elections_in_window, (A, B, poll("a"), poll("b"))),
        (theme.elections_in_window, (A, B, gate(), poll("a"), poll("b"))),
        (theme.elections_in_window, (A, B, AHEAD, poll("a", control_may_change=False))),
        (theme.opposed_policies, (A, B, policy("a", "for"))),
        (theme.opposed_policies, (A, B, policy("a", "for", "jobs"), policy("b", "against", "jobs"))),
        (theme.size_ratio, (partner("a", population=700_000), B)),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(*records)) == NOT_KNOWN


def test_no_window_after_the_last_decision() -> None:
    decided = gate(planned=dt.date(2025, 6, 1), decided=dt.date(2025, 7, 1))
    assert theme.elections_in_window.read(evidence(A, B, decided, poll("a"))) == NOT_APPLICABLE


def test_reasons_name_the_records_that_decide() -> None:
    stakes = (stake("a", 0.25, 0.3), stake("b", 0.45, 0.3), stake("c", 0.3, 0.4))
    assert theme.cost_against_vote.read(evidence(A, B, C, *stakes)).because == ("stakes/b",)
    sized = (partner("a", population=10), partner("b", population=20), partner("c", population=50))
    assert theme.size_ratio.read(evidence(*sized)).because == ("partners/c", "partners/a")
    assert theme.elections_in_window.read(evidence(A, B, AHEAD, poll("a"))).because == ("elections/a", "gates/approval")
    changed = make(Event, id="gone", partner="b", type="control_change", happened=dt.date(2025, 12, 1))
    settled = evidence(A, B, AHEAD, changed, poll("a", control_may_change=False), poll("b", control_may_change=False))
    assert theme.elections_in_window.read(settled).because == ("events/gone", "gates/approval")
