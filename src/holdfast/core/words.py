"""The words for states and ratings, one place for every face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from holdfast.core.assessment import Rating, State
from holdfast.core.finance.drivers import View


class RatingWords(NamedTuple):
    """A rating's short name, its answer to "will it hold?", and one sentence."""

    name: str
    answer: str
    sentence: str


RATINGS: Mapping[Rating, RatingWords] = {
    "red": RatingWords("Red", "Will fail as it stands", "As it stands it will not hold, unless it is planned again."),
    "amber_red": RatingWords("Amber/red", "In serious doubt", "As it stands it would probably not last; it needs action now."),
    "amber": RatingWords("Amber", "Could go either way", "It could hold, but there are serious issues that need attention."),
    "amber_green": RatingWords("Amber/green", "Likely to hold", "It will probably hold if the issues below get constant attention."),
    "green": RatingWords("Green", "Will hold", "Nothing known today threatens it."),
    "cannot_tell": RatingWords("Cannot tell", "Cannot tell yet", "Too little is known to say."),
}
# The five ratings from worst to best.
SCALE: tuple[Rating, ...] = ("red", "amber_red", "amber", "amber_green", "green")

STATES: Mapping[State, tuple[str, str]] = {
    "exposed": ("▲", "Exposed"),
    "watch": ("◆", "Watch"),
    "low": ("●", "Low"),
    "cannot_tell": ("?", "Cannot tell"),
    "not_applicable": ("–", "Does not apply"),
}

# The three ways in which a business case is simulated.
VIEWS: Mapping[View, str] = {
    "inside": "The partners’ own ranges",
    "adjusted": "With published ranges of overrun, delay, shortfall",
    "stress": "Stress case",
}


def score(exposure: float) -> int:
    """An exposure as a score out of 100."""
    return round(exposure * 100)
