"""People through the API: who sees them, who lets whom in, and that a token for it is a token of its own."""

from __future__ import annotations

from typing import Any

from django.core import mail

from holdfast.web.arrangements.changes_people import open_places
from holdfast.web.arrangements.models import AccessChange, Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from tests.workspace.personas import Persona, joined, person
from tests.workspace.programs import Program, refusal_in, secret_of


def new(**values: Any) -> dict[str, Any]:
    return {"email": "new@ostley.example", "role": "contributor", "body": "ostley", **values}


def invitations(program: Program) -> str:
    return program.at("/people/invitations")


def number_of(persona: Persona) -> int:
    return int(persona.place.membership.pk)


def test_open_invitations_are_seen_by_those_who_may_withdraw_them(ann: Persona, ben: Persona, una: Persona) -> None:
    made = Program(ann).post(invitations(Program(ann)), new()).json()
    found = {persona.user.name: Program(persona).get(Program(persona).at("/people")) for persona in (ann, ben, una)}
    bodies = {body["body"]: body for body in found["Ann"].json()["items"]}
    assert [(row["name"], row["role"], row["is_you"], row["may_change"]) for row in bodies["ostley"]["people"]] == [
        ("Ann", "lead", True, True)
    ]
    assert bodies["ostley"]["may_invite_as"] == ["lead", "editor", "contributor", "viewer"]
    assert bodies["marlshire"]["may_invite_as"] == []
    assert [(row["number"], row["email"]) for row in bodies["ostley"]["invitations"]] == [(made["number"], "new@ostley.example")]
    assert "new@ostley.example" not in found["Ben"].text
    assert "new@ostley.example" not in found["Una"].text


def test_an_invitation_is_made_once_and_its_link_is_told_once(ann: Persona) -> None:
    program = Program(ann)
    first, second = (program.post(invitations(program), new(), Idempotency_Key="starter 7") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["is_sent"] is True
    assert first.json()["link"] in mail.outbox[0].body
    assert {**first.json(), "link": None, "is_sent": None} == second.json()
    assert (OfferedPlace.objects.count(), len(mail.outbox)) == (1, 1)
    withdraw = f"{invitations(program)}/{first.json()['number']}/withdraw"
    assert program.post(withdraw, {}).json() == {"number": first.json()["number"]}
    assert open_places(ann.place.arrangement).count() == 0
    refusal_in(program.post(withdraw, {}), 404)


def test_a_body_is_brought_in_with_its_first_person(ann: Persona) -> None:
    program = Program(ann)
    fresh = new(body="thornby", body_name="Thornby Town Council", role="editor", email="first@thornby.example")
    assert program.post(invitations(program), fresh).json()["body"] == "thornby"
    assert "Thornby Town Council" in program.get(program.at("/records?section=partners")).text
    assert refusal_in(program.post(invitations(program), fresh), 422)["faults"][0]["place"] == ["body"]
    assert refusal_in(program.post(invitations(program), new(email="nobody")), 422)["faults"][0]["place"] == ["email"]


def test_nobody_is_let_in_for_another_body(ann: Persona, ben: Persona, con: Persona) -> None:
    for persona, body in ((ann, "marlshire"), (ben, "ostley"), (ben, ""), (con, "marlshire")):
        refusal_in(Program(persona).post(invitations(Program(persona)), new(body=body, role="auditor" if not body else "viewer")), 403)
    refusal_in(Program(ann).post(invitations(Program(ann)), new(body="nowhere")), 403)
    assert not OfferedPlace.objects.exists()
    assert Program(ann).post(invitations(Program(ann)), new(body="", role="auditor")).status_code == 201


def test_a_token_that_writes_does_not_let_anybody_in_unless_it_is_for_that(ann: Persona, con: Persona) -> None:
    program = Program(ann, secret=secret_of(ann.user, may_look_after_people=False))
    for path, body in (("/invitations", new()), (f"/{number_of(con)}/role", {"role": "editor"}), (f"/{number_of(ann)}/end", {})):
        assert "look after people" in refusal_in(program.post(program.at(f"/people{path}"), body), 403)["title"]
    assert not AccessChange.objects.exists()
    assert program.get(program.at("/people")).status_code == 200


def test_a_role_is_changed_by_those_who_may_and_never_the_last_lead_given_up(ann: Persona, ben: Persona, con: Persona) -> None:
    program = Program(ben)
    path = f"/people/{number_of(con)}"
    shown = program.get(program.at(path)).json()
    assert (shown["role"], shown["may_become"], shown["may_end"]) == ("contributor", ["editor", "viewer"], True)
    assert program.post(program.at(f"{path}/role"), {"role": "editor"}).json()["role"] == "editor"
    refusal_in(program.post(program.at(f"{path}/role"), {"role": "lead"}), 403)
    refusal_in(program.post(program.at(f"/people/{number_of(ann)}/role"), {"role": "viewer"}), 403)
    said = refusal_in(Program(ann).post(program.at(f"/people/{number_of(ann)}/role"), {"role": "editor"}), 409)
    assert "only lead" in said["detail"]
    assert Membership.objects.get(pk=number_of(ann)).role == Role.LEAD


def test_work_is_handed_over_to_a_colleague_alone_and_access_ends(ann: Persona, ben: Persona, con: Persona) -> None:
    program = Program(ben)
    path = program.at(f"/people/{number_of(con)}/hand-over")
    assert refusal_in(program.post(path, {"to": number_of(ann)}), 422)["faults"][0]["place"] == ["to"]
    done = [program.post(path, {"to": number_of(ben)}, Idempotency_Key="leaver 3") for _ in range(2)]
    assert [answer.status_code for answer in done] == [200, 200]
    refusal_in(Program(con).get(Program(con).at("/people")), 404)
    refusal_in(program.post(path, {"to": number_of(ben)}), 404)
    log = Program(ann).get(Program(ann).at("/people/log")).json()["items"]
    assert log[0]["says"].startswith("Ben handed the work of Con over to Ben")
    refusal_in(program.get(program.at("/people/log")), 403)


def test_access_is_ended_and_one_may_leave(ann: Persona, vic: Persona, ben: Persona) -> None:
    refusal_in(Program(ben).post(Program(ben).at(f"/people/{number_of(vic)}/end"), {}), 403)
    eve = joined(ann.place.arrangement, person("Eve", "ostley"), "ostley", Role.EDITOR)
    assert Program(ann).post(Program(ann).at(f"/people/{number_of(vic)}/end"), {}).status_code == 200
    assert Program(eve).post(Program(eve).at(f"/people/{number_of(eve)}/end"), {}).status_code == 200
    refusal_in(Program(eve).get(Program(eve).at()), 404)
    assert {change.act for change in AccessChange.objects.all()} == {"ended", "left"}
