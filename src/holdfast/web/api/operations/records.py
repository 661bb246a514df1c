"""What stands on record, of every kind in one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from holdfast.core.evidence import KINDS, Record
from holdfast.core.evidence.check import KIND_OF
from holdfast.core.evidence.hints import nearest
from holdfast.core.indicators.reading import reference
from holdfast.core.schema import fields_of
from holdfast.ledger.canonical import plain_record
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.api.paging import paged
from holdfast.web.api.refusals import NotRight
from holdfast.web.api.schemas import Records, RecordShown, Wanted
from holdfast.web.arrangements.evidence.recorded import Place, Recorded, Stated
from holdfast.web.arrangements.permissions import Permission
from holdfast.web.page.records import PRIVATE
from holdfast.web.refusal import Fault

router = Router()
COMMON = frozenset(spec.name for spec in fields_of(Record))


class RecordsWanted(Wanted):
    """Which records; each left out where it does not matter."""

    section: str = Field("", max_length=40, description="Only of this kind.")
    partner: str = Field("", max_length=80, description="Only about this partner.")
    holds: Place | None = Field(None, description="Only those that hold now, held earlier, or are dated ahead.")


@router.get("/arrangements/{uuid:arrangement}/records", response=Records, url_name="api_records", summary="Records")
@needs(Permission.READ)
def records(request: Asked, arrangement: UUID, response: HttpResponse, wanted: Query[RecordsWanted]) -> dict[str, Any]:
    """Every record that stands and that you may read."""
    if wanted.section and wanted.section not in KIND_OF:
        raise NotRight([Fault(["section"], _("is not a section%(hint)s") % {"hint": nearest(wanted.section, KIND_OF)})])
    recorded = Recorded(request.member)
    return paged(request, response, wanted, list(_found(recorded, wanted)), lambda page: _shown(recorded, page))


def _found(recorded: Recorded, wanted: RecordsWanted) -> Iterator[Stated]:
    kinds = [KIND_OF[wanted.section]] if wanted.section else KINDS
    for kind in kinds:
        for stated in recorded.of(kind):
            if wanted.partner in ("", stated.record.partner) and wanted.holds in (None, stated.place):
                yield stated


@router.get("/arrangements/{uuid:arrangement}/records/{int:number}", response=RecordShown, url_name="api_record", summary="One record")
@needs(Permission.READ)
def record(request: Asked, arrangement: UUID, number: int) -> dict[str, Any]:
    """The record of one entry, as long as it stands. What an exchange opened is found in the list, by kind."""
    recorded = Recorded(request.member)
    stated = recorded.entry(number)
    if stated is None:
        raise Http404
    return _shown(recorded, [stated])[0]


def _shown(recorded: Recorded, page: Sequence[Stated]) -> list[dict[str, Any]]:
    return [
        {
            "reference": reference(stated.record),
            "number": stated.number,
            "section": stated.record.meta.section,
            "told_by": stated.envelope.body,
            "entered": stated.envelope.entered,
            "reads": stated.reads,
            "holds": stated.place,
            "may_change": recorded.may_change(stated.number),
            "record": _said(stated.record),
        }
        for stated in page
    ]


def _said(record: Record) -> dict[str, Any]:
    """What a record says. An answer sheet is personal: of that no more is told than the pages tell."""
    said = plain_record(record)
    return {name: value for name, value in said.items() if name in COMMON} if record.meta.section in PRIVATE else said
