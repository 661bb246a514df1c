"""Files to take away, each for a reader who may be narrower than the person for whom a program acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router

from holdfast.files import write_toml, write_workbook
from holdfast.reports import KINDS, compose
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.api.moments import MomentWanted
from holdfast.web.api.refusals import form_faults
from holdfast.web.api.schemas import Chosen
from holdfast.web.arrangements.audiences import reader_or_404
from holdfast.web.arrangements.exported import evidence_for, exported
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.views.export import LINES, TOML
from holdfast.web.downloads import WORKBOOK
from holdfast.web.papers.edition import subject_for
from holdfast.web.papers.edition_form import EditionForm
from holdfast.web.papers.formats import FORMATS, as_file

router = Router()
PLACE = "/arrangements/{uuid:arrangement}"
# What each ending of a paper's name is, as the answer says it.
MEDIA_TYPES = {format.suffix.removeprefix("."): format.media for format in FORMATS}
BYTES: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


def files(*media_types: str) -> dict[str, Any]:
    """What the document says of an answer that is a file."""
    return {"responses": {200: {"description": "The file", "content": {name.partition(";")[0]: BYTES for name in media_types}}}}


class PaperWanted(MomentWanted):
    """What the paper is to be."""

    sections: list[str] = Field([], max_length=40, description="Only these sections, in their usual order.")
    audience: Chosen | None = Field(
        None,
        description="What it rests on: what you may read (the default), all partners may, or is public.",
    )
    is_final: bool = Field(False, description="Mark it as final; otherwise it is a draft.")


@router.get(f"{PLACE}/export/{{slug:audience}}/ledger.jsonl", url_name="api_ledger", summary="The ledger", openapi_extra=files(LINES))
@needs(Permission.AUDIT)
def ledger(request: Asked, arrangement: UUID, audience: str) -> HttpResponseBase:
    """Every entry, a line each, for `own`, `partners` or `public`: open as far as they may read, else closed, and verified the same."""
    return StreamingHttpResponse(exported(request.member, reader_or_404(request.member, audience)), content_type=LINES)


@router.get(
    f"{PLACE}/export/{{slug:audience}}/evidence.toml", url_name="api_toml", summary="What stands, as TOML", openapi_extra=files(TOML)
)
@needs(Permission.READ)
def toml(request: Asked, arrangement: UUID, audience: str) -> HttpResponse:
    """Every record that stands and that `own`, `partners` or `public` may read, as an arrangement file."""
    evidence = evidence_for(request.member.arrangement, reader_or_404(request.member, audience))
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
    evidence = evidence_for(request.member.arrangement, reader_or_404(request.member, audience))
    return HttpResponse(write_workbook(evidence), content_type=WORKBOOK)


@router.get(
    f"{PLACE}/papers/{{slug:kind}}.{{slug:form}}", url_name="api_paper", summary="A paper", openapi_extra=files(*MEDIA_TYPES.values())
)
@needs(Permission.READ)
def paper(request: Asked, arrangement: UUID, kind: str, form: str, wanted: Query[PaperWanted]) -> HttpResponse:
    """A paper to carry into a meeting: its kind (full, members, partner, annex, plan...), and pdf, docx, xlsx or html.

    A partner's own view and its annex are of your own body."""
    if kind not in {made.id for made in KINDS} or form not in MEDIA_TYPES:
        raise Http404
    asked = _edition(request.member, kind, form, wanted)
    subject = subject_for(
        request.member.arrangement, asked.reader, asked.moment, partner=asked.partner, status=asked.cleaned_data["status"]
    )
    return as_file(compose(subject, kind, wanted.sections), kind, f".{form}")


def _edition(member: Member, kind: str, form: str, wanted: PaperWanted) -> EditionForm:
    """The paper as it is asked for, checked by the form that the pages use."""
    asked = EditionForm(member)
    sent = {
        "kind": kind,
        "format": f".{form}",
        "status": "final" if wanted.is_final else "draft",
        "sections": wanted.sections,
        "edition": wanted.audience or asked.offered[0],
        "as_at": wanted.as_at,
        "known_at": wanted.known_at,
    }
    asked = EditionForm(member, sent)
    faults = form_faults(asked)
    if faults:
        raise faults
    return asked
