"""Beginning a sealed exchange."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.utils import timezone

from holdfast.web.arrangements.models import Exchange, StoredEntry
from tests.workspace.exchange import AGREED, address, begun, overdue
from tests.workspace.personas import Persona, record


def form(**given: Any) -> dict[str, Any]:
    closes_on = (timezone.localdate() + dt.timedelta(days=7)).isoformat()
    usual = {"bodies": ["ostley", "marlshire"], "sections": ["motives", "depth_wishes"], "closes_on": closes_on, "agreed": AGREED}
    return {**usual, **given}


def test_it_works(ann: Persona, ben: Persona) -> None:
    page = ann.client.post(address("new_exchange", ann), form())
    exchange = Exchange.objects.get()
    assert page.headers["Location"] == address("exchange", ann, 1)
    assert (exchange.bodies, exchange.sections) == (["ostley", "marlshire"], ["motives", "depth_wishes"])
    entry = StoredEntry.objects.get(act="open")
    said = json.loads(str(entry.payload))
    assert said == {"bodies": exchange.bodies, "sections": exchange.sections, "closes_on": str(exchange.closes_on), "reason": AGREED}


def test_the_form_offers_every_partner_and_part(ann: Persona, ben: Persona) -> None:
    page = ann.client.get(address("new_exchange", ann)).text
    for said in ("Ostley District Council", "Marlshire County Council", "Motives", "Risk appetites", "Last day to answer"):
        assert said in page


def test_what_has_to_be_chosen_is_not_called_optional(ann: Persona, ben: Persona) -> None:
    assert "(optional)" not in ann.client.get(address("new_exchange", ann)).text
    nothing = ann.client.post(address("new_exchange", ann), {})
    for said in ("Choose at least two partners", "Choose at least one thing", "Say where this was agreed"):
        assert said in nothing.text


def test_a_body_that_nobody_can_answer_for_is_named_and_left_out_at_first(ann: Persona, ben: Persona) -> None:
    record(ann, "partners", partner="thornmere", name="Thornmere District Council")
    page = ann.client.get(address("new_exchange", ann)).text
    assert "Thornmere District Council (nobody here can answer for it yet)" in page
    ticked = re.findall(r'name="bodies" value="(\w+)"[^>]* checked', page)
    assert sorted(ticked) == ["marlshire", "ostley"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"bodies": ["ostley"]}, "Choose at least two partners"),
        ({"bodies": []}, "Choose at least two partners"),
        ({"bodies": ["ostley", "nowhere"]}, "nowhere"),
        ({"sections": []}, "Choose at least one thing"),
        ({"closes_on": ""}, "Give the last day to answer"),
        ({"closes_on": "soon"}, "Give a date"),
        ({"closes_on": "2020-01-01"}, "from tomorrow on"),
        ({"closes_on": "2999-01-01"}, "at most a year ahead"),
        ({"agreed": ""}, "Say where this was agreed"),
    ],
)
def test_what_is_wrong_is_said(ann: Persona, ben: Persona, given: dict[str, Any], said: str) -> None:
    page = ann.client.post(address("new_exchange", ann), form(**given))
    assert page.status_code == 422
    assert said in page.text
    assert not Exchange.objects.exists()
    assert not StoredEntry.objects.filter(act="open").exists()


def test_today_is_no_closing_date(ann: Persona, ben: Persona) -> None:
    page = ann.client.post(address("new_exchange", ann), form(closes_on=timezone.localdate().isoformat()))
    assert "from tomorrow on" in page.text


def test_only_one_goes_on_at_a_time(ann: Persona, ben: Persona) -> None:
    exchange = begun(ann)
    assert "has to open before another one can begin" in ann.client.post(address("new_exchange", ann), form()).text
    assert "Begin an exchange" not in ann.client.get(address("exchanges", ann)).text
    overdue(exchange)
    assert "Begin an exchange" in ann.client.get(address("exchanges", ann)).text
    assert ann.client.post(address("new_exchange", ann), form()).status_code == 302


def test_one_partner_alone_is_told_what_is_missing(ann: Persona) -> None:
    assert "Record the second one first" in ann.client.get(address("exchanges", ann)).text


def test_only_a_lead_begins(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona) -> None:
    for persona in (ben, con, vic, una):
        assert persona.client.get(address("new_exchange", ann)).status_code == 403
        assert persona.client.post(address("new_exchange", ann), form()).status_code == 403
        assert "Begin an exchange" not in persona.client.get(address("exchanges", ann)).text


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    begun_page = cat.client.get(address("new_exchange", ann))
    assert begun_page.status_code == cat.client.get(address("exchanges", ann)).status_code == 404


def test_the_list_is_set_up_from_the_ledger_where_only_that_was_brought_in(ann: Persona, ben: Persona) -> None:
    exchange = begun(ann)
    Exchange.objects.all().delete()
    assert "Sealed exchange 1" in ann.client.get(address("exchanges", ann)).text
    found = Exchange.objects.get()
    assert (found.bodies, found.sections, found.closes_on) == (exchange.bodies, exchange.sections, exchange.closes_on)
