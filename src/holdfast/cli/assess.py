"""`holdfast assess`: will it hold, why, what nobody knows yet, what to do first."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

import click

from holdfast.cli.shared import catalogue_option, evidence_from, file_argument, load, refuse, write
from holdfast.core.assess import assess
from holdfast.core.assessment import Assessment
from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence


class Day(click.ParamType[dt.date]):
    """A date such as 2026-11-24."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            refuse([f"--as-at: “{value}” is not right; expected a date such as 2026-11-24"])


class Wanted(NamedTuple):
    """The paper asked for; everything but its kind is empty where nothing is said of it."""

    output: Path | None
    kind: str
    sections: str
    partner: str
    is_final: bool


@click.command()
@file_argument
@click.option("--as-at", type=Day(), help="Read the evidence as it was known on this date.")
@click.option("--json", "as_json", is_flag=True, help="Print the assessment as JSON.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a paper: a name that ends in .pdf, .docx, .xlsx or .html.")
@click.option(
    "--kind",
    default="",
    help="The kind of paper: full (unless told), members, partner, annex, plan, business_case, go_no_go, benefits, rounds or continuity.",
)
@click.option("--sections", default="", help="Only these sections of the paper, with commas between, such as summary,actions.")
@click.option("--partner", default="", help="The partner whose own view or annex it is, by its short name.")
@click.option("--final", "is_final", is_flag=True, help="Mark the paper as final; otherwise it is a draft.")
@catalogue_option
def command(file: Path, as_at: dt.date | None, as_json: bool, additions: tuple[Path, ...], **paper: str | Path | bool) -> None:
    """Assess the arrangement in FILE (.toml or .xlsx)."""
    wanted = Wanted(**paper)  # type: ignore[arg-type]
    _refuse_early(wanted)
    catalogue = load(additions)
    evidence = evidence_from(file, catalogue)
    assessment = assess(evidence, catalogue, as_at=as_at)
    if wanted.output is not None:
        _write_paper(wanted.output, wanted, evidence, assessment, catalogue)
    if as_json:
        click.echo(json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False))
    elif wanted.output is None:
        from holdfast.cli.assessment_text import print_assessment

        print_assessment(assessment, catalogue)
    else:
        click.echo(f"{wanted.output} written.")


def _refuse_early(wanted: Wanted) -> None:
    """What is wrong with a paper before anything is read; what a paper is, is only loaded where one is asked for."""
    if wanted.output is None:
        said = {"--kind": wanted.kind, "--sections": wanted.sections, "--partner": wanted.partner, "--final": wanted.is_final}
        stray = [name for name, value in said.items() if value]
        if stray:
            refuse([f"{', '.join(stray)}: says what a paper is to be; say with -o where to write it"])
        return
    from holdfast.reports import RENDERERS

    if wanted.output.suffix.lower() not in RENDERERS:
        refuse([f"{wanted.output}: not a kind of paper; expected a name that ends in {', '.join(RENDERERS)}"])


def _write_paper(output: Path, wanted: Wanted, evidence: Evidence, assessment: Assessment, catalogue: Catalogue) -> None:
    from holdfast.reports import PaperRefused, Subject, compose, render

    subject = Subject(evidence, assessment, catalogue, partner=wanted.partner, status="final" if wanted.is_final else "draft")
    sections = [name.strip() for name in wanted.sections.split(",") if name.strip()]
    try:
        paper = compose(subject, wanted.kind or "full", sections)
    except PaperRefused as refused:
        refuse(refused.faults)
    write(output, render(paper, output.suffix.lower()))
