"""Programs that act for the people of the tests: a client that shows a token with every request."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from holdfast.web.accounts.models import User
from holdfast.web.arrangements.changes_tokens import make_token
from holdfast.web.arrangements.models import Arrangement
from tests.workspace.personas import Persona

ROOT = "/api/v1"
TOMORROW = dt.timedelta(days=1)


def secret_of(
    user: User, *, may_write: bool = True, may_look_after_people: bool = True, arrangements: Sequence[Arrangement] | None = None
) -> str:
    """A new token of somebody."""
    return make_token(
        by=user,
        name="Nightly copy",
        may_write=may_write,
        may_look_after_people=may_look_after_people,
        expires=timezone.now() + TOMORROW,
        arrangements=arrangements,
    )[1]


def bearer(secret: str) -> dict[str, str]:
    """The header that shows a token."""
    return {"Authorization": f"Bearer {secret}"}


class Program:
    """A program that acts for a persona in the arrangement of the tests."""

    def __init__(self, of: Persona, *, may_write: bool = True, secret: str = "") -> None:
        self.of, self.client = of, Client()
        self.secret = secret or secret_of(of.user, may_write=may_write)

    def at(self, rest: str = "") -> str:
        """An address inside the arrangement."""
        return f"{ROOT}/arrangements/{self.of.place.arrangement.public_id}{rest}"

    def get(self, path: str, **headers: str) -> Any:
        """Look at something."""
        return self.client.get(path, headers={**bearer(self.secret), **_named(headers)})

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """Write something."""
        return self.client.post(path, json.dumps(body), "application/json", headers={**bearer(self.secret), **_named(headers)})

    def file(self, path: str, content: bytes, media_type: str = "application/toml", **headers: str) -> Any:
        """Send a file."""
        return self.client.generic("POST", path, content, media_type, headers={**bearer(self.secret), **_named(headers)})

    def change(self, *changes: dict[str, Any], **headers: str) -> Any:
        """Make changes."""
        return self.post(self.at("/entries"), {"changes": list(changes)}, **headers)


_SECRETS: dict[uuid.UUID, str] = {}


def header_of(client: Client, path: str) -> dict[str, str]:
    """The header with a token of whoever is signed in, for an address of the API; a browser shows none elsewhere."""
    user = get_user(client) if path.startswith(f"{ROOT}/") else AnonymousUser()  # type: ignore[arg-type]  # it has a session
    if not isinstance(user, User):
        return {}
    if user.public_id not in _SECRETS:
        _SECRETS[user.public_id] = secret_of(user)
    return bearer(_SECRETS[user.public_id])


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def refusal_in(response: HttpResponse, status: int) -> dict[str, Any]:
    """What a refusal says; it must be one."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = json.loads(response.content)
    assert said["status"] == status
    assert said["title"] and said["detail"]
    return said


def gate(name: str = "Outline case", **values: Any) -> dict[str, Any]:
    """A change that records a gate."""
    record = {"gate": "g1", "name": name, "body": "Cabinet", "on": "2026-11-09", "source": "Board paper 4", **values}
    return {"act": "record", "section": "gates", "record": record}
