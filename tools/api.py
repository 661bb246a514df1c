"""The reference page of the API, made from its OpenAPI document, which is made from its operations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import tools.permissions  # noqa: F401 - sets Django up
from holdfast.core.catalogue import Catalogue
from holdfast.web.api.reference import AreaShown, OperationShown, Reference, Shape, reference
from tools.pages import entry, page, safe, table

OPENING = (
    "What other programs can ask and tell, under `/api/v1`. [Use the API](../how-to/use-the-api.md) has worked examples. "
    "The fields of each kind of record are in the [reference of records](records.md). "
    "Every request may be refused with 400, 405, 422 or 500, and where a token is needed with 401 or 429."
)


def api(catalogue: Catalogue) -> str:
    """The page: every operation by area, then what is in the bodies and answers, then the refusals."""
    found = reference()
    areas = (line for area in found.areas for line in _area(area, found))
    shapes = (line for shape in found.own_shapes for line in _shape(shape))
    return page("API", OPENING, areas, ["## Shapes", ""], shapes, _refusals(found))


def _area(area: AreaShown, found: Reference) -> Iterator[str]:
    yield from (*entry(area.id, area.name), safe(area.says), "")
    for operation in area.operations:
        yield from _operation(operation, found)


def _operation(operation: OperationShown, found: Reference) -> Iterator[str]:
    yield from (f"### {safe(operation.title)}", "", f"`{operation.method} {operation.path}`", "")
    token = "" if operation.needs_token else " No token is needed."
    yield from (f"{safe(operation.says)}{token}", "")
    rows = ((f"`{row.name}`", row.where, safe(row.takes), safe(row.says)) for row in operation.plain_rows)
    yield from table(("Name", "In", "Takes", "Meaning"), rows)
    body = f"Body: {_links(operation.body, found)}. " if operation.body else ""
    gives = "; ".join(f"{answer.status} {_links(answer.shapes, found) or safe(answer.gives)}".strip() for answer in operation.answers)
    refuses = f" May also refuse with {', '.join(operation.refusals)}." if operation.refusals else ""
    yield from (f"{body}Gives: {gives}.{refuses}", "")


def _links(names: Iterable[str], found: Reference) -> str:
    """Names of shapes, linked where this page explains them."""
    own = {shape.name: shape.id for shape in found.own_shapes}
    return ", ".join(f"[`{name}`](#{own[name]})" if name in own else f"`{name}`" for name in names)


def _shape(shape: Shape) -> Iterator[str]:
    yield from (f'<a id="{shape.id}"></a>', "", f"### {safe(shape.name)}", "", safe(shape.says), "")
    rows = ((f"`{row.name}`", "yes" if row.is_required else "", safe(row.takes), safe(row.says)) for row in shape.rows)
    yield from table(("Field", "Always", "Takes", "Meaning"), rows)


def _refusals(found: Reference) -> Iterator[str]:
    yield from entry("refusals", "Refusals")
    rows = ((f"`{name}`", kind.status, safe(kind.title), safe(kind.detail)) for name, kind in found.refusals)
    yield from table(("Kind", "Status", "Title", "What to do"), rows)
