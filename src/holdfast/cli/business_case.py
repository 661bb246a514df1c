"""`holdfast business-case`: what it costs and brings, for whom, how sure that is, and what could turn it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from holdfast.cli.shared import catalogue_option, evidence_from, file_argument, load
from holdfast.core.business_case import work_out
from holdfast.core.finance.options import has_lines
from holdfast.core.finance.simulation import DEFAULT_SEED, DEFAULT_TRIALS

# Fewer trials than this are done before a bar could be read.
WORTH_A_BAR = 100_000
VIEWS = 3


@click.command()
@file_argument
@click.option("--trials", type=click.IntRange(1, 10_000_000), default=DEFAULT_TRIALS, show_default=True, help="How many trials to run.")
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), default=DEFAULT_SEED, show_default=True, help="The same seed gives the same figures."
)
@click.option("--option", help="Work out another option of the file, by its short name, instead of the arrangement's own plan.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@catalogue_option
def command(file: Path, trials: int, seed: int, option: str | None, as_json: bool, additions: tuple[Path, ...]) -> None:
    """Work out the business case of the arrangement in FILE (.toml or .xlsx)."""
    catalogue = load(additions)
    evidence = evidence_from(file, catalogue)
    if option and not has_lines(evidence, option):
        raise click.BadParameter(f"no planned amount of the file names the option {option!r}", param_hint="--option")
    if trials < WORTH_A_BAR:
        found = work_out(evidence, catalogue, trials=trials, seed=seed, option=option)
    else:
        with click.progressbar(length=VIEWS * trials, label="Trials", file=sys.stderr) as bar:
            found = work_out(evidence, catalogue, trials=trials, seed=seed, option=option, progress=lambda done: bar.update(done))
    if as_json:
        click.echo(json.dumps(found.to_dict(), indent=2, ensure_ascii=False))
        return
    from holdfast.cli.business_case_text import print_business_case

    print_business_case(found)
