"""Every indicator's sentences can be said, at the critical end and on the way to it."""

from __future__ import annotations

import pytest

from holdfast.core.catalogue import load_catalogue
from holdfast.core.catalogue.model import Indicator
from holdfast.core.catalogue.sentences import ALWAYS, PARTNER, words_of
from holdfast.core.indicators import READERS
from holdfast.core.indicators.measure import concern_of
from holdfast.core.indicators.sentences import reading_in_words
from holdfast.core.schema import fields_of
from tests import make

INDICATORS = tuple(load_catalogue().indicators.values())
LONGEST = 170


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.ref)
def test_it_reads_as_a_sentence_wherever_it_stands(indicator: Indicator) -> None:
    middle = (indicator.healthy + indicator.critical) / 2
    for value in (indicator.critical, middle):
        says = reading_in_words(indicator, value, concern_of(value, indicator.healthy, indicator.critical), make.evidence())
        assert says[0].isupper() or says[0].isdigit()
        assert says.endswith(".")
        assert len(says) <= LONGEST
        assert not set("{}|").intersection(says)
        assert "only only" not in says


@pytest.mark.parametrize("indicator", [found for found in INDICATORS if found.id in READERS], ids=lambda indicator: indicator.ref)
def test_the_fields_it_names_belong_to_the_kind_it_reads(indicator: Indicator) -> None:
    fields = {spec.name for spec in fields_of(READERS[indicator.id].kinds[0])}
    named = {word for sentence in indicator.sentences for word, _ in words_of(sentence)}
    assert named - ALWAYS - {PARTNER} <= fields
