"""The door of the API: which token lets in, to what, for how long, and what an answer is called."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements import changes, changes_people, state
from holdfast.web.arrangements.changes_tokens import make_token, revoke_token
from holdfast.web.arrangements.models import ApiToken, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.refusal import KINDS
from tests.workspace.personas import Persona, joined, person, record
from tests.workspace.programs import ROOT, Program, bearer, gate, refusal_in, secret_of


def test_only_the_digest_of_a_token_is_kept(ann: Persona) -> None:
    secret = secret_of(ann.user)
    token = ApiToken.objects.get()
    assert secret not in [str(value) for value in vars(token).values()]
    assert token.digest == ApiToken.digest_of(secret)
    assert secret.startswith("holdfast_")


def test_nobody_is_let_in_without_a_token_that_works(ann: Persona) -> None:
    program = Program(ann)
    path = program.at()
    for headers in ({}, {"Authorization": "Bearer"}, {"Authorization": f"Basic {program.secret}"}, bearer("holdfast_none"), bearer("\xe9")):
        refused = Client().get(path, headers=headers)
        refusal_in(refused, 401)
        assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    refusal_in(ann.client.get(path), 401)
    assert program.get(path).status_code == 200


def test_a_token_that_is_withdrawn_or_over_opens_nothing(ann: Persona) -> None:
    withdrawn, over = Program(ann), Program(ann)
    revoke_token(by=ann.user, token=ApiToken.objects.get(digest=ApiToken.digest_of(withdrawn.secret)))
    ApiToken.objects.filter(digest=ApiToken.digest_of(over.secret)).update(expires=timezone.now())
    for program in (withdrawn, over):
        refusal_in(program.get(program.at()), 401)
        refusal_in(program.change(gate()), 401)


def test_a_token_dies_with_its_account_and_with_its_persons_place(ann: Persona, vic: Persona) -> None:
    program = Program(vic)
    assert program.get(program.at()).status_code == 200
    changes_people.end(by=ann.place, place=vic.place.membership)
    refusal_in(program.get(program.at()), 404)
    assert program.get(f"{ROOT}/arrangements").json()["items"] == []
    vic.user.is_active = False
    vic.user.save()
    refusal_in(program.get(f"{ROOT}/arrangements"), 401)
    vic.user.is_active = True
    vic.user.save()
    changes_people.delete_account(by=vic.user)
    assert not ApiToken.objects.filter(user=vic.user).exists()


def test_a_token_follows_the_role_at_that_moment(ann: Persona, con: Persona) -> None:
    program = Program(con)
    assert program.change(gate()).status_code == 201
    con.place.membership.role = Role.VIEWER
    con.place.membership.save()
    refusal_in(program.change(gate(gate="g2")), 403)


def test_a_token_that_may_read_writes_nothing(ann: Persona) -> None:
    program = Program(ann, may_write=False)
    before = StoredEntry.objects.count()
    for refused in (program.change(gate()), program.post(f"{ROOT}/arrangements", {"name": "N", "body": "b", "body_name": "B"})):
        assert refusal_in(refused, 403)["title"] == str(KINDS["reads_only"].title)
    assert StoredEntry.objects.count() == before
    assert program.get(program.at("/records")).status_code == 200


def test_a_token_for_one_arrangement_opens_no_other(ann: Persona) -> None:
    other = changes.begin(by=ann.user, name="Other", body="ostley", body_name="Ostley District Council").arrangement
    program = Program(ann, secret=secret_of(ann.user, arrangements=[other]))
    refusal_in(program.get(program.at()), 404)
    refusal_in(program.change(gate()), 404)
    assert program.get(f"{ROOT}/arrangements/{other.public_id}").status_code == 200
    assert [found["name"] for found in program.get(f"{ROOT}/arrangements").json()["items"]] == ["Other"]
    refusal_in(program.post(f"{ROOT}/arrangements", {"name": "N", "body": "b", "body_name": "B"}), 403)


def test_nobody_makes_a_token_for_what_is_not_theirs_or_without_end(ann: Persona, cat: Persona) -> None:
    with pytest.raises(ChangeRefused):
        secret_of(cat.user, arrangements=[ann.place.arrangement])
    for expires in (timezone.now() - dt.timedelta(minutes=1), timezone.now() + dt.timedelta(days=400)):
        with pytest.raises(ChangeRefused):
            make_token(by=cat.user, name="n", may_write=False, expires=expires)
    for _ in range(20):
        secret_of(cat.user)
    with pytest.raises(ChangeRefused):
        secret_of(cat.user)


def test_when_a_token_was_last_used_is_noted(ann: Persona) -> None:
    program = Program(ann)
    token = ApiToken.objects.get()
    assert token.used is None
    program.get(program.at())
    token.refresh_from_db()
    assert token.used is not None
    assert timezone.now() - token.used < dt.timedelta(minutes=1)


def test_who_tries_wrong_tokens_is_slowed_down_and_nobody_else(ann: Persona) -> None:
    program = Program(ann)
    tries = [Client().get(program.at(), headers=bearer(f"holdfast_{turn}")) for turn in range(21)]
    assert [found.status_code for found in tries] == [401] * 20 + [429]
    refusal_in(tries[-1], 429)
    assert tries[-1].headers["Retry-After"] == "60"
    assert program.get(program.at()).status_code == 200


def test_an_answer_is_sent_once(ann: Persona) -> None:
    program = Program(ann)
    for rest in ("", "/records", "/entries", "/assessment", "/exchanges", "/export/own/evidence.toml"):
        found = program.get(program.at(rest))
        tag = found.headers["ETag"]
        again = program.get(program.at(rest), If_None_Match=f'"other", W/{tag}')
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag), rest
        assert "Authorization" in found.headers["Vary"]
        assert "no-cache" in found.headers["Cache-Control"]
    record(ann, "services", service="desk", name="Service desk")
    assert program.get(program.at("/records"), If_None_Match=tag).status_code == 200


def test_two_readers_are_never_told_that_they_have_each_others_answer(ann: Persona, ben: Persona) -> None:
    record(ben, "contracts", contract="c1", supplier="Hidden", visibility="private")
    tags = {Program(of).get(Program(of).at("/records")).headers["ETag"] for of in (ann, ben)}
    assert len(tags) == 2


def test_what_cannot_be_done_is_said_with_what_can(ann: Persona) -> None:
    program = Program(ann)
    for method, path, allowed in (
        ("POST", program.at("/records"), "GET, HEAD"),
        ("PUT", program.at("/entries"), "GET, HEAD, POST"),
        ("DELETE", f"{ROOT}/arrangements", "GET, HEAD, POST"),
        ("GET", program.at("/entries/1/erase"), "POST"),
        ("POST", f"{ROOT}/catalogue", "GET, HEAD"),
    ):
        refused = program.client.generic(method, path, headers=bearer(program.secret))
        refusal_in(refused, 405)
        assert refused.headers["Allow"] == allowed
    looked = program.client.head(program.at(), headers=bearer(program.secret))
    assert (looked.status_code, looked.content) == (200, b"")


def test_what_is_not_there_is_refused_as_a_program_reads_it(ann: Persona) -> None:
    program = Program(ann)
    inside = ("/records/-1", "/records/99999999999999999999", "/entries/0", "/exchanges/7", "/export/all/ledger.jsonl", "/papers/full.odt")
    outside = ("/nowhere", "/", "/catalogue/weights", "/catalogue/problems/nothing", "/kinds/gats")
    for path in (*map(program.at, inside), *(f"{ROOT}{rest}" for rest in outside)):
        refusal_in(program.get(path), 404)


def test_a_wrong_query_is_refused_in_words(ann: Persona) -> None:
    program = Program(ann)
    for query, sentence in {
        "/records?page=0": "expected 1 or more",
        "/records?size=1000": "expected 200 or less",
        "/records?page=x": "expected a whole number",
        "/records?holds=never": "expected one of now, earlier, later",
        "/records?sections=gates": "is not a field of this",
        "/records?section=gats": "did you mean",
        "/entries?since=yesterday": "expected a date such as",
        "/entries?until=9999-12-31": "expected",
        "/assessment?as_at=soon": "enter a real date",
        "/assessment?as_at=1066-10-14": "from 1990",
        "/assessment?known_at=2999-01-01": "nobody can say yet",
        "/what-if?lever=nothing": "is not in the catalogue",
        "/shares?rule=fairest": "is not a rule",
        "/papers/full.pdf?sections=nowhere": "Choose sections of the list",
    }.items():
        said = refusal_in(program.get(program.at(query)), 422)
        assert sentence in said["faults"][0]["sentence"], said


def test_a_query_without_end_is_refused(ann: Persona) -> None:
    program = Program(ann)
    refusal_in(program.get(program.at("/what-if?" + "&".join(["lever=x"] * 600))), 400)


def test_an_outsiders_token_learns_nothing(ann: Persona, cat: Persona) -> None:
    program = Program(Persona(cat.user, cat.client, ann.member))
    there, nowhere = program.get(program.at()), program.get(f"{ROOT}/arrangements/{cat.user.public_id}")
    assert (there.status_code, there.content) == (404, nowhere.content)


def test_a_ledger_that_was_altered_is_refused(ann: Persona) -> None:
    program = Program(ann)
    StoredEntry.objects.filter(arrangement=ann.place.arrangement, number=1).update(body="elsewhere")
    state._STATES.clear()
    said = refusal_in(program.get(program.at("/records")), 500)
    assert said["faults"]
    assert program.get(f"{ROOT}/arrangements").json()["altered"] == [str(ann.place.arrangement.public_id)]


def test_somebody_new_sees_what_their_body_may(ann: Persona, ben: Persona) -> None:
    record(ben, "contracts", contract="c1", supplier="Hidden", visibility="private")
    una = joined(ann.place.arrangement, person("Uma", "auditors"), "", Role.AUDITOR)
    seen = {
        name: Program(of).get(Program(of).at("/records?section=contracts")).json()["count"] for name, of in (("ben", ben), ("una", una))
    }
    assert seen == {"ben": 1, "una": 0}
