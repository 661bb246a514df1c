"""PDF: tagged to PDF/UA-1, which Typst checks as it sets the paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from holdfast.reports.blocks import Block, Column, Listing, Table, Value
from holdfast.reports.paper import Paper, Part
from holdfast.reports.pictures.marks import TONES
from holdfast.reports.pictures.svg import INK
from holdfast.reports.render.typeset import typeset, undrawable
from holdfast.reports.words import ON_THE_RIGHT, REPLACEMENT, counted, shown

TEMPLATE = Path(__file__).parent / "paper.typ"
PALE = "#f3f5f7"
BREAK = "\u200b"
_TOO_LONG = re.compile(r"[^\s\-\u200b]{20,}")


def print_paper(paper: Paper) -> bytes:
    """The paper as PDF."""
    data = _each(_plain(paper), _breakable)
    # Only letters beyond Latin can be missing from the fonts, so only they are tried.
    missing = undrawable(letter for letter in _letters(data) if letter > "\u024f")
    if missing:
        without = str.maketrans(dict.fromkeys(missing, REPLACEMENT))
        data = _each(data, lambda words: words.translate(without))
        data["missing"] = (
            f"This PDF’s fonts cannot draw {counted(len(missing), 'letter', 'letters')} of what was written; {REPLACEMENT} stands in "
            "each place. The Word document and the web page have them all."
        )
    return typeset(TEMPLATE.read_bytes(), data, "pdf", day=paper.day)[0]


def _plain(paper: Paper) -> dict[str, Any]:
    return {**paper._asdict(), "day": paper.day.isoformat(), "missing": "", "parts": [_part(part) for part in paper.parts]}


def _part(part: Part) -> dict[str, Any]:
    return {**part._asdict(), "blocks": [_block(block) for block in part.blocks]}


def _block(block: Block) -> dict[str, Any]:
    """A block as the template reads it; cells are words by then."""
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        columns = [{"title": column.title, "width": column.width, "right": column.format in ON_THE_RIGHT} for column in block.columns]
        last = len(block.rows) - 1 if block.has_total else -1
        rows = [[_cell(*pair, bold=at == last) for pair in zip(block.columns, row, strict=True)] for at, row in enumerate(block.rows)]
        return {"is": kind, "caption": block.caption, "columns": columns, "rows": rows, "has_total": block.has_total}
    listed = [item._asdict() for item in block.items] if isinstance(block, Listing) else []
    return {"is": kind, **block._asdict(), "items": listed}


def _cell(column: Column, value: Value, *, bold: bool) -> dict[str, Any] | str:
    words = shown(column.format, value)
    tone = TONES.get(value) if column.format == "state" else None  # type: ignore[call-overload]
    if tone is None and not bold:
        return words
    return {"words": words, "ground": tone.ground if tone else PALE, "ink": tone.words if tone else INK, "bold": bold}


def _breakable(words: str) -> str:
    """Words that would run over the edge may break at any letter; a drawing is left as it is."""
    return words if words.startswith("<svg") else _TOO_LONG.sub(lambda match: BREAK.join(match[0]), words)


def _letters(data: Any) -> set[str]:
    if isinstance(data, str):
        return set(data)
    members = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return set().union(*map(_letters, members))


def _each(data: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text in it changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {name: _each(member, change) for name, member in data.items()}
    return [_each(member, change) for member in data] if isinstance(data, list | tuple) else data
