"""Answering by a link: saved page by page, handed in apart from the link, and every way in which a link can fail."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from holdfast.web.catalogue import site_catalogue
from holdfast.web.logs import WithoutTokens
from holdfast.web.rounds import changes, changes_answers
from holdfast.web.rounds.answering import Answering, answering
from holdfast.web.rounds.models import Draft, Link, Sheet
from tests.workspace.filled import read_form
from tests.workspace.personas import Persona
from tests.workspace.rounds import answered, begun, filled, for_many, opened, over, passed_on, personal, token_in

pytestmark = pytest.mark.django_db
QUESTION = "shared_one_sentence"


def test_looking_at_a_link_begins_nothing(ann: Persona, ben: Persona) -> None:
    path = personal(ann, begun(ann))
    page = Client().get(path)
    assert page.status_code == 200
    assert "Ostley District Council asks you" in page.text
    assert not Draft.objects.exists()


def test_answers_are_handed_in_apart_from_the_link(ann: Persona, ben: Persona) -> None:
    path = personal(ann, begun(ann))
    answered(path, "4", comments={QUESTION: "We say it in every meeting"})
    sheet = Sheet.objects.get()
    assert (sheet.body, sheet.role, sheet.answers[QUESTION], sheet.comments) == (
        "ostley",
        "ict",
        4,
        {QUESTION: "We say it in every meeting"},
    )
    assert not Draft.objects.exists()
    fields = {field.name for field in Sheet._meta.get_fields()}
    assert fields == {"id", "round", "body", "role", "post", "answers", "comments", "receipt_digest"}
    link = Link.objects.get()
    assert link.is_handed_in and "handed in" in Client().get(path).text


def test_what_was_saved_is_there_on_another_device(ann: Persona, ben: Persona) -> None:
    path = personal(ann, begun(ann))
    first = opened(Client(), path)
    filled(Client(), first, "dont_know")
    other = Client()
    assert opened(other, path) != first
    assert 'value="dont_know" checked' in other.get(first).text


def test_stopping_says_how_to_come_back(ann: Persona, ben: Persona) -> None:
    client = Client()
    page = opened(client, for_many(ann, begun(ann)), role="staff")
    stopped = filled(client, page, do="stop")
    shown = client.get(stopped.headers["Location"]).text
    assert "This address is yours alone" in shown and f"/answer/{token_in(page)}/" in shown


def test_two_devices_at_once_lose_nothing(ann: Persona, ben: Persona) -> None:
    page = opened(Client(), personal(ann, begun(ann)))
    here = {name: found[0] for name, found in read_form(Client().get(page).text).items()}
    there = dict(here)
    first, second = [name.removeprefix("seen.") for name in here if name.startswith("seen.")][:2]
    Client().post(page, {**there, f"answer.{first}": "1", f"answer.{second}": "2"})
    clash = Client().post(page, {**here, f"answer.{first}": "4", f"comment.{first}": "From my desk"})
    assert clash.status_code == 409
    assert "On another device:" in clash.text and "From my desk" in clash.text
    draft = Draft.objects.get()
    assert draft.answers == {first: 1, second: 2}, "the other device's answers stand until somebody says otherwise"
    again = {name: found[0] for name, found in read_form(clash.text).items()}
    assert again[f"answer.{first}"] == "4"
    assert Client().post(page, again).status_code == 302
    draft.refresh_from_db()
    assert draft.answers == {first: 4, second: 2} and draft.comments == {first: "From my desk"}


def test_a_saving_that_another_overtakes_is_taken_up_again(ann: Persona, ben: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two phones that save at the very same moment: the later one meets what the earlier one has just written."""
    page = opened(Client(), personal(ann, begun(ann)))
    fields = {name: found[0] for name, found in read_form(Client().get(page).text).items()}
    first, second = [name.removeprefix("seen.") for name in fields if name.startswith("seen.")][:2]
    really = changes_answers._draft_of

    def overtaken(at: Answering) -> Draft:
        draft = really(at)
        monkeypatch.setattr(changes_answers, "_draft_of", really)
        assert Client().post(page, {**fields, f"answer.{first}": "1"}).status_code == 302
        return draft

    monkeypatch.setattr(changes_answers, "_draft_of", overtaken)
    assert Client().post(page, {**fields, f"answer.{second}": "2"}).status_code == 302
    assert Draft.objects.get().answers == {first: 1, second: 2}


def test_what_comes_while_the_round_closes_is_refused_and_given_back(ann: Persona, ben: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    of = begun(ann)
    page = opened(Client(), personal(ann, of))
    fields = {name: found[0] for name, found in read_form(Client().get(page).text).items()}
    really = changes_answers._draft_of

    def closed_meanwhile(at: Answering) -> Draft:
        draft = really(at)
        monkeypatch.setattr(changes_answers, "_draft_of", really)
        Draft.objects.all().delete()
        over(of)
        return draft

    monkeypatch.setattr(changes_answers, "_draft_of", closed_meanwhile)
    late = Client().post(page, {**fields, f"comment.{QUESTION}": "Too late"})
    assert late.status_code == 410 and "Too late" in late.text
    assert not Draft.objects.exists()


def test_an_answer_can_be_taken_back(ann: Persona, ben: Persona) -> None:
    client = Client()
    page = opened(client, personal(ann, begun(ann)))
    filled(client, page, "2", **{f"comment.{QUESTION}": "Well"})
    sent = {name: found[0] for name, found in read_form(client.get(page).text).items() if not name.startswith("answer.")}
    client.post(page, {**sent, f"comment.{QUESTION}": ""})
    assert QUESTION not in Draft.objects.get().answers and not Draft.objects.get().comments


def test_nothing_answered_is_not_handed_in(ann: Persona, ben: Persona) -> None:
    client = Client()
    page = opened(client, personal(ann, begun(ann)))
    check = f"/answer/{token_in(page)}/check/"
    refused = client.post(check)
    assert refused.status_code == 422 and "Answer at least one question first" in refused.text
    assert not Sheet.objects.exists()


def test_handing_in_twice_counts_once(ann: Persona, ben: Persona) -> None:
    path = personal(ann, begun(ann))
    answered(path)
    assert Client().post(f"{path}check/").status_code == 410
    assert Sheet.objects.count() == 1


@pytest.mark.parametrize("why", ["closed", "revoked", "to_come"])
def test_a_link_that_fails_gives_back_what_was_typed(ann: Persona, ben: Persona, why: str) -> None:
    of = begun(ann)
    client = Client()
    page = opened(client, personal(ann, of))
    form = read_form(client.get(page).text)
    if why == "closed":
        over(of)
    elif why == "revoked":
        changes.revoke(by=ann.place, link=Link.objects.get())
    else:
        type(of).objects.filter(pk=of.pk).update(opens_on=of.closes_on)
    sent = {name: found[0] for name, found in form.items()}
    refused = client.post(page, {**sent, f"answer.{QUESTION}": "dont_know", f"comment.{QUESTION}": "Typed on the train"})
    assert refused.status_code == 410
    assert "Typed on the train" in refused.text and "I do not know" in refused.text
    assert client.get(page).status_code == 410


@pytest.mark.parametrize("token", ["none", "~", "none~none", "x" * 300])
def test_a_tampered_link_is_one_clear_page(token: str) -> None:
    for path in (f"/answer/{token}/", f"/answer/{token}/1/", f"/answer/{token}/check/"):
        for method in ("get", "post"):
            refused = getattr(Client(), method)(path)
            assert refused.status_code == 404 and "There is no such link" in refused.text


def test_answers_that_no_page_sends_count_as_none(ann: Persona, ben: Persona) -> None:
    client = Client()
    page = opened(client, personal(ann, begun(ann)))
    client.post(page, {f"answer.{QUESTION}": "5", "answer.nothing": "3", f"seen.{QUESTION}": "-1", f"comment.{QUESTION}": "a\x00b"})
    draft = Draft.objects.get()
    assert draft.answers == {} and draft.comments == {QUESTION: "ab"}


def test_who_is_at_an_address_is_as_the_database_has_it_now(ann: Persona, ben: Persona) -> None:
    """Only the SQL of that question is kept: every column is read as an ordinary query reads it, and never from before."""
    path = for_many(ann, begun(ann), role="staff")
    token = token_in(opened(Client(), path))
    for _again in range(2):
        at = answering(token)
        assert at is not None and at.draft is not None
        for found in (at.draft, at.link, at.round):
            kept = type(found)._base_manager.get(pk=found.pk)
            assert {field.attname: getattr(found, field.attname) for field in found._meta.concrete_fields} == {
                field.attname: getattr(kept, field.attname) for field in kept._meta.concrete_fields
            }
        Draft.objects.update(answers={QUESTION: 1}, saved={QUESTION: 1})
        Link.objects.update(is_revoked=True, cap=7)
    begun_by = answering(token_in(path))
    assert begun_by is not None and begun_by.draft is None and begun_by.round.arrangement == ann.place.arrangement


def test_a_link_for_many_serves_as_many_as_it_was_made_for(ann: Persona, ben: Persona) -> None:
    path = for_many(ann, begun(ann), cap=2)
    for _person in range(2):
        answered(path, role="staff")
    full = Client().post(path, {"do": "begin", "role": "staff"})
    assert full.status_code == 410 and "As many people have begun" in full.text
    assert Client().get(path).status_code == 410
    assert Sheet.objects.count() == 2
    changes.change_cap(by=ann.place, link=Link.objects.get(), cap=3)
    answered(path, role="staff")


def test_a_link_for_many_asks_for_the_group(ann: Persona, ben: Persona) -> None:
    path = for_many(ann, begun(ann))
    assert Client().post(path, {"do": "begin"}).status_code == 422
    assert Client().post(path, {"do": "begin", "role": "customer"}).status_code == 422
    answered(path, role="member")
    assert Sheet.objects.get().role == "member"


def test_a_browser_finds_its_way_back_from_a_link_for_many(ann: Persona, ben: Persona) -> None:
    path = for_many(ann, begun(ann), cap=1)
    client = Client()
    page = opened(client, path, role="staff")
    assert "Somebody has begun to answer in this browser" in client.get(path).text
    assert client.post(path, {"do": "go_on"}).headers["Location"] == page
    assert "Somebody has begun" not in Client().get(path).text, "nobody else is led to it"


def test_a_shared_device_remembers_nobody(ann: Persona, ben: Persona) -> None:
    path = for_many(ann, begun(ann))
    client = Client()
    opened(client, path, role="staff", shared="yes")
    assert "Somebody has begun to answer in this browser" not in client.get(path).text


def test_whoever_passed_a_link_on_cannot_look_at_what_is_filled_in(ann: Persona, ben: Persona) -> None:
    path = passed_on(ann, begun(ann))
    holder = Client()
    page = opened(holder, path)
    filled(holder, page, "0", **{f"comment.{QUESTION}": "Not for them to read"})
    for asked in (Client().get(path), Client().post(path, {"do": "begin"}), Client().get(f"{path}1/")):
        assert "Not for them to read" not in asked.text and asked.status_code in (302, 410)
    before = Client().get(path).text
    while not page.endswith("check/"):
        page = filled(holder, page, "0").headers["Location"]
    holder.post(page)
    assert Sheet.objects.count() == 1
    assert Client().get(path).text == before, "nor learn whether it was handed in"


def test_a_new_letter_takes_what_was_filled_in_along(ann: Persona, ben: Persona) -> None:
    path = personal(ann, begun(ann))
    filled(Client(), opened(Client(), path), "2")
    token = changes.renew(by=ann.place, link=Link.objects.get())
    assert Client().get(path).status_code == 404
    assert "Go on with my answers" in Client().get(f"/answer/{token}/").text


def test_a_form_that_came_too_late_for_its_token_is_shown_again(ann: Persona, ben: Persona) -> None:
    page = opened(Client(), personal(ann, begun(ann)))
    strict = Client(enforce_csrf_checks=True)
    again = strict.post(page, {f"answer.{QUESTION}": "1", f"comment.{QUESTION}": "Kept"})
    assert again.status_code == 422 and "Kept" in again.text
    assert read_form(again.text)[f"answer.{QUESTION}"] == ["1"]
    assert Draft.objects.get().answers == {}


def test_a_role_meets_only_what_it_can_be_expected_to_know(ann: Persona, ben: Persona) -> None:
    of = begun(ann, questionnaire="full", is_for_all=False)
    client = Client()
    page, met = opened(client, personal(ann, of, "staff")), []
    while not page.endswith("check/"):
        met += [name.removeprefix("seen.") for name in read_form(client.get(page).text) if name.startswith("seen.")]
        page = filled(client, page).headers["Location"]
    known = site_catalogue().questions
    assert 0 < len(met) < 20 and all("staff" in known[id].who for id in met)


def test_a_token_never_stands_in_the_log() -> None:
    record = logging.LogRecord("django", logging.ERROR, "", 0, "/answer/secret~own/3/", (), None)
    WithoutTokens().filter(record)
    assert "secret" not in record.getMessage()


@pytest.mark.parametrize(("on_record", "says"), [("yes", "under the name of your post, Clerk"), ("no", "nobody can tell which are yours")])
def test_whoever_answers_for_their_post_is_not_told_that_nobody_can_tell(ann: Persona, on_record: str, says: str) -> None:
    client = Client()
    path = opened(client, personal(ann, begun(ann), post="Clerk"))
    while not path.endswith("check/"):
        path = filled(client, path).headers["Location"]
    assert says in client.post(path, {"on_record": on_record}).text


def test_a_link_that_is_withdrawn_in_the_same_moment_gives_nobody_a_place(ann: Persona) -> None:
    path = for_many(ann, begun(ann))
    link = Link.objects.get()
    changes.revoke(by=ann.place, link=Link.objects.get())
    assert not changes.take_place(link) and Client().post(path).status_code == 410
