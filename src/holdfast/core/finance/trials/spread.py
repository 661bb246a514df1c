"""How an uncertain amount spreads between low, likely and high: moments, quantiles, and the curve a trial reads it from.

The lines of one case move together through a Gaussian common factor, a service factor and a partner factor; what is left is even.
Their sum is the score `z`, whose distribution is known in closed form, so a line's amount is `quantile(cdf(z))`: each line keeps
exactly the spread that was recorded for it, whatever the correlation. For speed that curve becomes a polynomial, the
best one under the score's own density, which keeps the mean exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from holdfast.core.finance.trials.words import Shape

Floats = NDArray[np.float64]

DEGREE = 9
GRID = 801
FINE = 1_001
# Beyond this many standard deviations of the Gaussian part the score is held back: one trial in five thousand of the outermost.
REACH = 3.5
# A Gaussian part this small leaves an even score.
LITTLE = 1e-3


def triangular_quantile(share: Floats, mode: float) -> Floats:
    """The triangular distribution on 0 to 1 with this mode: the value below which this share lies."""
    below = np.sqrt(share * mode)
    above = 1 - np.sqrt((1 - share) * (1 - mode))
    return np.where(share < mode, below, above)


def pert_quantile(share: Floats, mode: float) -> Floats:
    """The PERT distribution on 0 to 1, a beta with `1 + 4 mode` and `5 - 4 mode`; its distribution function is summed on a fine grid."""
    value = (1 - np.cos(np.linspace(0, math.pi, FINE))) / 2
    # A step of the cosine grid is sin(t) dt / 2: the density is smooth in t even where a shape is 1.
    density = value ** (4 * mode + 0.5) * (1 - value) ** (4.5 - 4 * mode)
    summed = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return np.interp(share, summed / summed[-1], value)


QUANTILES: Mapping[Shape, Callable[[Floats, float], Floats]] = {"triangular": triangular_quantile, "pert": pert_quantile}


def triangular_moments(low: float, likely: float, high: float) -> tuple[float, float]:
    """Mean and variance: `(a + m + b) / 3` and `(a² + m² + b² - am - ab - mb) / 18`."""
    squares = low * low + likely * likely + high * high - low * likely - low * high - likely * high
    return (low + likely + high) / 3, squares / 18


def pert_moments(low: float, likely: float, high: float) -> tuple[float, float]:
    """Mean and variance: `(a + 4m + b) / 6` and `(mean - a)(b - mean) / 7`.

    >>> pert_moments(0.0, 0.5, 1.0)[0]
    0.5
    """
    mean = (low + 4 * likely + high) / 6
    return mean, (mean - low) * (high - mean) / 7


MOMENTS: Mapping[Shape, Callable[[float, float, float], tuple[float, float]]] = {
    "triangular": triangular_moments,
    "pert": pert_moments,
}


@dataclass(frozen=True, slots=True)
class Correlation:
    """Which share of a line's score is common to all lines, to those of its service, and to those of its partner."""

    common: float
    service: float
    partner: float

    @property
    def shared(self) -> float:
        return self.common + self.service + self.partner

    @property
    def half_width(self) -> float:
        """Half the width of the even part of the score, so that the score's variance is 1."""
        return math.sqrt(3 * (1 - self.shared))

    @property
    def reach(self) -> float:
        """The largest score that is read."""
        return self.half_width + REACH * math.sqrt(self.shared)


def _normal_cdf(score: Floats) -> Floats:
    return 0.5 * (1 + np.array([math.erf(value / math.sqrt(2)) for value in score]))


def score_cdf(score: Floats, correlation: Correlation) -> Floats:
    """The share of scores below: a Gaussian of variance s², smeared evenly over ±h.

    `F(z) = (I(z + h) - I(z - h)) / 2h` with `I(t) = t N(t/s) + s n(t/s)`, N and n the normal distribution and density.
    """
    spread, half = math.sqrt(correlation.shared), correlation.half_width
    if spread < LITTLE:
        return np.clip((score / half + 1) / 2, 0, 1)

    def integral(value: Floats) -> Floats:
        bell = np.exp(-0.5 * (value / spread) ** 2) / math.sqrt(2 * math.pi)
        return value * _normal_cdf(value / spread) + spread * bell

    share = (integral(score + half) - integral(score - half)) / (2 * half)
    return np.asarray(np.clip(share, 0, 1))


def _score_density(score: Floats, correlation: Correlation) -> Floats:
    spread, half = math.sqrt(correlation.shared), correlation.half_width
    if spread < LITTLE:
        return np.full_like(score, 1 / (2 * half))
    return np.asarray((_normal_cdf((score + half) / spread) - _normal_cdf((score - half) / spread)) / (2 * half))


@dataclass(frozen=True, slots=True)
class _Fit:
    """What every curve of one correlation shares: the scores, the shares below them, and the projection on polynomials."""

    shares: Floats
    project: Floats
    weight: Floats


@cache
def _fit(correlation: Correlation) -> _Fit:
    score = np.linspace(-correlation.reach, correlation.reach, GRID)
    weight = np.maximum(_score_density(score, correlation), 1e-5)
    to_power = np.vander(score / correlation.reach, DEGREE + 1, increasing=True)
    legendre = np.polynomial.legendre.legvander(score / correlation.reach, DEGREE)
    solve = np.linalg.pinv(legendre * np.sqrt(weight)[:, None]) * np.sqrt(weight)
    change = np.linalg.lstsq(to_power, legendre, rcond=None)[0]
    return _Fit(score_cdf(score, correlation), change @ solve, weight / weight.sum())


def curve(shape: Shape, mode: float, correlation: Correlation) -> Floats:
    """The polynomial in `z / reach`, lowest power first, that turns a score into a value from 0 to 1 with this mode."""
    fit = _fit(correlation)
    values = QUANTILES[shape](fit.shares, mode)
    found = fit.project @ values
    return np.asarray(found)


def curve_error(shape: Shape, mode: float, correlation: Correlation) -> float:
    """The root mean square distance of the curve from the exact quantile, in shares of the span."""
    fit = _fit(correlation)
    score = np.linspace(-1, 1, GRID)
    exact = QUANTILES[shape](fit.shares, mode)
    away = np.polynomial.polynomial.polyval(score, curve(shape, mode, correlation)) - exact
    return float(np.sqrt(np.sum(fit.weight * away**2)))
