"""Prints a business case in a terminal: the answer, who gains, how sure it is, what turns it, then benefits, stages, road and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

import click

from holdfast.cli.tables import Column, heading, paragraph, table
from holdfast.core.business_case import WholeCase
from holdfast.core.finance.bridge import Bridge
from holdfast.core.finance.sensitivity import Assumption, Turn
from holdfast.core.finance.simulation import PERCENTILES, Distribution, Simulation
from holdfast.core.finance.sums import CaseSums, Sums
from holdfast.core.words import VIEWS

NOT_KNOWN = "not known"
TOP = 8
TOP_LOSSES = 6
STEPS = {
    None: "The partners' own ranges",
    "set_up": "Overrun of the cost to set up",
    "running": "Overrun of the running cost",
    "realised": "Benefits that do not come",
    "delay": "Delay of go-live",
    "leaving": "Partners who leave, and what all this does together",
}
YES_NO = {True: "yes", False: "no", None: NOT_KNOWN}


def print_business_case(found: WholeCase) -> None:
    """The whole result as text."""
    click.secho(found.arrangement.name, bold=True)
    click.echo(f"Evidence to {found.as_at:%-d %B %Y}; amounts in thousands of {found.case.currency}, prices of {_prices(found)}")
    for words in found.case.remarks:
        paragraph(words)
    _sums(found)
    _options(found)
    _simulations(found.simulations, is_whole=found.case.plan.is_whole)
    _bridge(found.bridge)
    _assumptions(found)
    _benefits(found)
    _stages(found)
    _road(found)
    _people(found)


def _prices(found: WholeCase) -> str:
    year = found.case.price_year
    return "a year that is not said" if year is None else f"{year}/{(year + 1) % 100:02d}"


def money(value: Decimal | None) -> str:
    """Thousands with separators; unknown stays unknown."""
    return NOT_KNOWN if value is None else f"{round(value / 1000):,}"


def _adds(value: Decimal) -> str:
    """What a step adds or takes, with its sign; less than half a thousand is nothing either way."""
    thousands = round(value / 1000)
    return f"{thousands:+,}" if thousands else "0"


def _day(value: dt.date | None) -> str:
    return "no date" if value is None else f"{value:%-d %b %Y}"


def _sums(found: WholeCase) -> None:
    heading("What it is worth")
    columns = [
        Column("", grows=True),
        *(Column(title, "right") for title in ("Net value", "With optimism", "Per 1 spent", "Payback", "Most out")),
    ]
    rows = [_sums_row("All together", found.case.whole), *(_sums_row(code, sums) for code, sums in found.case.partners.items())]
    table(columns, rows)
    for reason in _reasons(found.case.whole.planned, *(sums.planned for sums in found.case.partners.values())):
        if reason not in found.case.remarks:
            paragraph(reason)
    delay = found.case.whole.planned.delay_month
    if delay:
        paragraph(f"Each month of delay {'loses' if delay > 0 else 'adds'} {money(abs(delay))} of net present value.")
    bias = found.case.optimism
    if bias.stated:
        paragraph("The latest version of the case has been adjusted for optimism, so nothing is added for it.")
    else:
        managed, asked = sum(item.in_place is True for item in bias.mitigations), len(bias.mitigations)
        paragraph(f"For optimism, costs to set up are raised by {bias.set_up:.0%}: {managed} of the {asked} risks asked about are managed.")


def _reasons(*all_sums: Sums) -> Iterable[str]:
    return dict.fromkeys(reason for sums in all_sums for reason in sums.why_not)


def _sums_row(name: str, sums: CaseSums) -> list[str]:
    plan = sums.planned
    ratio = NOT_KNOWN if plan.ratio is None else f"{plan.ratio:.2f}"
    payback = NOT_KNOWN if plan.payback is None else f"{plan.payback:.1f} years"
    return [name, money(plan.net_present_value), money(sums.adjusted.net_present_value), ratio, payback, money(plan.peak_cash)]


def _options(found: WholeCase) -> None:
    if not found.case.options:
        return
    heading("The options, against no change")
    chances = {name: f"{chance.whole:.0%}" for name, chance in found.option_chances.items()}
    rows = [
        [
            item.name,
            YES_NO[item.scored],
            money(item.sums.net_present_value),
            money(item.adjusted.net_present_value),
            chances.get(item.option, ""),
            " ".join(item.sums.why_not),
        ]
        for item in found.case.options
    ]
    titles = ("Net value", "With optimism", "Chance of loss")
    columns = [Column("Option", grows=True), Column("Judged alike"), *(Column(title, "right") for title in titles)]
    table([*columns, Column("Note", grows=True)], rows)


def _simulations(simulations: Sequence[Simulation], *, is_whole: bool) -> None:
    if not simulations:
        return
    first = simulations[0]
    heading(f"How sure that is: {first.trials:,} trials, seed {first.seed}")
    low, middle, high = (PERCENTILES.index(percent) for percent in (10, 50, 90))
    columns = [
        Column("", grows=True),
        *(Column(title, "right") for title in ("1 in 10 below", "Middle", "1 in 10 above", "Chance of loss")),
    ]

    def row(name: str, item: Distribution) -> list[str]:
        return [name, *(money(item.percentiles[at]) for at in (low, middle, high)), f"{item.chance_of_loss:.0%}" if is_whole else NOT_KNOWN]

    rows = []
    for simulation in simulations:
        rows.append(row(VIEWS[simulation.view], simulation.whole))
        rows += [row(f"  {code}", item) for code, item in (simulation.partners or {}).items()]
    table(columns, rows)
    paragraph(simulations[-1].marked)
    if not is_whole:
        paragraph("Only one side of the plan is on record, so nothing can be said of a loss.")


def _bridge(bridge: Bridge | None) -> None:
    if bridge is None:
        return
    heading("What takes it from the plan to the middle of those ranges")
    steps = [[STEPS[step.driver], _adds(step.amount), money(step.leaves)] for step in bridge.steps if step.amount]
    rows = [["As planned", "", money(bridge.starts)], *steps]
    table([Column("Step", grows=True), Column("Adds", "right"), Column("Leaves", "right")], rows)


def _assumptions(found: WholeCase) -> None:
    if found.sensitivity is None:
        return
    heading("What matters most")
    columns = [Column("Assumption", grows=True), *(Column(title, "right") for title in ("From", "To", "Share of doubt", "Turns at"))]
    table(columns, [_assumption(item) for item in found.sensitivity.assumptions[:TOP]])
    paragraph(
        "From and to: the net present value with the assumption near its ends, all else in the middle. Turns at: where nothing is left."
    )


def _assumption(item: Assumption) -> list[str]:
    swings = sorted((item.swing_low, item.swing_high))
    return [item.title, *map(money, swings), f"{max(0.0, item.total):.0%}", _turn(item.turn, item.unit)]


def _turn(turn: Turn, unit: str) -> str:
    if turn.value is None:
        return "never"
    shown = f"{turn.value:.0f} months" if unit == "months" else f"{turn.value:.0%}"
    return shown if turn.in_range else f"{shown} (out of range)"


def _benefits(found: WholeCase) -> None:
    statement = found.benefits
    heading("Benefits")
    if not statement.benefits:
        paragraph("No benefits are on record.")
    else:
        owners = f", {len(statement.ownerless)} without an owner" if statement.ownerless else ""
        paragraph(f"{len(statement.benefits)} on record{owners}, {len(statement.late)} late.")
    share = "not known yet" if statement.realised is None else f"{statement.realised:.0%} of what was planned to date"
    kinds = (("said to be cashable", statement.cashable), ("displaced", statement.displaced), ("not said which", statement.unclear))
    promised = ", ".join(f"{money(value)} {name}" for name, value in kinds if value is not None)
    paragraph(f"Realised: {share}. Money promised: {promised or NOT_KNOWN}.")
    for words in statement.warnings:
        paragraph(f"- {words}")


def _stages(found: WholeCase) -> None:
    if not found.stages.stages:
        return
    heading("Stages: could it stop there?")
    columns = [
        Column("Stage", grows=True),
        Column("Value if stopped", "right"),
        Column("Could stop"),
        Column("At risk going on", "right"),
        Column("Gain", "right"),
    ]
    rows = [
        [
            item.stage,
            money(item.value_if_stopped),
            YES_NO[item.can_stop],
            "" if last else money(item.at_risk),
            "" if last else money(item.gain),
        ]
        for at, item in enumerate(found.stages.stages, 1)
        for last in (at == len(found.stages.stages),)
    ]
    table(columns, rows)


def _road(found: WholeCase) -> None:
    heading("The road to a decision")
    for words in found.road.remarks:
        paragraph(words)
    rows = []
    for gate in found.road.gates:
        when = f"{_day(gate.window.early)} to {_day(gate.window.late)}" if gate.window else "decided" if gate.decided else NOT_KNOWN
        gone = "" if gate.chance_a_backer_is_gone is None else f"{gate.chance_a_backer_is_gone:.0%}"
        slip = NOT_KNOWN if gate.slip_months is None else f"{gate.slip_months:+.1f}"
        rows.append([gate.name, _day(gate.decided or gate.expected), slip, when, str(len(gate.collisions)), gone])
    if rows:
        titles = (("Date", "left"), ("Months late", "right"), ("Likely", "left"), ("Collisions", "right"), ("A backer gone", "right"))
        table([Column("Gate", grows=True), *(Column(title, "left" if side == "left" else "right") for title, side in titles)], rows)
        paragraph(found.road.rate.words)


def _people(found: WholeCase) -> None:
    people = found.people
    heading("The people it depends on")
    least = people.departures.at_least
    if least is not None:
        paragraph(
            f"It takes {least} to leave before a duty or a tie is lost:"
            if least > 1
            else "One departure is enough to lose a duty or a tie:"
        )
        titles = dict(people.titles)
        for reliance in people.departures.smallest[:TOP_LOSSES]:
            paragraph(f"- {reliance.what}: {', '.join(titles[post] for post in reliance.posts)}")
        more = len(people.departures.smallest) - TOP_LOSSES
        if more > 0:
            paragraph(f"- and {more} more")
    for alarm in people.alarms:
        paragraph(alarm.words)
    for words in people.remarks:
        paragraph(words)
