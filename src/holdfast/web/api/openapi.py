"""The OpenAPI document: what ninja tells of the operations, with the schemas of the core and what every operation has in common."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import override
from ninja.operation import Operation

from holdfast.core.evidence import Record
from holdfast.core.evidence.check import HEAD, KIND_OF
from holdfast.reports.kinds import KINDS as PAPERS
from holdfast.web.api.api import addresses, api
from holdfast.web.api.door import Address, Needs, needs_of
from holdfast.web.api.kinds import kind_schemas, object_schema, part_schemas
from holdfast.web.api.operations import AREAS
from holdfast.web.api.operations.catalogue import SHELVES
from holdfast.web.api.operations.exports import MEDIA_TYPES
from holdfast.web.api.schemas import COMPONENT
from holdfast.web.arrangements.audiences import READERS
from holdfast.web.arrangements.views.export import LINES
from holdfast.web.refusal import KINDS, MEDIA_TYPE

ROOT = "/api/v1"
SCHEMAS = "#/components/schemas/"
SCHEME = "Token"
# The committed schemas of results, by the name each has in the document.
RESULTS = {"Assessment": "assess.json", "BusinessCase": "business-case.json", "Shares": "share.json"}
ABOUT = (
    "Everything the pages of Holdfast show and take, for other programs. A token, made on the page of your account, lets a program "
    "do what you may do at that moment, and never more. Refusals are problem details (RFC 9457)."
)
CONVERTER = re.compile(r"\{\w+:")
Document = dict[str, Any]


@cache
def document() -> Document:
    """The whole document, in English whoever asks: it is a contract."""
    with override("en-gb"):
        made: Document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="")))
    schemas = made["components"]["schemas"]
    schemas.update(_own_schemas())
    made["info"]["description"] = ABOUT
    made["servers"] = [{"url": ROOT}]
    made["tags"] = [{"name": name, "description": about} for name, about, _ in AREAS]
    made["components"]["securitySchemes"] = {SCHEME: {"type": "http", "scheme": "bearer"}}
    made["paths"] = {address: _methods(methods) for address, methods in _paths(made["paths"])}
    found: Document = _resolved(made)
    return found


def _paths(described: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[Address, str, Any]]]]:
    """Each address as the document writes it, with its operations."""
    plain = {_plain(address.path): address for address in addresses()}
    for path, methods in described.items():
        yield path, [(plain[path], method, told) for method, told in methods.items()]


def _plain(path: str) -> str:
    """An address without what its variable parts must look like."""
    return CONVERTER.sub("{", path)


def _methods(methods: list[tuple[Address, str, Any]]) -> Document:
    return {method: _operation(address, method, told) for address, method, told in methods}


def _operation(address: Address, method: str, told: Document) -> Document:
    """An operation with what it has in common with all others: the token, the headers, and what may be refused."""
    operation = address.operations[method.upper()]
    is_open, writes = needs_of(operation).is_open, method != "get"
    told = {**told, "parameters": [*map(_parameter, told.get("parameters", [])), *_headers(needs_of(operation), writes=writes)]}
    told["responses"] = {
        **_answers(told["responses"], is_open=is_open, writes=writes),
        **_refusals(_refused(address, operation, writes=writes)),
    }
    for status, links in LINKS.get(told["operationId"], {}).items():
        told["responses"][status] = {**told["responses"][status], "links": links}
    if not is_open:
        told["security"] = [{SCHEME: []}]
    return told


def _link(operation: str, **parameters: str) -> Document:
    return {"operationId": operation, "parameters": parameters}


_HERE, _MADE = {"arrangement": "$request.path.arrangement"}, "$response.body#/entries/0/number"
_ENTRY = {"entry": _link("entry", **_HERE, number=_MADE)}
# Where an answer leads on to: what was made can be looked at, and undone.
LINKS: Mapping[str, Mapping[str, Document]] = {
    "begin": {"201": {"arrangement": _link("arrangement", arrangement="$response.body#/id")}},
    "change": {"201": {**_ENTRY, "erase": _link("erase", **_HERE, number=_MADE)}},
    "erase": {"201": _ENTRY},
    "arrangements": {
        "200": {name: _link(name, arrangement="$response.body#/items/0/id") for name in ("arrangement", "assessment", "records", "entries")}
    },
}


def _parameter(told: Document) -> Document:
    """A parameter; a variable part of an address says what it is and what it may be."""
    if told["in"] != "path":
        return told
    words, choices = PARTS[told["name"]]
    return {**told, "description": words, "schema": {**told["schema"], **({"enum": list(choices)} if choices else {})}}


# What each variable part of an address is, with what it may be where that is a few.
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "arrangement": ("The id of the arrangement.", ()),
    "number": ("Its number in the arrangement.", ()),
    "audience": ("For whom: what you may read, what all partners may, or what is public.", tuple(READERS)),
    "kind": ("The kind of paper.", tuple(kind.id for kind in PAPERS)),
    "form": ("The form of the file.", tuple(MEDIA_TYPES)),
    "shelf": ("The shelf of the catalogue.", tuple(SHELVES)),
    "id": ("The id of the entry.", ()),
    "section": ("The section of the kind.", tuple(KIND_OF)),
}


def _headers(asked: Needs, *, writes: bool) -> list[Document]:
    if asked.is_open:
        return []
    taken = WRITING if writes else LOOKING
    if not asked.changes:
        return []
    return [_header(name, words) for name, words in taken.items() if asked.permission or name not in INSIDE_ALONE]


WRITING = {
    "Idempotency-Key": "A name of your own for this request. Sent again with the same body, it is done once and answered the same.",
    "If-Match": "The ETag of what you have seen. Where the ledger has moved on since, nothing is entered and you get 412.",
}
# Only an arrangement has a ledger that can move on.
INSIDE_ALONE = frozenset({"If-Match"})
LOOKING = {"If-None-Match": "The ETag of the answer you have. Where nothing has changed, you get 304 without a body."}


def _header(name: str, words: str) -> Document:
    return {"in": "header", "name": name, "required": False, "description": words, "schema": {"type": "string"}}


def _answers(told: Mapping[str, Any], *, is_open: bool, writes: bool) -> Document:
    is_streamed = any(LINES in answer.get("content", {}) for answer in told.values())
    named = (
        {}
        if is_open or is_streamed
        else {"headers": {"ETag": {"schema": {"type": "string"}, "description": "What this answer is called."}}}
    )
    found = {status: {**answer, **named} for status, answer in told.items()}
    if named and not writes:
        found["304"] = {"description": "You have it already"}
    return found


def _refused(address: Address, operation: Operation, *, writes: bool) -> list[str]:
    """The kinds of refusal that an operation may give."""
    asked = needs_of(operation)
    kinds = [] if asked.is_open else ["token", "too_many"]
    kinds += ["not_found"] if "{" in address.path else []
    kinds += ["not_allowed", "altered"] if asked.permission else []
    kinds += ["reads_only", "too_large", "media_type"] if writes else []
    kinds += ["no_people"] if asked.is_of_people else []
    kinds += ["key_used"] if writes and asked.changes else []
    kinds += ["stands", "moved_on"] if writes and asked.changes and asked.permission else []
    return [*kinds, "unreadable", "method", "not_right", "our_fault"]


def _refusals(kinds: list[str]) -> Document:
    by_status: dict[int, list[str]] = {}
    for kind in kinds:
        by_status.setdefault(KINDS[kind].status, []).append(str(KINDS[kind].title))
    content = {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}Refusal"}}}
    return {
        str(status): {"description": ". ".join(dict.fromkeys(titles)), "content": content} for status, titles in sorted(by_status.items())
    }


def _own_schemas() -> Document:
    """The schemas that no class of the API holds: of kinds, of the catalogue, of results, and of a refusal."""
    kinds = {f"Record.{section}" if section != HEAD else HEAD: schema for section, schema in kind_schemas().items()}
    parts = {f"Answer.{section}": schema for section, schema in part_schemas().items()}
    any_of = [{"$ref": f"{SCHEMAS}{name}"} for name in kinds]
    common = {**object_schema(Record, left_out=frozenset({"id"})), "title": "An answer sheet, of which no more is told"}
    shelves = {f"Catalogue.{cls.__name__}": object_schema(cls) for cls in dict.fromkeys(SHELVES.values())}
    results = {name: schema for title, file in RESULTS.items() for name, schema in _result(title, file).items()}
    return {
        **kinds,
        **shelves,
        **results,
        **parts,
        "AnyPart": {"description": "What a record of a sealed answer says.", "anyOf": [{"$ref": f"{SCHEMAS}{name}"} for name in parts]},
        "AnyRecord": {"description": "What a record says; `GET /kinds` lists the kinds.", "anyOf": any_of},
        "Record.common": common,
        "RecordSaid": {"description": "What a record says.", "anyOf": [*any_of, {"$ref": f"{SCHEMAS}Record.common"}]},
        "CatalogueEntry": {"anyOf": [{"$ref": f"{SCHEMAS}{name}"} for name in shelves]},
        "Refusal": REFUSAL,
    }


REFUSAL: Document = {
    "type": "object",
    "description": "What was refused and why (RFC 9457). `type` leads to the explanation of its kind.",
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "faults": {
            "type": "array",
            "description": "Each thing that is wrong: where, and a sentence.",
            "items": {
                "type": "object",
                "required": ["place", "sentence"],
                "additionalProperties": False,
                "properties": {
                    "place": {"type": "array", "items": {"type": ["string", "integer"]}},
                    "sentence": {"type": "string"},
                },
            },
        },
    },
}


def _result(title: str, file: str) -> Document:
    """A committed schema and its parts under names of their own."""
    schema = json.loads(resources.files("holdfast").joinpath("schemas", file).read_text(encoding="utf-8"))
    parts = schema.pop("$defs", {})
    schema.pop("$schema")
    renamed = _changed({title: schema, **{f"{title}.{name}": part for name, part in parts.items()}}, lambda found: _moved(found, title))
    made: Document = renamed
    return made


def _moved(found: Document, title: str) -> Document:
    ref = found.get("$ref", "")
    return {**found, "$ref": ref.replace("#/$defs/", f"{SCHEMAS}{title}.")} if isinstance(ref, str) and ref else found


def _resolved(made: Document) -> Any:
    """The document with references where its own schemas were named."""
    return _changed(made, lambda found: {"$ref": f"{SCHEMAS}{found[COMPONENT]}"} if COMPONENT in found else found)


def _changed(value: Any, change: Callable[[Document], Document]) -> Any:
    if isinstance(value, dict):
        return change({name: _changed(item, change) for name, item in value.items()})
    return [_changed(item, change) for item in value] if isinstance(value, list) else value
