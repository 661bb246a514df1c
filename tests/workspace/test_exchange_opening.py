"""When an exchange opens, and that nobody can open it early."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from holdfast.core.evidence.alignment import Motive
from holdfast.ledger.reader import PARTNERS
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements import changes, changes_exchange
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.models import Arrangement, Exchange, ExchangeDraft, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.state import state_of
from tests.workspace.exchange import address, begun, filled, overdue, sealed, services
from tests.workspace.personas import Persona, joined, person, record


@pytest.fixture
def ready(ann: Persona, ben: Persona) -> Exchange:
    services(ann)
    return begun(ann)


def closes() -> int:
    return StoredEntry.objects.filter(act="close").count()


def is_open(exchange: Exchange) -> bool:
    exchange.refresh_from_db()
    return exchange.opened is not None


def read_by_partners(of: Persona) -> int:
    return len(state_of(of.place.arrangement).evidence(PARTNERS).of(Motive))


def taken_over(by: Persona, heir: str) -> None:
    """The body of somebody hands its place to another."""
    changes.append(by=by.place, changes=[Change(act="succeed", heir=heir, reason="Reorganisation")])


def test_it_opens_when_the_last_is_done(ann: Persona, ben: Persona, ready: Exchange) -> None:
    sealed(ben, ready)
    assert not is_open(ready)
    assert read_by_partners(ann) == 0
    sealed(ann, ready)
    assert is_open(ready)
    assert closes() == 1
    assert read_by_partners(ann) == 18


def test_the_entry_that_opens_it_is_nobodys(ann: Persona, ben: Persona, ready: Exchange) -> None:
    sealed(ben, ready)
    sealed(ann, ready)
    entry = StoredEntry.objects.get(act="close")
    assert (entry.author, entry.body) == ("", "")


def test_it_stays_sealed_to_the_end_of_the_last_day(ann: Persona, ben: Persona, ready: Exchange) -> None:
    sealed(ben, ready)
    Exchange.objects.update(closes_on=timezone.localdate())
    ann.client.get(address("exchange", ann, 1))
    assert not is_open(ready)
    Exchange.objects.update(closes_on=timezone.localdate() - dt.timedelta(days=1))
    ann.client.get(address("exchange", ann, 1))
    assert is_open(ready)


@pytest.mark.parametrize("page", ["exchanges", "overview"])
def test_any_members_visit_opens_what_is_due(ann: Persona, ben: Persona, vic: Persona, ready: Exchange, page: str) -> None:
    sealed(ben, ready)
    overdue(ready)
    vic.client.get(address(page, ann))
    assert is_open(ready)
    assert read_by_partners(ann) == 9


def test_an_outsiders_visit_opens_nothing(ann: Persona, cat: Persona, ready: Exchange) -> None:
    overdue(ready)
    cat.client.get(address("exchange", ann, 1))
    assert not is_open(ready)


def test_the_command_opens_what_is_due(ann: Persona, ben: Persona, ready: Exchange) -> None:
    sealed(ben, ready)
    said = StringIO()
    call_command("open_exchanges", stdout=said)
    assert said.getvalue() == "0 of 1 waiting exchanges opened.\n"
    overdue(ready)
    call_command("open_exchanges", stdout=said)
    assert said.getvalue().endswith("1 of 1 waiting exchanges opened.\n")
    assert is_open(ready)


def test_nobody_opens_it_early(ann: Persona, ben: Persona, ready: Exchange) -> None:
    number = sealed(ben, ready)
    for persona in (ann, ben):
        with pytest.raises(LedgerRefused, match="Nobody opens an exchange by hand"):
            changes.append(by=persona.place, changes=[Change(act="close", exchange=1)])
    with pytest.raises(LedgerRefused, match="all at once"):
        changes.append(by=ben.place, changes=[Change(act="reveal", target=number, reason="x")])
    changes_exchange.open_if_due(ann.place.arrangement)
    assert not is_open(ready)


def test_a_lead_cannot_erase_what_another_body_sealed(ann: Persona, ben: Persona, ready: Exchange) -> None:
    number = sealed(ben, ready)
    with pytest.raises(LedgerRefused, match="Only the body that told this"):
        changes.append(by=ann.place, changes=[Change(act="redact", target=number, reason="x")])


def test_two_who_open_it_at_once(ann: Persona, ben: Persona, ready: Exchange, monkeypatch: Any) -> None:
    sealed(ben, ready)
    overdue(ready)
    waited = []

    def somebody_was_first(arrangement: Arrangement) -> Arrangement:
        """While this visitor waits for the lock, another one opens the exchange."""
        if not waited:
            waited.append(True)
            changes_exchange.open_if_due(Arrangement.objects.get(pk=arrangement.pk))
        return Arrangement.objects.select_for_update().get(pk=arrangement.pk)

    monkeypatch.setattr(changes, "locked", somebody_was_first)
    assert ann.client.get(address("exchange", ann, 1)).status_code == 200
    assert waited
    assert closes() == 1


def test_sealing_while_it_opens_is_told_plainly(ann: Persona, ben: Persona, ready: Exchange, monkeypatch: Any) -> None:
    filled(ben, ready)
    overdue(ready)
    monkeypatch.setattr("holdfast.web.arrangements.permissions.settle", lambda arrangement: None)
    page = ben.client.post(address("exchange_done", ben, 1))
    assert page.status_code == 422
    assert "closing date has passed" in page.text
    assert not StoredEntry.objects.filter(act="seal").exists()


def test_drafts_of_what_was_sealed_are_gone_and_others_stay_their_bodys(ann: Persona, ben: Persona, ready: Exchange) -> None:
    sealed(ben, ready)
    filled(ann, ready)
    overdue(ready)
    ben.client.get(address("exchange", ann, 1))
    assert [draft.body for draft in ExchangeDraft.objects.all()] == ["ostley"]


def test_a_successor_is_done_with_what_its_forerunner_sealed(ann: Persona, ben: Persona, ready: Exchange) -> None:
    sealed(ben, ready)
    record(ann, "partners", partner="north", name="North Council")
    nia = joined(ann.place.arrangement, person("Nia", "north"), "north", Role.LEAD)
    taken_over(ben, "north")
    page = nia.client.get(address("exchange", ann, 1)).text
    assert "Your body has said that it is done" in page
    assert nia.client.get(address("exchange_receipt", ann, 1)).status_code == 200
    assert ben.client.get(address("exchange_answer", ann, 1)).status_code == 403
    sealed(ann, ready)
    assert is_open(ready)
    assert "Marlshire" in nia.client.get(address("exchange", ann, 1)).text


def test_a_successor_goes_on_with_the_draft(ann: Persona, ben: Persona, ready: Exchange) -> None:
    filled(ben, ready)
    record(ann, "partners", partner="north", name="North Council")
    nia = joined(ann.place.arrangement, person("Nia", "north"), "north", Role.LEAD)
    taken_over(ben, "north")
    assert "60 points" in nia.client.get(address("exchange_answer", ann, 1)).text
    changes_exchange.seal(by=nia.place, exchange=ready)
    sealed(ann, ready)
    page = nia.client.get(address("exchange", ann, 1)).text
    assert "Both answered" in page
    assert "North" in page


def test_bodies_that_became_one_have_one_place(ann: Persona, ben: Persona, ready: Exchange) -> None:
    sealed(ben, ready)
    record(ann, "partners", partner="north", name="North Council")
    nia = joined(ann.place.arrangement, person("Nia", "north"), "north", Role.LEAD)
    taken_over(ben, "north")
    taken_over(ann, "north")
    page = nia.client.get(address("exchange", ann, 1)).text
    assert is_open(ready)
    assert "The answer was sealed before anyone could look" in page
    assert page.count('class="hf-proof__name"') == 1
