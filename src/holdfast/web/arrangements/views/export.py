"""Taking it away: the ledger, or what stands as TOML or workbook, each for a reader who may be narrower than oneself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from holdfast.core.evidence import Evidence
from holdfast.files import FileRefused, write_toml, write_workbook
from holdfast.ledger import Reader
from holdfast.web.arrangements.audiences import READERS, reader_or_404
from holdfast.web.arrangements.exported import evidence_for, exported
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import LedgerState, state_of
from holdfast.web.downloads import WORKBOOK, download

LINES = "application/jsonl"
TOML = "application/toml"
UNPROCESSABLE = 422


@for_members(Permission.AUDIT)
@require_safe
def export(request: HttpRequest, member: Member) -> HttpResponse:
    state = state_of(member.arrangement)
    found = [_offered(state, name, label, reader(member)) for name, (label, reader) in READERS.items()]
    # An auditor speaks for no body, so what they may read is what all partners may.
    rows = found if member.body else found[1:]
    return show(request, member, "ledger/export.html", {"rows": rows, "count": state.count})


def _offered(state: LedgerState, name: str, label: Promise, reader: Reader) -> dict[str, Any]:
    """One reader, with how much would be in a file for them."""
    may_open = state.standing.opener(reader)
    closed = sum(envelope.number in state.standing.erased or not may_open(envelope) for envelope in state.envelopes)
    return {"name": name, "label": label, "readable": len(state.evidence(reader)), "closed": closed}


@for_members(Permission.AUDIT)
@require_safe
def as_ledger(request: HttpRequest, member: Member, audience: str) -> HttpResponseBase:
    lines = exported(member, reader_or_404(member, audience))
    named = {"Content-Disposition": f'attachment; filename="{_name(member, audience)}.jsonl"'}
    return StreamingHttpResponse(lines, content_type=LINES, headers=named)


@for_members(Permission.READ)
@require_safe
def as_toml(request: HttpRequest, member: Member, audience: str) -> HttpResponse:
    return download(write_toml(_evidence(member, audience)).encode(), TOML, f"{_name(member, audience)}.toml")


@for_members(Permission.READ)
@require_safe
def as_workbook(request: HttpRequest, member: Member, audience: str) -> HttpResponse:
    try:
        content = write_workbook(_evidence(member, audience))
    except FileRefused as refused:
        sentences = [fault.sentence for fault in refused.faults]
        return show(request, member, "ledger/no_workbook.html", {"sentences": sentences}, status=UNPROCESSABLE)
    return download(content, WORKBOOK, f"{_name(member, audience)}.xlsx")


def _evidence(member: Member, audience: str) -> Evidence:
    return evidence_for(member.arrangement, reader_or_404(member, audience))


def _name(member: Member, audience: str) -> str:
    reader = reader_or_404(member, audience).audience
    return f"{slugify(member.arrangement.name) or 'arrangement'}-{slugify(reader)}-{timezone.localdate():%Y-%m-%d}"
