"""Why a round should be run again, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence
from holdfast.core.rounds.due import Due
from holdfast.web.page.records import RecordBook

MOST = 3


def suggestions(due: Iterable[Due], evidence: Evidence) -> tuple[str, ...]:
    """At most three reasons, each a sentence; nothing where no round is due."""
    book = RecordBook(evidence)
    return tuple(_SAID[reason.reason](reason, book) for reason, _place in zip(due, range(MOST), strict=False))


def _event(reason: Due, book: RecordBook) -> str:
    said = _about(reason, book)
    return _("Something has happened since the last round: %(what)s (%(day)s).") % {"what": said, "day": _day(reason)}


def _leaving(reason: Due, book: RecordBook) -> str:
    return _("Somebody leaves by %(day)s: %(what)s. Ask while they can still answer.") % {"what": _about(reason, book), "day": _day(reason)}


def _year(reason: Due, book: RecordBook) -> str:
    return _("The last round closed more than a year ago, before %(day)s.") % {"day": _day(reason)}


def _about(reason: Due, book: RecordBook) -> str:
    shown = book.behind([reason.record], most=1).shown
    told = [value for title, value in (shown[0].says if shown else ()) if title != _("Partner")]
    return told[0] if told else _("a record of this arrangement")


def _day(reason: Due) -> str:
    return date_format(reason.on, "j F Y")


_SAID: Mapping[str, Callable[[Due, RecordBook], str]] = {"event": _event, "leaving": _leaving, "year": _year}
