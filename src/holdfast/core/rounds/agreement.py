"""How far people in a body agree: r_wg of James, Demaree and Wolf (1984), for one question and for several.

r_wg is 1 less the variance of the answers over the variance there would be if all points were equally likely, (A squared less 1) / 12
for A points. For J questions it is taken from their mean variance and rises with J as the reliability of a longer test does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from holdfast.core.rounds.published import Agreement

POINTS: Final = 5
# Bands of LeBreton and Senter (2008), where .7 begins strong agreement; what they call weak and none is one band here.
SOME_FROM, STRONG_FROM = 0.5, 0.7
BANDS: tuple[Agreement, ...] = ("little", "some", "strong")


def chance_variance(points: int = POINTS) -> float:
    """The variance of answers if every point were equally likely."""
    return (points**2 - 1) / 12


def r_wg(variance: float, points: int = POINTS) -> float:
    """Agreement on one question from the variance of the answers (of the sample, n - 1); 0 where they differ more than by chance."""
    return max(0.0, 1 - variance / chance_variance(points))


def r_wg_j(variances: Sequence[float], points: int = POINTS) -> float:
    """Agreement on several questions together, from the variance of each."""
    alike = r_wg(sum(variances) / len(variances), points)
    count = len(variances)
    return count * alike / (count * alike + 1 - alike)


def band(agreement: float) -> Agreement:
    """The band in which a value of r_wg lies."""
    return BANDS[(agreement >= SOME_FROM) + (agreement >= STRONG_FROM)]
