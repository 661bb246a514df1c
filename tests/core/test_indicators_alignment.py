"""What the partners want: each indicator at its best, at its worst, and not known."""

from __future__ import annotations

import datetime as dt
import math
from itertools import combinations
from statistics import mean
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.alignment.ranks import mean_rank_correlation, ranks
from holdfast.core.evidence import Record
from holdfast.core.evidence.alignment import Appetite, DepthWish, Motive, NoGoArea, RoleWish
from holdfast.core.evidence.history import Event, Register
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.scope import Service
from holdfast.core.indicators import alignment as theme
from holdfast.core.indicators.reading import NOT_KNOWN
from tests.make import evidence, make

A, B, C = (make(Partner, id=code, partner=code, name=code.title()) for code in "abc")
DESK, PAYROLL = (make(Service, id=code, service=code, name=name) for code, name in (("desk", "Service desk"), ("payroll", "Payroll")))


def wishes(service: str, **by_partner: str) -> list[Record]:
    return [make(RoleWish, partner=code, service=service, wish=wish) for code, wish in by_partner.items()]


def motives(code: str, direction: str | None = None, /, source: str = "", **points: float) -> list[Record]:
    return [
        make(Motive, id=f"{code}-{driver}", partner=code, driver=driver, weight=weight, direction=direction, source=source or code)
        for driver, weight in points.items()
    ]


def no_go(code: str, subject: str, firmness: str = "red_line") -> NoGoArea:
    return make(NoGoArea, id=code, partner=code, subject=subject, firmness=firmness)


def depths(**by_partner: str) -> list[Record]:
    return [make(DepthWish, id=code, partner=code, depth=depth, source=code) for code, depth in by_partner.items()]


def appetites(category: str, **by_partner: str) -> list[Record]:
    return [
        make(Appetite, id=f"{category}-{code}", partner=code, category=category, level=level, source=code)
        for code, level in by_partner.items()
    ]


def complete(section: str, partner: str | None = None) -> Register:
    return make(Register, section=section, partner=partner, complete_from=dt.date(2020, 1, 1), complete_to=dt.date(2026, 1, 1))


LATER = dt.date(2026, 3, 1)
NINE = ("savings", "income", "resilience", "quality", "skills", "capacity", "digital", "control", "mandate")
UP: dict[str, float] = dict(zip(NINE, (4, 6, 8, 10, 11, 12, 14, 16, 19), strict=True))
DOWN: dict[str, float] = dict(zip(NINE, reversed(UP.values()), strict=True))


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.rival_providers, (DESK, *wishes("desk", a="provide", b="buy")), 0),
        (theme.rival_providers, (DESK, *wishes("desk", a="pool", b="pool")), 0),
        (theme.rival_providers, (DESK, *wishes("desk", a="provide", b="provide")), 1),
        (theme.rival_providers, (DESK, PAYROLL, *wishes("desk", a="provide", b="provide"), *wishes("payroll", a="buy", b="provide")), 0.5),
        (theme.rival_providers, (DESK, *wishes("desk", a="provide", b="pool")), 1),
        (theme.driver_agreement, (*motives("a", **UP), *motives("b", **UP)), 1),
        (theme.driver_agreement, (*motives("a", **UP), *motives("b", **DOWN)), -1),
        # Ranks 9 and eight times 4.5, the 9 in different places: the product of deviations is -4.5, its scale 36.
        (theme.driver_agreement, (*motives("a", savings=100), *motives("b", income=100)), -0.125),
        (theme.first_reason_shared, (*motives("a", savings=60, income=40), *motives("b", savings=70)), 1),
        (theme.first_reason_shared, (*motives("a", savings=60), *motives("b", income=60)), 0.5),
        (theme.first_reason_shared, (C, *motives("a", savings=60), *motives("b", income=60)), 0.5),
        (theme.first_reason_shared, (*motives("a", savings=50, income=50), *motives("b", income=60)), 1),
        (theme.opposed_directions, (*motives("a", "grow", savings=100), *motives("b", "keep", savings=100)), 0),
        (theme.opposed_directions, (C, *motives("a", "commercialise", savings=100), *motives("b", "shrink", savings=100)), 1),
        (theme.no_go_overlap, (DESK, no_go("a", "Libraries"), no_go("b", "Loss of our name")), 0),
        (theme.no_go_overlap, (DESK, complete("no_go_areas")), 0),
        (theme.no_go_overlap, (DESK, no_go("a", "desk")), 1),
        (theme.no_go_overlap, (DESK, no_go("a", "service Desk", "preference")), 0.5),
        (theme.no_go_overlap, (DESK, no_go("a", "desk", "no_limit"), no_go("b", "desk", "no_limit")), 0),
        (theme.no_go_written, (no_go("a", "Libraries"), complete("no_go_areas", "b")), 0),
        (theme.no_go_written, (C, no_go("a", "Libraries"), complete("no_go_areas")), 2),
        (theme.depth_gap, depths(a="collaborate", b="collaborate"), 0),
        (theme.depth_gap, depths(a="co_exist", b="combine"), 5),
        (theme.depth_gap, (C, *depths(a="co_operate", b="collaborate")), 2),
        (theme.appetite_gap, (*appetites("legal", a="open", b="open"), *appetites("security", a="averse", b="averse")), 0),
        (theme.appetite_gap, (*appetites("legal", a="open", b="open"), *appetites("security", a="averse", b="open")), 3),
        (theme.appetite_gap, (C, *appetites("legal", a="minimal", b="open")), 2),
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
        (theme.rival_providers, (DESK, *wishes("desk", a="provide", b="undecided"))),
        (theme.rival_providers, (DESK, PAYROLL, *wishes("desk", a="provide", b="buy"))),
        (theme.driver_agreement, (*motives("a", **UP), *motives("b", savings=60))),
        (theme.driver_agreement, (C, *motives("a", **UP), *motives("b", **UP))),
        (theme.driver_agreement, (*motives("a", source="joint plan", **UP), *motives("b", source="joint plan", **UP))),
        (theme.driver_agreement, (*motives("a", **UP), *motives("b", **UP), make(Event, type="control_change", partner="b", on=LATER))),
        (theme.first_reason_shared, (*motives("a", source="joint plan", savings=60), *motives("b", source="joint plan", savings=60))),
        (theme.first_reason_shared, (*motives("a", source="plan; minutes", savings=60), *motives("b", source="plan", savings=60))),
        (theme.opposed_directions, [found for code in "ab" for found in motives(code, "keep", source="joint plan", savings=60)]),
        (theme.no_go_written, (C, no_go("a", "Libraries"))),
        (theme.first_reason_shared, (*motives("a", savings=40), *motives("b", savings=60))),
        (theme.first_reason_shared, (C, *motives("a", savings=60), *motives("b", savings=60))),
        (theme.opposed_directions, motives("a", "grow", savings=100)),
        (theme.no_go_overlap, (DESK, no_go("a", "Libraries"))),
        (theme.no_go_overlap, (no_go("a", "desk"), no_go("b", "desk"))),
        (theme.depth_gap, (C, *depths(a="co_ordinate", b="collaborate"))),
        (theme.appetite_gap, (*appetites("legal", a="open", b="open"), *appetites("security", a="averse"))),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


def test_what_a_partner_wanted_lapses_after_a_council_term() -> None:
    said = evidence(A, B, *depths(a="combine", b="combine"))
    assert theme.depth_gap.read(said.as_at(dt.date(2029, 6, 1))).value == 0
    assert theme.depth_gap.read(said.as_at(dt.date(2030, 6, 1))) == NOT_KNOWN


@pytest.mark.parametrize(
    ("form", "levels", "value"),
    [
        ("company", {"a": "open", "b": "eager"}, 0),
        ("company", {"a": "minimal", "b": "eager"}, 2),
        ("lead_authority", {"a": "cautious", "b": "open"}, 0),
        ("company", {"a": "cautious"}, 1),
        ("memorandum", {"a": "averse"}, None),
        ("other", {"a": "averse", "b": "averse"}, None),
        (None, {"a": "averse", "b": "averse"}, None),
    ],
)
def test_form_against_the_most_careful_partner(form: str | None, levels: dict[str, str], value: float | None) -> None:
    reading = theme.form_fits_appetite.read(evidence(A, B, *appetites("financial", **levels), type=form))
    assert reading.value == value


def test_reasons_name_the_records_that_decide() -> None:
    wanted = depths(a="co_exist", b="communicate", c="combine")
    assert theme.depth_gap.read(evidence(A, B, C, *wanted)).because == ("depth_wishes/a", "depth_wishes/c")
    assert theme.no_go_overlap.read(evidence(A, B, DESK, no_go("a", "desk"), no_go("b", "Libraries"))).because == ("no_go_areas/a",)


def test_equal_weights_share_the_mean_rank() -> None:
    assert ranks((30, 10, 30, 20)) == (3.5, 1.0, 3.5, 2.0)


def slow_rank(weights: list[int], place: int) -> float:
    return 0.5 + sum(other < weights[place] for other in weights) + sum(other == weights[place] for other in weights) / 2


def slow_spearman(one: list[int], other: list[int]) -> float:
    x, y = ([slow_rank(weights, place) for place in range(len(weights))] for weights in (one, other))
    over = sum((a - mean(x)) * (b - mean(y)) for a, b in zip(x, y, strict=True))
    return over / math.sqrt(sum((a - mean(x)) ** 2 for a in x) * sum((b - mean(y)) ** 2 for b in y))


@given(st.lists(st.lists(st.integers(0, 5), min_size=9, max_size=9), max_size=6))
def test_rank_correlation_is_the_mean_over_all_pairs(rankings: list[list[int]]) -> None:
    telling = [weights for weights in rankings if len(set(weights)) > 1]
    pairs = [slow_spearman(one, other) for one, other in combinations(telling, 2)]
    assert mean_rank_correlation(rankings) == (pytest.approx(mean(pairs), abs=1e-9) if pairs else None)


@given(st.lists(st.permutations(range(9)), min_size=2, max_size=6))
def test_rank_correlation_without_ties_agrees_with_the_coefficient_of_concordance(rankings: list[list[int]]) -> None:
    sums = [sum(column) for column in zip(*rankings, strict=True)]
    concordance = 12 * sum((total - mean(sums)) ** 2 for total in sums) / (len(rankings) ** 2 * (9**3 - 9))
    found = mean_rank_correlation(rankings)
    assert found is not None
    assert (1 + (len(rankings) - 1) * found) / len(rankings) == pytest.approx(concordance)
