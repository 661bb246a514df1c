"""A reading becomes one plain sentence, as particular as its records allow."""

from __future__ import annotations

import pytest

from holdfast.core.catalogue.sentences import faults_of
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.alignment import Appetite
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.indicators.sentences import reading_in_words
from tests import make
from tests.core.small_catalogue import indicator

NAMED = ("{partner:pays|pay} {cost_share} for a vote of {vote_share}.", "{partner:is|are} apart.", "Somebody is apart.")


def said(says: tuple[str, ...], value: float, *records: Record, unit: str = "count", concern: float = 1.0) -> str:
    entry = indicator("vacancies", "P11.1", sentences=list(says), unit=unit)
    partners = [make.make(Partner, partner=code, name=name) for code, name in (("a", "Ash Council"), ("b", "Birch Council"))]
    evidence: Evidence = make.evidence(*partners, *records)
    return reading_in_words(entry, value, concern, evidence, records, type(records[0]) if records else None)


def stake(partner: str, cost: float, vote: float) -> Record:
    return make.make(Stake, partner=partner, cost_share=cost, vote_share=vote)


def test_one_record_gives_its_partner_and_its_fields() -> None:
    assert said(NAMED, 1, stake("a", 0.6, 0.25)) == "Ash Council pays 60% for a vote of 25%."


def test_records_that_differ_give_only_the_partners() -> None:
    assert said(NAMED, 1, stake("a", 0.6, 0.4), stake("b", 0.4, 0.6)) == "Ash Council and Birch Council are apart."


def test_a_field_on_which_all_agree_may_be_named() -> None:
    records = [make.make(Appetite, partner=code, category="legal", level=level) for code, level in (("a", "averse"), ("b", "open"))]
    assert (
        said(("{partner} differ on {category} risk.", "All differ."), 1, *records) == "Ash Council and Birch Council differ on legal risk."
    )


def test_without_records_the_last_sentence_is_said() -> None:
    assert said(NAMED, 1) == "Somebody is apart."


@pytest.mark.parametrize(
    ("value", "expected"), [(1, "One partner has left."), (3, "Three partners have left."), (12, "12 partners have left.")]
)
def test_a_number_agrees_with_its_noun(value: float, expected: str) -> None:
    assert said(("{number:partner has|partners have} left.",), value) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, "None of them agree."), (0.25, "Only 25% of them agree.")])
def test_few_is_none_or_only_so_many(value: float, expected: str) -> None:
    assert said(("{few} of them agree.",), value, unit="share") == expected


@pytest.mark.parametrize(("concern", "expected"), [(1, "Nothing was done."), (0.5, "Half was done.")])
def test_the_critical_end_has_words_of_its_own(concern: float, expected: str) -> None:
    assert said(("{end:Nothing|Half} was done.",), 0.5, concern=concern) == expected


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        ((), "there is none"),
        (("{value} was read",), "full stop"),
        (("{worth} was read.",), "has the word {worth}"),
        (("{partner} was read.",), "has the word {partner}"),
        (("{number:one} was read.",), "two choices"),
        (("{end} was read.",), "two choices"),
        (("{value:a|b} was read.",), "two choices"),
        (("{value was read.",), "cannot be read"),
        (("{value!r} was read.",), "cannot be read"),
        (("{end:{value}|{worth}} was read.",), "has the word {worth}"),
        (("{value.real} was read.",), "has the word {value.real}"),
    ],
)
def test_a_sentence_that_could_not_be_said_is_refused(says: tuple[str, ...], fault: str) -> None:
    assert fault in "; ".join(faults_of(says, {"cost_share"}, has_records=True))


def test_a_survey_names_nobody() -> None:
    assert list(faults_of(("{partner} doubt it.", "Some doubt it."), {"cost_share"}, has_records=False))


def test_what_can_be_said_has_no_fault() -> None:
    assert not list(faults_of(NAMED, {"cost_share", "vote_share"}, has_records=True))
