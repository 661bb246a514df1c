"""Trading: each indicator at its best, at its worst, not known and not applicable."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.scope import Service
from holdfast.core.evidence.trading import Customer, Price, Venture
from holdfast.core.indicators import trading as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

A, B = (make(Partner, id=code, partner=code, name=code.title()) for code in "ab")
DESK = make(Service, service="desk", name="Desk")
COMPLETE = make(Register, id="all", section="customers", complete_from=dt.date(2025, 1, 1), complete_to=dt.date(2026, 1, 1))
IN_FIVE, IN_THREE, IN_ONE, PAST = (dt.date(year, 1, 1) for year in (2031, 2029, 2027, 2025))
DAYS_A_MONTH = 365.25 / 12


def venture(**fields: Any) -> Venture:
    return make(Venture, **{"id": "co", "venture": "co", **fields})


def bought(code: str, value: int | None, owner: bool | None = True, **fields: Any) -> Customer:
    return make(Customer, id=code, customer=code, yearly_value=value, owner=owner, **{"status": "signed", **fields})


def lost(code: str, why: str | None) -> Customer:
    return bought(code, 10, False, status="lost", why_lost=why)


def price(code: str, asked: int, market: int | None, tested: bool | None = True) -> Price:
    return make(Price, id=code, partner=code, service="desk", price=asked, market_price=market, tested_independently=tested)


OWNERS = (bought("a", 60), bought("b", 40))
PLAN = venture(planned_outside_income=100)
HOPE = make(CashLine, id="sales", category="income", year=2026, contracted=False)
FIXED = venture(fixed_cost=150)


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.prospects_lost, (COMPLETE, lost("x", "price")), 0),
        (theme.prospects_lost, (lost("x", "control_change"), lost("y", "control_change"), lost("z", None)), 2),
        (theme.controlling_turnover, (venture(turnover=100), *OWNERS), 1),
        (theme.controlling_turnover, (COMPLETE, *OWNERS, bought("x", 25, False), bought("y", 99, False, status="prospect")), 0.8),
        (theme.controlling_turnover, (venture(turnover=200), bought("x", 60, False)), 0.7),
        (theme.largest_customer, (COMPLETE, *(bought(code, 10) for code in "abcd")), 0.25),
        (theme.largest_customer, (venture(turnover=100), bought("a", 92)), 0.92),
        (theme.signed_income, (PLAN, bought("x", 150, False)), 1),
        (theme.signed_income, (PLAN, *OWNERS, bought("x", 20, False), bought("y", 80, False, status="prospect")), 0.2),
        (theme.signed_income, (PLAN, *OWNERS, COMPLETE), 0),
        (theme.selling_unsigned, (PLAN, bought("x", 20, False)), 0),
        (theme.selling_unsigned, (PLAN, bought("x", None, False, status="prospect")), 1),
        (theme.selling_unsigned, (HOPE,), 1),
        (theme.selling_unsigned, (PLAN, *OWNERS, COMPLETE), 1),
        (theme.guaranteed_months, (FIXED, bought("a", 150, guaranteed_until=IN_FIVE)), 1826 / DAYS_A_MONTH),
        (
            theme.guaranteed_months,
            (
                FIXED,
                bought("a", 100, guaranteed_until=IN_FIVE),
                bought("b", 60, guaranteed_until=IN_THREE),
                bought("c", 9, guaranteed_until=PAST),
            ),
            1096 / DAYS_A_MONTH,
        ),
        (theme.guaranteed_months, (FIXED, bought("a", 100, guaranteed_until=IN_FIVE), bought("b", 90, guaranteed_until=PAST)), 0),
        (theme.price_against_market, (DESK, price("a", 9, 10), price("b", 11, 10)), 1),
        (theme.price_against_market, (DESK, price("a", 13, 10, None), price("b", 9, None)), 1.3),
        (theme.commercial_skill, (venture(commercial_skill=4),), 4),
        (theme.commercial_skill, (venture(commercial_skill=0), venture(id="two", venture="two")), 0),
        (theme.efficiency_left, (venture(efficiency_left=0),), 0),
        (theme.efficiency_left, (venture(efficiency_left=0.12), venture(id="two", venture="two", efficiency_left=0.01)), 0.12),
        (theme.first_year_result, (venture(first_result=0),), 1),
        (theme.first_year_result, (venture(first_result=-800000),), 0),
        (theme.market_test, (venture(market_tested=True, due_diligence=True),), 1),
        (theme.market_test, (venture(market_tested=False, due_diligence=False),), 0),
        (theme.market_test, (venture(market_tested=False),), 0.5),
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
        (theme.selling_unsigned, (PLAN, *OWNERS)),
        (theme.selling_unsigned, (bought("x", None, False, status="prospect"),)),
        (theme.prospects_lost, (lost("x", "price"),)),
        (theme.prospects_lost, (COMPLETE, lost("x", None))),
        (theme.controlling_turnover, OWNERS),
        (theme.controlling_turnover, (venture(turnover=200), *OWNERS)),
        (theme.controlling_turnover, (COMPLETE, *OWNERS, bought("x", 50, None))),
        (theme.largest_customer, OWNERS),
        (theme.largest_customer, (COMPLETE, *OWNERS, bought("x", None))),
        (theme.signed_income, (PLAN, *OWNERS)),
        (theme.signed_income, (PLAN, bought("x", None, False))),
        (theme.guaranteed_months, (FIXED, bought("a", 100))),
        (theme.guaranteed_months, (venture(), bought("a", 100, guaranteed_until=IN_ONE))),
        (theme.price_against_market, (DESK, price("a", 10, 10, False))),
        (theme.price_against_market, (DESK, price("a", 10, None))),
        (theme.commercial_skill, (venture(commercial_skill=4), venture(id="two", venture="two"))),
        (theme.first_year_result, (venture(first_result=5), venture(id="two", venture="two"))),
        (theme.market_test, (venture(market_tested=True),)),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        (theme.signed_income, (venture(planned_outside_income=0), *OWNERS)),
        (theme.guaranteed_months, (venture(fixed_cost=0), *OWNERS)),
    ],
)
def test_not_applicable(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_APPLICABLE


def test_reasons_name_the_records_that_decide() -> None:
    found = evidence(A, B, venture(turnover=110, commercial_skill=1), *OWNERS, bought("x", 10, False))
    assert theme.largest_customer.read(found).because == ("customers/a",)
    assert theme.commercial_skill.read(found).because == ("ventures/co",)
