"""`holdfast calibrate`."""

from __future__ import annotations

from holdfast.core.catalogue import load_catalogue
from tests.cli.runner import run


def test_it_prints_both_figures_beside_the_prior_alone() -> None:
    result = run("calibrate")
    assert result.exit_code == 0, result.stderr
    assert all(case in result.stdout for case in load_catalogue().cases)
    for words in ("Recall", "Mean average precision", "Prior alone", "Wins", "losses", "sign test"):
        assert words in result.stdout
