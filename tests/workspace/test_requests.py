"""Asking somebody for one fact by link: asked, answered without an account, looked over; and every way in which it does not work."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from holdfast.core.evidence.decisions import Gate
from holdfast.core.evidence.partners import Stake
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements import changes_requests
from holdfast.web.arrangements.asked import request_of
from holdfast.web.arrangements.models import FactReply, FactRequest, StoredEntry
from holdfast.web.arrangements.models.fact_request import KEPT, Manner
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.open_items import open_items
from holdfast.web.arrangements.state import state_of
from holdfast.web.logs import WithoutTokens
from tests.workspace.addresses import page
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, joined, person, record

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


@pytest.fixture
def path(ann: Persona, ben: Persona) -> str:
    """The link that Ann has made."""
    return link(ask(ann))


def one(of: Persona) -> str:
    return page(of, "look_over", FactRequest.objects.get().pk)


def test_it_works(ann: Persona, vic: Persona, path: str) -> None:
    found = Client().get(path)
    for said in ("Ann, Programme manager, Ostley District Council", "What share of the cost", "Marlshire County Council", "read it first"):
        assert said in found.text
    assert FactRequest.objects.get().answered is None, "looking at a link does not use it"
    answer = tell(path, cost_share="40%", source="Budget book")
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


def test_it_is_entered_with_one_click_for_the_own_body_alone(ann: Persona, ben: Persona, path: str) -> None:
    tell(path, cost_share="40%")
    send(ann.client, one(ann))
    assert len(stakes(ann)) == 1
    assert stakes(ben) == []


def test_what_is_changed_before_it_is_entered_is_said(ann: Persona, path: str) -> None:
    tell(path, cost_share="40%")
    send(ann.client, one(ann), cost_share="45%")
    (stake,) = stakes(ann)
    assert stake.cost_share == 0.45
    assert stake.source.endswith("; changed before it was entered")


def test_two_clicks_enter_once(ann: Persona, path: str) -> None:
    tell(path, cost_share="40%")
    start = read_form(ann.client.get(one(ann)).text)
    assert send(ann.client, one(ann), start=start).status_code == 302
    assert send(ann.client, one(ann), start=start).status_code == 409
    assert len(stakes(ann)) == 1


def test_two_colleagues_at_once(ann: Persona, path: str) -> None:
    tell(path, cost_share="40%")
    found = FactRequest.objects.get()
    changes_requests.set_aside(by=ann.place, asked=found, reason="No")
    with pytest.raises(ChangeRefused, match="colleague"):
        changes_requests.enter(by=ann.place, asked=found, raw={}, visibility="private")


def test_what_the_check_refuses_waits_on(ann: Persona, path: str) -> None:
    tell(path, cost_share="40%")
    record(ann, "stakes", partner="marlshire", on=TODAY())
    found = send(ann.client, one(ann))
    assert found.status_code == 422
    assert "is recorded already" in found.text
    assert FactReply.objects.exists()


def test_it_is_set_aside_with_a_reason(ann: Persona, path: str) -> None:
    tell(path, cost_share="40%", note=MARKED)
    aside = page(ann, "set_aside_reply", FactRequest.objects.get().pk)
    assert "Say why it is set aside" in ann.client.post(aside, {"reason": " "}).text
    ann.client.post(aside, {"reason": "Of another year"})
    assert stakes(ann) == []
    assert not FactReply.objects.exists()
    found = ann.client.get(one(ann)).text
    assert "Of another year" in found
    assert MARKED not in found


def test_i_do_not_know(ann: Persona, path: str) -> None:
    assert Client().post(path, {"do": "unknown", "remark": "We never agreed it", "cost_share": MARKED}).status_code == 302
    found = ann.client.get(one(ann)).text
    assert "Does not know" in found
    assert "We never agreed it" in found
    assert MARKED not in found, "what was typed above is not sent"
    assert "Ask somebody else the same" in found


def test_somebody_else_knows(ann: Persona, path: str) -> None:
    refused = Client().post(path, {"do": "elsewhere", "cost_share": "40%"})
    assert refused.status_code == 422
    assert '<a href="#id_somebody_else">Say who knows it' in refused.text
    assert read_form(refused.text)["cost_share"] == ["40%"], "nothing typed is lost"
    assert Client().post(path, {"do": "elsewhere", "somebody_else": "The treasurer"}).status_code == 302
    found = ann.client.get(one(ann)).text
    assert "The treasurer" in found
    again = ann.client.get(f"{form(ann)}?like={FactRequest.objects.get().pk}").text
    assert read_form(again)["question"] == ["What share of the cost do you pay?"]
    assert read_form(again)["partner"] == ["marlshire"]


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


def test_a_link_works_once(path: str) -> None:
    tell(path, cost_share="40%")
    kept = dict(FactReply.objects.get().typed)
    for answer in (Client().get(path), Client().post(path, {"do": "fact", "cost_share": "50%"}), Client().post(path, {"do": "unknown"})):
        assert answer.status_code == 410
        assert "It has been used" in answer.text
        assert "What share" not in answer.text, "a link that is used tells nothing any more"
    assert FactReply.objects.get().typed == kept


def test_two_people_at_once(path: str) -> None:
    first, second = request_of(path.split("/")[2]), request_of(path.split("/")[2])
    assert first and second
    changes_requests.answer(asked=first, manner=Manner.UNKNOWN, typed={})
    with pytest.raises(ChangeRefused, match="used"):
        changes_requests.answer(asked=second, manner=Manner.FACT, typed={"cost_share": ["1"]})
    late = Client().post(path, {"do": "fact", "cost_share": "40%", "note": "My words"})
    assert late.status_code == 410
    assert "My words" in late.text, "what the second typed is not lost"
    assert FactReply.objects.get().manner == Manner.UNKNOWN


def test_a_link_after_its_day(ann: Persona, path: str) -> None:
    FactRequest.objects.update(until=TODAY() - dt.timedelta(days=1))
    for answer in (Client().get(path), Client().post(path, {"do": "fact", "cost_share": "40%"})):
        assert answer.status_code == 410
        assert "It has expired" in answer.text
    assert "No answer in time" in ann.client.get(page(ann, "requests")).text
    FactRequest.objects.update(until=TODAY())
    assert Client().get(path).status_code == 200, "the last day is a day"


def test_a_withdrawn_link(ann: Persona, path: str) -> None:
    number = FactRequest.objects.get().pk
    assert ann.client.get(page(ann, "withdraw_request", number)).status_code == 302
    assert Client().get(path).status_code == 200, "looking at an address withdraws nothing"
    ann.client.post(page(ann, "withdraw_request", number))
    for answer in (Client().get(path), Client().post(path, {"do": "fact", "cost_share": "40%"})):
        assert answer.status_code == 410
        assert "withdrawn" in answer.text
    assert not FactReply.objects.exists()


def test_an_answer_is_not_withdrawn(ann: Persona, path: str) -> None:
    tell(path, cost_share="40%")
    answer = ann.client.post(page(ann, "withdraw_request", FactRequest.objects.get().pk), follow=True)
    assert "It has been answered meanwhile" in answer.text
    assert FactRequest.objects.get().withdrawn is None


@pytest.mark.parametrize("forged", ["x", "A" * 32, "..", "%00", "é"])
def test_a_forged_link(path: str, forged: str) -> None:
    for answer in (Client().get(f"/asked/{forged}/"), Client().post(f"/asked/{forged}/", {"do": "fact"})):
        assert answer.status_code == 404


def test_only_a_digest_is_kept_and_nothing_in_the_log(path: str) -> None:
    token = path.split("/")[2]
    assert len(token) >= 32
    assert FactRequest.objects.get().token_digest == Invitation.digest(token)
    assert token not in str(FactRequest.objects.values())
    line = logging.LogRecord("django", logging.ERROR, "", 0, "Internal Server Error: %s", (path,), None)
    WithoutTokens().filter(line)
    assert token not in line.getMessage()


def test_others_are_told_nothing(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, cat: Persona, path: str) -> None:
    tell(path, cost_share="40%", note=MARKED)
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


def test_a_reply_is_in_nothing_that_leaves(ann: Persona, ben: Persona, path: str) -> None:
    tell(path, cost_share="40%", note=MARKED)
    places = [page(ann, name) for name in ("overview", "evidence", "history", "requests", "people", "tasks", "over_time")]
    places += [page(ann, name, "partners") for name in ("export_ledger", "export_toml", "evidence_theme")]
    for place in places:
        for persona in (ann, ben):
            answer = persona.client.get(place)
            text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            assert MARKED.encode() not in text, place


def test_a_colleague_of_the_same_body_looks_it_over(ann: Persona, path: str) -> None:
    eve = joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.CONTRIBUTOR)
    assert eve.client.post(page(eve, "withdraw_request", FactRequest.objects.get().pk)).status_code == 403, "it is not hers to withdraw"
    tell(path, cost_share="40%")
    send(eve.client, one(eve))
    assert len(stakes(ann)) == 1
    assert state_of(ann.place.arrangement).envelopes[-1].author == eve.place.author


def test_who_may_not_ask(ben: Persona, vic: Persona, una: Persona, cat: Persona) -> None:
    for persona, status in ((vic, 403), (una, 403), (cat, 404)):
        address = form(ben)
        assert persona.client.get(address).status_code == persona.client.post(address, {}).status_code == status
    assert ben.client.get(form(ben, "answers", "rounds")).status_code == 404


def test_whoever_answers_chooses_neither_readers_nor_what_it_is_about(ann: Persona, ben: Persona, path: str) -> None:
    assert "visibility" not in opened(path)
    assert "partner" not in opened(path)
    tell(path, cost_share="40%", visibility="public", partner="ostley", form_key="x")
    assert set(FactReply.objects.get().typed) & {"visibility", "partner", "form_key"} == set()
    send(ann.client, one(ann))
    (stake,) = stakes(ann)
    assert stake.partner == "marlshire"
    assert StoredEntry.objects.latest("number").visibility == "private"


def test_whoever_answers_meets_no_name_that_is_not_theirs_to_see(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="zanzibar", name=MARKED)
    record(ann, "gates", gate="open", name="Open to all", visibility="public")
    path = link(ask(ann, form(ann, "decisions", "gates"), partner="", gate="cabinet", name="Cabinet decision"))
    text = Client().post(path, {"do": "open"}).text
    assert "Open to all" in text
    assert MARKED not in text
    for guess in ("zanzibar", "zanzibat"):
        refused = tell(path, depends_on=[guess])
        assert refused.status_code == 422
        assert MARKED not in refused.text
        assert "did you mean" not in refused.text.lower()
    tell(path, depends_on=["open"])
    send(ann.client, one(ann))
    gates = {gate.gate: gate for gate in state_of(ann.place.arrangement).evidence(ann.place.reader).every(Gate)}
    assert gates["cabinet"].depends_on == ("open",)


def test_errors_in_words_and_nothing_lost(path: str) -> None:
    refused = tell(path, cost_share="a lot", on_day="31", on_month="2", on_year="2026", note="Kept")
    assert refused.status_code == 422
    assert '<a href="#id_cost_share">' in refused.text
    assert "“31 2 2026” is not right; expected a date" in refused.text
    sent = read_form(refused.text)
    assert (sent["cost_share"], sent["on_day"], sent["note"]) == (["a lot"], ["31"], ["Kept"])
    assert FactRequest.objects.get().answered is None


def test_a_form_from_elsewhere_is_shown_again_and_not_taken_in(path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(path, {"do": "fact", "cost_share": "40%"})
    assert answer.status_code == 422
    assert read_form(answer.text)["cost_share"] == ["40%"]
    assert FactRequest.objects.get().answered is None
    assert strict.post("/asked/forged/", {"do": "fact"}).status_code == 404


def test_hostile_words_are_words(ann: Persona, ben: Persona) -> None:
    path = link(ask(ann, question=MARKUP, asked_of=MARKUP))
    pages = [Client().get(path), Client().post(path, {"do": "open"}), tell(path, cost_share=MARKUP, note=MARKUP)]
    tell(path, cost_share="40%", note=MARKUP, source=MARKUP)
    pages += [Client().post(path, {"do": "fact", "note": MARKUP}), ann.client.get(page(ann, "requests")), ann.client.get(one(ann))]
    pages += [ann.client.get(page(ann, "set_aside_reply", FactRequest.objects.get().pk))]
    for answer in pages:
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;" in answer.text
    send(ann.client, one(ann))
    assert stakes(ann)[0].note == MARKUP


def test_it_is_forgotten_thirty_days_after_its_day(ann: Persona, path: str) -> None:
    tell(path, cost_share="40%")
    FactRequest.objects.update(until=TODAY() - KEPT)
    assert ann.client.get(one(ann)).status_code == 200
    call_command("delete_ended")
    assert FactReply.objects.exists()
    FactRequest.objects.update(until=TODAY() - KEPT - dt.timedelta(days=1))
    assert ann.client.get(one(ann)).status_code == Client().get(path).status_code == 404, "even before it is deleted"
    call_command("delete_ended")
    assert not FactReply.objects.exists()
    assert not FactRequest.objects.exists()


def test_it_is_on_the_desk_of_the_one_who_asked(ann: Persona, ben: Persona, path: str) -> None:
    titles = [item.title for item in open_items(ann.place, ann.place.membership)]
    assert "What share of the cost do you pay?" in titles
    assert "What share of the cost do you pay?" not in [item.title for item in open_items(ben.place, ann.place.membership)]


def test_a_place_that_ended_keeps_the_link_for_the_body(ann: Persona, path: str) -> None:
    eve = joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.LEAD)
    ann.place.membership.ended = timezone.now()
    ann.place.membership.save()
    tell(path, cost_share="40%")
    assert ann.client.get(one(ann)).status_code == 404
    assert "40%" in eve.client.get(one(eve)).text
