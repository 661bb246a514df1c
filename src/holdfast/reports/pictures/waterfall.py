"""The reasons for a finding added up: each bar starts where the last one stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from holdfast.core.assessment import Finding
from holdfast.core.words import STATES, score
from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.axis import LogOddsAxis
from holdfast.reports.pictures.marks import TONES, shape
from holdfast.reports.pictures.svg import FAINT, INK, QUIET, circle, drawing, hatching, line, lines, path, rect, text
from holdfast.reports.words import counted, signed

WIDTH = 680
_HEAD, _ROW, _FOOT = 26, 25, 6
_LABEL, _AXIS, _AXIS_WIDTH, _WEIGHT, _SCORE = 256.0, 268.0, 276.0, 612.0, 676.0
_MOST_STEPS, _MOST_UNKNOWN = 14, 4
_UP, _DOWN = "#8f2013", "#1d5f8a"


class Step(NamedTuple):
    """One bar: what it stands for, what it adds, and the exposure after it."""

    label: str
    adds: float
    after: float


def waterfall(finding: Finding) -> Picture:
    """The waterfall of one finding that applies."""
    name = f"why-{finding.id.replace('_', '-')}"
    steps, unknown = steps_of(finding), finding.unknown[:_MOST_UNKNOWN]
    is_open = finding.high > finding.low
    rows = 2 + len(steps) + (2 + len(unknown) if is_open else 0)
    height = _HEAD + _ROW * rows + _FOOT
    reach = [bound for item in unknown for bound in (item.low, item.high)]
    axis = LogOddsAxis.around([finding.prior, finding.exposure, *(step.after for step in steps), *reach], reach=[finding.low, finding.high])
    draw = _Rows(axis, finding, name)
    draw.grid(height)
    draw.start()
    for step, before in zip(steps, [finding.prior, *(step.after for step in steps)], strict=False):
        draw.step(step, before)
    draw.now()
    if is_open:
        draw.heading("Not known yet: adds nothing now, but could move it this far")
        for item in unknown:
            draw.unknown(item.title, item.low, item.high)
        draw.together(len(finding.unknown) - len(unknown))
    title = f"{finding.title}: the reasons added up"
    says = _says(finding, steps)
    return Picture(name, title, says, drawing(name, WIDTH, height, title, says, draw.marks), WIDTH, height)


def steps_of(finding: Finding) -> tuple[Step, ...]:
    """A bar for each reading that adds something; where there are many, the smallest are one bar together."""
    before, told = finding.prior, []
    for reading in finding.readings:
        if reading.contribution:
            told.append(Step(reading.title, reading.contribution, reading.running))
    spare = len(told) - _MOST_STEPS
    if spare <= 0:
        return tuple(told)
    # Readings run from the strongest push up to the strongest pull down, so the smallest stand next to each other.
    window = min(range(_MOST_STEPS), key=lambda at: sum(abs(step.adds) for step in told[at : at + spare + 1]))
    merged = told[window : window + spare + 1]
    label = f"{counted(len(merged), 'small reading', 'small readings')} together"
    one = Step(label, sum(step.adds for step in merged), merged[-1].after if merged else before)
    return (*told[:window], one, *told[window + spare + 1 :])


def _says(finding: Finding, steps: Sequence[Step]) -> str:
    moves = "; ".join(f"{step.label} {signed(step.adds)}, to {score(step.after)}" for step in steps)
    state = STATES[finding.state][1].lower()
    told = f"{moves}. " if moves else "Nothing known moves it. "
    return (
        f"Starts at {score(finding.prior)}. {told}Now at {score(finding.exposure)}: {state}. "
        f"With all that is not known it could be {score(finding.low)} to {score(finding.high)}."
    )


class _Rows:
    """The rows of one waterfall, drawn downwards."""

    def __init__(self, axis: LogOddsAxis, finding: Finding, name: str) -> None:
        self.marks: list[str] = []
        self._axis, self._finding, self._name, self._top = axis, finding, name, float(_HEAD)

    def _at(self, exposure: float) -> float:
        return _AXIS + max(0.0, min(1.0, self._axis.share(exposure))) * _AXIS_WIDTH

    def grid(self, height: float) -> None:
        for tick in self._axis.ticks:
            x = _AXIS + float(tick.at.removesuffix("%")) / 100 * _AXIS_WIDTH
            self.marks.append(line(x, _HEAD - 6, x, height - _FOOT, FAINT, 1.0))
            self.marks.append(text(x, _HEAD - 11, tick.label, size=12, anchor="middle", fill=QUIET))
        self.marks.append(text(_WEIGHT, _HEAD - 11, "Weight", size=12, anchor="end", fill=QUIET))
        self.marks.append(text(_SCORE, _HEAD - 11, "So far", size=12, anchor="end", fill=QUIET))

    def _row(self, label: str, weight: str, exposure: str, *, bold: bool = False) -> float:
        """Words of a row; the height of its middle."""
        middle = self._top + _ROW / 2
        folded = lines(label, _LABEL, 12, 2, bold=bold)
        for number, words in enumerate(folded):
            base = middle + 4.5 + (number - (len(folded) - 1) / 2) * 11.5
            self.marks.append(text(0, base, words, size=12 if len(folded) == 1 else 11.5, bold=bold))
        self.marks.append(text(_WEIGHT, middle + 4.5, weight, size=12.5, anchor="end", bold=bold))
        self.marks.append(text(_SCORE, middle + 4.5, exposure, size=12.5, anchor="end", bold=True))
        self._top += _ROW
        self.marks.append(line(0, self._top, WIDTH, self._top, FAINT, 1.0))
        return middle

    def start(self) -> None:
        middle = self._row("Where such arrangements start", "start", str(score(self._finding.prior)))
        x = self._at(self._finding.prior)
        self.marks += [line(x, middle, x, middle + _ROW / 2), circle(x, middle, 6, "#ffffff", stroke=INK, stroke_width=2.5)]

    def step(self, step: Step, before: float) -> None:
        middle = self._row(step.label, signed(step.adds), str(score(step.after)))
        old, new, way = self._at(before), self._at(step.after), 1 if step.adds > 0 else -1
        self.marks.append(line(old, middle - _ROW / 2, old, middle - 8))
        self.marks.append(rect(min(old, new), middle - 8, abs(new - old), 16, _UP if way > 0 else _DOWN))
        self.marks.append(line(new, middle + 8, new, middle + _ROW / 2))
        if abs(new - old) > 10:
            self.marks.append(path(f"M{-8 * way} -4L{-3 * way} 0L{-8 * way} 4", new, middle, fill="none", stroke="#ffffff", stroke_width=2))

    def now(self) -> None:
        found = self._finding
        label = "So far" if found.state == "cannot_tell" else "Exposure now"
        total = sum(reading.contribution for reading in found.readings)
        self.marks.append(rect(0, self._top + 1, WIDTH, _ROW - 1, "#f3f5f7"))
        middle = self._row(label, signed(total), str(score(found.exposure)), bold=True)
        start, now = self._at(found.prior), self._at(found.exposure)
        self.marks += [line(start, middle, now, middle, INK, 3.0), circle(start, middle, 4.5, "#ffffff", stroke=INK, stroke_width=2)]
        self.marks.append(shape(found.state, now, middle, TONES[found.state].mark, 1.1))

    def heading(self, words: str) -> None:
        self.marks.append(text(0, self._top + _ROW / 2 + 5, words, size=12.5, bold=True))
        self._top += _ROW

    def _span(self, low: float, high: float) -> str:
        return f"{score(low)} to {score(high)}"

    def _dashes(self, middle: float) -> str:
        x = self._at(self._finding.exposure)
        return line(x, middle - _ROW / 2, x, middle + _ROW / 2, INK, 2.0, stroke_dasharray="3 3")

    def unknown(self, label: str, low: float, high: float) -> None:
        middle = self._row(label, "", self._span(low, high))
        left, right = self._at(low), self._at(high)
        self.marks.append(rect(left, middle - 7, right - left, 14, hatching(self._name), stroke="#5c6468"))
        self.marks.append(self._dashes(middle))

    def together(self, more: int) -> None:
        low, high = self._finding.low, self._finding.high
        label = f"Everything unknown, with {more} more in the table" if more else "Everything unknown together"
        middle = self._row(label, "", self._span(low, high), bold=True)
        left, right = self._at(low), self._at(high)
        self.marks.append(line(left, middle, right, middle, INK, 2.5))
        for x, exposure, way in ((left, low, -1), (right, high, 1)):
            end = "M0 -8V8" if self._axis.holds(exposure) else f"M{-8 * way} -6L0 0L{-8 * way} 6"
            self.marks.append(path(end, x, middle, fill="none", stroke=INK, stroke_width=2.5))
        self.marks.append(self._dashes(middle))
