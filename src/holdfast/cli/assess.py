"""`holdfast assess`: will it hold, why, what nobody knows yet, what to do first."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from holdfast.cli.shared import catalogue_option, evidence_from, file_argument, load, refuse
from holdfast.core.assess import assess


class Day(click.ParamType[dt.date]):
    """A date such as 2026-11-24."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            refuse([f"--as-at: “{value}” is not right; expected a date such as 2026-11-24"])


@click.command()
@file_argument
@click.option("--as-at", type=Day(), help="Read the evidence as it was known on this date.")
@click.option("--json", "as_json", is_flag=True, help="Print the assessment as JSON.")
@catalogue_option
def command(file: Path, as_at: dt.date | None, as_json: bool, additions: tuple[Path, ...]) -> None:
    """Assess the arrangement in FILE (.toml or .xlsx)."""
    catalogue = load(additions)
    assessment = assess(evidence_from(file, catalogue), catalogue, as_at=as_at)
    if as_json:
        click.echo(json.dumps(assessment.to_dict(), indent=2, ensure_ascii=False))
        return
    from holdfast.cli.assessment_text import print_assessment

    print_assessment(assessment, catalogue)
