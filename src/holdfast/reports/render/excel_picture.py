"""A picture on a sheet, with its alternative text: openpyxl's own way needs an imaging library and says nothing of it."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.drawing.fill import Blip, BlipFillProperties, RelativeRect, StretchInfoProperties
from openpyxl.drawing.geometry import PresetGeometry2D
from openpyxl.drawing.image import Image
from openpyxl.drawing.picture import PictureFrame
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from holdfast.reports.blocks import Picture
from holdfast.reports.render.images import MM_A_UNIT

EMU_A_MM, POINTS_A_MM = 36_000, 72 / 25.4
TALLEST_ROW = 400.0


class Drawn(Image):
    """What openpyxl asks of a picture: its place and, once the file is written, its bytes.

    Its own constructor would ask for an imaging library.
    """

    def __init__(self, data: Callable[[], bytes], anchor: OneCellAnchor) -> None:
        self.format = "png"
        self._drawn, self.anchor = data, anchor

    def _data(self) -> bytes:
        return self._drawn()


def put_picture(sheet: Worksheet, row: int, picture: Picture, data: Callable[[], bytes]) -> int:
    """Puts a picture below this row's top and makes room for it; how many rows that takes."""
    size = XDRPositiveSize2D(round(picture.width * MM_A_UNIT * EMU_A_MM), round(picture.height * MM_A_UNIT * EMU_A_MM))
    anchor = OneCellAnchor(_from=AnchorMarker(col=0, row=row - 1), ext=size)
    anchor.pic = _frame(picture)
    sheet.add_image(Drawn(data, anchor))
    tall = picture.height * MM_A_UNIT * POINTS_A_MM + 6
    rows = int(tall // TALLEST_ROW) + 1
    for number in range(rows):
        sheet.row_dimensions[row + number].height = tall / rows
    return rows


def _frame(picture: Picture) -> PictureFrame:
    frame = PictureFrame()
    about = frame.nvPicPr.cNvPr
    about.name, about.title, about.descr = picture.name, picture.title, picture.says
    frame.blipFill = BlipFillProperties(blip=Blip(), stretch=StretchInfoProperties(fillRect=RelativeRect()))
    frame.spPr.prstGeom = PresetGeometry2D(prst="rect")
    frame.spPr.ln = None
    return frame
