"""The road to a decision: its gates in order, how late they are, when they are likely to come, what stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import bounds
from holdfast.core.decisions.calendar import Busy, calendar_of, is_backer
from holdfast.core.decisions.forecast import SlipRate, Window, chance_left_before, days_ahead, later, slip_rate, window
from holdfast.core.decisions.order import in_order
from holdfast.core.decisions.slippage import GO, Slip, deferrals, first_plans, restatements, slips
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Decision, Gate, Milestone
from holdfast.core.evidence.facts import DAYS_A_MONTH, expected, partners_in
from holdfast.core.evidence.money import CaseVersion
from holdfast.core.evidence.people import Post

HORIZON_DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class Backer:
    """A post that backs the decision, and the chance that a gate falls after its holder has left."""

    post: str
    title: str
    partner: str | None
    leaves: dt.date | None
    chance_gone: float


@dataclass(frozen=True, slots=True)
class GateForecast:
    """One gate: where it stands, when it is likely, what it collides with, who may be gone by then, and what is missing for a go.

    `slip_months` is none where nothing is known of it. `window` is none once decided, and where no date has been set.
    """

    gate: str
    name: str
    body: str
    level: str | None
    planned: dt.date | None
    expected: dt.date | None
    decided: dt.date | None
    outcome: str | None
    criteria: str
    depends_on: tuple[str, ...]
    slip_months: float | None
    deferred: int
    window: Window | None
    collisions: tuple[Busy, ...]
    backers: tuple[Backer, ...]
    chance_a_backer_is_gone: float | None
    open_points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the decision log: a joint decision, or a gate that was decided or put off."""

    date: dt.date
    subject: str
    outcome: str
    reference: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of the case, and why and how far it changed from the one before."""

    version: str
    date: dt.date
    net_benefit: str | None
    why_changed: str | None
    restated: bool


@dataclass(frozen=True, slots=True)
class Road:
    """All gates, each after those it depends on, with the calendar around them, the log and the versions of the case.

    `live_like_others` is when it would be live if it took as long from its first paper as the dated public cases.
    """

    gates: tuple[GateForecast, ...]
    rate: SlipRate
    live_like_others: Window | None
    calendar: tuple[Busy, ...]
    log: tuple[LogLine, ...]
    versions: tuple[VersionLine, ...]
    remarks: tuple[str, ...]

    @property
    def last(self) -> Window | None:
        """The window of the last gate still to be decided."""
        ahead = [gate.window for gate in self.gates if gate.window]
        return max(ahead, key=lambda found: (found.middle, found.late), default=None)


def road_of(evidence: Evidence, catalogue: Catalogue) -> Road:
    """The whole road at the date of the evidence."""
    gates = {gate.gate: gate for gate in evidence.of(Gate)}
    order, circles = in_order({name: gate.depends_on for name, gate in gates.items()})
    found = slips(evidence.history(Gate), gates.values())
    rate = slip_rate(list(_ratios(evidence)), catalogue)
    days = _days(evidence, gates, order)
    until = max((window(evidence.date, ahead, rate).late for ahead in days.values()), default=later(evidence.date, HORIZON_DAYS))
    calendar = calendar_of(evidence, catalogue, until)
    by_gate = {slip.step.gate: slip for slip in found if isinstance(slip.step, Gate)}
    return Road(
        gates=tuple(
            _forecast(evidence, gates, gates[name], by_gate.get(name), days.get(name), rate, calendar, catalogue) for name in order
        ),
        rate=rate,
        live_like_others=_live_like_others(evidence, catalogue),
        calendar=calendar,
        log=tuple(_log(evidence)),
        versions=tuple(_versions(evidence)),
        remarks=tuple(_remarks(evidence, gates, circles)),
    )


def _ratios(evidence: Evidence) -> Iterator[float]:
    """Time taken over time planned for each gate and milestone of this arrangement."""
    yield from _stretched(evidence.history(Gate), evidence.of(Gate))
    yield from _stretched(evidence.history(Milestone), evidence.of(Milestone))


def _stretched(history: Sequence[Gate | Milestone], holding: Sequence[Gate | Milestone]) -> Iterator[float]:
    """From the day on which a step's date was first set to that date, and to its end or latest forecast."""
    plans = first_plans(history)
    set_on: dict[str, dt.date] = {}
    for step in history:
        if step.planned is not None:
            set_on.setdefault(_named(step), step.on)
    for slip in slips(history, holding):
        name = _named(slip.step)
        ahead = (plans[name] - set_on[name]).days
        taken = ahead + slip.months * DAYS_A_MONTH
        if ahead > 0 and taken > 0:
            yield taken / ahead


def _named(step: Gate | Milestone) -> str:
    return step.gate if isinstance(step, Gate) else step.milestone


def _days(evidence: Evidence, gates: Mapping[str, Gate], order: Sequence[str]) -> dict[str, float]:
    """How far each gate with a date lies ahead: as far as itself, and no less than any that it depends on, through all of them.

    All dates stretch at one rate, so the latest of a chain is the latest whatever the slippage.
    """
    found: dict[str, float] = {}
    for name in order:
        date = expected(gates[name])
        if date is not None:
            waits = (found[before] for before in gates[name].depends_on if before in found)
            found[name] = max([days_ahead(evidence.date, date), *waits])
    return found


def _live_like_others(evidence: Evidence, catalogue: Catalogue) -> Window | None:
    papers = [milestone.done for milestone in evidence.of(Milestone) if milestone.marks == "first_paper" and milestone.done]
    if not papers:
        return None
    months = catalogue.parameters["first_paper_to_live"]
    low, high = bounds(months)
    return Window(*(later(min(papers), number * DAYS_A_MONTH) for number in (low, months.value, high)))


def _forecast(
    evidence: Evidence,
    gates: Mapping[str, Gate],
    gate: Gate,
    slip: Slip | None,
    days: float | None,
    rate: SlipRate,
    calendar: Sequence[Busy],
    catalogue: Catalogue,
) -> GateForecast:
    plans = first_plans(evidence.history(Gate))
    date = expected(gate)
    ahead = None if days is None else window(evidence.date, days, rate)
    backers = () if days is None else tuple(_backers(evidence, days, rate, catalogue))
    staying = 1.0
    for backer in backers:
        staying *= 1 - backer.chance_gone
    return GateForecast(
        gate=gate.gate,
        name=gate.name,
        body=gate.body,
        level=gate.level,
        planned=plans.get(gate.gate),
        expected=date,
        decided=gate.decided,
        outcome=gate.outcome,
        criteria=gate.criteria,
        depends_on=gate.depends_on,
        slip_months=slip.months if slip else None,
        deferred=sum(item.gate == gate.gate for item in deferrals(evidence.history(Gate))),
        window=ahead,
        collisions=tuple(busy for busy in calendar if ahead and _meets(busy, date, ahead)),
        backers=backers,
        chance_a_backer_is_gone=1 - staying if backers else None,
        open_points=tuple(_open(gates, gate, evidence)),
    )


def _meets(busy: Busy, date: dt.date | None, ahead: Window) -> bool:
    """Whether a time lies on the expected date or inside the window in which the decision is likely to come."""
    first = min(date or ahead.early, ahead.early)
    return busy.starts <= ahead.late and busy.ends >= first


def _backers(evidence: Evidence, days: float, rate: SlipRate, catalogue: Catalogue) -> Iterator[Backer]:
    members = {None, *(partner.partner for partner in partners_in(evidence))}
    tenure = catalogue.parameters["sponsor_tenure"].value
    for post in evidence.of(Post):
        if post.partner in members and is_backer(post):
            gone = 1.0 if post.vacant_since else chance_left_before(evidence.date, days, rate, post.leaves, tenure)
            yield Backer(post.post, post.title, post.partner, post.leaves, gone)


def _open(gates: Mapping[str, Gate], gate: Gate, evidence: Evidence) -> Iterator[str]:
    """The go/no-go sheet: what is missing before this gate can be passed."""
    if gate.decided:
        return
    for field, words in (("body", "which body decides"), ("level", "at which level"), ("criteria", "what must be true to pass")):
        if not getattr(gate, field):
            yield f"Not said: {words}."
    date = expected(gate)
    if date is None:
        yield "No date is set."
    elif date < evidence.date:
        yield f"The date, {date:%-d %B %Y}, has passed and no decision is on record."
    for name in gate.depends_on:
        before = gates.get(name)
        if before is not None and not (before.decided and before.outcome in GO):
            yield f"Waits for: {before.name}."


def _remarks(evidence: Evidence, gates: Mapping[str, Gate], circles: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not gates:
        yield "No gates are on record, so there is no road to show."
    for circle in circles:
        names = ", then ".join(gates[name].name for name in circle)
        yield f"These gates wait for each other, so none can come first: {names}. Their dates are shown as if they did not."
    for gate in gates.values():
        for name in gate.depends_on:
            before = gates.get(name)
            own, other = gate.decided or expected(gate), (before.decided or expected(before)) if before else None
            if before and own and other and own < other:
                yield f"{gate.name} ({own:%-d %B %Y}) is set before {before.name} ({other:%-d %B %Y}), on which it depends."
        date = expected(gate)
        if date and date < evidence.date:
            yield f"{gate.name} was expected on {date:%-d %B %Y}, which has passed; it is taken as due within a month."


def _log(evidence: Evidence) -> list[LogLine]:
    """Joint decisions, and gates when they were decided or put off, oldest first."""
    found = [LogLine(item.on, item.subject, item.outcome, f"decisions/{item.id}") for item in evidence.of(Decision)]
    found += [LogLine(gate.decided, gate.name, gate.outcome or "decided", f"gates/{gate.id}") for gate in evidence.of(Gate) if gate.decided]
    found += [LogLine(gate.on, gate.name, "deferred", f"gates/{gate.id}") for gate in deferrals(evidence.history(Gate))]
    return sorted(found, key=lambda item: (item.date, item.reference))


def _versions(evidence: Evidence) -> Iterator[VersionLine]:
    versions = evidence.history(CaseVersion)
    changed = {id(version) for version in restatements(versions)}
    for version in versions:
        net = None if version.net_benefit is None else str(version.net_benefit)
        yield VersionLine(version.version, version.on, net, version.why_changed, id(version) in changed)
