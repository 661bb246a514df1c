"""The formats of papers as the site offers them, and a paper as a file that a browser saves."""

from __future__ import annotations

import threading
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from holdfast.reports import Paper, render
from holdfast.web.downloads import WORKBOOK, download


class PaperFormat(NamedTuple):
    """One format: the end of its files' names, what it is called and good for, and its media type."""

    suffix: str
    label: Promise
    hint: Promise
    media: str


FORMATS = (
    PaperFormat(".pdf", _("PDF"), _("To publish. Screen readers can read it."), "application/pdf"),
    PaperFormat(
        ".docx",
        _("Word"),
        _("To edit before the meeting."),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    PaperFormat(".xlsx", _("Excel"), _("To check the sums."), WORKBOOK),
    PaperFormat(".html", _("Web page"), _("To read on a screen, in one file that needs nothing else."), "text/html; charset=utf-8"),
)
_MEDIA = {format.suffix: format.media for format in FORMATS}
LONGEST_NAME = 60
# One at a time in each process: a long paper takes a second of one core and some hundred megabytes while it is made.
_MAKING = threading.Lock()


def as_file(paper: Paper, kind: str, suffix: str) -> HttpResponse:
    """The paper, made now and for this request alone."""
    with _MAKING:
        content = render(paper, suffix)
    name = f"{slugify(paper.title)[:LONGEST_NAME].strip('-') or 'arrangement'}-{kind.replace('_', '-')}-{paper.day:%Y-%m-%d}{suffix}"
    return download(content, _MEDIA[suffix], name)
