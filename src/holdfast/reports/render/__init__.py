"""One module for each format, loaded only when it is asked for: `print_paper(paper)` gives the file's bytes."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from holdfast.reports.paper import Paper

# the end of a file's name -> the module that prints it
RENDERERS: Mapping[str, str] = {".pdf": "pdf", ".docx": "word", ".xlsx": "excel", ".html": "page"}


def render(paper: Paper, suffix: str) -> bytes:
    """The paper as a file of this kind; KeyError for a suffix that RENDERERS does not name."""
    module = importlib.import_module(f"holdfast.reports.render.{RENDERERS[suffix]}")
    made: bytes = module.print_paper(paper)
    return made
