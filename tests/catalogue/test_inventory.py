"""Ids are promises: none may vanish or change without a change of ids.txt that a reviewer can see."""

from __future__ import annotations

from holdfast.core.catalogue import load_catalogue
from tests.catalogue.inventory import IDS, inventory

WRITE = "run: python -m tests.catalogue.inventory"


def test_no_id_has_vanished() -> None:
    gone = sorted(set(IDS.read_text(encoding="utf-8").split()) - set(inventory(load_catalogue())))
    assert not gone, f"these ids are gone: {', '.join(gone)}. If that is meant, {WRITE}"


def test_no_id_is_missing_from_the_inventory() -> None:
    new = sorted(set(inventory(load_catalogue())) - set(IDS.read_text(encoding="utf-8").split()))
    assert not new, f"these ids are new: {', '.join(new)}. If that is meant, {WRITE}"
