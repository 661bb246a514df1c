"""Asking for one fact by link in tests: how a request is made, how its link is answered, and what was entered of it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.utils import timezone

from holdfast.core.evidence.partners import Stake
from holdfast.web.arrangements.models import FactRequest
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona

TODAY = timezone.localdate
MARKED = "Zanzibar"
MARKUP = "<script>alert(1)</script>{{ member }}"


def form(of: Persona, theme: str = "partners", section: str = "stakes") -> str:
    return page(of, "ask_by_link", theme, section)


def ask(by: Persona, path: str = "", **more: Any) -> Any:
    """Ask for the shares of Marlshire, or for something else."""
    given = {"question": "What share of the cost do you pay?", "asked_of": "Head of finance", "partner": "marlshire"}
    return send(by.client, path or form(by), **{**given, **more})


def link(answer: Any) -> str:
    """The link that a page shows."""
    found = re.search(r"<code>http://testserver(/asked/[^<]+)</code>", answer.text)
    assert found, answer.text
    return found[1]


def opened(path: str, client: Client | None = None) -> dict[str, list[str]]:
    """The form that the button of a link opens, as it begins."""
    return read_form((client or Client()).post(path, {"do": "open"}).text)


def tell(path: str, /, **given: Any) -> Any:
    """Answer by a link as somebody without an account."""
    return Client().post(path, {"do": "fact", **opened(path), **given})


def stakes(of: Persona) -> list[Stake]:
    return list(state_of(of.place.arrangement).evidence(of.place.reader).every(Stake))


def one(of: Persona) -> str:
    return page(of, "look_over", FactRequest.objects.get().pk)
