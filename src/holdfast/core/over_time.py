"""The assessment over time: where everything stands at a date, and which records moved which finding between two states.

Pure: whoever keeps the records says which evidence was there at which point, and in which order more was told.

Attribution is by adding. From the earlier state, first the date moves on with nothing more told; then what was told is
added step by step, in the order it was told. A step's effect on a finding is the exposure after it less the exposure
before it, so the effects of all steps add up to the whole difference, exactly. Told in another order the split between
steps could differ; the sum could not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from holdfast.core.assessment import Glance, Rating, Seen
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Strength
from holdfast.core.diagnosis.findings import seen_of
from holdfast.core.diagnosis.formula import term_of
from holdfast.core.diagnosis.glance import glance_at, sums_of, unseen
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.check import KIND_OF
from holdfast.core.evidence.decisions import Milestone
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.partners import Partner
from holdfast.core.indicators import READERS
from holdfast.core.indicators.measure import Measured, measure_all
from holdfast.core.indicators.reading import Reader, Reading

# The first step of any comparison: the date moves on, and nobody tells anything.
TIME = "time"
# Beside the kinds that it says it reads, an indicator may look at who takes part, what is live and which lists are complete.
READ_BY_ALL: frozenset[type[Record]] = frozenset({Partner, Milestone, Register})
# What is left by rounding in the last place is no move.
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Step:
    """What was told next: the evidence with it, and the references of the records that came or went.

    `state`, where given, names what the evidence holds: equal names mean equal records, so that what was worked out for
    one comparison serves the next.
    """

    key: str
    evidence: Callable[[], Evidence]
    records: tuple[str, ...] = ()
    state: Hashable = None


@dataclass(frozen=True, slots=True)
class Move:
    """What one step did to one finding.

    `records` are those of the step that the changed readings rest on, those of the reading that moved it most first; all of
    the step's where none is named.
    """

    step: str
    before: Seen
    after: Seen
    records: tuple[str, ...]

    @property
    def by(self) -> float:
        """How far the exposure moved."""
        return self.after.exposure - self.before.exposure


@dataclass(frozen=True, slots=True)
class Change:
    """How one finding came from where it stood to where it stands."""

    before: Seen
    after: Seen
    moves: tuple[Move, ...]

    @property
    def by(self) -> float:
        """How far the exposure moved in all: the sum of the moves."""
        return self.after.exposure - self.before.exposure

    @property
    def is_changed(self) -> bool:
        """Whether the finding stands elsewhere than it did."""
        return self.before.state != self.after.state or abs(self.by) > SLACK


@dataclass(frozen=True, slots=True)
class RatingMove:
    """A step after which the outlook was another."""

    step: str
    before: Rating
    after: Rating


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed between two states, by finding, and what did it."""

    before: Glance
    after: Glance
    findings: Mapping[str, Change]
    ratings: tuple[RatingMove, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A glance with what it was worked out from: every indicator, and what the record-based ones read."""

    measured: Mapping[str, Measured]
    readings: Mapping[str, Reading]
    glance: Glance


Remembered = MutableMapping[tuple[Hashable, dt.date], Look]


def glance(evidence: Evidence, catalogue: Catalogue) -> Glance:
    """Where everything stands, at the date of the evidence."""
    return _look(evidence, catalogue).glance


def changes(
    start: Step, then: dt.date, now: dt.date, steps: Sequence[Step], catalogue: Catalogue, *, remembered: Remembered | None = None
) -> Changes:
    """What changed from the start, read at `then`, to the last step, read at `now`, and which step did it.

    `remembered`, where given, holds looks at named states of one arrangement, and is added to.
    """
    held: Remembered = {} if remembered is None else remembered
    first = before = _seen_at(start, then, catalogue, held)
    moves: dict[str, list[Move]] = {id: [] for id in before.glance.seen}
    ratings = []
    for step in (Step(TIME, start.evidence, (), start.state), *steps):
        after = _seen_at(step, now, catalogue, held, since=before)
        for id, move in _moves(step, before, after, catalogue):
            moves[id].append(move)
        was, is_now = before.glance.outlook.rating, after.glance.outlook.rating
        if was != is_now:
            ratings.append(RatingMove(step.key, was, is_now))
        before = after
    findings = {id: Change(seen, before.glance.seen[id], tuple(moves[id])) for id, seen in first.glance.seen.items()}
    return Changes(first.glance, before.glance, findings, tuple(ratings))


def is_worse(now: Rating, before: Rating, scale: Sequence[Rating]) -> bool:
    """Whether a rating is lower than another on a scale from worst to best; what cannot be told is neither."""
    return now in scale and before in scale and scale.index(now) < scale.index(before)


def _seen_at(step: Step, date: dt.date, catalogue: Catalogue, held: Remembered, *, since: Look | None = None) -> Look:
    found = held.get((step.state, date)) if step.state is not None else None
    if found is None:
        found = _look(step.evidence().as_at(date), catalogue, since=since, touched=_kinds(step.records))
        if step.state is not None:
            held[step.state, date] = found
    return found


def _kinds(references: Iterable[str]) -> frozenset[type[Record]]:
    return frozenset(KIND_OF[section] for section in {reference.partition("/")[0] for reference in references})


def _look(evidence: Evidence, catalogue: Catalogue, *, since: Look | None = None, touched: Collection[type[Record]] = ()) -> Look:
    """A glance. Of what did not change since another one, nothing is worked out again.

    `touched` are the kinds of the records that came or went since; at another date everything is read anew.
    """
    is_next = since is not None and since.glance.as_at == evidence.date and READ_BY_ALL.isdisjoint(touched)
    known = {id: reading for id, reading in since.readings.items() if _kinds_of(id).isdisjoint(touched)} if since and is_next else {}
    readings: dict[str, Reading] = {}
    noting = {id: _noted(reader, known.get(id), readings) for id, reader in READERS.items()}
    measured = measure_all(evidence, catalogue, noting, is_worded=False)
    moved = set(catalogue.indicators) if since is None else _changed(since.measured, measured)
    # A predicate may turn with any record, so what hangs on one is always worked out.
    problems = [found for found in catalogue.all_problems if found.applies_if or not moved.isdisjoint(found.indicators)]
    anew = {
        total.problem.id: seen_of(total, catalogue) if applies else unseen(total.problem.id)
        for total, applies in sums_of(problems, evidence, measured, catalogue)
    }
    kept = since.glance.seen if since else {}
    seen = {found.id: anew.get(found.id) or kept[found.id] for found in catalogue.all_problems}
    return Look(measured, readings, glance_at(evidence.date, seen, catalogue))


def _kinds_of(indicator: str) -> frozenset[type[Record]]:
    return frozenset(READERS[indicator].kinds)


def _noted(reader: Reader, known: Reading | None, readings: dict[str, Reading]) -> Reader:
    """The same reader, which gives what is known already where it is, and notes what it gave."""

    def read(evidence: Evidence) -> Reading:
        readings[reader.id] = reader.read(evidence) if known is None else known
        return readings[reader.id]

    return Reader(reader.id, reader.kinds, read)


def _changed(before: Mapping[str, Measured], after: Mapping[str, Measured]) -> set[str]:
    """The indicators that read otherwise than before, or that apply only in one of the two."""
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def _moves(step: Step, before: Look, after: Look, catalogue: Catalogue) -> Iterable[tuple[str, Move]]:
    changed = _changed(before.measured, after.measured)
    for id, seen in after.glance.seen.items():
        was = before.glance.seen[id]
        if was.state != seen.state or abs(seen.exposure - was.exposure) > SLACK:
            yield id, Move(step.key, was, seen, _named(step, id, changed, before, after, catalogue) or step.records)


def _named(step: Step, id: str, changed: Collection[str], before: Look, after: Look, catalogue: Catalogue) -> tuple[str, ...]:
    """The records of a step on which the changed readings of a problem rest, those of the largest push or pull first."""
    links = catalogue.problem_or_pattern(id).indicators
    pushes = {
        name: abs(_adds(after, name, links[name], catalogue) - _adds(before, name, links[name], catalogue))
        for name in changed
        if name in links
    }
    ordered = sorted(pushes, key=lambda name: (-pushes[name], name))
    rests_on = dict.fromkeys(record for name in ordered for look in (after, before) for record in _because(look, name))
    told = set(step.records)
    return tuple(record for record in rests_on if record in told)


def _adds(look: Look, indicator: str, strength: Strength, catalogue: Catalogue) -> float:
    """What one reading adds to a problem by itself, in log-odds; nothing where it is not known."""
    found = look.measured.get(indicator)
    return term_of(found, strength, catalogue).known if found else 0.0


def _because(look: Look, indicator: str) -> tuple[str, ...]:
    found = look.measured.get(indicator)
    return found.because if found else ()
