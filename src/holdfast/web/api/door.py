"""The one door of the API: who asks, whether they may, what they sent, and what their answer is called."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja.operation import Operation

from holdfast.web.api.asked import Asked
from holdfast.web.api.body import read_body, read_file
from holdfast.web.api.etags import is_known, places_in, tag_of
from holdfast.web.api.refusals import ANSWERS, NoPeople, NotRight, ReadsOnly, WrongMethod, refused
from holdfast.web.api.tokens import token_of
from holdfast.web.arrangements.permissions import Member, Permission, member_of
from holdfast.web.refusal import Fault

INSIDE = "arrangement"
LOOKS = ("GET", "HEAD")
LONGEST_KEY = 200
# Where the keys of programs live among the names of forms, which are random.
KEYS = uuid.UUID("c8a3ae0c-6f43-4f64-9f5e-2f7d1f1c8c55")


@dataclass(frozen=True, slots=True)
class Needs:
    """What an operation asks of whoever calls it: a permission inside an arrangement, or only a token, or nothing.

    `is_of_people` asks for a token that may look after people, too. `files` are the files that may be its body, by what they say
    that they are; without any, the body is JSON. One that only looks, though it is sent something, does not `change` anything.
    """

    permission: Permission | None = None
    is_open: bool = False
    is_of_people: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    changes: bool = True


@dataclass(slots=True)
class Address:
    """One address of the API with what can be done there, by method."""

    path: str
    operations: dict[str, Operation] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether anybody may look, without a token."""
        return all(needs_of(operation).is_open for operation in self.operations.values())

    @property
    def needs(self) -> dict[str, Permission]:
        """The permission that each method asks for; what cannot be done here asks for what can."""
        asked = {method: needs_of(operation).permission for method, operation in self.operations.items()}
        found = {method: permission for method, permission in asked.items() if permission}
        if not found:
            return {}
        other = found.get("GET", next(iter(found.values())))
        return {"GET": other, "HEAD": other, "POST": found.get("POST", other)}


def needs(permission: Permission | None = None, **more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Says of an operation what it asks of whoever calls it; the names are those of `Needs`."""

    def decorate(operation: Callable[..., Any]) -> Callable[..., Any]:
        operation.needs = Needs(permission, **more)  # type: ignore[attr-defined]
        return operation

    return decorate


def needs_of(operation: Operation) -> Needs:
    """What an operation asks; one that does not say so cannot be built into the site."""
    return cast(Needs, operation.view_func.needs)  # type: ignore[attr-defined]


def door(address: Address) -> Callable[..., HttpResponseBase]:
    """The view of an address."""

    def view(request: HttpRequest, **values: Any) -> HttpResponseBase:
        asked = cast(Asked, request)
        try:
            operation = _let_in(asked, address, values)
            answer: HttpResponseBase = operation.run(asked, **values)
        except tuple(ANSWERS) as error:
            answer = refused(error)
        if address.is_open:
            return answer
        patch_vary_headers(answer, ["Authorization"])
        return _named(asked, answer)

    view.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens it, so nobody's browser can be made to
    view.needs = address.needs  # type: ignore[attr-defined]  # read by holdfast.web.routes
    view.signed_in = not address.is_open  # type: ignore[attr-defined]
    return view


def _let_in(asked: Asked, address: Address, values: Mapping[str, Any]) -> Operation:
    """The operation that is asked for, once everything that is asked of whoever asks has been found right."""
    looks = asked.method in LOOKS
    if not address.is_open:
        asked.token = token_of(asked)
        asked.person = asked.token.user
        if INSIDE in values:
            needed = address.needs.get(asked.method or "", address.needs["GET"])
            asked.member = _member(asked, values[INSIDE], needed)
    operation = address.operations.get("GET" if looks else asked.method or "")
    if operation is None:
        allowed = {*address.operations, *(["HEAD"] if "GET" in address.operations else [])}
        raise WrongMethod(allowed)
    _refuse_strange(asked, operation)
    if not looks:
        _read(asked, needs_of(operation))
    return operation


def _refuse_strange(asked: Asked, operation: Operation) -> None:
    """A name that the query should not hold is refused, since a misspelt filter would let everything through."""
    known = {name for model in operation.models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__}
    faults = [Fault([name], _("is not a field of this; leave it out")) for name in asked.GET if name not in known]
    if faults:
        raise NotRight(faults)


def _member(asked: Asked, arrangement: uuid.UUID, permission: Permission) -> Member:
    if not asked.token.opens(arrangement):
        raise Http404
    return member_of(asked.person, arrangement, permission)


def _read(asked: Asked, needed: Needs) -> None:
    """Read what a program writes, and on which condition."""
    if not asked.token.may_write:
        raise ReadsOnly
    if needed.is_of_people and not asked.token.may_look_after_people:
        raise NoPeople
    asked.read = read_file(asked, needed.files) if needed.files else read_body(asked)
    asked.seen = places_in(asked.headers.get("If-Match", ""))
    key = asked.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        raise NotRight([Fault(["Idempotency-Key"], _("is too long; expected at most %(most)d letters") % {"most": LONGEST_KEY})])
    asked.once = uuid.uuid5(KEYS, key) if key else None


def _named(asked: Asked, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer with its tag; an empty one where the program has it already."""
    if not isinstance(answer, HttpResponse) or answer.status_code >= 300:
        return answer
    member = getattr(asked, "member", None)
    tag = tag_of(member.arrangement if member else None, answer.content)
    if asked.method in LOOKS and is_known(tag, asked.headers.get("If-None-Match", "")):
        empty = HttpResponse(status=304)
        for name in ("Vary", "Link"):
            if name in answer.headers:
                empty.headers[name] = answer.headers[name]
        answer = empty
    answer.headers["ETag"] = tag
    return answer
