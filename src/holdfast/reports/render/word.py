"""Word: real styles, so that an editor can restyle it, with heads, captions, contents and alternative texts."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written

from holdfast.reports import blocks
from holdfast.reports.paper import LANGUAGE, Paper, Part
from holdfast.reports.pictures.marks import TONES
from holdfast.reports.pictures.svg import width_of
from holdfast.reports.render import word_parts as parts
from holdfast.reports.render.archive import stamped
from holdfast.reports.render.images import MM_A_UNIT, images, pictures_of
from holdfast.reports.words import ON_THE_RIGHT, shown

FACE, ACCENT, QUIET = "Arial", RGBColor(0x0F, 0x38, 0x46), RGBColor(0x4C, 0x54, 0x59)
PALE = "F3F5F7"
PAGE_MM, CELL_SIZE = 170.0, 8.5
LONGEST_WHOLE_ROW = 800
LONGEST_TITLE = 255  # what Word takes for a property or the description of a table
# style -> size, space above and below, in points
SIZES = {"Title": (24, 0, 6), "Heading 1": (16, 18, 8), "Heading 2": (12.5, 14, 5), "Heading 3": (10.5, 10, 4), "Normal": (10, 0, 6)}


def print_paper(paper: Paper) -> bytes:
    """The paper as a Word document."""
    writer = _Writer(images(pictures_of(paper)))
    writer.head(paper)
    for part in paper.parts:
        writer.part(part)
    made = io.BytesIO()
    writer.made.save(made)
    return stamped(made.getvalue(), paper.day)


class _Writer:
    """One document in the making."""

    def __init__(self, drawn: Mapping[str, bytes]) -> None:
        self.made: Made = Document()
        self._drawn = drawn
        self._counts = {"Table": 0, "Figure": 0, "mark": 0}
        _page(self.made)
        _styles(self.made)
        self._styles = {str(style.name): style.style_id for style in self.made.styles}
        self._end = self.made.element.body.sectPr

    def head(self, paper: Paper) -> None:
        """The title block, the contents, and the foot of every page."""
        _properties(self.made, paper)
        _foot(self.made, paper)
        self._add(paper.kind, "Kind")
        self._add(paper.title, "Title")
        if not paper.has_contents:
            self._add(" · ".join(f"{label}: {value}" for label, value in paper.facts), "Small")
            return
        self._add(paper.answer, "Answer")
        for label, value in paper.facts:
            self._words(self._add("", "List Bullet"), f"{label}:", value)
        self._add("Contents", "Contents Heading")
        entries = [(f"part-{part.id}", part.title) for part in paper.parts]
        parts.contents([self._add("", "TOC 1") for _ in entries], entries)
        self._add("", "Normal").add_run().add_break(WD_BREAK.PAGE)

    def part(self, part: Part) -> None:
        """One section."""
        heading = self._add(part.title, "Heading 1")
        heading.paragraph_format.page_break_before = part.starts_page
        self._counts["mark"] += 1
        parts.mark(heading, self._counts["mark"], f"part-{part.id}")
        for block in part.blocks:
            _PUT[type(block)](self, block)

    def heading(self, block: blocks.Heading) -> None:
        self._add(block.text, f"Heading {block.level}").paragraph_format.page_break_before = block.starts_page

    def paragraph(self, block: blocks.Paragraph) -> None:
        self._add(block.text, {"plain": "Normal", "lead": "Answer", "small": "Small"}[block.look])

    def listing(self, block: blocks.Listing) -> None:
        """A numbered list writes its own numbers: a style's would go on from the list before."""
        for number, item in enumerate(block.items, 1):
            self._words(self._add(f"{number}.\t" if block.is_ordered else "", "Numbered" if block.is_ordered else "List Bullet"), *item)

    def note(self, block: blocks.Note) -> None:
        self._add(block.title, "Note Heading")
        self._add(block.text, "Note")

    def table(self, block: blocks.Table) -> None:
        self._caption("Table", block.caption)
        widths = _widths(block.columns)
        columns = tuple(zip(block.columns, widths, strict=True))
        head = [_cell(column, width, column.title, bold=True, ground=PALE) for column, width in columns]
        rows = [parts.row(head, is_head=True)]
        for at, values in enumerate(block.rows):
            is_total = block.has_total and at == len(block.rows) - 1
            rows.append(_row(columns, values, is_total))
        self._end.addprevious(parts.table(rows, widths, block.caption[:LONGEST_TITLE]))
        self._add("", "After Table")

    def picture(self, block: blocks.Picture) -> None:
        self._caption("Figure", block.title)
        paragraph = self._add("", "Normal")
        drawn = paragraph.add_run().add_picture(io.BytesIO(self._drawn[block.name]), width=Mm(block.width * MM_A_UNIT))
        for side in ("distT", "distB", "distL", "distR"):
            drawn._inline.set(side, "0")
        drawn._inline.docPr.set("descr", block.says)
        drawn._inline.docPr.set("title", block.title)
        drawn.height = Emu(round(drawn.width * block.height / block.width))

    def _add(self, words: str, style: str) -> Written:
        """A paragraph at the end; the library's own way looks through every style each time."""
        made = parts.paragraph(self._styles[style], words)
        self._end.addprevious(made)
        return Written(made, self.made._body)

    def _words(self, paragraph: Written, lead: str, text: str) -> None:
        if lead:
            paragraph.add_run(lead).bold = True
        if text:
            paragraph.add_run(f" {text}" if lead else text)

    def _caption(self, label: str, words: str) -> None:
        self._counts[label] += 1
        caption = self._add(f"{label} ", "Caption")
        parts.field(caption, f"SEQ {label} \\* ARABIC", str(self._counts[label]))
        caption.add_run(f": {words}")


_PUT: Mapping[type, Callable[[_Writer, Any], None]] = {
    blocks.Heading: _Writer.heading,
    blocks.Paragraph: _Writer.paragraph,
    blocks.Listing: _Writer.listing,
    blocks.Note: _Writer.note,
    blocks.Table: _Writer.table,
    blocks.Picture: _Writer.picture,
}


def _widths(columns: Sequence[blocks.Column]) -> list[float]:
    """The widths of columns in twips: their shares of the page, and no head broken inside a word."""
    room, least = PAGE_MM * parts.TWIPS_A_MM, [_least(column) for column in columns]
    shares = [column.width for column in columns]
    narrow: set[int] = set()
    while True:
        left = (room - sum(least[at] for at in narrow)) / sum(share for at, share in enumerate(shares) if at not in narrow)
        more = {at for at, share in enumerate(shares) if at not in narrow and share * left < least[at]}
        if not more or len(narrow | more) == len(shares):
            return [least[at] if at in narrow else share * left for at, share in enumerate(shares)]
        narrow |= more


def _least(column: blocks.Column) -> float:
    widest = max((width_of(word, CELL_SIZE, bold=True) for word in column.title.split()), default=0.0)
    return widest * parts.TWIPS_A_POINT + 2 * parts.CELL_MARGIN


def _row(columns: tuple[tuple[blocks.Column, float], ...], values: tuple[blocks.Value, ...], is_total: bool) -> str:
    cells, letters = [], 0
    for (column, width), value in zip(columns, values, strict=True):
        words = shown(column.format, value)
        letters += len(words)
        tone = TONES.get(value) if column.format == "state" else None  # type: ignore[call-overload]
        ground, ink = (tone.ground[1:], tone.words[1:]) if tone else (PALE if is_total else "", "")
        cells.append(_cell(column, width, words, bold=is_total, ground=ground, ink=ink))
    return parts.row(cells, is_whole=letters <= LONGEST_WHOLE_ROW)


def _cell(column: blocks.Column, width: float, words: str, *, bold: bool, ground: str, ink: str = "") -> str:
    is_right = column.format in ON_THE_RIGHT
    return parts.cell(words, width, style="Cell", is_right=is_right, bold=bold, ground=ground, ink=ink)


def _page(made: Made) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(18), Mm(22)


def _styles(made: Made) -> None:
    """The styles of the document, all in one face."""
    for name, (size, above, below) in SIZES.items():
        _style(made, name, size, above, below, ink=None if name == "Normal" else ACCENT)
    _style(made, "Caption", 9, 8, 3, bold=True, stays=True)
    _style(made, "Small", 8.5, 0, 6, ink=QUIET)
    _style(made, "Kind", 12, 0, 2, ink=QUIET, bold=True)
    _style(made, "Answer", 14, 2, 8, bold=True)
    _style(made, "Cell", CELL_SIZE, 1.5, 1.5)
    _style(made, "After Table", 6, 0, 4)
    _style(made, "TOC 1", 10, 0, 3, ink=ACCENT)
    made.styles["TOC 1"].paragraph_format.tab_stops.add_tab_stop(Mm(PAGE_MM), WD_TAB_ALIGNMENT.RIGHT)
    _style(made, "Contents Heading", 14, 14, 6, ink=ACCENT, bold=True, stays=True)
    _style(made, "Footer", 7.5, 0, 0, ink=QUIET)
    for name in ("List Bullet", "Numbered"):
        _style(made, name, 10, 0, 3)
    numbered = made.styles["Numbered"].paragraph_format
    numbered.left_indent, numbered.first_line_indent = Mm(7), Mm(-7)
    numbered.tab_stops.add_tab_stop(Mm(7))
    for name, size, above, below in (("Note Heading", 13, 8, 0), ("Note", 10, 0, 10)):
        _style(made, name, size, above, below, bold=name == "Note Heading", stays=name == "Note Heading")
        _set_apart(made.styles[name])
    made.styles["Title"].font.bold = True
    made.styles["Title"].element.get_or_add_pPr().remove_all("w:pBdr")


def _style(
    made: Made,
    name: str,
    size: float,
    above: float,
    below: float,
    *,
    ink: RGBColor | None = None,
    bold: bool | None = None,
    stays: bool = False,
) -> None:
    known = [style.name for style in made.styles]
    style: Any = made.styles[name] if name in known else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in known:
        style.base_style = made.styles["Normal"]
    style.font.name, style.font.size, style.font.italic = FACE, Pt(size), False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FACE)
    style.font.color.rgb = ink or RGBColor(0x0B, 0x0C, 0x0C)
    if bold is not None:
        style.font.bold = bold
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
    if stays:
        style.paragraph_format.keep_with_next = True


def _set_apart(style: Any) -> None:
    """A bar to the left and a pale ground."""
    look = style.element.get_or_add_pPr()
    bar = parts.element("w:pBdr", parts.element("w:left", val="single", sz=24, space=8, color="0F3846"))
    look.insert_element_before(bar, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    ground = parts.element("w:shd", val="clear", color="auto", fill=PALE)
    look.insert_element_before(ground, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    style.paragraph_format.left_indent = Mm(4)


def _properties(made: Made, paper: Paper) -> None:
    told = made.core_properties
    told.title, told.subject = paper.title[:LONGEST_TITLE], paper.kind[:LONGEST_TITLE]
    told.author, told.language, told.comments = "Holdfast", LANGUAGE, ""
    told.content_status = "Final" if paper.is_final else "Draft"
    told.created = told.modified = dt.datetime(paper.day.year, paper.day.month, paper.day.day)
    language = parts.element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    defaults = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)


def _foot(made: Made, paper: Paper) -> None:
    foot = made.sections[0].footer.paragraphs[0]
    foot.style = made.styles["Footer"]
    foot.add_run(f"{paper.foot} · Page\u00a0")
    parts.field(foot, "PAGE", "1")
    foot.add_run("\u00a0of\u00a0")
    parts.field(foot, "NUMPAGES", "1")
