"""The past of an arrangement for one reader: where it stood at earlier dates, and which entries moved what since a day.

There are two ways to look back. By what was *known*: as at that day, from what had been entered by its end, which is what
this page would have shown then. By the *facts*: as at that day, from all that is known today. The first is taken unless
nothing the reader may read had been entered by that day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from holdfast import __version__
from holdfast.core.assessment import Glance
from holdfast.core.evidence import Record
from holdfast.core.indicators.reading import reference
from holdfast.core.over_time import Changes, Look, Step, changes, glance
from holdfast.ledger import Reader
from holdfast.ledger.told import Told, readable_at, told
from holdfast.web.arrangements.kept import Kept
from holdfast.web.arrangements.moment import Moment, day_of, end_of
from holdfast.web.arrangements.state import LedgerState
from holdfast.web.catalogue import site_catalogue

Clock = Literal["known", "facts"]
# So many steps are told apart; where there are more, those of a day are taken together, else of a week, and so on.
MOST_STEPS = 31

_GLANCES: Kept[tuple[object, ...], Glance] = Kept(4096)
_LOOKS: Kept[tuple[object, dt.date], Look] = Kept(384)
_ERASED: Kept[str, frozenset[int]] = Kept(256)
_CLOCKS: Kept[tuple[object, ...], Clock] = Kept(1024)
_COURSES: Kept[tuple[object, ...], tuple[Glance, ...]] = Kept(512)
_COMPARED: Kept[tuple[object, ...], Compared] = Kept(256)


@dataclass(frozen=True, slots=True)
class Taken:
    """The entries that one step took together, and the last day of it."""

    day: dt.date
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed since a day, by one clock, with the entries of each step by the step's key."""

    since: dt.date
    clock: Clock
    changes: Changes
    steps: Mapping[str, Taken]

    @property
    def days(self) -> Mapping[str, dt.date]:
        """The day of each step."""
        return {key: taken.day for key, taken in self.steps.items()}


def clock_for(state: LedgerState, reader: Reader, since: dt.date) -> Clock:
    """By what was known, where anything was that the reader may read; else by the facts."""

    def found() -> Clock:
        (known,) = readable_at(state.envelopes, reader, [end_of(since)])
        return "known" if known else "facts"

    return _CLOCKS.made((state.chains[-1], reader, since), found)


def compared(state: LedgerState, reader: Reader, *, since: dt.date, moment: Moment, clock: Clock | None = None) -> Compared:
    """What changed from a day to a moment, and which entries did it. Kept by everything it depends on."""
    chosen = clock or clock_for(state, reader, since)
    catalogue = site_catalogue()
    key = (state.chains[-1], reader, since, chosen, moment.as_at, moment.known_day, catalogue.digest, __version__)
    return _COMPARED.made(key, lambda: _compare(state, reader, since, chosen, moment))


def _compare(state: LedgerState, reader: Reader, since: dt.date, clock: Clock, moment: Moment) -> Compared:
    then = min(since, moment.as_at)
    start, items = _ITEMS[clock](state, reader, then, moment)
    groups = _grouped(items)
    steps, held = [], set(start)
    for key, group in groups.items():
        for item in group.told:
            held |= item.added
            held -= item.removed
        touched = sorted({number for item in group.told for number in (*item.added, *item.removed)})
        steps.append(_step(state, key, frozenset(held), touched))
    first = _step(state, "start", frozenset(start), ())
    return Compared(since, clock, changes(first, then, moment.as_at, steps, site_catalogue(), remembered=_LOOKS), groups)


def _step(state: LedgerState, key: str, numbers: frozenset[int], touched: Collection[int]) -> Step:
    records = tuple(reference(record) for number in touched for record in state.told(number) if isinstance(record, Record))
    return Step(key, lambda: state.among(numbers), records, _name(state, numbers))


Item = tuple[dt.datetime | dt.date, Told]


def _by_known(state: LedgerState, reader: Reader, then: dt.date, moment: Moment) -> tuple[frozenset[int], list[Item]]:
    """The entries after the end of the first day, in the order they were made."""
    start, since = told(state.envelopes, reader, after=end_of(then))
    until = moment.known_at
    return start, [(item.envelope.entered, item) for item in since if until is None or item.envelope.entered <= until]


def _by_facts(state: LedgerState, reader: Reader, then: dt.date, moment: Moment) -> tuple[frozenset[int], list[Item]]:
    """The records that became known after the first day, in the order they did."""
    readable = _readable(state, reader, moment.known_at)
    start = state.known_on(readable, then)
    later = sorted((state.on[number], number) for number in state.known_on(readable, moment.as_at) - start)
    return start, [(on, Told(state.envelopes[number - 1], frozenset({number}), frozenset(), True)) for on, number in later]


_ITEMS: Mapping[Clock, Callable[[LedgerState, Reader, dt.date, Moment], tuple[frozenset[int], list[Item]]]] = {
    "known": _by_known,
    "facts": _by_facts,
}


def _readable(state: LedgerState, reader: Reader, known_at: dt.datetime | None) -> frozenset[int]:
    if known_at is None:
        return frozenset(state.standing.readable(reader))
    return readable_at(state.envelopes, reader, [known_at])[0]


def _moment(at: dt.datetime | dt.date) -> str:
    return at.isoformat()


def _day(at: dt.datetime | dt.date) -> dt.date:
    return day_of(at) if isinstance(at, dt.datetime) else at


GRAINS: tuple[Callable[[dt.datetime | dt.date], str], ...] = (
    _moment,
    lambda at: _day(at).isoformat(),
    lambda at: f"{_day(at):%G week %V}",
    lambda at: f"{_day(at):%Y-%m}",
    lambda at: f"{_day(at):%Y}",
)


def _grouped(items: Sequence[Item]) -> dict[str, Taken]:
    """The items by the finest grain that leaves few enough steps, in their order."""
    for grain in GRAINS:
        groups: dict[str, list[Item]] = {}
        for item in items:
            groups.setdefault(grain(item[0]), []).append(item)
        if len(groups) <= MOST_STEPS:
            break
    return {key: Taken(_day(group[-1][0]), tuple(item for _, item in group)) for key, group in groups.items()}


def course(state: LedgerState, reader: Reader, dates: Iterable[dt.date], *, clock: Clock, moment: Moment) -> tuple[Glance, ...]:
    """Where everything stood at each of these dates, earliest first; the last is that of the moment."""
    days = tuple(dates)
    key = (state.chains[-1], reader, days, clock, moment.known_day, site_catalogue().digest, __version__)

    def made() -> tuple[Glance, ...]:
        sets = _SETS[clock](state, reader, days, moment)
        return tuple(glance_at(state, numbers, day) for day, numbers in zip(days, sets, strict=True))

    return _COURSES.made(key, made)


def _sets_known(state: LedgerState, reader: Reader, days: Sequence[dt.date], moment: Moment) -> list[frozenset[int]]:
    last = moment.known_at
    return readable_at(state.envelopes, reader, [min(end_of(day), last) if last else end_of(day) for day in days])


def _sets_facts(state: LedgerState, reader: Reader, days: Sequence[dt.date], moment: Moment) -> list[frozenset[int]]:
    return [_readable(state, reader, moment.known_at)] * len(days)


_SETS: Mapping[Clock, Callable[[LedgerState, Reader, Sequence[dt.date], Moment], list[frozenset[int]]]] = {
    "known": _sets_known,
    "facts": _sets_facts,
}


def glance_at(state: LedgerState, numbers: frozenset[int], day: dt.date) -> Glance:
    """Where everything stands by these records at a day. Kept by what they are, so a later entry makes nothing stale."""
    known = state.known_on(numbers, day)
    catalogue = site_catalogue()
    key = (_name(state, known), day, catalogue.digest, __version__)
    # What became known later does not exist at the day, so the same records serve every day of a course.
    return _GLANCES.made(key, lambda: glance(state.among(numbers).as_at(day), catalogue))


def _name(state: LedgerState, numbers: frozenset[int]) -> tuple[str, bytes, str, str]:
    """What names a set of records of one ledger, with the definitions they are read by; erased ones are not in it."""
    held = array("I", sorted(numbers - _erased(state)))
    return state.arrangement, hashlib.blake2b(held.tobytes(), digest_size=16).digest(), site_catalogue().digest, __version__


def _erased(state: LedgerState) -> frozenset[int]:
    """The entries whose words are gone, from the past too."""
    key = state.chains[-1]
    return _ERASED.made(key, lambda: frozenset(item.target or 0 for item in state.envelopes if item.act == "redact"))
