"""HTML: one page that needs nothing else, works without script, and prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from holdfast.reports import blocks
from holdfast.reports.paper import LANGUAGE, Paper, Part
from holdfast.reports.words import ON_THE_RIGHT, shown

STYLE = Path(__file__).parent / "page.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def print_paper(paper: Paper) -> bytes:
    """The paper as a page."""
    return "".join(_page(paper)).encode()


def _page(paper: Paper) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(paper.title)}: {escape(paper.kind)}</title>\n"
    yield f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#main">Skip to the paper</a>\n<header>\n'
    yield f'<p class="kind" dir="auto">{escape(paper.kind)}</p>\n<h1 dir="auto">{escape(paper.title)}</h1>\n'
    yield f'<p class="answer">{escape(paper.answer)}</p>\n<dl class="facts">\n' if paper.has_contents else '<dl class="facts">\n'
    yield from (f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>\n" for label, value in paper.facts)
    yield "</dl>\n</header>\n"
    if paper.has_contents:
        links = "".join(f'<li><a href="#{part.id}">{escape(part.title)}</a></li>\n' for part in paper.parts)
        yield f'<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ul>\n{links}</ul>\n</nav>\n'
    yield '<main id="main">\n'
    for part in paper.parts:
        yield from _part(part)
    yield f"</main>\n<footer><p>{escape(paper.foot)}</p></footer>\n</body>\n</html>\n"


def _part(part: Part) -> Iterator[str]:
    new = ' class="new-page"' if part.starts_page else ""
    yield f'<section aria-labelledby="{part.id}"{new}>\n<h2 id="{part.id}">{escape(part.title)}</h2>\n'
    yield from (_PUT[type(block)](block) for block in part.blocks)
    yield "</section>\n"


def _heading(block: blocks.Heading) -> str:
    """One level below Word's and the PDF's: on a page the title is level 1."""
    level = block.level + 1
    return f"<h{level}>{escape(block.text)}</h{level}>\n"


def _paragraph(block: blocks.Paragraph) -> str:
    return f'<p class="{block.look}">{escape(block.text)}</p>\n'


def _listing(block: blocks.Listing) -> str:
    tag = "ol" if block.is_ordered else "ul"
    items = "".join(f"<li>{_item(item)}</li>\n" for item in block.items)
    return f"<{tag}>\n{items}</{tag}>\n"


def _item(item: blocks.Item) -> str:
    lead = f"<b>{escape(item.lead)}</b> " if item.lead else ""
    return f"{lead}{escape(item.text)}".strip()


def _note(block: blocks.Note) -> str:
    return f'<div class="note"><p class="note-title">{escape(block.title)}</p><p>{escape(block.text)}</p></div>\n'


def _picture(block: blocks.Picture) -> str:
    return f"<figure>\n<figcaption>{escape(block.title)}</figcaption>\n{block.svg}\n</figure>\n"


def _table(block: blocks.Table) -> str:
    """Wide tables scroll by themselves, with the keyboard too."""
    heads = "".join(f'<th scope="col"{_side(column)}>{escape(column.title)}</th>' for column in block.columns)
    total = len(block.rows) - 1 if block.has_total else -1
    rows = "".join(f"<tr{' class=total' if at == total else ''}>{_row(block.columns, row)}</tr>\n" for at, row in enumerate(block.rows))
    caption = escape(block.caption)
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="Table: {caption}"><table>\n<caption>{caption}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )


def _row(columns: tuple[blocks.Column, ...], row: tuple[blocks.Value, ...]) -> str:
    return "".join(_cell(column, value) for column, value in zip(columns, row, strict=True))


def _cell(column: blocks.Column, value: blocks.Value) -> str:
    words = escape(shown(column.format, value))
    if column.format == "state":
        return f'<td class="state {value}">{words}</td>'
    return f'<td dir="auto">{words}</td>' if column.format == "text" else f"<td{_side(column)}>{words}</td>"


def _side(column: blocks.Column) -> str:
    return ' class="right"' if column.format in ON_THE_RIGHT else ""


_PUT: Mapping[type, Callable[[Any], str]] = {
    blocks.Heading: _heading,
    blocks.Paragraph: _paragraph,
    blocks.Listing: _listing,
    blocks.Note: _note,
    blocks.Table: _table,
    blocks.Picture: _picture,
}
