"""The statement of benefits: each with its owner and measure, how far it has come, where it is heading, and what to be wary of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import of_arrangement, partners_in, services_in_scope
from holdfast.core.evidence.money import Benefit, CaseVersion, CashLine
from holdfast.core.finance.benefits import is_money, is_price, measured, movement, realised_in_cash
from holdfast.core.finance.case_versions import present_case
from holdfast.core.finance.cash import (
    GAINS,
    PENNY,
    ZERO,
    amount,
    benefits_by_service,
    financial_year,
    has_effect,
    in_pennies,
    largest_source,
    last_whole_year,
    planned,
    total,
)
from holdfast.core.finance.discount import split
from holdfast.core.finance.plan import shares_of

Progress = Literal["met", "late", "on_the_way", "behind", "not_begun", "not_measured", "no_target"]
NEEDED: Mapping[str, str] = {"owner": "owner", "measure": "measure", "baseline": "baseline", "target": "target", "due": "date"}
# Before it is live, a value that stands at its baseline says where it starts, not that it falls behind.
BEFORE_LIVE = frozenset({"exploring", "case", "approved", "transition"})
HALF = 0.5
NEARLY = 0.99


@dataclass(frozen=True, slots=True)
class BenefitProgress:
    """One benefit: what is missing of it, the share of its movement that has come, and that at its date if it goes on so.

    `actuals` are by financial year. The forecast is a straight line from the baseline through the latest year; none without a date.
    """

    benefit: str
    name: str
    partner: str | None
    owner: str
    measure: str
    unit: str
    baseline: float | None
    target: float | None
    due: str | None
    missing: tuple[str, ...]
    is_money: bool | None
    cashable: bool | None
    actuals: tuple[tuple[int, Decimal], ...]
    realised: float | None
    forecast: float | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class PartnerYear:
    """One partner's savings in a year; `partner` is none for what belongs to all where the shares are not known."""

    partner: str | None
    year: int
    planned: Decimal | None
    actual: Decimal | None

    @property
    def realised(self) -> float | None:
        return float(self.actual / self.planned) if self.planned and self.actual is not None else None


@dataclass(frozen=True, slots=True)
class BenefitsStatement:
    """All benefits, the savings of each partner by year, and what to be wary of.

    `cashable`, `displaced` and `unclear` are the money that benefits are to bring, in their own units, kept apart: what frees a budget,
    what only moves effort elsewhere, what nobody has said; prices of one of something are left out. `forecast` is the whole planned
    saving if the rest is realised as so far.
    """

    benefits: tuple[BenefitProgress, ...]
    years: tuple[PartnerYear, ...]
    realised: float | None
    forecast: Decimal | None
    planned: Decimal | None
    cashable: Decimal | None
    displaced: Decimal | None
    unclear: Decimal | None
    ownerless: tuple[str, ...]
    late: tuple[str, ...]
    warnings: tuple[str, ...]


def statement_of(evidence: Evidence) -> BenefitsStatement:
    """The statement at the date of the evidence."""
    members = [partner.partner for partner in partners_in(evidence)]
    lines = [line for line in of_arrangement(evidence.of(CashLine)) if line.partner in (None, *members)]
    benefits = [benefit for benefit in evidence.of(Benefit) if benefit.partner in (None, *members)]
    found = tuple(_progress(benefit, evidence) for benefit in benefits)
    realised = realised_in_cash(lines, last_whole_year(evidence.date))
    saving = total(line for line in planned(lines) if line.category == "saving")
    return BenefitsStatement(
        benefits=found,
        years=tuple(_years(evidence, lines, members)),
        realised=realised.share if realised else None,
        forecast=_forecast(lines, saving, realised.share if realised else None),
        planned=saving,
        cashable=_money(benefits, found, True),
        displaced=_money(benefits, found, False),
        unclear=_money(benefits, found, None),
        ownerless=tuple(item.benefit for item in found if not item.owner),
        late=tuple(item.benefit for item in found if item.progress == "late"),
        warnings=tuple(_warnings(evidence, planned(lines))),
    )


def _progress(benefit: Benefit, evidence: Evidence) -> BenefitProgress:
    moved = movement(benefit)
    share = moved.moved / moved.to_move if moved else None
    begins = not share and share is not None and evidence.arrangement.stage in BEFORE_LIVE
    return BenefitProgress(
        benefit=benefit.benefit,
        name=benefit.name,
        partner=benefit.partner,
        owner=benefit.owner,
        measure=benefit.measure,
        unit=benefit.unit,
        baseline=benefit.baseline,
        target=benefit.target,
        due=benefit.due.isoformat() if benefit.due else None,
        missing=tuple(word for field, word in NEEDED.items() if getattr(benefit, field) in (None, "")),
        is_money=is_money(benefit, evidence.arrangement.currency),
        cashable=benefit.cashable,
        actuals=tuple(sorted(measured(benefit).items())),
        realised=share,
        forecast=None if begins else _heading(benefit, share),
        progress="not_begun" if begins and not _is_overdue(benefit, evidence) else _state(benefit, share, evidence),
    )


def _heading(benefit: Benefit, share: float | None) -> float | None:
    """The share at the due year if it goes on as from the first measured year to the latest; as it stands once due."""
    years = sorted(measured(benefit))
    if share is None or not benefit.due:
        return None
    due = financial_year(benefit.due)
    begun = financial_year(benefit.on) if len(years) == 1 else years[0] - 1
    gone = years[-1] - min(begun, years[-1] - 1)
    return share if due <= years[-1] else share * (1 + (due - years[-1]) / gone)


def _is_overdue(benefit: Benefit, evidence: Evidence) -> bool:
    return benefit.due is not None and benefit.due < evidence.date


def _state(benefit: Benefit, share: float | None, evidence: Evidence) -> Progress:
    overdue = _is_overdue(benefit, evidence)
    if benefit.target is None:
        return "no_target"
    if share is None:
        return "late" if overdue else "not_measured"
    if share >= NEARLY:
        return "met"
    heading = _heading(benefit, share)
    return "late" if overdue else "behind" if heading is not None and heading < NEARLY else "on_the_way"


def _years(evidence: Evidence, lines: Sequence[CashLine], members: Sequence[str]) -> Iterator[PartnerYear]:
    """Planned and actual savings by partner and year; a year with an amount that is not known has none."""
    shares = shares_of(evidence, members)
    sums: dict[tuple[str | None, int], dict[str, Decimal | None]] = {}
    for line in lines:
        if line.category != "saving":
            continue
        for partner, value in _parts(line, shares):
            place = sums.setdefault((partner, line.year), {})
            before = place.get(line.status, ZERO)
            place[line.status] = None if value is None or before is None else before + value
    for (partner, year), found in sorted(sums.items(), key=lambda item: (item[0][0] or "", item[0][1])):
        yield PartnerYear(partner, year, found.get("plan"), found.get("actual"))


def _parts(line: CashLine, shares: Mapping[str, Decimal] | None) -> Iterable[tuple[str | None, Decimal | None]]:
    value = amount(line)
    if line.partner is not None or shares is None:
        return [(line.partner, value)]
    parts = [None] * len(shares) if value is None else split(value, list(shares.values()))
    return list(zip(shares, parts, strict=True))


def _forecast(lines: Sequence[CashLine], saving: Decimal | None, share: float | None) -> Decimal | None:
    """What was realised, and the rest of the plan at the same share; none where nothing is realised yet or the plan is not known."""
    if saving is None or share is None:
        return None
    done = [line for line in lines if line.category == "saving" and line.status == "actual"]
    over = {(line.partner, line.year) for line in done}
    rest = total(line for line in planned(lines) if line.category == "saving" and (line.partner, line.year) not in over)
    actual = total(done)
    return None if rest is None or actual is None else actual + (rest * Decimal(str(share))).quantize(PENNY)


def _money(benefits: Sequence[Benefit], found: Sequence[BenefitProgress], cashable: bool | None) -> Decimal | None:
    """The money that benefits of one kind are to bring, where baseline and target say how much; none where no sum is listed."""
    sums = [(benefit, item) for benefit, item in zip(benefits, found, strict=True) if item.is_money and not is_price(benefit)]
    if not sums:
        return None
    moves = (
        abs(benefit.target - (benefit.baseline or 0.0))
        for benefit, item in sums
        if benefit.cashable is cashable and benefit.target is not None
    )
    return in_pennies(math.fsum(moves))


def _warnings(evidence: Evidence, plan: Sequence[CashLine]) -> Iterator[str]:
    gains = [line for line in plan if line.category in GAINS]
    if gains and len(gains) == len(plan):
        yield "Only gross savings are planned: no cost to set up or to run is on record beside them."
    yield from _gross_version(evidence, plan, gains)
    source = largest_source(gains)
    if source and source[0] >= HALF and len(gains) > 1:
        name = source[1][0].benefit_source or "income"
        yield f"{source[0]:.0%} of the planned benefits come from one source, {name}."
    unknown = [line for line in gains if line.category == "income" and line.contracted is None]
    if unknown:
        yield f"Income of {len(unknown)} lines is counted though nobody has said that it is under contract."
    hoped = [line for line in gains if line.category == "income" and line.contracted is False]
    if hoped:
        yield f"Income of {len(hoped)} lines has no contract and is left out of every sum."
    yield from _idle_services(evidence, gains)
    if any(benefit.baseline is None for benefit in evidence.of(Benefit)):
        yield "Some benefits have no baseline, so nobody will be able to show that they came."


def _gross_version(evidence: Evidence, plan: Sequence[CashLine], gains: Sequence[CashLine]) -> Iterator[str]:
    """Warns where the latest version's net benefit is as large as the gross benefits of the plan, though the plan has costs."""
    stated = [version for version in present_case(evidence.history(CaseVersion)) if version.net_benefit is not None]
    gross = total(gains)
    if stated and gross and len(gains) < len(plan) and (stated[-1].net_benefit or ZERO) >= gross:
        yield f"Version {stated[-1].version} states a net benefit that is no less than all planned benefits before costs."


def _idle_services(evidence: Evidence, gains: Sequence[CashLine]) -> Iterator[str]:
    by_service = benefits_by_service(gains)
    services = {service.service: service.name for service in services_in_scope(evidence)}
    idle = [name for code, name in services.items() if code in by_service and not has_effect(by_service[code])]
    silent = [name for code, name in services.items() if code not in by_service]
    if idle:
        yield f"Sharing brings nothing, or nothing of its own, for: {', '.join(idle)}."
    if silent:
        yield f"No benefit is on record for: {', '.join(silent)}."
