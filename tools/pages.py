"""The shapes of a reference page in Markdown: its head, tables and entries."""

from __future__ import annotations

import re
from collections.abc import Iterable

MADE = "<!-- Made by `make docs` from the catalogue and the code: change those, not this page. -->"


def safe(text: object) -> str:
    """Text as it may stand in a table or a paragraph."""
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A table in Markdown; nothing where there are no rows."""
    heads = list(heads)
    listed = [[str(cell) for cell in row] for row in rows]
    if not listed:
        return []
    lines = [heads, ["---"] * len(heads), *listed]
    return [*(f"| {' | '.join(cells)} |" for cells in lines), ""]


def page(title: str, opening: str, *blocks: Iterable[str]) -> str:
    """A whole page: its title, one sentence, and what follows."""
    lines = [f"# {title}", "", MADE, "", opening, ""]
    for block in blocks:
        lines.extend(block)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def entry(id: str, title: str) -> list[str]:
    """The heading of one entry, with an anchor that is its id."""
    return [f'<a id="{id}"></a>', "", f"## {safe(title)}", ""]
