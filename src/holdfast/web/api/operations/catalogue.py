"""The catalogue of the site and the kinds of record: the same for everybody, so no token is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from holdfast.core.catalogue.model import Action, Case, Indicator, Parameter, Problem, Question, Source
from holdfast.core.evidence import KINDS
from holdfast.core.evidence.check import KIND_OF
from holdfast.core.schema import fields_of
from holdfast.ledger.canonical import plain_value
from holdfast.web.api.door import needs
from holdfast.web.api.kinds import kind_schemas
from holdfast.web.api.paging import paged
from holdfast.web.api.schemas import Paged, Wanted, component
from holdfast.web.catalogue import site_catalogue

router = Router()
# The shelves of the catalogue that can be read, each with the class of its entries.
SHELVES: Mapping[str, type[Any]] = {
    "problems": Problem,
    "patterns": Problem,
    "indicators": Indicator,
    "questions": Question,
    "actions": Action,
    "cases": Case,
    "parameters": Parameter,
    "sources": Source,
}


class ShelfLine(Schema):
    """One shelf and how much is on it."""

    shelf: str
    count: int


class CatalogueShown(Schema):
    """What the site works with. `digest` names exactly this catalogue; `local` is what was brought or changed here."""

    digest: str
    local: list[str]
    shelves: list[ShelfLine]


class Shelf(Paged):
    """Entries of one shelf."""

    items: list[component("CatalogueEntry")]  # type: ignore[valid-type]


class KindLine(Schema):
    """One kind of record: a state holds until a later one with the same key; of an event all are kept."""

    section: str
    title: str
    purpose: str
    theme: str
    shape: str
    key: list[str]
    code: str = Field(description="The field by which other records name it, if they do.")


class Kinds(Schema):
    """Every kind of record."""

    items: list[KindLine]


class KindShown(KindLine):
    """One kind with the JSON Schema of what its records say."""

    record_schema: dict[str, Any]


@router.get("/catalogue", response=CatalogueShown, url_name="api_catalogue", summary="The catalogue")
@needs(is_open=True)
def catalogue(request: HttpRequest) -> dict[str, Any]:
    """The shelves of the catalogue."""
    found = site_catalogue()
    shelves = [{"shelf": name, "count": len(getattr(found, name))} for name in SHELVES]
    return {"digest": found.digest, "local": list(found.local), "shelves": shelves}


@router.get("/catalogue/{slug:shelf}", response=Shelf, url_name="api_shelf", summary="A shelf of the catalogue")
@needs(is_open=True)
def shelf(request: HttpRequest, shelf: str, response: HttpResponse, wanted: Query[Wanted]) -> dict[str, Any]:
    """All entries of one shelf: problems, patterns, indicators, questions, actions, cases, parameters or sources."""
    entries = list(_shelf(shelf).items())
    return paged(request, response, wanted, entries, _shown)


def _shelf(name: str) -> Mapping[str, Any]:
    if name not in SHELVES:
        raise Http404
    found: Mapping[str, Any] = getattr(site_catalogue(), name)
    return found


def _shown(entries: Sequence[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{**said(entry), "id": id} for id, entry in entries]


@router.get(
    "/catalogue/{slug:shelf}/{slug:id}", response=component("CatalogueEntry"), url_name="api_shelf_entry", summary="One entry of a shelf"
)
@needs(is_open=True)
def entry(request: HttpRequest, shelf: str, id: str) -> dict[str, Any]:
    """One entry, with everything the catalogue says of it."""
    found = _shelf(shelf).get(id)
    if found is None:
        raise Http404
    return _shown([(id, found)])[0]


def said(value: Any) -> Any:
    """What an entry says, as plain values."""
    plain: Callable[[Any], Any] = plain_value
    if hasattr(type(value), "__dataclass_fields__"):
        return {spec.name: said(getattr(value, spec.name)) for spec in fields_of(type(value))}
    if isinstance(value, tuple | list):
        return [said(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): said(item) for name, item in value.items()}
    return plain(value)


@router.get("/kinds", response=Kinds, url_name="api_kinds", summary="Kinds of record")
@needs(is_open=True)
def kinds(request: HttpRequest) -> dict[str, Any]:
    """Every kind of record that can be told."""
    return {"items": [kind.meta for kind in KINDS]}


@router.get("/kinds/{slug:section}", response=KindShown, url_name="api_kind", summary="One kind of record")
@needs(is_open=True)
def kind(request: HttpRequest, section: str) -> dict[str, Any]:
    """One kind, with the JSON Schema of its records."""
    if section not in KIND_OF:
        raise Http404
    return {**KIND_OF[section].meta._asdict(), "record_schema": kind_schemas()[section]}
