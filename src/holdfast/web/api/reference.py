"""The document of the API as people read it, on its page and in the reference: areas, operations, shapes and refusals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.web.api.openapi import ROOT, SCHEMAS, document
from holdfast.web.refusal import KINDS, Kind

Schema = Mapping[str, Any]
JSON = "application/json"
# What every operation may refuse with, said once.
ALWAYS = frozenset({"400", "401", "405", "422", "429", "500"})
NOT_IN_ID = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter, or one field of a shape."""

    name: str
    where: Promise | str
    is_required: bool
    takes: str
    says: str
    shapes: tuple[str, ...] = ()

    @property
    def is_common(self) -> bool:
        """Whether every operation takes it, or every one inside an arrangement."""
        return self.where == PLACES["header"] or self.name == "arrangement"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer an operation may give; `shape` names what is in it, where that has a name."""

    status: str
    says: str
    gives: str
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperationShown:
    """One thing that can be done."""

    id: str
    method: str
    path: str
    title: str
    says: str
    needs_token: bool
    rows: tuple[Row, ...]
    body: tuple[str, ...]
    answers: tuple[AnswerRow, ...]
    refusals: tuple[str, ...]

    @property
    def plain_rows(self) -> tuple[Row, ...]:
        """What it takes, without what all have in common."""
        return tuple(row for row in self.rows if not row.is_common)


@dataclass(frozen=True, slots=True)
class AreaShown:
    """One area with what can be done in it."""

    name: str
    says: str
    operations: tuple[OperationShown, ...]

    @property
    def id(self) -> str:
        """What the page calls it."""
        return f"area-{self.name.lower()}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One named schema: its fields, or the shapes of which it is any."""

    name: str
    says: str
    rows: tuple[Row, ...]
    any_of: tuple[str, ...]

    @property
    def id(self) -> str:
        """What the page calls it."""
        return shape_id(self.name)


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything the page shows."""

    root: str
    areas: tuple[AreaShown, ...]
    shapes: tuple[Shape, ...]
    refusals: tuple[tuple[str, Kind], ...]

    @property
    def own_shapes(self) -> tuple[Shape, ...]:
        """The shapes of the API itself; those of kinds and of the catalogue have a reference of their own."""
        return tuple(shape for shape in self.shapes if is_own(shape.name))


def is_own(name: str) -> bool:
    """Whether a shape is the API's own, and not a part of a result, a kind of record, or an entry of the catalogue."""
    return "." not in name


def shape_id(name: str) -> str:
    """The anchor of a shape."""
    return f"shape-{name.replace('.', '-')}"


def reference() -> Reference:
    """The reference, from the document."""
    made = document()
    shapes = tuple(_shape(name, schema) for name, schema in sorted(made["components"]["schemas"].items()))
    areas = tuple(AreaShown(tag["name"], tag["description"], tuple(_operations(made, tag["name"]))) for tag in made["tags"])
    return Reference(ROOT, areas, shapes, tuple(KINDS.items()))


def _operations(made: Schema, tag: str) -> Iterator[OperationShown]:
    for path, methods in made["paths"].items():
        for method, told in methods.items():
            if tag in told.get("tags", ()):
                yield _operation(path, method, told)


def _operation(path: str, method: str, told: Schema) -> OperationShown:
    answers = told["responses"]
    body = told.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema", {})
    return OperationShown(
        id=f"{method}-{NOT_IN_ID.sub('-', path).strip('-')}",
        method=method.upper(),
        path=path,
        title=told["summary"],
        says=told.get("description", ""),
        needs_token=bool(told.get("security")),
        rows=tuple(_parameter(found) for found in told.get("parameters", ())),
        body=tuple(_shapes(body)),
        answers=tuple(_answer(status, answer) for status, answer in answers.items() if int(status) < 400),
        refusals=tuple(status for status in answers if int(status) >= 400 and status not in ALWAYS),
    )


def _parameter(found: Schema) -> Row:
    schema = found["schema"]
    return Row(found["name"], PLACES[found["in"]], found["required"], _takes(schema), found.get("description", ""), tuple(_shapes(schema)))


PLACES = {"path": gettext_lazy("address"), "query": gettext_lazy("query"), "header": gettext_lazy("header")}


def _answer(status: str, answer: Schema) -> AnswerRow:
    content = answer.get("content", {})
    schema = content.get(JSON, {}).get("schema", {})
    gives = "" if schema else ", ".join(content)
    return AnswerRow(status, answer["description"], gives or _takes(schema), tuple(_shapes(schema)))


def _shape(name: str, schema: Schema) -> Shape:
    required = schema.get("required", ())
    rows = tuple(
        Row(field, "", field in required, _takes(found), found.get("description", ""), tuple(_shapes(found)))
        for field, found in schema.get("properties", {}).items()
    )
    any_of = tuple(_shapes({"anyOf": schema.get("anyOf", ())}))
    return Shape(name, schema.get("description") or schema.get("title", ""), rows, any_of)


def _shapes(schema: Any) -> Iterator[str]:
    """The named shapes in a schema, however deep."""
    if isinstance(schema, Mapping):
        ref = schema.get("$ref")
        if isinstance(ref, str):
            yield ref.removeprefix(SCHEMAS)
        for name, value in schema.items():
            if name not in ("$ref", "discriminator"):
                yield from _shapes(value)
    elif isinstance(schema, list | tuple):
        for item in schema:
            yield from _shapes(item)


def _takes(schema: Schema) -> str:
    """What a value is, in words."""
    if "$ref" in schema:
        return str(schema["$ref"].removeprefix(SCHEMAS))
    if "enum" in schema:
        return _("one of ") + ", ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    for name in ("anyOf", "oneOf"):
        if name in schema:
            return _(" or ").join(dict.fromkeys(_takes(found) for found in schema[name]))
    return _of_type(schema)


def _of_type(schema: Schema) -> str:
    kinds = schema.get("type", "")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    words = _(" or ").join(str(_WORDS.get(schema.get("format", kind), _WORDS.get(kind, kind))) for kind in kinds)
    return f"{words}: {_takes(schema['items'])}" if "array" in kinds and schema.get("items") else words


_WORDS: Mapping[str, Promise] = {
    "string": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "number": gettext_lazy("number"),
    "boolean": gettext_lazy("true or false"),
    "array": gettext_lazy("list"),
    "object": gettext_lazy("object"),
    "null": gettext_lazy("null"),
    "date": gettext_lazy("date"),
    "date-time": gettext_lazy("moment"),
    "uuid": gettext_lazy("id"),
    "binary": gettext_lazy("file"),
}
