"""The assessment over time as pages show it: the course of the rating, and what changed since a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.assessment import Glance, Rating, Seen
from holdfast.core.catalogue import Catalogue
from holdfast.core.over_time import Change, Changes, is_worse
from holdfast.core.words import RATINGS, SCALE, STATES, RatingWords, score
from holdfast.reports.pictures.axis import percent
from holdfast.web.page.assessment import LinkOf

ROW_HEIGHT = 42
FEWEST_ROWS = 3
CLOCK_WORDS: Mapping[str, Promise] = {
    "known": gettext_lazy("This goes by what had been entered here by then."),
    "facts": gettext_lazy("This goes by the dates of the records, with all that is known today."),
}


class Told(Protocol):
    """A place in the picture of a course."""

    @property
    def is_told(self) -> bool: ...


S = TypeVar("S", bound=Told)


def _both_told(spots: Sequence[S]) -> tuple[tuple[S, S], ...]:
    """The neighbours between which a line is drawn: over what is unknown there is none."""
    return tuple((first, second) for first, second in pairwise(spots) if first.is_told and second.is_told)


@dataclass(frozen=True, slots=True)
class Spot:
    """The outlook at one date: its place in the picture; hatched where it could not be told."""

    day: dt.date
    label: str
    words: RatingWords
    rating: Rating
    x: str
    left: str
    y: int
    coverage: float
    is_last: bool

    @property
    def is_told(self) -> bool:
        """Whether enough was known for a rating."""
        return self.rating != "cannot_tell"


@dataclass(frozen=True, slots=True)
class Level:
    """One rating as a row of the picture."""

    words: RatingWords
    y: int


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The picture of the rating over time."""

    spots: tuple[Spot, ...]
    levels: tuple[Level, ...]
    height: int
    column: str

    @property
    def hatched(self) -> int:
        """The height of a hatched column."""
        return self.height - 8

    @property
    def pieces(self) -> tuple[tuple[Spot, Spot], ...]:
        """The lines between neighbours that are both told: over what is unknown no line is drawn."""
        return _both_told(self.spots)

    @property
    def in_words(self) -> str:
        """The course as a sentence, for those who do not see the picture."""
        return "; ".join(f"{date_format(spot.day, 'j M Y')}: {spot.words.name.lower()}" for spot in self.spots)


def course_page(glances: Sequence[Glance]) -> CoursePage:
    """The picture of a course, best rating on top; only the ratings between the best and the worst met have a row."""
    met = [SCALE.index(glance.outlook.rating) for glance in glances if glance.outlook.rating in SCALE]
    low, high = (min(met), max(met)) if met else (1, 3)
    while high - low + 1 < FEWEST_ROWS:
        low, high = max(0, low - 1), min(len(SCALE) - 1, high + 1)
    y_of = {SCALE[place]: (high - place) * ROW_HEIGHT + ROW_HEIGHT // 2 for place in range(low, high + 1)}
    width = 1 / len(glances)
    spots = tuple(
        Spot(
            day=glance.as_at,
            label=date_format(glance.as_at, "M"),
            words=RATINGS[glance.outlook.rating],
            rating=glance.outlook.rating,
            x=percent((place + 0.5) * width),
            left=percent((place + 0.2) * width),
            y=y_of.get(glance.outlook.rating, 0),
            coverage=glance.outlook.coverage,
            is_last=place == len(glances) - 1,
        )
        for place, glance in enumerate(glances)
    )
    levels = tuple(Level(RATINGS[rating], y) for rating, y in sorted(y_of.items(), key=lambda item: item[1]))
    return CoursePage(spots, levels, (high - low + 1) * ROW_HEIGHT, percent(0.6 * width))


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a finding moved, in points: short for a column, and in words."""

    short: str
    words: str
    tone: str


def mark_of(before: Seen, after: Seen) -> Mark:
    """The mark of a finding; empty where it reads as it did."""
    if after.state == before.state == "cannot_tell" or "not_applicable" in (before.state, after.state):
        return Mark("", "", "same")
    if before.state == "cannot_tell":
        return Mark(_("new"), _("cannot tell to %(now)d") % {"now": score(after.exposure)}, "new")
    if after.state == "cannot_tell":
        return Mark(_("lost"), _("%(then)d to cannot tell") % {"then": score(before.exposure)}, "new")
    by = score(after.exposure) - score(before.exposure)
    words = _("%(then)d to %(now)d") % {"then": score(before.exposure), "now": score(after.exposure)}
    if not by:
        return Mark("", "", "same")
    return Mark(f"+{by}" if by > 0 else f"−{-by}", words, "up" if by > 0 else "down")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One finding that moved, what it was and is, and its moves with whatever each page says of them."""

    id: str
    number: int
    kind: str
    title: str
    link: str
    change: Change
    mark: Mark


@dataclass(frozen=True, slots=True)
class SincePage:
    """What changed since a day, in words and by finding, the largest move first."""

    since: dt.date
    label: str
    sentence: str
    clock: str
    rows: tuple[ChangeRow, ...]
    marks: Mapping[str, Mark]

    @property
    def clock_words(self) -> Promise:
        """By which clock this looks back."""
        return CLOCK_WORDS[self.clock]


def since_page(changes: Changes, since: dt.date, clock: str, catalogue: Catalogue, link_of: LinkOf) -> SincePage:
    """The page of what changed."""
    marks = {id: mark_of(change.before, change.after) for id, change in changes.findings.items()}
    rows = [_row(id, change, marks[id], catalogue, link_of) for id, change in changes.findings.items() if marks[id].short]
    rows.sort(key=lambda row: (row.kind == "pattern", -abs(row.change.by), row.number))
    return SincePage(since, date_format(since, "j M"), sentence_of(changes), clock, tuple(rows), marks)


def _row(id: str, change: Change, mark: Mark, catalogue: Catalogue, link_of: LinkOf) -> ChangeRow:
    entry = catalogue.problem_or_pattern(id)
    return ChangeRow(id, entry.number, "pattern" if id in catalogue.patterns else "problem", entry.title, link_of(id), change, mark)


def sentence_of(changes: Changes) -> str:
    """What became of the rating, and of how much is known, in a sentence or two."""
    now, then = (f"{glance.outlook.coverage:.0%}" for glance in (changes.after, changes.before))
    known = _("%(now)s of the evidence is in, against %(then)s then.") % {"now": now, "then": then} if now != then else ""
    return f"{_rating_sentence(changes)} {known}".strip()


def _rating_sentence(changes: Changes) -> str:
    before, after = changes.before.outlook.rating, changes.after.outlook.rating
    names = {"before": RATINGS[before].name.lower(), "after": RATINGS[after].name.lower()}
    if before == after:
        return (
            _("The rating is still %(after)s.") % names if after != "cannot_tell" else _("Too little is known for a rating, then as now.")
        )
    if before == "cannot_tell":
        return _("There was too little for a rating then; now it is %(after)s.") % names
    if after == "cannot_tell":
        return _("The rating was %(before)s; now too little is known to give one.") % names
    if is_worse(after, before, SCALE):
        return _("The rating fell from %(before)s to %(after)s.") % names
    return _("The rating rose from %(before)s to %(after)s.") % names


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A finding at a date."""

    state: str
    score: int
    words: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A finding at every date of the course."""

    id: str
    number: int
    title: str
    link: str
    cells: tuple[HeatCell, ...]


def heat_rows(glances: Sequence[Glance], ids: Iterable[str], catalogue: Catalogue, link_of: LinkOf) -> tuple[HeatRow, ...]:
    """The findings over the dates of a course, in the order given."""
    rows = []
    for id in ids:
        entry = catalogue.problem_or_pattern(id)
        cells = (HeatCell(seen.state, score(seen.exposure), STATES[seen.state][1]) for seen in (glance.seen[id] for glance in glances))
        rows.append(HeatRow(id, entry.number, entry.title, link_of(id), tuple(cells)))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class FindingSpot:
    """A finding at one date: its place in the picture, and the range it could be in."""

    day: dt.date
    label: str
    seen: Seen
    state: str
    x: str
    left: str
    y: str
    top: str
    tall: str
    is_last: bool

    @property
    def is_told(self) -> bool:
        """Whether enough was known to say."""
        return self.seen.state not in ("cannot_tell", "not_applicable")


@dataclass(frozen=True, slots=True)
class FindingCourse:
    """The picture of one finding over time, 0 below and 100 on top."""

    spots: tuple[FindingSpot, ...]
    column: str
    exposed: str
    watch: str

    @property
    def pieces(self) -> tuple[tuple[FindingSpot, FindingSpot], ...]:
        """The lines between neighbours that are both told."""
        return _both_told(self.spots)

    @property
    def in_words(self) -> str:
        """The course as a sentence."""
        return "; ".join(f"{date_format(spot.day, 'j M Y')}: {spot.state}" for spot in self.spots)


def finding_course(id: str, glances: Sequence[Glance], catalogue: Catalogue) -> FindingCourse:
    """The picture of a finding at the dates of a course."""
    width = 1 / len(glances)
    spots = []
    for place, glance in enumerate(glances):
        seen = glance.seen[id]
        name = STATES[seen.state][1].lower()
        spots.append(
            FindingSpot(
                day=glance.as_at,
                label=date_format(glance.as_at, "M"),
                seen=seen,
                state=name if seen.state in ("cannot_tell", "not_applicable") else f"{score(seen.exposure)} ({name})",
                x=percent((place + 0.5) * width),
                left=percent((place + 0.3) * width),
                y=percent(1 - seen.exposure),
                top=percent(1 - seen.high),
                tall=percent(seen.high - seen.low),
                is_last=place == len(glances) - 1,
            )
        )
    lines = {name: percent(1 - catalogue.floors[name].value) for name in ("exposed", "watch")}
    return FindingCourse(tuple(spots), percent(0.4 * width), lines["exposed"], lines["watch"])
