"""Closing: all at once, one entry of the ledger with a digest and the figures, and nothing left of who was asked."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from holdfast.core.evidence.answers import Answers, Tally
from holdfast.ledger.reader import PARTNERS, PUBLIC, Reader
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.state import _STATES, state_of
from holdfast.web.arrangements.verified import verified
from holdfast.web.rounds.closing import close_if_due
from holdfast.web.rounds.found import outcome_of
from holdfast.web.rounds.models import ClosedAnswers, Draft, Link, Mode, Round, Sheet
from tests.workspace.addresses import page
from tests.workspace.filled import send
from tests.workspace.personas import Persona
from tests.workspace.rounds import answered, begun, filled, for_many, opened, over, personal

pytestmark = pytest.mark.django_db
QUESTION = "shared_one_sentence"


def many(by: Persona, of: Round, values: str, *, role: str = "ict", words: str = "") -> list[str]:
    """So many answer by a link for many, each with one point throughout; their receipt codes."""
    path = for_many(by, of, role=role)
    return [answered(path, value, comments={QUESTION: f"{words} {place}"} if words else None) for place, value in enumerate(values)]


@pytest.fixture
def closed(ann: Persona, ben: Persona) -> Round:
    """A round in which six of each body answered, closed."""
    of = begun(ann)
    many(ann, of, "344324", words="Ostley says")
    many(ben, of, "110212", role="staff")
    over(of)
    close_if_due(ann.place.arrangement)
    of.refresh_from_db()
    return of


def test_it_closes_once_its_last_day_is_over_and_not_before(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    many(ann, of, "333")
    close_if_due(ann.place.arrangement)
    assert Round.objects.get().closed is None
    Round.objects.filter(pk=of.pk).update(opens_on=of.opens_on - dt.timedelta(days=9), closes_on=timezone.localdate())
    close_if_due(ann.place.arrangement)
    assert Round.objects.get().closed is None, "the last day is a day on which people answer"
    over(of)
    count = StoredEntry.objects.count()
    for _visitor in range(2):
        close_if_due(ann.place.arrangement)
    assert StoredEntry.objects.count() == count + 1, "one entry, and only one"


def test_the_entry_vouches_for_the_answers_and_brings_the_figures(ann: Persona, closed: Round) -> None:
    row = StoredEntry.objects.latest("number")
    said = json.loads(row.payload or "")
    answers = ClosedAnswers.objects.get()
    assert (row.section, row.number, row.visibility) == ("rounds", closed.entry, "partners")
    assert answers.digest in said["record"]["source"]
    assert len(said["parts"]["tallies"]) > 10
    assert verified(ann.place.arrangement).faults == ()


def test_an_answer_that_is_changed_later_is_found_out(ann: Persona, closed: Round) -> None:
    assert "The answers are those that were handed in." in ann.client.get(page(ann, "round_results", 1)).text
    answers = ClosedAnswers.objects.get()
    content = json.loads(answers.content)
    content[0]["said"] = content[0]["said"].replace(f'"{QUESTION}":', f'"{QUESTION}":1')
    ClosedAnswers.objects.update(content=json.dumps(content))
    assert "The answers are not those that were handed in." in ann.client.get(page(ann, "round_results", 1)).text
    ClosedAnswers.objects.update(content=json.dumps(content[1:]))
    assert "The answers are not those that were handed in." in ann.client.get(page(ann, "round_results", 1)).text


def test_nothing_is_left_of_who_was_asked(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    many(ann, of, "3333")
    filled(Client(), opened(Client(), personal(ann, of, email="clerk@ostley.example")), "1")
    over(of)
    close_if_due(ann.place.arrangement)
    assert not Draft.objects.exists() and not Sheet.objects.exists()
    assert set(Link.objects.values_list("email", "label")) == {("", "")}
    content = json.loads(ClosedAnswers.objects.get().content)
    assert len(content) == 4, "what was not handed in is not counted"
    assert [sheet["digest"] for sheet in content] == sorted(sheet["digest"] for sheet in content)


def test_the_assessment_reads_figures_and_no_answer(ann: Persona, ben: Persona, closed: Round) -> None:
    arrangement = ann.place.arrangement
    for reader in (PARTNERS, ann.place.reader, ben.place.reader):
        found = assessed(arrangement, reader)
        assert not found.evidence.every(Answers) and found.evidence.of(Tally)
        because = {ref for finding in found.assessment.findings for reading in finding.readings for ref in reading.because}
        assert f"rounds/{closed.slug}" in because
    assert not state_of(arrangement).evidence(PUBLIC).every(Tally)


def test_the_figures_are_there_however_the_ledger_is_read(ann: Persona, closed: Round) -> None:
    arrangement = ann.place.arrangement
    followed = state_of(arrangement).evidence(PARTNERS)
    _STATES.clear()
    anew = state_of(arrangement).evidence(PARTNERS)
    assert [tally.id for tally in followed.every(Tally)] == [tally.id for tally in anew.every(Tally)]
    before = state_of(arrangement).evidence(PARTNERS, known_at=closed.closed - dt.timedelta(days=1) if closed.closed else None)
    assert not before.every(Tally)


def test_a_round_in_confidence_stays_inside_its_body(ann: Persona, ben: Persona, vic: Persona, una: Persona) -> None:
    of = begun(ben, mode=Mode.CONFIDENCE)
    assert of.bodies == ["marlshire"]
    many(ben, of, "3412")
    assert ann.client.get(page(ann, "round", 1)).status_code == 404
    over(of)
    close_if_due(ann.place.arrangement)
    for other in (ann, vic, una):
        for name in ("round_results", "round_csv", "round_comments"):
            assert other.client.get(page(other, name, 1)).status_code == 404
    assert ben.client.get(page(ben, "round_results", 1)).status_code == 200
    state = state_of(ann.place.arrangement)
    assert not state.evidence(ann.place.reader).every(Tally)
    assert state.evidence(Reader(frozenset({"marlshire"}))).every(Tally)


def test_a_receipt_tells_whether_the_answers_were_counted_and_nothing_else(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    code = many(ann, of, "3334")[0]
    assert "They will be counted" in Client().post("/answer/receipt/", {"code": code.lower().replace("-", " ")}).text
    over(of)
    close_if_due(ann.place.arrangement)
    assert "Your answers were counted." in Client().post("/answer/receipt/", {"code": f" {code} "}).text
    for wrong in ("", "AAAA-AAAA-AAAA", Invitation.digest(code)):
        assert Client().post("/answer/receipt/", {"code": wrong}).status_code == 422


def test_a_sealed_round_cannot_be_closed_early_and_another_can(ann: Persona, ben: Persona) -> None:
    sealed = begun(ann, mode=Mode.SEALED)
    ann.client.post(page(ann, "close_round", sealed.number))
    assert Round.objects.get(pk=sealed.pk).closed is None
    plain = begun(ann)
    many(ann, plain, "333")
    assert ben.client.post(page(ben, "close_round", plain.number)).status_code == 403
    ann.client.post(page(ann, "close_round", plain.number))
    plain.refresh_from_db()
    assert plain.closed is not None and plain.ended_on == timezone.localdate()


def test_a_round_to_come_can_be_called_off(ann: Persona, ben: Persona) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    of = begun(ann, opens_on=tomorrow)
    assert "opens on" in Client().get(personal(ann, of)).text
    ann.client.post(page(ann, "close_round", of.number))
    assert not Round.objects.exists()


def test_a_comment_that_names_somebody_can_be_erased(ann: Persona, ben: Persona, closed: Round) -> None:
    shown = ann.client.get(page(ann, "round_comments", 1)).text
    assert "Ostley says 3" in shown
    told = outcome_of(closed).published.comments
    which = told[0].words.index("Ostley says 3")
    assert ben.client.post(page(ben, "round_erase", 1, 0, which), {"words": "Ostley says 3"}).status_code == 403
    send(ann.client, page(ann, "round_erase", 1, 0, which))
    after = ann.client.get(page(ann, "round_comments", 1)).text
    assert "Ostley says 3" not in after and "Ostley says 2" in after
    answers = ClosedAnswers.objects.get()
    assert "Ostley says 3" not in answers.content + answers.published
    results = ann.client.get(page(ann, "round_results", 1)).text
    assert "The answers are those that were handed in." in results and "Words were erased from 1" in results


def test_the_command_closes_and_reminds_once(ann: Persona, ben: Persona) -> None:
    gone = begun(ann)
    many(ann, gone, "333")
    over(gone)
    today = timezone.localdate()
    of = begun(ann, remind_on=[today])
    answered(personal(ann, of, email="done@example.gov.uk"))
    personal(ann, of, email="waits@example.gov.uk")
    mail.outbox.clear()
    for _day in range(2):
        said = StringIO()
        call_command("run_rounds", stdout=said)
    assert [letter.to for letter in mail.outbox] == [["waits@example.gov.uk"]]
    assert "/answer/" not in mail.outbox[0].body
    gone.refresh_from_db()
    assert gone.closed is not None


def test_deleting_the_arrangement_takes_everything_along(ann: Persona, closed: Round) -> None:
    ann.place.arrangement.delete()
    assert not any(model.objects.exists() for model in (Round, Link, Draft, Sheet, ClosedAnswers))


def test_a_partner_retired_while_people_answer_keeps_nothing_from_closing(ann: Persona, ben: Persona) -> None:
    of = begun(ann)
    many(ben, of, "3412")
    number = StoredEntry.objects.filter(section="partners").latest("number").number
    send(ann.client, page(ann, "retire", number), reason="Left")
    over(of)
    assert ann.client.get(page(ann, "round_results", 1)).status_code == 200
    assert {tally.partner for tally in state_of(ann.place.arrangement).evidence(PARTNERS).every(Tally)} == {None}
