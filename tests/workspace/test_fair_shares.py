"""Fair shares in the workspace: of what each member may read; what somebody tries out is theirs alone."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from holdfast.web.arrangements.models import StoredEntry
from tests.workspace.addresses import page
from tests.workspace.days import BEGUN, LATER, TODAY, on
from tests.workspace.personas import Persona, record, signed_in

# Both bodies are on record from the day the arrangement began; what they are is told the day after.
FIRST = BEGUN + dt.timedelta(days=1)
PAGES = ("shares_overview", "shares_checks", "shares_moves", "shares_statements", "shares_rests_on")
pytestmark = pytest.mark.usefixtures("began")


def costed(ann: Persona, ben: Persona, **baseline: object) -> StoredEntry:
    """Two councils with one service and all that its sums need; the last baseline is Ben's."""
    told(ann, "partners", partner="ostley", name="Ostley District Council", role="lead", population=150000)
    told(ann, "partners", partner="marlshire", name="Marlshire County Council", role="member", population=390000)
    told(ann, "services", service="desk", name="Service desk", in_scope=True)
    told(ann, "cost_curves", service="desk", fixed=60000, unit_cost=100)
    told(ann, "coordination", each_pair=20000)
    told(ann, "stakes", partner="ostley", cost_share=0.5, vote_share=0.5)
    told(ann, "stakes", partner="marlshire", cost_share=0.5, vote_share=0.5)
    told(ann, "baselines", partner="ostley", service="desk", cost=150000, volume=500)
    return told(ben, "baselines", partner="marlshire", service="desk", cost=523411, volume=2000, **baseline)


def told(by: Persona, section: str, day: dt.date = FIRST, **values: object) -> StoredEntry:
    """A record known on a day, entered that day."""
    with on(day):
        return record(by, section, on=day, **values)


def at_work(*personas: Persona) -> Iterator[Persona]:
    """The same people, signed in weeks later, when all of it is known."""
    for persona in personas:
        with on(TODAY):
            yield Persona(persona.user, signed_in(persona.user), persona.member)


def seen(by: Persona, name: str = "shares_overview", **query: object) -> str:
    with on(TODAY):
        answer = by.client.get(page(by, name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works_for_everybody_who_may_read(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona) -> None:
    costed(ann, ben)
    before = StoredEntry.objects.count()
    for reader in at_work(ann, ben, con, vic, una):
        text = seen(reader)
        assert "Sharing saves £343,000 a year." in text
        assert "The split agreed so far would not keep it together." in text
        for name in PAGES[1:]:
            assert seen(reader, name)
    assert StoredEntry.objects.count() == before, "nothing is recorded"


def test_where_nothing_is_known_it_says_what_it_takes(ann: Persona) -> None:
    (ann,) = at_work(ann)
    for name in PAGES:
        text = seen(ann, name)
        assert "What is missing" in text
        assert "expected at least 2 that are lead or member" in text
    with on(TODAY):
        assert ann.client.get(page(ann, "shares_csv")).status_code == 302
        assert ann.client.post(page(ann, "shares_rests_on"), {"set.coordination": "3"}).status_code == 302


def test_figures_lead_to_their_entries(ann: Persona, ben: Persona) -> None:
    entry = costed(ann, ben)
    (ann,) = at_work(ann)
    assert f'href="{page(ann, "entry", entry.number)}"' in seen(ann, "shares_rests_on")


def test_a_figure_that_is_private_is_in_the_sums_of_its_own_body_alone(ann: Persona, ben: Persona, vic: Persona) -> None:
    costed(ann, ben, visibility="private")
    ann, ben, vic = at_work(ann, ben, vic)
    assert "523,411" in seen(ben)
    for reader in (ann, vic):
        for name in PAGES:
            text = seen(reader, name)
            assert "523411" not in text.replace(",", "")
        assert "the cost of Marlshire is not known" in seen(reader)


def test_what_somebody_tries_out_stays_theirs_and_out_of_every_address(
    ann: Persona, ben: Persona, caplog: pytest.LogCaptureFixture
) -> None:
    costed(ann, ben)
    ann, ben = at_work(ann, ben)
    before = StoredEntry.objects.count()
    caplog.set_level(logging.DEBUG)
    with on(TODAY):
        answer = ben.client.post(page(ben, "shares_rests_on"), {"set.coordination": "87654", "set.desk.fixed": "60000"})
    assert answer.headers["Location"] == page(ben, "shares_overview")
    for name in PAGES:
        text = seen(ben, name)
        assert "1 figure was changed for these sums." in text
        assert "=87654" not in text, "never in an address"
    assert "not for payment" in seen(ben, "shares_statements")
    assert "changed for these sums" not in seen(ann)
    assert StoredEntry.objects.count() == before
    assert "87654" not in caplog.text
    with on(TODAY):
        ben.client.post(page(ben, "shares_rests_on"), {"put_back": "1"})
    assert "changed for these sums" not in seen(ben)


def test_changes_that_no_longer_fit_are_put_back_and_it_is_said(ann: Persona, ben: Persona) -> None:
    costed(ann, ben)
    ann, ben = at_work(ann, ben)
    with on(TODAY):
        ben.client.post(page(ben, "shares_rests_on"), {"set.desk.fixed": "70000"})
    told(ann, "services", LATER, service="desk", name="Service desk", in_scope=False)
    told(ann, "services", service="net", name="Network", in_scope=True)
    told(ann, "cost_curves", service="net", fixed=1000, unit_cost=10)
    for partner in ("ostley", "marlshire"):
        told(ann, "baselines", partner=partner, service="net", cost=90000, volume=50)
    text = seen(ben)
    assert "the figures you had changed were put back" in text
    assert "changed for these sums" not in text


def test_a_year_is_settled_by_what_it_did_cost(ann: Persona, ben: Persona) -> None:
    costed(ann, ben)
    ann, ben = at_work(ann, ben)
    with on(TODAY):
        answer = ben.client.post(
            page(ben, "shares_statements"), {"rule": "use", "year": "2028", "partner": "marlshire", "actual": "400,000", "tolerance": "1"}
        )
    address = answer.headers["Location"]
    asked = parse_qs(urlsplit(address).query)
    assert asked.keys() == {"rule", "year", "partner"}, "what a year did cost is not in the address"
    with on(TODAY):
        text = ben.client.get(address).content.decode()
        table = ben.client.get(page(ben, "shares_csv"), {"rule": "use", "year": "2028"}).content.decode()
    assert "Marlshire County Council, 2028/29" in text
    assert "£320,000.00" in text
    assert "Ostley District Council" in table
    assert "True-up" in table
    with on(TODAY):
        wrong = ben.client.post(page(ben, "shares_statements"), {"actual": "lots"})
    assert wrong.status_code == 422
    assert "“lots” is not right" in wrong.content.decode()


def test_names_that_a_spreadsheet_would_run_are_words(ann: Persona, ben: Persona) -> None:
    costed(ann, ben)
    ann, ben = at_work(ann, ben)
    told(ann, "services", day=LATER, service="desk", name="=HYPERLINK(1)", in_scope=True)
    with on(TODAY):
        table = ann.client.get(page(ann, "shares_csv")).content.decode()
    assert ",'=HYPERLINK(1)," in table


def test_what_is_recorded_next_is_in_the_next_sums(ann: Persona, ben: Persona) -> None:
    costed(ann, ben)
    ann, ben = at_work(ann, ben)
    assert "£343,000" in seen(ann)
    told(ann, "coordination", day=LATER, each_pair=30000)
    assert "£333,000" in seen(ann)
