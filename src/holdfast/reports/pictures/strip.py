"""The heat strip: each finding with its score and state, and how low or high it could be."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.core.assessment import Finding
from holdfast.core.words import STATES, score
from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.marks import TONES, chip, shape
from holdfast.reports.pictures.svg import FAINT, INK, QUIET, drawing, hatching, line, lines, rect, text

WIDTH = 680
_HEAD, _ROW, _FOOT = 26, 26, 6
_TITLE, _CHIP, _CHIP_WIDTH, _AXIS, _AXIS_WIDTH = 30.0, 318.0, 112.0, 450.0, 216.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def strip(name: str, title: str, findings: Sequence[Finding]) -> Picture:
    """A strip of findings in the order given."""
    height = _HEAD + _ROW * len(findings) + _FOOT
    marks = [line(_at(tick), _HEAD - 6, _at(tick), height - _FOOT, FAINT) for tick in _TICKS]
    marks += [text(_at(tick), _HEAD - 10, str(score(tick)), size=12.5, anchor="middle", fill=QUIET) for tick in _TICKS]
    for number, finding in enumerate(findings):
        marks.append(_row(finding, _HEAD + _ROW * number, name))
    says = "Each on a scale from 0 to 100, with the lowest and highest it could be. " + " ".join(map(_says, findings))
    return Picture(name, title, says, drawing(name, WIDTH, height, title, says, marks), WIDTH, height)


def _at(share: float) -> float:
    return _AXIS + share * _AXIS_WIDTH


def _row(finding: Finding, top: float, name: str) -> str:
    middle = top + _ROW / 2
    tone = TONES[finding.state]
    quiet = QUIET if finding.state == "not_applicable" else INK
    made = [line(0, top + _ROW, WIDTH, top + _ROW, FAINT, 1.0)]
    made.append(text(20, middle + 4.5, str(finding.number), anchor="end", fill=QUIET))
    made.append(text(_TITLE, middle + 4.5, lines(finding.title, _CHIP - _TITLE - 8, 13, 1)[0], fill=quiet))
    made.append(chip(finding, _CHIP, top + 2, _CHIP_WIDTH, _ROW - 3))
    low, high = _at(finding.low), _at(finding.high)
    if finding.state == "cannot_tell":
        made.append(rect(low, middle - 6, high - low, 12, hatching(name), stroke="#5c6468"))
    elif finding.state != "not_applicable":
        made.append(rect(low, middle - 4.5, high - low, 9, tone.span))
        made += [line(end, middle - 7, end, middle + 7, INK, 2.0) for end in (low, high)]
        made.append(shape(finding.state, _at(finding.exposure), middle, tone.mark))
    return "".join(made)


def _says(finding: Finding) -> str:
    name = STATES[finding.state][1].lower()
    if finding.state == "not_applicable":
        return f"{finding.title}: {name}."
    span = f"{score(finding.low)} to {score(finding.high)}"
    if finding.state == "cannot_tell":
        return f"{finding.title}: {name}, anywhere from {span}."
    return f"{finding.title}: {score(finding.exposure)}, {name}, could be {span}."
