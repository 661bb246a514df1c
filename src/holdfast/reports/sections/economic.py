"""The economic case: the options, what the one planned is worth and to whom, how sure that is, and what matters most."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from holdfast.core.business_case import MOST_COMPARED, is_comparable
from holdfast.core.finance.sensitivity import Assumption, Turn
from holdfast.core.finance.stages import StageResult
from holdfast.core.finance.sums import CaseSums
from holdfast.reports.blocks import Block, Column, Heading, Paragraph, Table, Value
from holdfast.reports.pictures.ranges import Range, ranges
from holdfast.reports.sections.amounts import EXACT, assumption_title, money_column, on_axis, reasons, said
from holdfast.reports.sections.case import simulation
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject

TOP = 8
YES_NO = {True: "Yes", False: "No", None: None}


def build(subject: Subject) -> Iterable[Block]:
    """From the options to the stages."""
    yield Heading("The options")
    yield from _options(subject)
    yield Heading("What it is worth, and to whom")
    yield from _sums(subject)
    yield from _optimism(subject)
    if subject.case.simulations:
        yield Heading("How sure that is")
        yield from simulation(subject, with_partners=True)
    yield from _assumptions(subject)
    yield from _stages(subject)


def _options(subject: Subject) -> Iterable[Block]:
    case = subject.case.case
    if case.options:
        columns = (
            Column("Option", width=2.8),
            Column("Judged alike", width=0.9),
            money_column(subject, "Net value", 1.2),
            Column("Note", width=2.8),
        )
        rows = tuple(
            (item.name, YES_NO[item.scored], item.sums.net_present_value, " ".join(item.sums.why_not) or None) for item in case.options
        )
        yield Table("options", "The options against no change", columns, rows)
    else:
        yield Paragraph("No options are on record, so nobody can say what else was weighed.")
    if case.no_change.present_value is not None:
        over, yearly = said(subject, case.no_change.present_value), said(subject, case.no_change.yearly)
        yield Paragraph(f"To carry on as today costs {yearly} a year, {over} over the years of the plan.")
    elif case.no_change.missing:
        yield Paragraph(f"What today’s services cost is not known: {len(case.no_change.missing)} baselines have no cost.")


def _sums(subject: Subject) -> Iterable[Block]:
    case = subject.case.case
    columns = (
        Column("Payer", width=2.6),
        money_column(subject, "Net value", 1.2),
        money_column(subject, "With optimism", 1.2),
        Column("Benefit per 1 spent", "ratio", 0.9),
        Column("Payback, years", "number", 0.9),
        money_column(subject, "Most money out", 1.2),
    )
    rows = [_row("All together", case.whole), *(_row(subject.name_of(code), sums) for code, sums in case.partners.items())]
    yield Table("worth", "Net present value and payback, whole and by partner", columns, tuple(rows))
    missing = [reason for sums in (case.whole, *case.partners.values()) for reason in sums.planned.why_not]
    yield from reasons(tuple(dict.fromkeys(missing)))
    delay = case.whole.planned.delay_month
    if delay:
        yield Paragraph(f"Each month of delay {'loses' if delay > 0 else 'adds'} {said(subject, abs(delay))} of it.")


def _row(name: str, sums: CaseSums) -> tuple[str, Decimal | None, Decimal | None, float | None, float | None, Decimal | None]:
    plan = sums.planned
    return name, plan.net_present_value, sums.adjusted.net_present_value, plan.ratio, plan.payback, plan.peak_cash


def _optimism(subject: Subject) -> Iterable[Block]:
    bias = subject.case.case.optimism
    if bias.stated:
        yield Paragraph("The latest version of the case has been adjusted for optimism, so nothing is added for it.")
        return
    yield Paragraph(
        f"For optimism, costs to set up are raised by {bias.set_up:.0%} and times by {bias.duration:.0%}. The rise falls as risks are "
        "shown to be managed; what is not known counts as not managed."
    )
    rows = tuple((item.words, YES_NO[item.in_place]) for item in bias.mitigations)
    yield Table("risks_managed", "Risks that are shown to be managed", (Column("Risk", width=5.0), Column("Shown")), rows)


def _assumptions(subject: Subject) -> Iterable[Block]:
    found = subject.case.sensitivity
    if not is_comparable(subject.case.case):
        yield Paragraph(f"Which assumption matters most is not worked out for more than {MOST_COMPARED} partners.")
    if found is None or not found.assumptions:
        return
    top = found.assumptions[:TOP]
    yield Heading("What matters most")
    bars = [_bar(subject, item, float(found.middle)) for item in top]
    yield ranges("assumptions", "Net present value between the likely ends of each assumption", bars, on_axis(subject), beside="Turns at")
    columns = (
        Column("Assumption", width=3.0),
        *(money_column(subject, head, 1.2) for head in ("From", "To")),
        Column("Share of the doubt", "percent", 0.9),
        Column("Turns at", width=1.3),
    )
    rows = tuple(_assumption(subject, item) for item in top)
    yield Table("assumptions", "What each assumption does to the whole, the widest first", columns, rows)
    yield Paragraph("Turns at: the value at which nothing is left, everything else likely.", "small")


def _assumption(subject: Subject, item: Assumption) -> tuple[Value, ...]:
    low, high = sorted(round(swing, EXACT) for swing in (item.swing_low, item.swing_high))
    return assumption_title(subject, item), low, high, max(0.0, item.total), _turn(item.turn, item.unit)


def _bar(subject: Subject, item: Assumption, middle: float) -> Range:
    low, high = sorted((float(item.swing_low), float(item.swing_high)))
    return Range(assumption_title(subject, item), low, min(high, max(low, middle)), high, words=_turn(item.turn, item.unit))


def _turn(turn: Turn, unit: str) -> str:
    if turn.value is None:
        return "Never"
    shown = f"{turn.value:.0f} months" if unit == "months" else f"{turn.value:.0%}"
    return shown if turn.in_range else f"{shown}, out of range"


def _stages(subject: Subject) -> Iterable[Block]:
    found = subject.case.stages.stages
    if not found:
        return
    yield Heading("Could it stop on the way?")
    columns = (
        Column("Stage", width=1.8),
        Column("Starts", "date", 1.3),
        money_column(subject, "Worth if stopped here", 1.3),
        Column("Could stop", width=0.8),
        money_column(subject, "At risk in going on", 1.3),
        money_column(subject, "Gain in going on", 1.3),
    )
    rows = tuple(
        (subject.records.name_of("stages", item.stage), item.starts, item.value_if_stopped, YES_NO[item.can_stop], item.at_risk, item.gain)
        for item in found
    )
    yield Table("stages", "The stages, each as if it were the last", columns, rows)
    yield from reasons(tuple(_against(subject, item) for item in found if item.contracts or item.posts or item.why_not))


def _against(subject: Subject, item: StageResult) -> str:
    told = [*item.why_not]
    told += [
        f"Contracts that end before one would stop: {', '.join(subject.records.name_of('contracts', name) for name in item.contracts)}."
    ] * bool(item.contracts)
    told += [f"Posts that nobody can stand in for: {', '.join(item.posts)}."] * bool(item.posts)
    return f"{subject.records.name_of('stages', item.stage)}: {' '.join(told)}"


SECTION = Section("economic", "The economic case", build, starts_page=True)
