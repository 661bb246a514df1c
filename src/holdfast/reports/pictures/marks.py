"""The marks that several pictures share: the tone and the shape of a state, and the chip that holds a score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from holdfast.core.assessment import Finding, Rating, State
from holdfast.core.words import STATES, score
from holdfast.reports.pictures.svg import INK, QUIET, circle, path, rect, text

EXPOSED, WATCH, LOW = "#8f2013", "#f2b25b", "#dfe9f0"


class Tone(NamedTuple):
    """The colours of a state: ground and words of a chip, the bar from low to high, and the mark."""

    ground: str
    words: str
    span: str
    mark: str


TONES: Mapping[State, Tone] = {
    "exposed": Tone(EXPOSED, "#ffffff", "#d9a8a3", EXPOSED),
    "watch": Tone(WATCH, INK, "#f9dfb8", "#b56b00"),
    "low": Tone(LOW, INK, "#b9cbd6", "#466f84"),
    "cannot_tell": Tone("#f3f5f7", INK, "", "#5c6468"),
    "not_applicable": Tone("#ffffff", QUIET, "", QUIET),
}
RATING_TONES: Mapping[Rating, Tone] = {
    "red": TONES["exposed"],
    "amber_red": TONES["exposed"],
    "amber": TONES["watch"],
    "amber_green": TONES["low"],
    "green": TONES["low"],
}
_SHAPES: Mapping[State, str] = {"exposed": "M0 -8L8 6.500H-8Z", "watch": "M0 -8L8 0L0 8L-8 0Z"}
_ROUND = 6.0


def shape(state: State, x: float, y: float, fill: str, scale: float = 1.0) -> str:
    """The shape that stands for a state, so that it is never told by colour alone."""
    outline = _SHAPES.get(state)
    return circle(x, y, _ROUND * scale, fill) if outline is None else path(outline, x, y, scale=scale, fill=fill)


def chip(finding: Finding, x: float, y: float, width: float, height: float) -> str:
    """Score, shape and name of a finding's state on its tone."""
    tone = TONES[finding.state]
    middle, base = y + height / 2, y + height / 2 + 4.5
    name = STATES[finding.state][1]
    marks = [rect(x, y, width, height, tone.ground)]
    is_scored = finding.state in ("exposed", "watch", "low")
    if is_scored:
        marks.append(text(x + 30, base, str(score(finding.exposure)), anchor="end", bold=True, fill=tone.words))
        marks.append(shape(finding.state, x + 43, middle, tone.words, 0.75))
    elif finding.state == "cannot_tell":
        marks.append(text(x + 8, base, "?", bold=True, fill=tone.words))
    marks.append(text(x + (54 if is_scored else 20), base, name, size=12.5, fill=tone.words))
    return "".join(marks)
