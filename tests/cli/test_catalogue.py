"""`holdfast catalogue`."""

from __future__ import annotations

import pytest

from holdfast.cli.catalogue import PARTS
from holdfast.core.catalogue import load_catalogue
from tests.cli.runner import refused, run


def test_it_lists_the_parts_with_how_many_each_holds() -> None:
    result = run("catalogue")
    assert result.exit_code == 0
    assert all(part in result.stdout for part in PARTS)
    assert "171" in result.stdout


@pytest.mark.parametrize("part", PARTS)
def test_it_lists_a_part_and_shows_every_entry(part: str) -> None:
    result = run("catalogue", part)
    assert result.exit_code == 0, result.stderr
    ids = list(getattr(load_catalogue(), part))
    assert all(id in result.stdout for id in ids)
    assert run("catalogue", part, ids[0]).exit_code == 0


def test_an_entry_says_what_it_is() -> None:
    result = run("catalogue", "indicators", "vacancies")
    assert "P11.1" in result.stdout
    assert "Healthy" in result.stdout


def test_a_part_that_is_not_there_is_refused() -> None:
    refused(run("catalogue", "wishes"), "expected one of problems")


def test_an_entry_that_is_not_there_is_refused() -> None:
    refused(run("catalogue", "problems", "not_there"), "holdfast catalogue problems")
