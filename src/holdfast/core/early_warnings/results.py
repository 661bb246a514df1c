"""Warnings of the assessment itself: a finding that crossed a line, an outlook that fell."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.core.assessment import Finding, State
from holdfast.core.early_warnings.watch import Sign, Watch
from holdfast.core.over_time import Change, Move, is_worse
from holdfast.core.words import RATINGS, SCALE, STATES, score

# From the least to the most worrying. Too little known is neither, so coming from there is a crossing too.
_ORDER: tuple[State, ...] = ("not_applicable", "low", "cannot_tell", "watch", "exposed")


def became_exposed(watch: Watch) -> Iterator[Sign]:
    """A problem that is exposed and was not a month ago."""
    yield from _crossed(watch, "exposed")


def became_watch(watch: Watch) -> Iterator[Sign]:
    """A problem that is to be watched and was better a month ago."""
    yield from _crossed(watch, "watch")


def outlook_fell(watch: Watch) -> Iterator[Sign]:
    """The rating is lower than a month ago."""
    before, after = watch.changes.before.outlook.rating, watch.changes.after.outlook.rating
    if is_worse(after, before, SCALE):
        last = next(move for move in reversed(watch.changes.ratings) if move.after == after)
        yield Sign(
            subject="outlook",
            text=f"The outlook fell from {RATINGS[before].name.lower()} to {RATINGS[after].name.lower()}.",
            since=watch.dates.get(last.step, watch.date),
            because=tuple(dict.fromkeys(record for move in _moves_of(watch, last.step) for record in move.records)),
            action=watch.assessment.actions[0].id if watch.assessment.actions else "",
        )


def _crossed(watch: Watch, state: State) -> Iterator[Sign]:
    for finding in watch.assessment.findings:
        change = watch.changes.findings[finding.id]
        if finding.state == state and _ORDER.index(change.before.state) < _ORDER.index(state):
            yield _crossing(watch, finding, change)


def _crossing(watch: Watch, finding: Finding, change: Change) -> Sign:
    crossing = next((move for move in reversed(change.moves) if move.before.state != finding.state == move.after.state), None)
    now, before = score(finding.exposure), score(change.before.exposure)
    was = STATES[change.before.state][1].lower()
    told = (
        f"stands at {now}; a month ago too little was known to tell"
        if was == "cannot tell"
        else f"went from {before} ({was}) to {now} in a month"
    )
    return Sign(
        subject=finding.id,
        text=f"“{finding.title}” {told}.",
        since=watch.dates.get(crossing.step, watch.date) if crossing else watch.date,
        because=crossing.records if crossing else (),
        action=finding.actions[0] if finding.actions else "",
        finding=finding.id,
    )


def _moves_of(watch: Watch, step: str) -> Iterator[Move]:
    for change in watch.changes.findings.values():
        for move in change.moves:
            if move.step == step and move.by > 0:
                yield move
