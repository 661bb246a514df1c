"""Writes the golden assessments: `python -m tools.golden`. A reviewer reads the difference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.files import read
from holdfast.files.examples import folder

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
DECIMALS = 6
# golden file -> the example it is made from
MADE_FROM: Mapping[str, str] = {
    "four-councils.json": "four-councils.toml",
    "guide-1.json": "guide/1.toml",
    "nearly-empty.json": "nearly-empty.toml",
}


def golden(example: str) -> dict[str, Any]:
    """The assessment of an example as committed: rounded, and without what changes with each version."""
    catalogue = load_catalogue()
    found = assess(read(folder() / example, questions=frozenset(catalogue.questions)), catalogue).to_dict()
    del found["versions"]
    rounded: dict[str, Any] = _rounded(found)
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return value


def main() -> None:
    """Write every golden file whose example is there."""
    GOLDEN.mkdir(exist_ok=True)
    for name, example in MADE_FROM.items():
        if not (folder() / example).exists():
            print(f"{example}: is not there, so {name} is not written")
            continue
        (GOLDEN / name).write_text(json.dumps(golden(example), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"tests/golden/{name}")


if __name__ == "__main__":
    main()
