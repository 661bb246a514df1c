"""Pieces of a Word file that python-docx has no words for: fields, repeated heads, shading, marks to link to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

TWIPS_A_MM, TWIPS_A_POINT, CELL_MARGIN = 56.6929, 20, 70


def element(tag: str, *inside: Any, **attributes: object) -> Any:
    """One element of Word's own language; attributes are in its main namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(inside)
    return made


def run(words: str) -> Any:
    """A run of text."""
    text = element("w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    return element("w:r", text)


def field(written: Paragraph, code: str, shown: str) -> None:
    """A field that Word works out, with what stands there until it has."""
    for piece in _field(code, [run(shown)]):
        written._p.append(piece)


def _field(code: str, shown: Iterable[Any], **begin: str) -> Iterable[Any]:
    instruction = element("w:instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    yield element("w:r", element("w:fldChar", fldCharType="begin", **begin))
    yield element("w:r", instruction)
    yield element("w:r", element("w:fldChar", fldCharType="separate"))
    yield from shown
    yield element("w:r", element("w:fldChar", fldCharType="end"))


def mark(written: Paragraph, number: int, name: str) -> None:
    """Makes a paragraph a place that others can link to."""
    written._p.insert_element_before(element("w:bookmarkStart", id=number, name=name), "w:r")
    written._p.append(element("w:bookmarkEnd", id=number))


def contents(written: Sequence[Paragraph], entries: Sequence[tuple[str, str]]) -> None:
    """A table of contents that stands already and that Word can renew; one paragraph and one (mark, words) an entry."""
    *begin, end = _field('TOC \\o "1-1" \\h', [], dirty="true")
    for piece in begin:
        written[0]._p.append(piece)
    for paragraph, (name, words) in zip(written, entries, strict=True):
        page = _field(f"PAGEREF {name} \\h", [run("")], dirty="true")
        paragraph._p.append(element("w:hyperlink", run(words), element("w:r", element("w:tab")), *page, anchor=name))
    written[-1]._p.append(end)


def paragraph(style: str, words: str) -> Any:
    """A paragraph of a style, told by the style's id."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=style)), *([run(words)] if words else []))


# Tables are written as text and read once: a paper has thousands of cells, and an object for each part of each takes seconds.
def cell(words: str, width: float, *, style: str, is_right: bool = False, bold: bool = False, ground: str = "", ink: str = "") -> str:
    """A table cell with one paragraph; colours as rrggbb, the width in twips."""
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    side = '<w:jc w:val="right"/>' if is_right else ""
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    look = f"{'<w:b/>' if bold else ''}{colour}"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width)}" w:type="dxa"/>{shading}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>'
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:tc>'
    )


def row(cells: Iterable[str], *, is_head: bool = False, is_whole: bool = True) -> str:
    """A row; heads are repeated on every page, and a row that is not too long is kept in one piece."""
    look = f"{'<w:cantSplit/>' if is_whole else ''}{'<w:tblHeader/>' if is_head else ''}"
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Iterable[float], says: str) -> Any:
    """A table of these rows, with what it shows for those who cannot see it."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C9CFD3"/>' for side in ("top", "bottom", "insideH"))
    margins = "".join(f'<w:{side} w:w="{CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{round(width)}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{round(170 * TWIPS_A_MM)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(says)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
