"""A readiness round as the tests need it: begun, with links, answered, and closed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from holdfast.core.rounds.questionnaires import questions_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds import changes
from holdfast.web.rounds.models import Mode, Round
from tests.workspace.filled import read_form
from tests.workspace.personas import Persona

ROLES = ("member", "ict", "staff")


def begun(by: Persona, **terms: Any) -> Round:
    """A round of both councils, open today."""
    today = timezone.localdate()
    questionnaire = terms.pop("questionnaire", "health_check")
    settled: dict[str, Any] = {
        "name": "First round",
        "questionnaire": questionnaire,
        "questions": [question.id for question in questions_of(site_catalogue(), questionnaire)],
        "mode": Mode.OPEN,
        "bodies": ["ostley", "marlshire"],
        "roles": list(ROLES),
        "is_for_all": True,
        "minimum_group": 3,
        "opens_on": today,
        "closes_on": today + dt.timedelta(days=14),
        **terms,
    }
    return changes.begin(by=by.place, **settled)


def personal(by: Persona, of: Round, role: str = "ict", *, email: str = "x@example.gov.uk", post: str = "") -> str:
    """The address of a link that went to one person by letter."""
    _link, token = changes.invite(by=by.place, of=of, role=role, label="", email=email, post=post)
    return reverse("answer", args=[token])


def passed_on(by: Persona, of: Round, role: str = "ict") -> str:
    """The address of a link that whoever invites passes on by hand."""
    _link, token = changes.invite(by=by.place, of=of, role=role, label="Clerk", email="", post="")
    return reverse("answer", args=[token])


def for_many(by: Persona, of: Round, *, cap: int = 40, role: str = "") -> str:
    """The address of a link for many."""
    _link, token = changes.make_open_link(by=by.place, of=of, label="Newsletter", role=role, cap=cap)
    return reverse("answer", args=[token])


def opened(client: Client, path: str, **sent: Any) -> str:
    """Begin to answer; the address of the first page with something open."""
    response = client.post(path, {"do": "begin", **sent})
    assert response.status_code == 302, response.text
    return str(response.headers["Location"])


def filled(client: Client, page: str, value: str = "3", **changes: str) -> Any:
    """Answer every question of a page alike, and save."""
    sent = {name: found[0] for name, found in read_form(client.get(page).text).items()}
    answers = {name.replace("seen.", "answer."): value for name in sent if name.startswith("seen.")}
    return client.post(page, {**sent, **answers, **changes})


def answered(path: str, value: str = "3", *, comments: Mapping[str, str] | None = None, client: Client | None = None, **sent: Any) -> str:
    """Go through every page, hand in, and return the receipt code. `sent` goes with the beginning, `on_record` with the end."""
    own = client or Client()
    on_record = sent.pop("on_record", "no")
    page = opened(own, path, **sent)
    said = {f"comment.{id}": words for id, words in (comments or {}).items()}
    while not page.endswith("check/"):
        page = filled(own, page, value, **said).headers["Location"]
    receipt = re.findall(r'hf-code__code" translate="no">([A-Z0-9-]+)<', own.get(page).text)[0]
    done = own.post(page, {"on_record": on_record})
    assert done.status_code == 200 and receipt in done.text
    return str(receipt)


def token_in(path: str) -> str:
    """The token of an address."""
    return urlsplit(path).path.strip("/").split("/")[1]


def over(of: Round) -> None:
    """Let the last day of a round be yesterday."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Round.objects.filter(pk=of.pk).update(opens_on=yesterday - dt.timedelta(days=20), closes_on=yesterday)
    of.refresh_from_db()
