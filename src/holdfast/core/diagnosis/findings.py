"""Turns a problem's sum into a finding: state, reasons, unknowns, levers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from holdfast.core.assessment import Finding, FindingReading, Lever, Seen, State, UnknownReading
from holdfast.core.catalogue import Catalogue
from holdfast.core.diagnosis.formula import Sum, Term, combined, exposure_of

REASONS_SHOWN = 3


def state_of(exposure: float, coverage: float, catalogue: Catalogue) -> State:
    """Exposed, watch or low by the cut-offs; cannot tell under the coverage floor."""
    floors = catalogue.floors
    if coverage < floors["finding_coverage"].value:
        return "cannot_tell"
    return by_cut_offs(exposure, catalogue)


def by_cut_offs(exposure: float, catalogue: Catalogue) -> State:
    """The state that an exposure alone would have."""
    if exposure >= catalogue.floors["exposed"].value:
        return "exposed"
    return "watch" if exposure >= catalogue.floors["watch"].value else "low"


def seen_of(total: Sum, catalogue: Catalogue) -> Seen:
    """Where one problem that applies stands."""
    exposure, coverage = exposure_of(total.log_odds), total.coverage
    return Seen(
        id=total.problem.id,
        state=state_of(exposure, coverage, catalogue),
        exposure=exposure,
        low=exposure_of(total.low),
        high=exposure_of(total.high),
        coverage=coverage,
    )


def finding_of(total: Sum, catalogue: Catalogue) -> Finding:
    """The finding on one problem that applies."""
    seen = seen_of(total, catalogue)
    readings = tuple(_readings(total))
    return Finding(
        id=seen.id,
        number=total.problem.number,
        title=total.problem.title,
        state=seen.state,
        exposure=seen.exposure,
        low=seen.low,
        high=seen.high,
        coverage=seen.coverage,
        prior=exposure_of(total.prior),
        readings=readings,
        unknown=tuple(_unknown(total)),
        levers=tuple(_levers(total, seen.coverage, catalogue)),
        actions=_actions(total, catalogue),
        reasons=_reasons(readings),
    )


def not_applicable(total: Sum) -> Finding:
    """A problem that does not apply: no exposure is claimed, and it sorts last."""
    return Finding(
        id=total.problem.id,
        number=total.problem.number,
        title=total.problem.title,
        state="not_applicable",
        exposure=0.0,
        low=0.0,
        high=0.0,
        coverage=0.0,
        prior=exposure_of(total.prior),
        readings=(),
        unknown=(),
        levers=(),
        actions=(),
        reasons=(),
    )


def _shares(group: tuple[Term, ...]) -> Iterator[tuple[Term, float]]:
    """Each known term with what it adds after the group rule: the two extremes count, the rest add nothing."""
    known = [term for term in group if term.is_known]
    if not known:
        return
    largest = max(known, key=lambda term: term.known)
    smallest = min(known, key=lambda term: term.known)
    for term in known:
        counts = (term is largest and term.known > 0) or (term is smallest and term.known < 0)
        yield term, term.known if counts else 0.0


def _readings(total: Sum) -> Iterator[FindingReading]:
    shared = [pair for group in total.groups.values() for pair in _shares(group)]
    shared.sort(key=lambda pair: (-pair[1], pair[0].measured.indicator.ref))
    running = total.prior
    for term, contribution in shared:
        running += contribution
        measured = term.measured
        yield FindingReading(
            indicator=measured.indicator.id,
            ref=measured.indicator.ref,
            title=measured.indicator.title,
            value=measured.value if measured.value is not None else 0.0,
            unit=measured.unit,
            shown=measured.shown,
            concern=measured.concern,
            contribution=contribution,
            because=measured.because,
            basis=measured.basis,
            running=exposure_of(running),
            says=measured.says if term.known > 0 else f"{measured.indicator.title}: {measured.shown}.",
        )


def _reasons(readings: Sequence[FindingReading]) -> tuple[str, ...]:
    """What raises the exposure most, each sentence once: two readings may rest on one answer."""
    raising = dict.fromkeys(reading.says for reading in readings if reading.contribution > 0)
    return tuple(raising)[:REASONS_SHOWN]


def _unknown(total: Sum) -> Iterator[UnknownReading]:
    """What is unknown, widest first: its effect if it alone became known."""
    now = total.log_odds
    found = []
    for group in total.groups.values():
        held = combined(term.known for term in group if term.is_known)
        for term in group:
            if term.measured.weight >= 1:
                continue
            others = [other.known for other in group if other is not term and other.is_known]
            low, high = combined([*others, term.low]) - held, combined([*others, term.high]) - held
            if high > low:
                found.append((term, low, high))
    found.sort(key=lambda item: (item[1] - item[2], item[0].measured.indicator.ref))
    for term, low, high in found:
        indicator = term.measured.indicator
        yield UnknownReading(
            indicator=indicator.id,
            ref=indicator.ref,
            title=indicator.title,
            low_contribution=low,
            high_contribution=high,
            low=exposure_of(now + low),
            high=exposure_of(now + high),
            who=indicator.who,
            ask=indicator.ask,
        )


def _levers(total: Sum, coverage: float, catalogue: Catalogue) -> Iterator[Lever]:
    """Readings that, brought to healthy with their group, lower the finding; the largest fall first."""
    now = total.log_odds
    found = []
    for term in total.terms:
        if term.is_known and term.measured.concern > 0:
            mended = total.with_healthy([term.measured.indicator.id])
            if mended < now:
                found.append((mended, term))
    found.sort(key=lambda item: (item[0], item[1].measured.indicator.ref))
    for mended, term in found:
        exposure = exposure_of(mended)
        yield Lever(
            indicator=term.measured.indicator.id,
            title=term.measured.indicator.title,
            exposure=exposure,
            state=state_of(exposure, coverage, catalogue),
        )


def _actions(total: Sum, catalogue: Catalogue) -> tuple[str, ...]:
    """The actions that would lower this finding, the largest fall first."""
    falls = action_falls(total, catalogue)
    return tuple(sorted(falls, key=lambda action: (-falls[action], action)))


def action_falls(total: Sum, catalogue: Catalogue) -> Mapping[str, float]:
    """How far each action would lower the exposure, were its indicators healthy; only those that would."""
    now = total.log_odds
    worrying = {term.measured.indicator.id for term in total.terms if term.is_known and term.measured.concern > 0}
    falls = {}
    for name in worrying:
        for action in catalogue.actions_of_indicator(name):
            if action.id not in falls:
                mended = total.with_healthy(action.indicators)
                if mended < now:
                    falls[action.id] = exposure_of(now) - exposure_of(mended)
    return falls
