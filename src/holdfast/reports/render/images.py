"""Pictures as PNG, for formats that cannot show SVG everywhere: the same drawing, set by Typst."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from holdfast.reports.blocks import Picture
from holdfast.reports.paper import Paper
from holdfast.reports.render.typeset import typeset

PPI = 144.0
# So many are set in one go: each picture takes some 4 MB until its file is made.
BATCH = 4
# A drawing's unit is a quarter of a millimetre, so that 680 of them are the 170 mm between the margins of A4.
MM_A_UNIT = 0.25
_SOURCE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Liberation Sans")
#for picture in json(bytes(sys.inputs.data)) {
  page(image(bytes(picture.svg), format: "svg", width: picture.width * 1mm))
}
"""


def pictures_of(paper: Paper) -> Iterator[Picture]:
    """Every picture of a paper in order."""
    return (block for part in paper.parts for block in part.blocks if isinstance(block, Picture))


def images(pictures: Iterable[Picture]) -> Mapping[str, bytes]:
    """The pictures as PNG, by name."""
    found = {picture.name: {"svg": picture.svg, "width": picture.width * MM_A_UNIT} for picture in pictures}
    data = list(found.values())
    made = [image for at in range(0, len(data), BATCH) for image in _drawn(data[at : at + BATCH])]
    return dict(zip(found, made, strict=True))


def _drawn(data: Sequence[Any]) -> list[bytes]:
    return typeset(_SOURCE, data, "png", ppi=PPI)
