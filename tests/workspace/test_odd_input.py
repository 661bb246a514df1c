"""Input that no page ever sends: numbers too large for a database, and characters that none can keep. Never a broken page."""

from __future__ import annotations

import pytest
from django.test import Client

from holdfast.web.routes import Route
from tests.workspace.asking import opened
from tests.workspace.filled import read_form
from tests.workspace.personas import Persona, record
from tests.workspace.test_permissions import INSIDE, SAMPLES, address

LARGE, NUL = 10**25, "a\x00b"
NUMBERS = ("number", "entry", "place")
# Everything that a page of the workspace reads from its address.
ASKED = (
    "as_at", "known_at", "since", "clock", "page", "sort", "words", "partner", "section", "author", "act", "body", "from", "to", "draft",
    "about", "like", "finding", "action", "reading", "whose", "status",
)  # fmt: skip


@pytest.mark.parametrize("route", INSIDE, ids=lambda route: route.name)
def test_no_number_and_no_character_breaks_a_page(route: Route, ann: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet")
    ann.client.raise_request_exception = False
    place = ann.place.arrangement.public_id
    path = address(route, place)
    shown = ann.client.get(path, dict.fromkeys(ASKED, NUL))
    assert shown.status_code < 500
    typed = read_form(shown.getvalue().decode("utf-8", "replace"))
    filled = {name: [NUL for _ in values] for name, values in typed.items() if name not in ("form_key", "do")}
    for sent in ({**typed, **filled}, dict.fromkeys(("do", "reason", "name"), NUL)):
        assert ann.client.post(path, sent).status_code < 500
    for name in NUMBERS:
        monkeypatch.setitem(SAMPLES, name, LARGE)
    for method in ("get", "post"):
        assert getattr(ann.client, method)(address(route, place)).status_code < 500


def test_an_answer_by_link_with_such_characters_is_refused_or_kept(ann: Persona, asked_path: str) -> None:
    outside = Client(raise_request_exception=False)
    typed = opened(asked_path)
    for sent in ({"do": "unknown", "remark": NUL}, {"do": "fact", **typed, "cost_share": "40%", "note": NUL, "source": NUL}):
        assert outside.post(asked_path, sent).status_code < 500
