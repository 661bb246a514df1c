"""The people of an arrangement: who sees them, who lets whom in, and what is never left without anybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from holdfast.core.evidence.decisions import Gate
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.models import AccessChange, Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import state_of
from tests.workspace.personas import Persona, joined, person, record


def base(of: Persona) -> str:
    return f"/arrangements/{of.place.arrangement.public_id}/people/"


def place_of(persona: Persona) -> str:
    return f"{base(persona)}{persona.place.membership.pk}/"


@pytest.fixture
def eve(ann: Persona) -> Persona:
    """Edits for Ostley."""
    return joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.EDITOR)


def test_it_shows_bodies_people_and_roles(ann: Persona, con: Persona, vic: Persona, una: Persona) -> None:
    for persona in (ann, con, vic, una):
        page = persona.client.get(base(persona))
        assert page.status_code == 200
        for said in ("Ostley District Council", "Marlshire County Council", "Ben", "Editor", "Auditors", "Una"):
            assert said in page.text


def test_an_outsider_finds_nothing(ann: Persona, cat: Persona, client: Client) -> None:
    for path in (
        "",
        "new-body/",
        "auditors/invite/",
        "of/ostley/invite/",
        f"{ann.place.membership.pk}/",
        f"{ann.place.membership.pk}/end/",
    ):
        assert cat.client.get(base(ann) + path).status_code == 404, path
        assert client.get(base(ann) + path).status_code == 302, path


def test_the_log_is_for_leads_and_auditors(ann: Persona, ben: Persona, vic: Persona, una: Persona) -> None:
    changes_people.invite(by=ann.place, email="new@ostley.example", body="ostley", role=Role.VIEWER)
    for persona, may in ((ann, True), (una, True), (ben, False), (vic, False)):
        assert ("Ann invited new@ostley.example as viewer for Ostley District Council" in persona.client.get(base(persona)).text) is may


def test_addresses_of_open_invitations_are_for_those_who_may_withdraw_them(ann: Persona, ben: Persona) -> None:
    changes_people.invite(by=ann.place, email="new@ostley.example", body="ostley", role=Role.VIEWER)
    assert "new@ostley.example" in ann.client.get(base(ann)).text
    assert "new@ostley.example" not in ben.client.get(base(ben)).text


def test_somebody_is_invited(ann: Persona) -> None:
    page = ann.client.get(f"{base(ann)}of/ostley/invite/")
    assert "Invite somebody of Ostley District Council" in page.text
    page = ann.client.post(f"{base(ann)}of/ostley/invite/", {"email": "New@ostley.example", "role": "editor"})
    assert page.status_code == 200
    token = page.text.split("/invitations/")[1].split("/")[0]
    made = OfferedPlace.objects.get()
    assert (made.role, made.body, made.invitation.email) == ("editor", "ostley", "new@ostley.example")
    assert token in str(mail.outbox[-1].body)
    assert "Ann (Programme manager) invites you to take part in Two Councils ICT as editor" in str(mail.outbox[-1].body)
    assert token not in str(list(Invitation.objects.values()))
    assert token not in ann.client.get(base(ann)).text


def test_no_letter_is_said_to_be_on_its_way_where_no_mail_server_is_named(ann: Persona, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = ann.client.post(f"{base(ann)}of/ostley/invite/", {"email": "new@ostley.example", "role": "editor"})
    assert "on its way" not in page.text
    assert "Pass the link on yourself" in page.text


def test_the_link_is_there_even_where_no_mail_leaves(ann: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("holdfast.web.accounts.letters.send_mail", broken)
    page = ann.client.post(f"{base(ann)}of/ostley/invite/", {"email": "new@ostley.example", "role": "editor"})
    assert "could not be sent" in page.text
    assert "/invitations/" in page.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": "", "role": "editor"}, "Enter an e-mail address"),
        ({"email": "nonsense", "role": "editor"}, "Enter an e-mail address such as"),
        ({"email": "new@ostley.example"}, "Choose a role"),
        ({"email": "new@ostley.example", "role": "auditor"}, "auditor is not one of the available choices"),
        ({"email": "vic@ostley.example", "role": "editor"}, "takes part already"),
    ],
)
def test_what_will_not_do(ann: Persona, vic: Persona, given: dict[str, str], said: str) -> None:
    page = ann.client.post(f"{base(ann)}of/ostley/invite/", given)
    assert page.status_code == 422
    assert said in page.text
    assert not Invitation.objects.exists()


def test_a_body_is_brought_in_with_its_first_person(ann: Persona) -> None:
    given = {"name": "Thornmere District Council", "body": "thornmere", "email": "tom@thornmere.example", "role": "lead"}
    assert ann.client.post(f"{base(ann)}new-body/", given).status_code == 200
    page = ann.client.get(base(ann)).text
    assert "Thornmere District Council" in page
    assert ann.client.get(f"{base(ann)}of/thornmere/invite/").status_code == 200


def test_a_body_has_one_open_invitation_for_its_first_person(ann: Persona) -> None:
    given = {"name": "Thornmere", "body": "thornmere", "email": "tom@thornmere.example", "role": "lead"}
    ann.client.post(f"{base(ann)}new-body/", given)
    page = ann.client.post(f"{base(ann)}of/thornmere/invite/", {"email": "tim@thornmere.example", "role": "editor"})
    assert page.status_code == 422
    assert "Withdraw it before" in page.text
    page = ann.client.post(f"{base(ann)}new-body/", {**given, "email": "tim@thornmere.example"})
    assert "A body of this short name takes part already" in page.text


def test_what_a_new_body_may_not_be_called(ann: Persona) -> None:
    page = ann.client.post(f"{base(ann)}new-body/", {"name": "", "body": "a b", "email": "x@y.example", "role": "lead"})
    assert page.status_code == 422
    assert "Enter the name of the body" in page.text
    assert "Use small letters" in page.text


def test_an_auditor_is_invited_for_no_body(ann: Persona) -> None:
    ann.client.post(f"{base(ann)}auditors/invite/", {"email": "aud@audit.example", "role": "auditor"})
    made = OfferedPlace.objects.get()
    assert (made.role, made.body) == ("auditor", "")


def test_who_may_invite_whom(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, eve: Persona) -> None:
    """A lead of one body lets nobody in for another that has people: they would read what it keeps to itself."""
    expected = {
        "of/ostley/invite/": {ann: 200, eve: 200, ben: 403, con: 403, vic: 403, una: 403},
        "of/marlshire/invite/": {ann: 403, eve: 403, ben: 200, con: 403, vic: 403, una: 403},
        "of/nowhere/invite/": {ann: 403, ben: 403},
        "auditors/invite/": {ann: 200, eve: 403, ben: 403, con: 403, vic: 403, una: 403},
        "new-body/": {ann: 200, eve: 403, ben: 403, con: 403, vic: 403, una: 403},
    }
    for path, answers in expected.items():
        for persona, status in answers.items():
            assert persona.client.get(base(persona) + path).status_code == status, (path, persona.user.name)
            if status == 403:
                posted = persona.client.post(base(persona) + path, {"email": "x@y.example", "role": "editor", "name": "X", "body": "x"})
                assert posted.status_code == 403, (path, persona.user.name)
    assert not Invitation.objects.exists()


def test_a_body_whose_people_have_gone_is_not_taken_over(ann: Persona, ben: Persona) -> None:
    Membership.objects.filter(pk=ben.place.membership.pk).update(ended="2026-11-10T00:00Z")
    assert ann.client.get(f"{base(ann)}of/marlshire/invite/").status_code == 403


def test_an_editor_makes_no_lead(eve: Persona) -> None:
    page = eve.client.post(f"{base(eve)}of/ostley/invite/", {"email": "x@ostley.example", "role": "lead"})
    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_an_invitation_is_withdrawn(ann: Persona, ben: Persona, vic: Persona) -> None:
    invitation, token = changes_people.invite(by=ann.place, email="new@ostley.example", body="ostley", role=Role.LEAD)
    path = f"{base(ann)}invitations/{invitation.place.pk}/withdraw/"
    assert ben.client.post(path).status_code == 403
    assert vic.client.post(path).status_code == 403
    ann.client.get(path)
    assert Client().get(f"/invitations/{token}/").status_code == 200, "looking changes nothing"
    ann.client.post(path)
    assert Client().get(f"/invitations/{token}/").status_code == 410
    assert AccessChange.objects.first().act == "withdrew"  # type: ignore[union-attr]


def test_a_role_is_changed(ann: Persona, vic: Persona) -> None:
    assert ann.client.get(place_of(vic)).status_code == 200
    ann.client.post(place_of(vic), {"role": "editor"})
    vic.place.membership.refresh_from_db()
    assert vic.place.membership.role == "editor"
    assert "Ann changed Vic for Ostley District Council from viewer to editor" in ann.client.get(base(ann)).text


def test_who_may_change_whom(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, eve: Persona) -> None:
    for by, whom, status in (
        (ann, con, 403),
        (ben, vic, 403),
        (ben, con, 200),
        (con, ben, 403),
        (vic, ann, 403),
        (una, ann, 403),
        (eve, ann, 403),
        (eve, vic, 200),
        (ann, una, 200),
        (ben, una, 403),
    ):
        assert by.client.get(place_of(whom)).status_code == status, (by.user.name, whom.user.name)
    assert ben.client.post(place_of(con), {"role": "lead"}).status_code == 422
    con.place.membership.refresh_from_db()
    assert con.place.membership.role == "contributor"


def test_a_lead_makes_an_editor_of_another_body_a_lead_and_nothing_else(ann: Persona, ben: Persona) -> None:
    assert ann.client.post(place_of(ben), {"role": "viewer"}).status_code == 422
    ann.client.post(place_of(ben), {"role": "lead"})
    ben.place.membership.refresh_from_db()
    assert ben.place.membership.role == "lead"
    assert ann.client.get(f"{place_of(ben)}end/").status_code == 403


def test_the_only_lead_stays_one(ann: Persona, vic: Persona) -> None:
    page = ann.client.post(place_of(ann), {"role": "editor"})
    assert page.status_code == 422
    assert "Ann is the only lead of Two Councils ICT" in page.text
    page = ann.client.post(f"{place_of(ann)}end/")
    assert page.status_code == 422
    assert "Make somebody else a lead first" in page.text
    ann.client.post(place_of(vic), {"role": "lead"})
    assert ann.client.post(place_of(ann), {"role": "editor"}).status_code == 302


def test_a_lead_whose_account_is_closed_does_not_count(ann: Persona, vic: Persona) -> None:
    ann.client.post(place_of(vic), {"role": "lead"})
    vic.user.is_active = False
    vic.user.save()
    assert ann.client.post(f"{place_of(ann)}end/").status_code == 422


def test_a_body_keeps_somebody_who_looks_after_it(ben: Persona, con: Persona) -> None:
    page = ben.client.post(f"{place_of(ben)}end/")
    assert page.status_code == 422
    assert "only Ben can look after the people of marlshire" in page.text


def test_a_body_that_has_left_need_not(ann: Persona, ben: Persona) -> None:
    record(ann, "partners", partner="marlshire", name="Marlshire County Council", left="2026-11-08", on="2026-11-10")
    assert ben.client.post(f"{place_of(ben)}end/").headers["Location"] == "/arrangements/"


def test_access_is_ended_never_deleted(ann: Persona, vic: Persona) -> None:
    assert "End the access of Vic?" in ann.client.get(f"{place_of(vic)}end/").text
    ann.client.post(f"{place_of(vic)}end/")
    vic.place.membership.refresh_from_db()
    assert vic.place.membership.ended
    assert vic.client.get(base(vic)).status_code == 404
    assert ann.client.get(place_of(vic)).status_code == 404
    assert "Ann ended the access of Vic, who was viewer for Ostley District Council" in ann.client.get(base(ann)).text


def test_anybody_may_leave(ben: Persona, con: Persona, una: Persona) -> None:
    for persona in (con, una):
        assert persona.client.post(f"{place_of(persona)}end/").headers["Location"] == "/arrangements/"
    assert [change.act for change in AccessChange.objects.all()] == ["left", "left"]


def test_two_who_end_the_same_access(ann: Persona, vic: Persona) -> None:
    changes_people.end(by=ann.place, place=vic.place.membership)
    assert ann.client.post(f"{place_of(vic)}end/").status_code == 404


def test_work_is_handed_over(ben: Persona, con: Persona) -> None:
    record(con, "tasks", task="cover", title="Find a deputy", owner="Programme manager", status="doing")
    mine = record(con, "gates", gate="g1", name="First gate", body="Cabinet")
    dan = joined(con.place.arrangement, person("Dan", "marlshire"), "marlshire", Role.VIEWER)
    page = ben.client.get(f"{place_of(con)}hand-over/").text
    for said in ("Find a deputy", "Gates", "1 recorded", "Dan, Programme manager"):
        assert said in page
    ben.client.post(f"{place_of(con)}hand-over/", {"to": dan.place.membership.pk})
    dan.place.membership.refresh_from_db()
    con.place.membership.refresh_from_db()
    assert dan.place.membership.role == "contributor"
    assert con.place.membership.ended
    assert con.client.get(base(con)).status_code == 404
    now = Member(dan.place.arrangement, Membership.objects.get(pk=dan.place.membership.pk), dan.user)
    record(Persona(dan.user, dan.client, now), "gates", gate="g1", name="Second try", body="Cabinet", target=mine.number)
    assert [gate.name for gate in state_of(now.arrangement).evidence(now.reader).of(Gate)] == ["Second try"]


def test_work_goes_to_a_colleague_of_the_same_body_only(ann: Persona, ben: Persona, con: Persona, vic: Persona) -> None:
    page = ben.client.post(f"{place_of(con)}hand-over/", {"to": vic.place.membership.pk})
    assert page.status_code == 422
    page = ben.client.post(f"{place_of(con)}hand-over/", {})
    assert "Choose a colleague" in page.text
    con.place.membership.refresh_from_db()
    assert con.place.membership.ended is None
    assert ann.client.get(f"{place_of(con)}hand-over/").status_code == 403


def test_a_list_of_open_items_tells_only_what_the_one_who_asks_may_read(ann: Persona, una: Persona) -> None:
    record(ann, "tasks", task="secret", title="A private plan", visibility="private")
    assert "A private plan" in ann.client.get(f"{place_of(ann)}end/").text
    assert "A private plan" not in una.client.get(f"{place_of(una)}end/").text
