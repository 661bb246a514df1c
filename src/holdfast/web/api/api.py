"""The API put together: the areas, their addresses, and the door before each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.operation import Operation

from holdfast.web.api.body import ReadAlready
from holdfast.web.api.door import Address, door
from holdfast.web.api.operations import AREAS

TITLE = "Holdfast API"
VERSION = "1"
VARIABLE = re.compile(r"\{(\w+:\w+)\}")


class HoldfastApi(NinjaAPI):
    """Lets every exception through to the door, which alone answers what is refused."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name that programs made from the document give to an operation: that of its address."""
        return str(operation.url_name).removeprefix("api_")

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        raise exc


def _made() -> HoldfastApi:
    made = HoldfastApi(title=TITLE, version=VERSION, docs_url=None, openapi_url=None, parser=ReadAlready())
    for name, _about, router in AREAS:
        made.add_router("", router, tags=[name])
    return made


api = _made()


def addresses() -> Iterator[Address]:
    """Every address with what can be done there."""
    found: dict[str, Address] = {}
    for router in api._get_bound_routers():
        for route, held in router.path_operations.items():
            # ninja hands ids on as text; the door wants them as what they are.
            written = route.replace("{uuidstr:", "{uuid:")
            address = found.setdefault(written, Address(written))
            address.operations.update({method: operation for operation in held.operations for method in operation.methods})
    yield from found.values()


def patterns() -> list[URLPattern]:
    """The addresses as the site map holds them."""
    return [path(_route(address.path), door(address), name=_name(address)) for address in addresses()]


def _route(written: str) -> str:
    return VARIABLE.sub(r"<\1>", written).lstrip("/")


def _name(address: Address) -> str:
    """The name of looking, where something can be looked at."""
    operation = address.operations.get("GET") or next(iter(address.operations.values()))
    return str(operation.url_name)
