"""`holdfast demo`: the main job on the complete example, then the site with all examples."""

from __future__ import annotations

import click

from holdfast.cli.assessment_text import print_assessment
from holdfast.cli.serve import DEFAULT_PORT, start
from holdfast.cli.shared import evidence_from, load
from holdfast.core.assess import assess
from holdfast.files.examples import complete_example


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def command(port: int, host: str) -> None:
    """Assess the complete example, then start the site with the examples loaded."""
    catalogue = load(())
    print_assessment(assess(evidence_from(complete_example(), catalogue), catalogue), catalogue)
    click.echo()
    raise SystemExit(start(port, host))
