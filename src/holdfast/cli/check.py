"""`holdfast check`: the quick check in a terminal, one question at a time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from holdfast.cli.assessment_text import print_assessment
from holdfast.cli.shared import evidence_from, load, refuse, write
from holdfast.cli.tables import paragraph
from holdfast.core.assess import assess
from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Question
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.answers import AnswerValue
from holdfast.core.quickcheck import answers_in, evidence_of, next_question
from holdfast.core.words import RATINGS
from holdfast.files import write_toml

OTHER_ANSWERS: dict[str, AnswerValue] = {"d": "dont_know", "n": "not_applicable"}
POINTS: dict[str, AnswerValue] = {"0": 0, "1": 1, "2": 2, "3": 3, "4": 4}
STOP = "q"


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the answers to a TOML file to go on with.")
def command(file: Path | None, output: Path | None) -> None:
    """Answer one question at a time: always the one that would tell most. Stop when you like.

    With a FILE you go on from what it holds, answers of an earlier check included.
    """
    if output is not None and output.suffix.lower() != ".toml":
        refuse([f"{output}: expected a name that ends in .toml"])
    catalogue = load(())
    today = dt.date.today()
    base = evidence_from(file, catalogue) if file else None
    answers = _ask_all(catalogue, today, base)
    evidence = evidence_of(answers, today, base)
    click.echo()
    print_assessment(assess(evidence, catalogue), catalogue)
    if output is not None:
        write(output, write_toml(evidence).encode())
        click.echo(f"{output}: your answers, to go on with")


def _ask_all(catalogue: Catalogue, today: dt.date, base: Evidence | None) -> dict[str, AnswerValue]:
    answers = answers_in(base) if base else {}
    click.echo("Answer 0 to 4, d for “I do not know”, n for “does not apply”, q to stop.")
    while (question := next_question(answers, catalogue, base)) is not None:
        value = _ask(question, len(answers) + 1)
        if value is None:
            break
        answers[question.id] = value
        outlook = assess(evidence_of(answers, today, base), catalogue).outlook
        click.secho(
            f"So far: {RATINGS[outlook.rating].answer.lower()}. Worst {RATINGS[outlook.worst].name.lower()}, "
            f"best {RATINGS[outlook.best].name.lower()}; {outlook.coverage:.0%} known.",
            dim=True,
        )
    return answers


def _ask(question: Question, number: int) -> AnswerValue | None:
    """One answer, asked again until it can be read; none to stop."""
    click.echo()
    click.secho(f"{number}. {question.text}", bold=True)
    for point, words in enumerate(question.points):
        paragraph(f"{point}  {words}", indent="   ")
    while True:
        try:
            typed = click.prompt("Answer", default=STOP, show_default=False, prompt_suffix=" [0-4, d, n, q]: ").strip().lower()
        except click.Abort:
            return None
        if typed == STOP:
            return None
        value = {**POINTS, **OTHER_ANSWERS}.get(typed)
        if value is not None:
            return value
        click.echo(f"“{typed}” is not right; expected 0, 1, 2, 3, 4, d, n or q")
