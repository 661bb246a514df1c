"""Where values stand on the pictures."""

from __future__ import annotations

import itertools

import pytest

from holdfast.core.diagnosis.formula import exposure_of, logit
from holdfast.reports.pictures.axis import LogOddsAxis, percent


def test_equal_weights_have_equal_lengths() -> None:
    axis = LogOddsAxis.around([0.1, 0.9])
    low = axis.share(exposure_of(logit(0.3) + 0.5)) - axis.share(0.3)
    high = axis.share(exposure_of(logit(0.7) + 0.5)) - axis.share(0.7)
    assert low == pytest.approx(high)


def test_ticks_rise_and_keep_their_distance() -> None:
    ticks = LogOddsAxis.around([0.2, 0.95]).ticks
    places = [float(tick.at.rstrip("%")) for tick in ticks]
    assert places == sorted(places)
    assert all(after - before >= 7 for before, after in itertools.pairwise(places))


def test_what_lies_far_out_does_not_dwarf_the_readings() -> None:
    axis = LogOddsAxis.around([0.3, 0.5], reach=[0.0001, 0.9999])
    assert axis.share(0.5) - axis.share(0.3) > 0.2
    assert not axis.holds(0.9999)


@pytest.mark.parametrize(("share", "expected"), [(0, "0.00%"), (0.5, "50.00%"), (1.4, "100.00%"), (-1, "0.00%")])
def test_places_never_leave_the_picture(share: float, expected: str) -> None:
    assert percent(share) == expected
