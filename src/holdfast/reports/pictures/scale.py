"""The five ratings side by side: where the arrangement stands, and the worst and the best it could be."""

from __future__ import annotations

from holdfast.core.assessment import Outlook
from holdfast.core.words import RATINGS, SCALE
from holdfast.reports.blocks import Picture
from holdfast.reports.pictures.marks import RATING_TONES
from holdfast.reports.pictures.svg import INK, LINE, QUIET, drawing, line, lines, rect, text

NAME = "scale"
WIDTH, HEIGHT = 680, 138
_GAP, _TOP, _BOX = 6.0, 16.0, 76.0
_STEP = (WIDTH - _GAP * (len(SCALE) - 1)) / len(SCALE)


def scale(outlook: Outlook) -> Picture:
    """The scale of an outlook."""
    worst, best = sorted((SCALE.index(outlook.worst), SCALE.index(outlook.best)))
    marks = [_step(at, outlook, worst <= at <= best) for at in range(len(SCALE))]
    left, right = worst * (_STEP + _GAP), best * (_STEP + _GAP) + _STEP
    foot = _TOP + _BOX + 18
    marks += [line(left + 1, foot, right - 1, foot, width=2.0), line(left + 1, foot - 9, left + 1, foot + 1, width=2.0)]
    marks += [line(right - 1, foot - 9, right - 1, foot + 1, width=2.0)]
    names = RATINGS[outlook.worst].name.lower(), RATINGS[outlook.best].name.lower()
    marks.append(text(0, foot + 24, f"Worst, if all we do not know is bad: {names[0]}"))
    marks.append(text(WIDTH, foot + 24, f"Best, if it is all good: {names[1]}", anchor="end"))
    says = _says(outlook, *names)
    return Picture(NAME, "The five ratings", says, drawing(NAME, WIDTH, HEIGHT, "The five ratings", says, marks), WIDTH, HEIGHT)


def _says(outlook: Outlook, worst: str, best: str) -> str:
    ladder = ", ".join(RATINGS[rating].name.lower() for rating in SCALE)
    now = RATINGS[outlook.rating].name.lower()
    stands = f"the arrangement is rated {now}" if outlook.rating in SCALE else "too little is known to rate the arrangement"
    return f"Of five ratings from worst to best ({ladder}), {stands}. It could be from {worst} to {best} once all is known."


def _step(at: int, outlook: Outlook, is_possible: bool) -> str:
    rating = SCALE[at]
    words, x, middle = RATINGS[rating], at * (_STEP + _GAP), at * (_STEP + _GAP) + _STEP / 2
    if rating == outlook.rating:
        tone = RATING_TONES[rating]
        ground, ink, edge, top, tall = tone.ground, tone.words, tone.ground, _TOP - 4, _BOX + 8
    else:
        ground, ink, edge, top, tall = "#ffffff", INK if is_possible else QUIET, "#3d474c" if is_possible else LINE, _TOP, _BOX
    made = [rect(x + 1, top + 1, _STEP - 2, tall - 2, ground, stroke=edge, stroke_width=2)]
    made.append(text(middle, _TOP + 31, words.name, size=14.5, anchor="middle", bold=True, fill=ink))
    for row, folded in enumerate(lines(words.answer, _STEP - 12, 13, 2)):
        made.append(text(middle, _TOP + 49 + 15 * row, folded, size=12.5, anchor="middle", fill=ink))
    if rating == outlook.rating:
        made += [rect(middle - 24, 0, 48, 20, INK), text(middle, 14.5, "NOW", size=12.5, anchor="middle", bold=True, fill="#ffffff")]
    return "".join(made)
