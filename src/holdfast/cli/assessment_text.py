"""Prints an assessment in a terminal: answer, doubt, reasons, actions, in that order."""

from __future__ import annotations

import click

from holdfast.cli.tables import Column, heading, paragraph, table
from holdfast.core.assessment import Assessment, Finding
from holdfast.core.catalogue import Catalogue
from holdfast.core.words import RATINGS, SCALE, STATES, score

TOP_REASONS = 3
TOP_QUESTIONS = 5
TOP_ACTIONS = 5
TOP_CASES = 3
COLOURS = {"red": "red", "amber_red": "red", "amber": "yellow", "amber_green": "yellow", "green": "green"}


def print_assessment(assessment: Assessment, catalogue: Catalogue) -> None:
    """The whole assessment as text."""
    _answer(assessment)
    if assessment.outlook.rating == "cannot_tell":
        _find_out_next(assessment)
    _reasons(assessment)
    _findings("The 15 reasons shared services fail, here", assessment.findings)
    _findings("The guide's 7 patterns of failure", assessment.patterns)
    if assessment.outlook.rating != "cannot_tell":
        _find_out_next(assessment)
    _actions(assessment, catalogue)
    _cases(assessment, catalogue)
    _versions(assessment)


def _answer(assessment: Assessment) -> None:
    outlook = assessment.outlook
    words = RATINGS[outlook.rating]
    click.secho(assessment.arrangement.name, bold=True)
    click.echo(f"Evidence to {assessment.as_at:%-d %B %Y}: {assessment.records} records")
    heading("Will it hold?")
    rated = f" ({words.name.lower()})" if outlook.rating in SCALE else ""
    click.secho(words.answer + rated, bold=True, fg=COLOURS.get(outlook.rating))
    paragraph(f"{words.sentence} {outlook.rule}.")
    worst, best = RATINGS[outlook.worst], RATINGS[outlook.best]
    paragraph(
        f"{outlook.coverage:.0%} of the evidence is in. If all that is unknown is bad: {worst.name.lower()}. "
        f"If it is all good: {best.name.lower()}."
    )


def _reasons(assessment: Assessment) -> None:
    top = assessment.worrying[:TOP_REASONS]
    if not top:
        return
    heading("What matters most")
    for number, found in enumerate(top, 1):
        symbol, state = STATES[found.state]
        click.echo(f"{number}. {found.title}: {score(found.exposure)} of 100, {symbol} {state.lower()}")
        for reason in found.reasons:
            paragraph(f"- {reason}", indent="   ")


def _findings(title: str, findings: tuple[Finding, ...]) -> None:
    heading(title)
    columns = [
        Column("No", "right"),
        Column("Exposed to", grows=True),
        Column("Of 100", "right"),
        Column("State"),
        Column("Low to high", "right"),
        Column("Known", "right"),
    ]
    table(columns, [_row(found) for found in findings])


def _row(found: Finding) -> list[str]:
    symbol, state = STATES[found.state]
    if found.state == "not_applicable":
        return [str(found.number), found.title, "", f"{symbol} {state}", "", ""]
    exposure = "" if found.state == "cannot_tell" else str(score(found.exposure))
    span = f"{score(found.low)} to {score(found.high)}"
    return [str(found.number), found.title, exposure, f"{symbol} {state}", span, f"{found.coverage:.0%}"]


def _find_out_next(assessment: Assessment) -> None:
    top = assessment.next_questions[:TOP_QUESTIONS]
    if not top:
        return
    heading(f"Find out next: these {len(top)} answers would tell most")
    columns = [Column("Question", grows=True), Column("Who can answer", grows=True), Column("Doubt removed", "right")]
    doubt = assessment.doubt or 1
    table(columns, [[item.text, item.who, f"{item.gain / doubt:.1%}"] for item in top])


def _actions(assessment: Assessment, catalogue: Catalogue) -> None:
    if not assessment.actions:
        return
    heading("Do first")
    columns = [
        Column("", "right"),
        Column("Action", grows=True),
        Column("Who", grows=True),
        Column("Exposure", "right"),
        Column("Of", grows=True),
    ]
    rows = []
    for number, action in enumerate(assessment.actions[:TOP_ACTIONS], 1):
        main = catalogue.problem_or_pattern(action.main_finding)
        change = f"{score(action.before)} to {score(action.after)}"
        rows.append([str(number), action.title, catalogue.actions[action.id].who, change, main.short])
    table(columns, rows)


def _cases(assessment: Assessment, catalogue: Catalogue) -> None:
    if not assessment.alike:
        return
    heading("Public cases that began most like this")
    for item in assessment.alike[:TOP_CASES]:
        case = catalogue.cases[item.case]
        paragraph(f"- {case.name} ({case.outcome}): {item.alike} of {item.of} readings alike. {case.lesson}")


def _versions(assessment: Assessment) -> None:
    click.echo()
    versions = assessment.versions
    click.secho(f"Holdfast {versions['holdfast']}, catalogue {versions['catalogue']}", dim=True)
    if versions["local"]:
        paragraph(f"Changed by local additions: {', '.join(versions['local'])}")
