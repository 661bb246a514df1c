"""The link by which somebody without an account tells one fact: each way to answer, and every way in which it does not work."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from holdfast.core.evidence.decisions import Gate
from holdfast.web.accounts import letters
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements import changes_requests
from holdfast.web.arrangements.asked import request_of
from holdfast.web.arrangements.models import FactReply, FactRequest, Membership, StoredEntry
from holdfast.web.arrangements.models.fact_request import Manner
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.state import state_of
from holdfast.web.logs import WithoutTokens
from tests.workspace.addresses import page
from tests.workspace.asking import MARKED, MARKUP, TODAY, ask, form, link, one, opened, stakes, tell
from tests.workspace.filled import read_form, send
from tests.workspace.personas import Persona, joined, person, record


def test_i_do_not_know(ann: Persona, asked_path: str) -> None:
    assert Client().post(asked_path, {"do": "unknown", "remark": "We never agreed it", "cost_share": MARKED}).status_code == 302
    found = ann.client.get(one(ann)).text
    assert "Does not know" in found
    assert "We never agreed it" in found
    assert MARKED not in found, "what was typed above is not sent"
    assert "Ask somebody else the same" in found


def test_somebody_else_knows(ann: Persona, asked_path: str) -> None:
    refused = Client().post(asked_path, {"do": "elsewhere", "cost_share": "40%"})
    assert refused.status_code == 422
    assert '<a href="#id_somebody_else">Say who knows it' in refused.text
    assert read_form(refused.text)["cost_share"] == ["40%"], "nothing typed is lost"
    assert Client().post(asked_path, {"do": "elsewhere", "somebody_else": "The treasurer"}).status_code == 302
    found = ann.client.get(one(ann)).text
    assert "The treasurer" in found
    again = ann.client.get(f"{form(ann)}?like={FactRequest.objects.get().pk}").text
    assert read_form(again)["question"] == ["What share of the cost do you pay?"]
    assert read_form(again)["partner"] == ["marlshire"]


def test_a_link_works_once(asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    kept = dict(FactReply.objects.get().typed)
    for answer in (
        Client().get(asked_path),
        Client().post(asked_path, {"do": "fact", "cost_share": "50%"}),
        Client().post(asked_path, {"do": "unknown"}),
    ):
        assert answer.status_code == 410
        assert "It has been used" in answer.text
        assert "What share" not in answer.text, "a link that is used tells nothing any more"
    assert FactReply.objects.get().typed == kept


def test_two_people_at_once(asked_path: str) -> None:
    first, second = request_of(asked_path.split("/")[2]), request_of(asked_path.split("/")[2])
    assert first and second
    changes_requests.answer(asked=first, manner=Manner.UNKNOWN, typed={})
    with pytest.raises(ChangeRefused, match="used"):
        changes_requests.answer(asked=second, manner=Manner.FACT, typed={"cost_share": ["1"]})
    late = Client().post(asked_path, {"do": "fact", "cost_share": "40%", "note": "My words"})
    assert late.status_code == 410
    assert "My words" in late.text, "what the second typed is not lost"
    assert FactReply.objects.get().manner == Manner.UNKNOWN


def test_a_link_after_its_day(ann: Persona, asked_path: str) -> None:
    FactRequest.objects.update(until=TODAY() - dt.timedelta(days=1))
    for answer in (Client().get(asked_path), Client().post(asked_path, {"do": "fact", "cost_share": "40%"})):
        assert answer.status_code == 410
        assert "It has expired" in answer.text
    assert "No answer in time" in ann.client.get(page(ann, "requests")).text
    FactRequest.objects.update(until=TODAY())
    assert Client().get(asked_path).status_code == 200, "the last day is a day"


def test_a_withdrawn_link(ann: Persona, asked_path: str) -> None:
    number = FactRequest.objects.get().pk
    assert ann.client.get(page(ann, "withdraw_request", number)).status_code == 302
    assert Client().get(asked_path).status_code == 200, "looking at an address withdraws nothing"
    ann.client.post(page(ann, "withdraw_request", number))
    for answer in (Client().get(asked_path), Client().post(asked_path, {"do": "fact", "cost_share": "40%"})):
        assert answer.status_code == 410
        assert "withdrawn" in answer.text
    assert not FactReply.objects.exists()


def test_an_answer_is_not_withdrawn(ann: Persona, asked_path: str) -> None:
    tell(asked_path, cost_share="40%")
    answer = ann.client.post(page(ann, "withdraw_request", FactRequest.objects.get().pk), follow=True)
    assert "It has been answered meanwhile" in answer.text
    assert FactRequest.objects.get().withdrawn is None


@pytest.mark.parametrize("forged", ["x", "A" * 32, "..", "%00", "é"])
def test_a_forged_link(asked_path: str, forged: str) -> None:
    for answer in (Client().get(f"/asked/{forged}/"), Client().post(f"/asked/{forged}/", {"do": "fact"})):
        assert answer.status_code == 404


def test_only_a_digest_is_kept_and_nothing_in_the_log(asked_path: str) -> None:
    token = asked_path.split("/")[2]
    assert len(token) >= 32
    assert FactRequest.objects.get().token_digest == Invitation.digest(token)
    assert token not in str(FactRequest.objects.values())
    line = logging.LogRecord("django", logging.ERROR, "", 0, "Internal Server Error: %s", (asked_path,), None)
    WithoutTokens().filter(line)
    assert token not in line.getMessage()


def test_whoever_answers_chooses_neither_readers_nor_what_it_is_about(ann: Persona, ben: Persona, asked_path: str) -> None:
    assert "visibility" not in opened(asked_path)
    assert "partner" not in opened(asked_path)
    tell(asked_path, cost_share="40%", visibility="public", partner="ostley", form_key="x")
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


def test_errors_in_words_and_nothing_lost(asked_path: str) -> None:
    refused = tell(asked_path, cost_share="a lot", on_day="31", on_month="2", on_year="2026", note="Kept")
    assert refused.status_code == 422
    assert '<a href="#id_cost_share">' in refused.text
    assert "“31 2 2026” is not a day" in refused.text
    sent = read_form(refused.text)
    assert (sent["cost_share"], sent["on_day"], sent["note"]) == (["a lot"], ["31"], ["Kept"])
    assert FactRequest.objects.get().answered is None


def test_a_form_from_elsewhere_is_shown_again_and_not_taken_in(asked_path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(asked_path, {"do": "fact", "cost_share": "40%"})
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


def test_the_asker_hears_that_an_answer_came_and_nothing_of_it(ann: Persona, asked_path: str, mailoutbox: list[EmailMessage]) -> None:
    tell(asked_path, cost_share="37%", note=MARKED)
    (letter,) = mailoutbox
    assert letter.to == [ann.user.email]
    assert one(ann) in letter.body
    assert MARKED not in letter.body + letter.subject and "37%" not in letter.body + letter.subject
    assert Client().post(asked_path, {"do": "unknown"}).status_code == 410
    assert len(mailoutbox) == 1, "a link that is used sends nothing"


def test_where_the_asker_has_left_whoever_corrects_for_the_body_hears(
    ann: Persona, ben: Persona, vic: Persona, mailoutbox: list[EmailMessage]
) -> None:
    eve = joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.EDITOR)
    path = link(ask(ann))
    mailoutbox.clear()
    Membership.objects.filter(pk=ann.place.membership.pk).update(ended=timezone.now())
    assert Client().post(path, {"do": "unknown"}).status_code == 302
    assert [letter.to for letter in mailoutbox] == [[eve.user.email]]


def test_an_answer_is_taken_in_though_no_letter_can_leave(asked_path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*given: object, **more: object) -> int:
        raise OSError

    monkeypatch.setattr(letters, "send_mail", unreachable)
    assert tell(asked_path, cost_share="40%").status_code == 302
    assert FactReply.objects.count() == 1
