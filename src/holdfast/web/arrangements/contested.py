"""Contesting a finding, a reading or a record: what can be contested, and the record that says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404
from django.utils import timezone

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Indicator, Problem
from holdfast.ledger import Visibility
from holdfast.ledger.reader import PARTNERS
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.page.records import RecordBook

SAID_IN = "Said in Holdfast"


def contest(*, by: Member, about: str, of: str, says_instead: str) -> list[StoredEntry]:
    """Enter what a body says is wrong.

    Raises:
        EvidenceRefused, PermissionDenied: as `append` does.
        Http404: there is nothing of the kind that the person may read.
    """
    title_of(by, about, of)
    raw = {"partner": by.body, "about": about, "of": of, "on": timezone.localdate(), "source": SAID_IN, "says_instead": says_instead}
    return append(by=by, changes=[Change(section="contests", raw=raw, visibility=_readers(by, about, of))])


def _readers(member: Member, about: str, of: str) -> Visibility:
    """Who reads what is said of a record: nobody who may not read the record. Of a finding all partners speak."""
    if about != "record":
        return "partners"
    standing, number = state_of(member.arrangement).standing, int(of.partition(".")[0])
    return "partners" if standing.may_read(number, PARTNERS) else "private"


def title_of(member: Member, about: str, of: str) -> str:
    """The name of what is contested, or 404 where the person may not read it or it does not exist."""
    catalogue, found = site_catalogue(), assessed(member.arrangement, member.reader)
    if about == "record":
        behind = RecordBook(found.evidence).numbered(of)
        if behind is None:
            raise Http404
        return f"{behind.kind} {of}"
    title = _entry_title(catalogue, about, of)
    if title is None:
        raise Http404
    return title


def _entry_title(catalogue: Catalogue, about: str, of: str) -> str | None:
    shelves: Mapping[str, Mapping[str, Problem | Indicator]] = {
        "finding": {**catalogue.problems, **catalogue.patterns},
        "indicator": catalogue.indicators,
    }
    entry = shelves.get(about, {}).get(of)
    return entry.title if entry else None
