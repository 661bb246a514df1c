"""What waits for somebody, on the first page of an arrangement: to each what they may do, and nothing once it is done."""

from __future__ import annotations

import datetime as dt
import html
import re

from django.utils import timezone

from holdfast.web.arrangements import changes_bodies
from tests.workspace.addresses import page
from tests.workspace.asking import ask, link, tell
from tests.workspace.exchange import begun, sealed, services
from tests.workspace.personas import Persona, record


def _waits(persona: Persona) -> list[str]:
    """What the first page says, and where each of it leads, which must be a page that the person may see."""
    shown = persona.client.get(page(persona, "overview")).text
    found = re.search(r'id="waiting".*?</section>', shown, re.DOTALL)
    links = re.findall(r'<a class="govuk-link" href="([^"]+)">([^<]+)</a>', found[0]) if found else []
    assert all(persona.client.get(html.unescape(address)).status_code == 200 for address, _ in links)
    return [html.unescape(words) for _, words in links]


def test_a_new_arrangement_says_how_to_begin(ann: Persona, vic: Persona, una: Persona) -> None:
    assert [words.split(":")[0] for words in _waits(ann)] == [
        "Nobody of another body takes part yet",
        "Nothing is recorded yet",
        "Or record facts one by one, theme by theme",
    ]
    assert _waits(vic) == _waits(una) == []


def test_a_sealed_exchange_waits_until_the_body_is_done(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona) -> None:
    services(ann)
    exchange = begun(ann)
    waits = "Sealed exchange 1: your body’s answer is not sealed yet"
    assert _waits(ann) == _waits(ben) == _waits(con) == [waits]
    assert _waits(vic) == _waits(una) == []
    assert "1 thing waits for you" in ben.client.get("/arrangements/").text
    sealed(ben, exchange)
    assert "waits for you" not in ben.client.get("/arrangements/").text
    assert _waits(ben) == _waits(con) == []
    assert _waits(ann) == [waits]


def test_an_answer_by_link_waits_for_the_body_that_asked(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet")
    tell(link(ask(ann)), cost_share="40%")
    assert _waits(ann) == ["1 answer came by link: look it over"]
    assert _waits(ben) == []


def test_what_is_proposed_waits_for_those_who_may_say_yes(ann: Persona, ben: Persona, con: Persona) -> None:
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet")
    changes_bodies.propose_successor(by=ann.place, body="marlshire", heir="ostley", known=("marlshire", "ostley"))
    changes_bodies.propose_ending(by=ann.place)
    assert [words.split(":")[0] for words in _waits(ben)] == [
        "A successor is proposed for your body",
        "It is proposed to delete this arrangement",
    ]
    assert _waits(ann) == _waits(con) == []


def test_an_action_that_is_late_waits_for_whoever_recorded_it(ann: Persona, ben: Persona) -> None:
    due = timezone.localdate() - dt.timedelta(days=1)
    record(ann, "tasks", task="t1", title="Talk", finding="unclear_business_case", owner="Head", status="doing", due=due.isoformat())
    assert "1 action of yours is late" in _waits(ann)
    assert "1 action of yours is late" not in _waits(ben)
