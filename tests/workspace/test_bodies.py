"""Successors of a body, and the deletion of an arrangement."""

from __future__ import annotations

import datetime as dt

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from holdfast.core.evidence.decisions import Gate
from holdfast.web.arrangements.changes_bodies import delete_due
from holdfast.web.arrangements.models import Arrangement, Ending, Membership, Succession
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import state_of
from tests.workspace.personas import Persona, joined, person, record


def page(of: Persona, name: str, *more: int) -> str:
    return reverse(name, args=[of.place.arrangement.public_id, *more])


def _proposed(ann: Persona) -> Succession:
    record(ann, "partners", partner="greater-marlshire", name="Greater Marlshire Council")
    ann.client.post(page(ann, "successors"), {"body": "marlshire", "heir": "greater-marlshire"})
    return Succession.objects.get()


def _private_gates(of: Persona) -> list[str]:
    membership = Membership.objects.select_related("arrangement").get(pk=of.place.membership.pk)
    member = Member(membership.arrangement, membership, of.user)
    return [gate.name for gate in state_of(member.arrangement).evidence(member.reader).of(Gate)]


def test_the_successor_takes_over_people_and_what_was_kept_private(ann: Persona, ben: Persona) -> None:
    row = record(ben, "gates", gate="g", name="Own view", body="Cabinet", visibility="private")
    held = _proposed(ann)
    heir = joined(ann.place.arrangement, person("Hal", "greater-marlshire"), "greater-marlshire", Role.EDITOR)
    assert _private_gates(heir) == []
    ben.client.post(page(ben, "successor", held.pk), {"do": "hand_over"})
    assert _private_gates(heir) == _private_gates(ben) == ["Own view"]
    assert _private_gates(ann) == []
    record(heir, "gates", gate="g", name="New view", body="Cabinet", visibility="private", target=row.number)
    assert _private_gates(heir) == ["New view"]


def test_nobody_else_hands_a_place_over(ann: Persona, ben: Persona, con: Persona, cat: Persona) -> None:
    held = _proposed(ann)
    assert ann.client.post(page(ann, "successor", held.pk), {"do": "hand_over"}).status_code == 403
    assert con.client.post(page(ann, "successor", held.pk), {"do": "hand_over"}).status_code == 403
    assert cat.client.post(page(ann, "successor", held.pk), {"do": "hand_over"}).status_code == 404
    held.refresh_from_db()
    assert held.settled is None


def test_declined(ann: Persona, ben: Persona) -> None:
    held = _proposed(ann)
    assert "Hand our place over" in ben.client.get(page(ben, "successors")).text
    ben.client.post(page(ben, "successor", held.pk), {"do": "decline"})
    assert "Declined" in ben.client.get(page(ben, "successors")).text


def test_handed_over_twice(ann: Persona, ben: Persona) -> None:
    held = _proposed(ann)
    ben.client.post(page(ben, "successor", held.pk), {"do": "hand_over"})
    assert ben.client.post(page(ben, "successor", held.pk), {"do": "hand_over"}).status_code == 403
    assert Succession.objects.filter(is_agreed=True).count() == 1


def test_wrong_choices(ann: Persona, ben: Persona) -> None:
    same = ann.client.post(page(ann, "successors"), {"body": "marlshire", "heir": "marlshire"})
    assert same.status_code == 422
    assert "Choose two different partners" in same.text
    assert ben.client.post(page(ben, "successors"), {"body": "marlshire", "heir": "ostley"}).status_code == 403


def _delete(of: Persona, do: str) -> int:
    return of.client.post(page(of, "ending"), {"do": do}).status_code


def test_deleted_once_all_agree_and_time_has_passed(ann: Persona, ben: Persona) -> None:
    _delete(ann, "propose")
    assert Ending.objects.get().due is None
    _delete(ben, "agree")
    now = timezone.now()
    assert delete_due(now=now + dt.timedelta(days=13)) == []
    assert "it is deleted on" in ann.client.get(page(ann, "ending")).text
    assert delete_due(now=now + dt.timedelta(days=15)) == ["Two Councils ICT"]
    assert not Arrangement.objects.exists()


def test_one_body_can_stop_it(ann: Persona, ben: Persona) -> None:
    _delete(ann, "propose")
    _delete(ben, "agree")
    _delete(ben, "object")
    assert not Ending.objects.exists()
    assert delete_due(now=timezone.now() + dt.timedelta(days=99)) == []


def test_a_body_that_joined_meanwhile_has_to_agree(ann: Persona) -> None:
    _delete(ann, "propose")
    joined(ann.place.arrangement, person("New", "marlshire"), "marlshire", Role.VIEWER)
    assert delete_due(now=timezone.now() + dt.timedelta(days=99)) == []


def test_who_may_not(ann: Persona, ben: Persona, con: Persona, cat: Persona) -> None:
    assert _delete(ben, "propose") == 403
    _delete(ann, "propose")
    assert _delete(con, "agree") == 403
    assert _delete(Persona(cat.user, cat.client, ann.member), "object") == 404
    assert Ending.objects.get().agreed == ["ostley"]


def test_the_command(ann: Persona, capsys: object) -> None:
    call_command("delete_ended")
    assert Arrangement.objects.exists()
