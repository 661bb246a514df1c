"""Asking for one fact by link: asked, looked over, entered or set aside; who is told nothing, and when it is forgotten."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements import changes_requests
from holdfast.web.arrangements.models import FactReply, FactRequest, StoredEntry
from holdfast.web.arrangements.models.fact_request import KEPT
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.open_items import open_items
from holdfast.web.arrangements.state import state_of
from tests.workspace.addresses import page
from tests.workspace.asking import MARKED, TODAY, ask, form, link, one, stakes, tell
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, joined, person, record


def test_it_works(ann: Persona, vic: Persona, asked_path: str) -> None:
    found = Client().get(asked_path)
    for said in ("Ann, Programme manager, Ostley District Council", "What share of the cost", "Marlshire County Council", "read it first"):
        assert said in found.text
    assert FactRequest.objects.get().answered is None, "looking at a link does not use it"
    answer = tell(asked_path, cost_share="40%", source="Budget book")
    assert answer.headers["Location"] == "/asked/thank-you/"
    assert "Thank you" in Client().get("/asked/thank-you/").text

    assert "1 answer has come back by link" in ann.client.get(page(ann, "evidence")).text
    assert "1 answer" not in vic.client.get(page(vic, "evidence")).text
    assert "Answered: look it over" in ann.client.get(page(ann, "requests")).text
    assert "40%" in ann.client.get(one(ann)).text
    assert stakes(ann) == [], "nothing is entered by itself"

    send(ann.client, one(ann), visibility="partners")
    (stake,) = stakes(ann)
    assert (stake.partner, stake.cost_share) == ("marlshire", 0.4)
    assert stake.source == f"Answered by link by Head of finance on {TODAY():%-d %B %Y}; Budget book"
    entry = StoredEntry.objects.get(number=FactRequest.objects.get().entry)
    assert (entry.author, entry.body, entry.visibility) == (ann.place.author, "ostley", "partners")
    assert not FactReply.objects.exists()
    assert page(ann, "entry", entry.number) in ann.client.get(one(ann)).text


def test_it_is_entered_with_one_click_for_the_own_body_alone(ann: Persona, ben: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    send(ann.client, one(ann))
    assert len(stakes(ann)) == 1
    assert stakes(ben) == []


def test_what_is_changed_before_it_is_entered_is_said(ann: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    send(ann.client, one(ann), cost_share="45%")
    (stake,) = stakes(ann)
    assert stake.cost_share == 0.45
    assert stake.source.endswith("; changed before it was entered")


def test_two_clicks_enter_once(ann: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    start = read_form(ann.client.get(one(ann)).text)
    assert send(ann.client, one(ann), start=start).status_code == 302
    assert send(ann.client, one(ann), start=start).status_code == 409
    assert len(stakes(ann)) == 1


def test_two_colleagues_at_once(ann: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    found = FactRequest.objects.get()
    changes_requests.set_aside(by=ann.place, asked=found, reason="No")
    with pytest.raises(ChangeRefused, match="colleague"):
        changes_requests.enter(by=ann.place, asked=found, raw={}, visibility="private")


def test_what_the_check_refuses_waits_on(ann: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    record(ann, "stakes", partner="marlshire", on=TODAY())
    found = send(ann.client, one(ann))
    assert found.status_code == 422
    assert "is recorded already" in found.text
    assert FactReply.objects.exists()


def test_it_is_set_aside_with_a_reason(ann: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%", note=MARKED)
    aside = page(ann, "set_aside_reply", FactRequest.objects.get().pk)
    assert "Say why it is set aside" in ann.client.post(aside, {"reason": " "}).text
    ann.client.post(aside, {"reason": "Of another year"})
    assert stakes(ann) == []
    assert not FactReply.objects.exists()
    found = ann.client.get(one(ann)).text
    assert "Of another year" in found
    assert MARKED not in found


def test_a_letter(ann: Persona, ben: Persona) -> None:
    answer = ask(ann, email="fin@marlshire.example")
    assert "It is on its way to fin@marlshire.example" in answer.text
    (letter,) = mail.outbox
    assert letter.to == ["fin@marlshire.example"]
    assert link(answer) in letter.body
    assert "What share of the cost do you pay?" in letter.body
    assert "fin@marlshire.example" not in str(FactRequest.objects.values()), "the address is kept nowhere"


def test_straight_from_what_to_find_out_next(ann: Persona, ben: Persona) -> None:
    asked = re.findall(r'href="([^"]*requests/new/\?about=[^"]+)"', ann.client.get(page(ann, "overview")).text)
    assert asked
    assert ann.client.get(asked[0], follow=True).status_code == 200
    index = re.findall(r'href="([^"]*requests/new/\?about=[^"]+)"', ann.client.get(page(ann, "evidence")).text)
    found = ann.client.get(index[0], follow=True)
    assert read_form(found.text)["question"][0], "the question stands there already"
    assert form(ann, "decisions", "gates") in ann.client.get(page(ann, "evidence_theme", "decisions")).text
    assert form(ann, "decisions", "gates") in ann.client.get(page(ann, "ask")).text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"question": ""}, "Write the question"),
        ({"asked_of": ""}, "Say whom you ask"),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"until": ""}, "Say until when"),
        ({"until": "2020-01-01"}, "choose a day from today"),
        ({"until": "2999-01-01"}, "choose a day from today"),
        ({"partner": ""}, "Choose: partner"),
        ({"partner": "atlantis"}, "is not one of the partners"),
    ],
)
def test_what_cannot_be_asked(ann: Persona, ben: Persona, change: dict[str, str], said: str) -> None:
    found = ask(ann, **change)
    assert found.status_code == 422
    assert said in found.text
    assert not FactRequest.objects.exists()
    if "question" not in change:
        assert read_form(found.text)["question"] == ["What share of the cost do you pay?"]


def test_asking_twice_with_one_form_asks_once(ann: Persona, ben: Persona) -> None:
    start = read_form(ann.client.get(form(ann)).text)
    ask(ann, start=start, email="fin@marlshire.example")
    assert ask(ann, start=start, email="fin@marlshire.example").status_code == 302
    assert FactRequest.objects.count() == len(mail.outbox) == 1


def test_others_are_told_nothing(
    ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, cat: Persona, asked_path: str
) -> None:
    tell(asked_path, cost_share="40%", note=MARKED)
    number = FactRequest.objects.get().pk
    names = ("look_over", "set_aside_reply", "withdraw_request")
    for name in names:
        address = page(ann, name, number)
        for other, status in ((ben, 404), (con, 404), (cat, 404), (vic, 403), (una, 403)):
            assert other.client.get(address).status_code == status, (name, other.user.name)
            assert other.client.post(address, {"reason": "x"}).status_code == status, (name, other.user.name)
        assert Client().get(address).status_code == 302
    assert "What share" not in ben.client.get(page(ben, "requests")).text
    assert ben.client.get(f"{form(ben)}?like={number}").status_code == 404
    assert FactReply.objects.exists()


def test_a_reply_is_in_nothing_that_leaves(ann: Persona, ben: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%", note=MARKED)
    places = [page(ann, name) for name in ("overview", "evidence", "history", "requests", "people", "tasks", "over_time")]
    places += [page(ann, name, "partners") for name in ("export_ledger", "export_toml", "evidence_theme")]
    for place in places:
        for persona in (ann, ben):
            answer = persona.client.get(place)
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            assert MARKED.encode() not in text, place


def test_a_colleague_of_the_same_body_looks_it_over(ann: Persona, asked_path: str) -> None:
    eve = joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.CONTRIBUTOR)
    assert eve.client.post(page(eve, "withdraw_request", FactRequest.objects.get().pk)).status_code == 403, "it is not hers to withdraw"
    tell(asked_path, cost_share="40%")
    send(eve.client, one(eve))
    assert len(stakes(ann)) == 1
    assert state_of(ann.place.arrangement).envelopes[-1].author == eve.place.author


def test_who_may_not_ask(ben: Persona, vic: Persona, una: Persona, cat: Persona) -> None:
    for persona, status in ((vic, 403), (una, 403), (cat, 404)):
        address = form(ben)
        assert persona.client.get(address).status_code == persona.client.post(address, {}).status_code == status
    assert ben.client.get(form(ben, "answers", "rounds")).status_code == 404


def test_it_is_forgotten_thirty_days_after_its_day(ann: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    FactRequest.objects.update(until=TODAY() - KEPT)
    assert ann.client.get(one(ann)).status_code == 200
    call_command("delete_ended")
    assert FactReply.objects.exists()
    FactRequest.objects.update(until=TODAY() - KEPT - dt.timedelta(days=1))
    assert ann.client.get(one(ann)).status_code == Client().get(asked_path).status_code == 404, "even before it is deleted"
    call_command("delete_ended")
    assert not FactReply.objects.exists()
    assert not FactRequest.objects.exists()


def test_it_is_on_the_desk_of_the_one_who_asked(ann: Persona, ben: Persona, asked_path: str) -> None:
    titles = [item.title for item in open_items(ann.place, ann.place.membership)]
    assert "What share of the cost do you pay?" in titles
    assert "What share of the cost do you pay?" not in [item.title for item in open_items(ben.place, ann.place.membership)]


def test_a_place_that_ended_keeps_the_link_for_the_body(ann: Persona, asked_path: str) -> None:
    eve = joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.LEAD)
    ann.place.membership.ended = timezone.now()
    ann.place.membership.save()
    tell(asked_path, cost_share="40%")
    assert ann.client.get(one(ann)).status_code == 404
    assert "40%" in eve.client.get(one(eve)).text
