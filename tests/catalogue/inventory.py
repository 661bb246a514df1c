"""Every id of the catalogue, one a line. `python -m tests.catalogue.inventory` writes ids.txt anew."""

from __future__ import annotations

from pathlib import Path

from holdfast.core.catalogue import Catalogue, load_catalogue

IDS = Path(__file__).with_name("ids.txt")
PARTS = ("problems", "patterns", "indicators", "questions", "actions", "parameters", "cases", "sources")


def inventory(catalogue: Catalogue) -> list[str]:
    """The ids of each part, in order."""
    return [f"{part}/{id}" for part in PARTS for id in sorted(getattr(catalogue, part))]


if __name__ == "__main__":
    IDS.write_text("\n".join(inventory(load_catalogue())) + "\n", encoding="utf-8")
