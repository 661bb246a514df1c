"""Values in words: one home for the site and the papers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.evidence.words import Words, code_title, code_words, spoken
from holdfast.core.schema import fields_of
from holdfast.reports.records import RecordBook
from tests.make import evidence, make

OSTLEY = make(
    Partner, partner="ostley", name="Ostley District Council", net_budget=Decimal(12_500_000), ict_staff=4, joined=dt.date(2025, 4, 1)
)


def said(kind: type[Record], name: str, value: object, words: Words) -> str:
    return words.of(next(spec for spec in fields_of(kind) if spec.name == name), value)


@pytest.mark.parametrize(
    ("kind", "name", "value", "expected"),
    [
        (Stake, "cost_share", 0.25, "25%"),
        (Stake, "cost_share", 0.3333, "33.33%"),
        (Partner, "net_budget", Decimal("12500000"), "£12,500,000"),
        (Partner, "net_budget", Decimal("0.50"), "£0.50"),
        (Partner, "joined", dt.date(2025, 4, 1), "1 April 2025"),
        (Partner, "succeeded_by", "ostley", "Ostley District Council"),
        (Partner, "style", "officer_led", "officer led"),
        (Partner, "staff", 4010, "4,010"),
        (Partner, "population", None, ""),
    ],
)
def test_a_value_reads_as_people_write_it(kind: type[Record], name: str, value: object, expected: str) -> None:
    assert said(kind, name, value, Words(evidence(OSTLEY))) == expected


def test_money_is_in_the_currency_of_the_arrangement() -> None:
    assert said(Partner, "net_budget", Decimal(5), Words(evidence(OSTLEY, currency="EUR"))) == "€5"


def test_a_paper_says_it_as_the_site_does() -> None:
    stake = make(Stake, partner="ostley", cost_share=0.25)
    told = RecordBook(evidence(OSTLEY, stake))
    assert told.says(stake) == "Partner: Ostley District Council; Share of cost: 25%"
    assert "Net revenue budget: £12,500,000 a year" in told.says(OSTLEY)


def test_another_language_is_asked_for_every_word() -> None:
    asked: list[str] = []

    def tongue(word: str) -> str:
        asked.append(word)
        return word.upper()

    words = Words(evidence(OSTLEY), tongue)
    assert said(Partner, "joined", dt.date(2025, 4, 1), words) == "1 APRIL 2025"
    assert asked == ["April"]


def test_codes_have_words() -> None:
    assert (code_words("co_operate"), code_title("dont_know")) == ("co-operate", "Not known by the person asked")
    assert spoken(dt.date(2026, 11, 9)) == "9 November 2026"
