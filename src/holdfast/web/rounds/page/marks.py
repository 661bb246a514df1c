"""Numbers of a round as tones, symbols, words and places: the one home of how a level looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.rounds.published import Agreement, Figure
from holdfast.core.rounds.read import STRENGTH_FROM
from holdfast.core.rounds.results import Score

HIGHEST = 4
# Under this a level is weak; it is strong from where the map of strengths begins.
WEAK = 1.5
Tone = Literal["weak", "middle", "strong", "unsaid"]
SYMBOLS: Mapping[Tone, str] = {"weak": "▲", "middle": "◆", "strong": "●", "unsaid": ""}
TONES: Mapping[Tone, Promise] = {
    "weak": gettext_lazy("Weak"),
    "middle": gettext_lazy("Middling"),
    "strong": gettext_lazy("Strong"),
    "unsaid": gettext_lazy("Not shown"),
}
WITHHELD: Mapping[str, Promise] = {
    "few": gettext_lazy("too few answers to be shown"),
    "singles_out": gettext_lazy("held back: with the other figures it would single somebody out"),
    "": gettext_lazy("no answers"),
}
AGREEMENT: Mapping[Agreement, Promise] = {
    "strong": gettext_lazy("Agree closely"),
    "some": gettext_lazy("Agree in part"),
    "little": gettext_lazy("Split"),
}


@dataclass(frozen=True, slots=True)
class LevelShown:
    """A level as a cell or a chip shows it, or why there is none."""

    tone: Tone
    number: str
    score: Score
    withheld: str = "few"

    @property
    def said(self) -> str:
        """The whole of it, for whoever cannot see the picture; only where it is asked for: most cells need no more than a number."""
        level, low, high = self.score.level, self.score.low, self.score.high
        if not self.number or level is None:
            return str(WITHHELD[self.withheld])
        if low is None or high is None:
            return _("%(level)s of 4") % {"level": self.number}
        return _("%(level)s of 4, between %(low)s and %(high)s") % {"level": self.number, "low": level_text(low), "high": level_text(high)}

    @property
    def symbol(self) -> str:
        """The shape that goes with the tone."""
        return SYMBOLS[self.tone]

    @property
    def name(self) -> str:
        """The tone in a word."""
        return str(TONES[self.tone])


def tone_of(level: float | None) -> Tone:
    """Weak, middling or strong; nothing where nothing may be said."""
    if level is None:
        return "unsaid"
    shown = round(level, 1)
    return "weak" if shown < WEAK else "middle" if shown < STRENGTH_FROM else "strong"


def level_text(level: float) -> str:
    """A level with one decimal."""
    return f"{level:.1f}"


def shown_score(score: Score) -> LevelShown:
    """A score of a question or an area."""
    return LevelShown(tone_of(score.level), "" if score.level is None else level_text(score.level), score)


def shown_figure(figure: Figure | None, score: Score) -> LevelShown:
    """A published figure of a question, or why there is none."""
    if figure is not None and figure.level is None:
        return LevelShown("unsaid", "", score, figure.withheld)
    return shown_score(score)


def place(value: float, most: float = HIGHEST) -> str:
    """Where a value lies on a picture, as a percentage of its width."""
    return f"{min(1.0, max(0.0, value / most)):.2%}"


def width(low: float, high: float) -> str:
    """How wide a range is on the same picture."""
    return f"{min(1.0, max(0.004, (high - low) / HIGHEST)):.2%}"


def lanes(levels: Sequence[float], apart: float) -> list[int]:
    """In which row each mark goes, so that none covers another; `levels` are in order."""
    ends: list[float] = []
    found = []
    for level in levels:
        lane = next((number for number, end in enumerate(ends) if level - end >= apart), len(ends))
        ends[lane : lane + 1] = [level]
        found.append(lane)
    return found


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{share:.0%}"


def difference_text(value: float) -> str:
    """A difference with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value):.1f}"
