"""`holdfast calibrate`: how well the casebook's documented reasons are recovered."""

from __future__ import annotations

from pathlib import Path

import click

from holdfast.cli.shared import catalogue_option, evidence_from, load
from holdfast.cli.tables import Column, heading, paragraph, table
from holdfast.core.calibrate import Calibration, CaseScore, calibrate
from holdfast.files.examples import casebook_files


@click.command()
@catalogue_option
def command(additions: tuple[Path, ...]) -> None:
    """Assess each public case from its early facts and compare with what was documented later."""
    catalogue = load(additions)
    evidence = {name: evidence_from(path, catalogue) for name, path in casebook_files().items()}
    _print(calibrate(catalogue, evidence))


def _print(found: Calibration) -> None:
    heading("The casebook, leave-one-out")
    columns = [
        Column("Case"),
        Column("Outcome"),
        Column("Reasons", "right"),
        Column("Recall", "right"),
        Column("by prior", "right"),
        Column("Precision", "right"),
        Column("by prior", "right"),
        Column("Mean exposure", "right"),
    ]
    table(columns, [_row(score) for score in found.scores])
    heading("All cases")
    table(
        [Column(""), Column("Holdfast", "right"), Column("Prior alone", "right"), Column("Difference", "right")],
        [
            _means("Recall of documented reasons in the top five", found.recall, found.recall_prior),
            _means("Mean average precision", found.precision, found.precision_prior),
        ],
    )
    click.echo()
    click.echo(f"Wins {found.wins}, losses {found.losses}, ties {found.ties}; sign test p = {found.sign_p:.3f}")
    paragraph(
        "Reasons of high and medium confidence count. Priors come from the other cases only. Twelve cases that made "
        "news are few: read these figures as a check that the reasoning points the right way, not as a success rate."
    )


def _row(score: CaseScore) -> list[str]:
    figures = (score.recall, score.recall_prior, score.precision, score.precision_prior)
    shown = ["" if figure is None else f"{figure:.2f}" for figure in figures]
    return [score.case, score.outcome, str(len(score.reasons)), *shown, f"{score.mean_exposure:.2f}"]


def _means(title: str, ours: float, prior: float) -> list[str]:
    return [title, f"{ours:.3f}", f"{prior:.3f}", f"{ours - prior:+.3f}"]
