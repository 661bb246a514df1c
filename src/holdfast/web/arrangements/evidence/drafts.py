"""Keeps what was typed when it cannot be entered yet: the session has ended, or the form's token has (docs/adr/0015).

Each form carries a key, signed by the site: whose form it is, of which page, and a random name. What is sent with such a key
by somebody who is not let in is held for that person alone, for an hour, and shown again in its form once they are back.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import uuid
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Concatenate, ParamSpec, cast

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import Draft
from holdfast.web.arrangements.permissions import Member, MemberView, Permission, for_members

P = ParamSpec("P")
FIELD = "form_key"
SALT = "holdfast.evidence.form"
# A form may stay open in a tab for this long.
KEY_LASTS = dt.timedelta(days=7)
LASTS = dt.timedelta(hours=1)
# What belongs to the request rather than to what was typed.
NOT_TYPED = (FIELD, "csrfmiddlewaretoken", "do")


@dataclass(frozen=True, slots=True)
class FormKey:
    """Whose form it is, on which page, and its own random name."""

    user: str
    path: str
    once: str

    @classmethod
    def new(cls, by: Member, path: str) -> FormKey:
        """The key of a form that is shown for the first time."""
        return cls(by.author, path, str(uuid.uuid4()))

    @property
    def signed(self) -> str:
        """The key as the form carries it."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def at(self, path: str) -> FormKey:
        """The same form, sent to another page."""
        return FormKey(self.user, path, self.once)


def key_of(request: HttpRequest) -> FormKey | None:
    """The key a form was sent with, where it is one of this site's, of this page, and not too old."""
    try:
        said = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=KEY_LASTS)
    except signing.BadSignature:
        return None
    key = FormKey(**said)
    return key if key.path == request.path else None


def keep(request: HttpRequest) -> str:
    """Hold what was sent for its author; the address that shows it again, or nothing where there is nothing to keep."""
    key = key_of(request)
    user = User.objects.filter(public_id=key.user, is_active=True).first() if key else None
    if key is None or user is None:
        return ""
    return f"{request.path}?draft={hold(user, key, typed_in(request.POST)).pk}"


def typed_in(data: QueryDict) -> dict[str, list[str]]:
    """What was typed in a form, without what belongs to the request."""
    return {name: [str(value) for value in data.getlist(name)] for name in data if name not in NOT_TYPED}


def hold(user: User, key: FormKey, content: Any) -> Draft:
    """Hold something for a person; what was held under the same key before is replaced, and what is too old goes."""
    Draft.objects.filter(touched__lt=timezone.now() - LASTS).delete()
    packed = zlib.compress(json.dumps(content).encode())
    draft, _made = Draft.objects.update_or_create(user=user, path=key.path, once=key.once, defaults={"content": packed})
    return draft


def held(by: Member, path: str, id: str) -> Draft | None:
    """What is held under this id for this person and page, where it is not too old."""
    try:
        return Draft.objects.filter(pk=id, user=by.user, path=path, touched__gte=timezone.now() - LASTS).first()
    except ValidationError:
        return None


def content_of(draft: Draft) -> Any:
    """What is held in a draft."""
    return json.loads(zlib.decompress(bytes(draft.content)))


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a form begins with: what was sent or kept, and its key."""

    key: FormKey
    data: QueryDict | None
    is_sent: bool
    is_restored: bool = False

    @property
    def typed(self) -> dict[str, list[str]]:
        """What was typed, without what belongs to the request."""
        return typed_in(self.data) if self.data is not None else {}

    @property
    def around(self) -> dict[str, Any]:
        """What the template of a form needs to carry its key and to say where its words come from."""
        return {"key": self.key.signed, "is_restored": self.is_restored, "is_old": self.is_old}

    @property
    def is_old(self) -> bool:
        """Whether it was sent with a key that no longer holds: it is then shown again, and nothing is entered."""
        return self.data is not None and not self.is_sent and not self.is_restored


def arrived(request: HttpRequest, by: Member) -> Arrived:
    """What came with a request for a form of this page."""
    if request.method == "POST":
        key = key_of(request)
        is_own = key is not None and key.user == by.author
        return Arrived(key if key and is_own else FormKey.new(by, request.path), request.POST, is_own)
    draft = held(by, request.path, request.GET.get("draft", ""))
    if draft is None:
        return Arrived(FormKey.new(by, request.path), None, False)
    data = QueryDict(mutable=True)
    for name, values in content_of(draft).items():
        data.setlist(name, values)
    return Arrived(FormKey(by.author, request.path, str(draft.once)), data, False, is_restored=True)


def forget(by: Member, key: FormKey) -> None:
    """Let go of what was held for a form that has been entered."""
    held = Draft.objects.filter(user=by.user, once=key.once)
    # Mostly nothing was held. Looking is cheap, and deleting waits for everybody else who writes.
    if held.exists():
        held.delete()


def keeps_what_is_typed(
    permission: Permission, *, post: Permission | None = None
) -> Callable[[Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]], MemberView]:
    """`for_members`, for a page with a form: what somebody sends who is not let in is kept until they are."""

    def decorate(view: Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]) -> MemberView:
        def noted(request: HttpRequest, member: Member, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.META["holdfast.let_in"] = True
            return view(request, member, *args, **kwargs)

        entered = for_members(permission, post=post)(noted)

        @functools.wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = entered(request, *args, **kwargs)
            is_turned_away = isinstance(response, HttpResponseRedirect) and "holdfast.let_in" not in request.META
            # The gate is met again on the way to what was kept, and remembers that address until the person is let in.
            address = keep(request) if request.method == "POST" and is_turned_away else ""
            return HttpResponseRedirect(address) if address else response

        made = cast(MemberView, kept)
        made.needs = entered.needs
        return made

    return decorate
