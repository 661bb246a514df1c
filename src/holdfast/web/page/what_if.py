"""What if: the ticks to choose from, and where everything stands before and after, as the page shows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from holdfast.core.assessment import Assessment, Outlook, Seen
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Action, Indicator
from holdfast.core.diagnosis.what_if import WhatIf
from holdfast.core.words import RATINGS, SCALE, RatingWords, score
from holdfast.reports.pictures.axis import percent
from holdfast.web.page.assessment import LinkOf

# A shorter fall than this leaves no room for an arrow between its two ends.
ROOM_FOR_ARROW = 0.06
# So many of each kind are shown at once; the others stand behind a fold.
TICKS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ActionTick:
    """An action that can be ticked."""

    action: Action
    effect: float
    is_ticked: bool

    @property
    def points(self) -> int:
        """The fall of exposure over all problems, in points, were it the only one."""
        return score(self.effect)


@dataclass(frozen=True, slots=True)
class ReadingTick:
    """A worrying reading that can be ticked: known, and not healthy."""

    indicator: Indicator
    shown: str
    concern: float
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class StripRow:
    """A problem before and after."""

    id: str
    number: int
    title: str
    link: str
    before: Seen
    after: Seen
    now: str
    then: str
    has_room: bool

    @property
    def points(self) -> int:
        """How far it falls, in points."""
        return score(self.before.exposure) - score(self.after.exposure)

    @property
    def is_moved(self) -> bool:
        """Whether it would stand elsewhere."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Rated:
    """One end of the comparison: the rating in words, its place on the scale, and how many problems are exposed."""

    words: RatingWords
    outlook: Outlook
    exposed: int
    watch: int

    @property
    def is_told(self) -> bool:
        """Whether enough is known for a rating."""
        return self.outlook.rating in SCALE


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """Everything the page reads."""

    actions: tuple[ActionTick, ...]
    readings: tuple[ReadingTick, ...]
    before: Rated
    after: Rated
    rows: tuple[StripRow, ...]

    @property
    def first_actions(self) -> tuple[ActionTick, ...]:
        """The actions that would do most, and those that are ticked."""
        return tuple(tick for place, tick in enumerate(self.actions) if place < TICKS_SHOWN or tick.is_ticked)

    @property
    def more_actions(self) -> tuple[ActionTick, ...]:
        """The other actions."""
        return tuple(tick for place, tick in enumerate(self.actions) if place >= TICKS_SHOWN and not tick.is_ticked)

    @property
    def first_readings(self) -> tuple[ReadingTick, ...]:
        """The most worrying readings, and those that are ticked."""
        return tuple(tick for place, tick in enumerate(self.readings) if place < TICKS_SHOWN or tick.is_ticked)

    @property
    def more_readings(self) -> tuple[ReadingTick, ...]:
        """The other readings."""
        return tuple(tick for place, tick in enumerate(self.readings) if place >= TICKS_SHOWN and not tick.is_ticked)

    @property
    def moved(self) -> tuple[StripRow, ...]:
        """The problems that would stand elsewhere."""
        return tuple(row for row in self.rows if row.is_moved)

    @property
    def is_ticked(self) -> bool:
        """Whether anything is."""
        return any(tick.is_ticked for tick in self.actions) or any(tick.is_ticked for tick in self.readings)


def what_if_page(
    found: WhatIf, assessment: Assessment, catalogue: Catalogue, *, levers: Collection[str], actions: Collection[str], link_of: LinkOf
) -> WhatIfPage:
    """The page; `levers` and `actions` are what was ticked."""
    worrying = sorted(found.worrying.values(), key=lambda measured: (-measured.concern, measured.indicator.title))
    return WhatIfPage(
        actions=tuple(ActionTick(catalogue.actions[item.id], item.effect, item.id in actions) for item in assessment.actions),
        readings=tuple(ReadingTick(item.indicator, item.shown, item.concern, item.indicator.id in levers) for item in worrying),
        before=_rated(found.before.outlook, [found.before.seen[id] for id in catalogue.problems]),
        after=_rated(found.after.outlook, [found.after.seen[id] for id in catalogue.problems]),
        rows=tuple(_row(finding.id, found, catalogue, link_of) for finding in assessment.findings if finding.state != "not_applicable"),
    )


def _rated(outlook: Outlook, seen: Collection[Seen]) -> Rated:
    states = [item.state for item in seen]
    return Rated(RATINGS[outlook.rating], outlook, states.count("exposed"), states.count("watch"))


def _row(id: str, found: WhatIf, catalogue: Catalogue, link_of: LinkOf) -> StripRow:
    before, after, entry = found.before.seen[id], found.after.seen[id], catalogue.problem_or_pattern(id)
    return StripRow(
        id=id,
        number=entry.number,
        title=entry.title,
        link=link_of(id),
        before=before,
        after=after,
        now=percent(before.exposure),
        then=percent(after.exposure),
        has_room=before.exposure - after.exposure >= ROOM_FOR_ARROW,
    )
