"""The road to a decision as its page shows it: the timeline, what each gate meets on it, who may be gone, what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from holdfast.core.business_case import WholeCase
from holdfast.core.decisions.calendar import Busy
from holdfast.core.decisions.road import GateForecast, Road
from holdfast.reports.pictures.axis import Tick, percent
from holdfast.web.page.case.amounts import Amounts, chance
from holdfast.web.page.case.names import Names
from holdfast.web.page.case.worth import amounts_of
from holdfast.web.page.values import code_title, code_words

CAUSES: Mapping[str, tuple[Promise, str]] = {
    "pre_election": (gettext_lazy("Before an election"), "P"),
    "election": (gettext_lazy("Election, and the weeks after"), "E"),
    "recess": (gettext_lazy("Recess"), "R"),
    "departure": (gettext_lazy("Somebody who backs it leaves"), "L"),
    "contract_end": (gettext_lazy("A contract ends"), "C"),
}
MARGIN_DAYS = 20
# What lasts one day is a mark; no band is thinner than can be seen.
ONE_DAY = frozenset({"departure", "contract_end"})
LEAST_WIDTH = 0.004
MOST_MONTHS = 8
MONTHS_A_YEAR = 12
LIKELY_GONE = 0.5
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mark:
    """A time of the calendar as a band, or a day as a mark, in the picture."""

    left: str
    width: str
    is_day: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of event of the calendar."""

    name: str
    letter: str
    marks: tuple[Mark, ...]
    words: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """One gate in words, with its places in the picture; empty where a date is not known."""

    gate: GateForecast
    level: str
    planned: dt.date | None
    slip: str
    outcome: str
    planned_at: str
    decided_at: str
    window_left: str
    window_width: str
    middle_at: str
    gone: str
    is_gone_likely: bool
    backers: tuple[tuple[str, dt.date | None, str], ...]
    collisions: tuple[tuple[str, str, dt.date, dt.date], ...]
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of the case, how far its net benefit moved, and why."""

    version: str
    date: dt.date
    net: str
    moved: str
    why: str
    restated: bool


@dataclass(frozen=True, slots=True)
class RoadPage:
    """Everything the page's templates read."""

    road: Road
    answer: str
    sentences: tuple[str, ...]
    gates: tuple[GateRow, ...]
    lanes: tuple[Lane, ...]
    months: tuple[Tick, ...]
    today: str
    calendar: tuple[tuple[str, str, dt.date, dt.date], ...]
    log: tuple[tuple[dt.date, str, str], ...]
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of the picture, from its first to its last."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> str:
        return percent(self.share(day))

    def share(self, day: dt.date) -> float:
        return max(0.0, min(1.0, (day - self.first).days / max(1, (self.last - self.first).days)))

    @property
    def months(self) -> tuple[Tick, ...]:
        """The first of some months, named; January by its year."""
        count = (self.last.year - self.first.year) * MONTHS_A_YEAR + self.last.month - self.first.month
        every = next((step for step in (1, 2, 3, 6, 12, 24, 48) if count / step <= MOST_MONTHS), count)
        found = []
        for at in range(count + 1):
            year, month = divmod(self.first.month - 1 + at, MONTHS_A_YEAR)
            day = dt.date(self.first.year + year, month + 1, 1)
            if day >= self.first and month % every == 0 and (every <= MONTHS_A_YEAR or day.year % (every // MONTHS_A_YEAR) == 0):
                found.append(Tick(self.at(day), str(day.year) if month == 0 else date_format(day, "M")))
        return tuple(found)


def road_page(whole: WholeCase, names: Names) -> RoadPage:
    """The page of the road to a decision."""
    road = whole.road
    days = _days(road, whole.as_at)
    far = dt.date.max
    gates = sorted(road.gates, key=lambda gate: (gate.decided is None, gate.decided or gate.expected or far))
    return RoadPage(
        road=road,
        answer=_answer(road),
        sentences=tuple(_sentences(road)),
        gates=tuple(_gate(gate, {gate.gate: gate.name for gate in road.gates}, days, names) for gate in gates),
        lanes=tuple(_lanes(road, days, names)),
        months=days.months,
        today=days.at(whole.as_at),
        calendar=tuple(_met(busy, names) for busy in road.calendar),
        log=tuple((line.date, line.subject, code_title(line.outcome)) for line in reversed(road.log)),
        versions=tuple(_versions(road, amounts_of(whole))),
    )


def _days(road: Road, today: dt.date) -> _Days:
    """From the first to the last day of a gate: decided ones long ago are told in words and need no room."""
    found = [today]
    for gate in road.gates:
        if gate.decided is None:
            found += [day for day in (gate.planned, gate.expected) if day]
            found += [gate.window.early, gate.window.late] if gate.window else []
    margin = dt.timedelta(days=MARGIN_DAYS)
    return _Days(max(min(found), dt.date.min + margin) - margin, min(max(found), dt.date.max - margin) + margin)


def _answer(road: Road) -> str:
    if not road.gates:
        return _("There is no road to show yet")
    last = road.last
    if last is None:
        decided = all(gate.decided for gate in road.gates)
        return _("Every gate on record is decided") if decided else _("No date is set for what is still to be decided")
    return _("The last decision is as likely as not by %(day)s") % {"day": date_format(last.middle, "F Y")}


def _sentences(road: Road) -> Iterator[str]:
    last = road.last
    ahead = [gate for gate in road.gates if gate.window]
    if last and ahead:
        name = next(gate.name for gate in ahead if gate.window == last)
        yield _("“%(name)s” comes between %(early)s and %(late)s in eight cases of ten.") % {
            "name": name,
            "early": date_format(last.early, "F Y"),
            "late": date_format(last.late, "F Y"),
        }
    risky = max((gate for gate in ahead if gate.chance_a_backer_is_gone), key=lambda gate: gate.chance_a_backer_is_gone or 0, default=None)
    if risky and risky.chance_a_backer_is_gone:
        yield _("The chance that somebody who backs it has left before “%(name)s” is %(chance)s.") % {
            "name": risky.name,
            "chance": chance(risky.chance_a_backer_is_gone),
        }
    if road.gates:
        yield road.rate.words


def _gate(gate: GateForecast, titles: Mapping[str, str], days: _Days, names: Names) -> GateRow:
    window, ahead = gate.window, gate.decided is None
    left = days.share(window.early) if window else 0.0
    return GateRow(
        gate=gate,
        level=code_words(gate.level) if gate.level and gate.level != OTHER else "",
        planned=gate.planned,
        slip=_slip(gate.slip_months),
        outcome=code_title(gate.outcome or "decided") if gate.decided else "",
        planned_at=days.at(gate.planned) if gate.planned and ahead else "",
        decided_at=days.at(gate.decided) if gate.decided and gate.decided >= days.first else "",
        window_left=percent(left) if window else "",
        window_width=percent(max(LEAST_WIDTH, days.share(window.late) - left)) if window else "",
        middle_at=days.at(window.middle) if window else "",
        gone="" if gate.chance_a_backer_is_gone is None else chance(gate.chance_a_backer_is_gone),
        is_gone_likely=(gate.chance_a_backer_is_gone or 0) >= LIKELY_GONE,
        backers=tuple(
            (names.post(backer.post), backer.leaves, chance(backer.chance_gone))
            for backer in sorted(gate.backers, key=lambda backer: -backer.chance_gone)
        ),
        collisions=tuple(_met(busy, names) for busy in gate.collisions),
        waits_for=tuple(titles.get(name, name) for name in gate.depends_on),
    )


def _slip(months: float | None) -> str:
    if months is None:
        return ""
    count = round(abs(months))
    if not count:
        return _("on time")
    words = {"count": count}
    if months > 0:
        return ngettext("%(count)d month late", "%(count)d months late", count) % words
    return ngettext("%(count)d month early", "%(count)d months early", count) % words


def _met(busy: Busy, names: Names) -> tuple[str, str, dt.date, dt.date]:
    """What a decision may meet: its words, whose it is, from and to."""
    return busy.words, names.partner(busy.partner) if busy.partner else "", busy.starts, busy.ends


def _lanes(road: Road, days: _Days, names: Names) -> Iterator[Lane]:
    for cause, (name, letter) in CAUSES.items():
        met = [busy for busy in road.calendar if busy.cause == cause and busy.ends >= days.first and busy.starts <= days.last]
        if met:
            yield Lane(str(name), letter, tuple(_mark(busy, days) for busy in met), _together(met, names))


def _together(met: Sequence[Busy], names: Names) -> str:
    """Alike events once, with all whose they are."""
    whose: dict[str, list[str]] = {}
    for busy in met:
        whose.setdefault(busy.words, []).extend([names.partner(busy.partner)] if busy.partner else [])
    told = (f"{words}: {', '.join(dict.fromkeys(found))}" if found else words for words, found in whose.items())
    return "; ".join(told)


def _mark(busy: Busy, days: _Days) -> Mark:
    left = days.share(busy.starts)
    return Mark(percent(left), percent(max(LEAST_WIDTH, days.share(busy.ends) - left)), busy.cause in ONE_DAY)


def _versions(road: Road, amounts: Amounts) -> Iterator[VersionRow]:
    before: Decimal | None = None
    for line in road.versions:
        net = None if line.net_benefit is None else Decimal(line.net_benefit)
        moved = "" if net is None or before is None else _moved(net - before, amounts)
        yield VersionRow(
            line.version,
            line.date,
            "" if net is None else amounts.words(net),
            moved,
            code_words(line.why_changed) if line.why_changed else "",
            line.restated,
        )
        before = before if net is None else net


def _moved(by: Decimal, amounts: Amounts) -> str:
    if not by:
        return _("no change")
    return f"+{amounts.words(by)}" if by > 0 else amounts.words(by)
