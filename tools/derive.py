"""Writes what the catalogue derives from the casebook: the priors, and how each case's early evidence reads.

Run after a change to the casebook, its examples, the indicators or the parameters of the prior:
`python -m tools.derive`; with `--check` it only says whether the committed files are current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from holdfast.core.catalogue import Catalogue, load_catalogue
from holdfast.core.catalogue.load import PACKAGED
from holdfast.core.catalogue.priors import priors
from holdfast.core.indicators import READERS
from holdfast.core.indicators.measure import measure_all
from holdfast.files import read
from holdfast.files.examples import casebook_files

WEIGHTS = PACKAGED / "weights.toml"
READINGS = PACKAGED / "casebook_readings.toml"
HEAD = "# How the early evidence of each public case reads, as concern from 0 to 1. Made by tools/derive.py.\n"


def prior_blocks(catalogue: Catalogue) -> str:
    """The priors as TOML."""
    blocks = []
    for prior in priors(catalogue, catalogue.cases.values()).values():
        blocks.append(f'[[prior]]\nid = "{prior.id}"\nnumber = {prior.number}\nvalue = {prior.value}\nbasis = "{prior.basis}"\n')
    return "\n".join(blocks)


def weights_text(catalogue: Catalogue) -> str:
    """The weights file with its priors brought up to date."""
    kept = WEIGHTS.read_text(encoding="utf-8").split("[[prior]]", 1)[0].rstrip()
    return f"{kept}\n\n{prior_blocks(catalogue)}"


def readings_text(catalogue: Catalogue) -> str:
    """The case readings as TOML."""
    blocks = [HEAD]
    for case, path in casebook_files().items():
        measured = measure_all(read(path), catalogue, READERS)
        rows = [f"{name} = {round(found.concern, 3)}" for name, found in measured.items() if found.weight > 0]
        blocks.append("\n".join(["[[case]]", f'id = "{case}"', "[case.readings]", *rows]) + "\n")
    return "\n".join(blocks)


def main(arguments: list[str]) -> int:
    """Write the files, or with --check name those that are stale."""
    catalogue = load_catalogue()
    stale: list[Path] = []
    for path, text in ((WEIGHTS, weights_text(catalogue)), (READINGS, readings_text(catalogue))):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path.name}: {'is stale; run python -m tools.derive' if '--check' in arguments else 'written'}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
