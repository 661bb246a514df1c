"""Files to take away, each for a reader who may be narrower than the person for whom a program acts."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router

from holdfast.core.indicators.reading import reference
from holdfast.files import write_toml, write_workbook
from holdfast.ledger import Reader
from holdfast.ledger.reader import PARTNERS
from holdfast.reports import RENDERERS, Subject, compose, render
from holdfast.reports.kinds import KINDS
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.api.moments import MomentWanted, moment_of
from holdfast.web.api.schemas import Chosen
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.audiences import READERS
from holdfast.web.arrangements.exported import exported
from holdfast.web.arrangements.moment import Moment
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.views.export import LINES, TOML
from holdfast.web.catalogue import site_catalogue
from holdfast.web.downloads import WORKBOOK

router = Router()
PLACE = "/arrangements/{uuid:arrangement}"
# What each ending of a paper's name is, as the answer says it.
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": WORKBOOK,
    "html": "text/html; charset=utf-8",
}
BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


def files(*media_types: str) -> dict[str, Any]:
    """What the document says of an answer that is a file."""
    return {"responses": {200: {"description": "The file", "content": {name.partition(";")[0]: BYTES for name in media_types}}}}


class PaperWanted(MomentWanted):
    """What the paper is to be."""

    sections: list[str] = Field([], max_length=40, description="Only these sections, in their usual order.")
    partner: str = Field("", max_length=80, description="The partner whose own view or annex it is.")
    audience: Chosen = Field("own", description="What it rests on: what you may read, what all partners may, or what is public.")
    is_final: bool = Field(False, description="Mark it as final; otherwise it is a draft.")


@router.get(f"{PLACE}/export/{{slug:audience}}/ledger.jsonl", url_name="api_ledger", summary="The ledger", openapi_extra=files(LINES))
@needs(Permission.AUDIT)
def ledger(request: Asked, arrangement: UUID, audience: str) -> HttpResponseBase:
    """Every entry, a line each, for `own`, `partners` or `public`: open as far as they may read, else closed, and verified the same."""
    return StreamingHttpResponse(exported(request.member, _reader(request.member, audience)), content_type=LINES)


@router.get(
    f"{PLACE}/export/{{slug:audience}}/evidence.toml", url_name="api_toml", summary="What stands, as TOML", openapi_extra=files(TOML)
)
@needs(Permission.READ)
def toml(request: Asked, arrangement: UUID, audience: str) -> HttpResponse:
    """Every record that stands and that `own`, `partners` or `public` may read, as an arrangement file."""
    evidence = state_of(request.member.arrangement).evidence(_reader(request.member, audience))
    return HttpResponse(write_toml(evidence).encode(), content_type=TOML)


@router.get(
    f"{PLACE}/export/{{slug:audience}}/evidence.xlsx",
    url_name="api_workbook",
    summary="What stands, as a workbook",
    openapi_extra=files(WORKBOOK),
)
@needs(Permission.READ)
def workbook(request: Asked, arrangement: UUID, audience: str) -> HttpResponse:
    """The same as a workbook, a sheet for each kind."""
    evidence = state_of(request.member.arrangement).evidence(_reader(request.member, audience))
    return HttpResponse(write_workbook(evidence), content_type=WORKBOOK)


def _reader(member: Member, audience: str) -> Reader:
    if audience not in READERS:
        raise Http404
    return READERS[audience][1](member)


@router.get(
    f"{PLACE}/papers/{{slug:kind}}.{{slug:form}}", url_name="api_paper", summary="A paper", openapi_extra=files(*MEDIA_TYPES.values())
)
@needs(Permission.READ)
def paper(request: Asked, arrangement: UUID, kind: str, form: str, wanted: Query[PaperWanted]) -> HttpResponse:
    """A paper to carry into a meeting: its kind (full, members, partner, annex, plan...), and pdf, docx, xlsx or html."""
    if kind not in {made.id for made in KINDS} or f".{form}" not in RENDERERS:
        raise Http404
    made = compose(_subject(request.member, wanted, moment_of(request)), kind, wanted.sections)
    return HttpResponse(render(made, f".{form}"), content_type=MEDIA_TYPES[form])


def _subject(member: Member, wanted: PaperWanted, at: Moment) -> Subject:
    """What the paper is about. What it leaves out is counted among what the person may read, so it tells nobody of anything else."""
    reader = _reader(member, wanted.audience)
    state = state_of(member.arrangement)
    found = assessed(member.arrangement, reader, as_at=at.as_at, known_at=at.known_at)
    whole = assessed(member.arrangement, member.reader, as_at=at.as_at, known_at=at.known_at).evidence
    shared = {record.id for record in state.evidence(PARTNERS, known_at=at.known_at).records}
    shown = {record.id for record in found.evidence.records}
    withheld = Counter(record.meta.title for record in whole.records if record.id not in shown and record.on <= at.as_at)
    private = frozenset(reference(record) for record in found.evidence.records if record.id not in shared)
    return Subject(
        found.evidence,
        found.assessment,
        site_catalogue(),
        partner=wanted.partner,
        status="final" if wanted.is_final else "draft",
        ledger_head=state.chains[sum(at.known_at is None or envelope.entered <= at.known_at for envelope in state.envelopes)],
        withheld=withheld,
        private=private if wanted.partner == member.body else frozenset(),
    )
