"""The overview and the findings over time: what changed, who did it, and the page as at another day."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.models import Following
from tests.workspace.days import BEGUN, EARLIER, LATER, PROBLEM, TITLE, TODAY, much_is_known, on, own_plan, turned_customer
from tests.workspace.personas import Persona, opened, signed_in

pytestmark = pytest.mark.usefixtures("began")
SECRET = "Zanzibar"


def address(of: Persona, page: str = "overview", *more: object) -> str:
    return reverse(page, args=[of.place.arrangement.public_id, *more])


def seen(by: Persona, page: str = "overview", *more: object, status: int = 200, **query: str) -> str:
    with on(TODAY):
        answer = signed_in(by.user).get(address(by, page, *more), query)
    assert answer.status_code == status
    return answer.text


@pytest.fixture
def told(ann: Persona, ben: Persona) -> Persona:
    """Ann, where much was known in November and her body made a plan of its own in December."""
    much_is_known(ann)
    own_plan(LATER, ann, "Own desk")
    return ann


def test_what_changed_names_the_entry_and_who_made_it(told: Persona, ben: Persona) -> None:
    for reader in (told, ben):
        page = seen(reader)
        assert "What changed since 20 November 2026" in page
        assert re.search(rf"{TITLE}</a>: \d\d to 8\d", page)
        assert "Events: type parallel plan, about Own desk (Ostley District Council)" in page
        assert "10 Dec, Ann, Ostley District Council" in page
        assert "Since 20 Nov" in page


def test_how_much_more_is_known(ann: Persona) -> None:
    with on(LATER):
        much_is_known(ann, day=LATER)
    assert re.search(r"There was too little for a rating then; now it is \S+\. \d\d% of the evidence is in, against \d+% then\.", seen(ann))


def test_another_day_to_compare_with(told: Persona) -> None:
    page = seen(told, since="2026-12-12")
    assert "What changed since 12 December 2026" in page
    assert "Own desk" not in page.split("What changed since")[1].split("</section>")[0]


def test_by_the_dates_of_the_records(told: Persona) -> None:
    assert "by what had been entered here" in seen(told)
    assert "by the dates of the records" in seen(told, clock="facts")
    assert "by the dates of the records" in seen(told, since="2026-11-01"), "nothing had been entered by then"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"since": "2026-13-45"}, "enter a real date"),
        ({"since": "2027-01-01"}, "a day before the one"),
        ({"since": "1500-01-01"}, "from 1990"),
        ({"clock": "moon"}, "choose one of the three"),
        ({"as_at": "yesterday"}, "As at: enter a real date"),
        ({"as_at": "2190-01-01"}, "years from now"),
        ({"as_at": "1066-10-14"}, "As at: enter a day from 1990"),
        ({"known_at": "2026-12-24"}, "nobody can say yet"),
        ({"known_at": "31/12/26x"}, "As known on: enter a real date"),
    ],
)
@pytest.mark.parametrize("page", ["overview", "over_time", "workspace_finding"])
def test_a_wrong_day_is_answered_in_words(ann: Persona, page: str, query: dict[str, str], words: str) -> None:
    more = [PROBLEM] if page == "workspace_finding" else []
    text = seen(ann, page, *more, status=422, **query)
    assert "There is a problem" in text
    assert words in text
    assert "The page below is of today" in text


def test_as_at_an_earlier_day(told: Persona) -> None:
    page = seen(told, as_at="2026-11-20")
    assert "This is as at 20 November 2026." in page
    assert "Back to now" in page
    assert "Evidence to 20 November 2026" in page
    assert f"findings/{PROBLEM}/?as_at=2026-11-20" in page
    assert "This is as at" not in seen(told)


def test_as_known_on_an_earlier_day(told: Persona) -> None:
    own_plan(TODAY, told, "A late one", on=EARLIER)
    assert "A late one" in seen(told, "workspace_finding", PROBLEM, as_at="2026-11-20")
    known = seen(told, "workspace_finding", PROBLEM, as_at="2026-11-20", known_at="2026-11-20")
    assert "A late one" not in known
    assert "This is as at 20 November 2026." in known
    assert "entered here by the end of 20 November 2026" in known


def test_a_day_to_come_says_that_it_is_no_forecast(told: Persona) -> None:
    page = seen(told, as_at="2027-03-01")
    assert "This looks ahead to 1 March 2027." in page
    assert "no promise, and no forecast" in page


def test_the_finding_shows_what_moved_it_and_what_is_done(told: Persona) -> None:
    page = seen(told, "workspace_finding", PROBLEM)
    assert "What changed here since 20 November 2026" in page
    assert "Own desk" in page
    assert "Do this" in page
    assert f"{address(told, 'new_task')}?finding={PROBLEM}&amp;action=" in page
    assert "What is being done about it" in page


def test_those_who_may_not_record_are_offered_no_button(told: Persona, vic: Persona, una: Persona) -> None:
    for persona in (vic, una):
        assert "Do this" not in seen(persona, "workspace_finding", PROBLEM)


def test_a_private_entry_of_another_body_is_never_named_or_counted(told: Persona, ben: Persona, una: Persona) -> None:
    before = {persona.user.pk: seen(persona, "over_time") for persona in (told, una)}
    turned_customer(LATER, ben, SECRET, note=SECRET, source=SECRET, visibility="private")
    for persona in (told, una):
        assert _without_token(seen(persona, "over_time")) == _without_token(before[persona.user.pk])
        for page, more in (("overview", ()), ("workspace_finding", (PROBLEM,)), ("warnings", ()), ("what_if", ()), ("risk_register", ())):
            assert SECRET not in seen(persona, page, *more)
    assert SECRET in seen(ben, "workspace_finding", PROBLEM)
    assert SECRET in seen(ben, "over_time")


def _without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_what_was_sealed_is_named_with_the_opening_only(told: Persona, ben: Persona) -> None:
    with on(EARLIER):
        changes.append(by=told.place, changes=[Change(act="open", exchange=1)])
    turned_customer(LATER, ben, SECRET, visibility="sealed", exchange=1)
    assert SECRET not in seen(told, "over_time")
    assert SECRET in seen(ben, "over_time"), "one's own may be read before"
    with on(TODAY):
        opened(told, 1)
    assert "The sealed exchange opened for all" in seen(told, "over_time")


def test_a_retired_record_says_so(told: Persona) -> None:
    row = own_plan(EARLIER, told, "A new site", type="role_drift")
    with on(LATER):
        changes.append(by=told.place, changes=[Change(act="retire", target=row.number, reason="Settled long ago")])
    page = seen(told, "over_time")
    assert "Retired: Events: type role drift, about A new site" in page


def test_the_last_visit_is_offered(told: Persona) -> None:
    with on(LATER):
        signed_in(told.user).get(address(told))
    with on(TODAY):
        signed_in(told.user).get(address(told))
    following = Following.objects.get(membership=told.place.membership)
    assert following.last_visit is not None
    assert following.last_visit.date() == LATER
    assert "Your last visit, 10 December" in seen(told)


def test_a_second_look_is_the_same_visit(told: Persona) -> None:
    for hour in (10, 11, 12):
        with on(TODAY, hour=hour):
            signed_in(told.user).get(address(told))
    assert Following.objects.get(membership=told.place.membership).last_visit is None


def test_every_month_has_its_column(told: Persona) -> None:
    page = seen(told, "over_time")
    for label in ("Nov 26", "20 Dec 26"):
        assert label in page
    assert "Oct 26" not in page, "nothing had been entered before November"


def test_nothing_known_yet(cat: Persona) -> None:
    place = cat.user.memberships.get().arrangement
    with on(BEGUN):
        assert cat.client.get(reverse("over_time", args=[place.public_id])).status_code == 200


PAGES = ["over_time", "warnings", "what_if", "tasks", "risk_register", "follow", "new_task"]


@pytest.mark.parametrize("page", PAGES)
def test_an_outsider_is_told_nothing_and_a_stranger_is_asked_to_sign_in(page: str, ann: Persona, cat: Persona, client: Client) -> None:
    assert cat.client.get(address(ann, page)).status_code == 404
    assert client.get(address(ann, page)).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", PAGES[:-1])
def test_every_member_may_look(page: str, ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona) -> None:
    for persona in (ann, ben, con, vic, una):
        assert persona.client.get(address(persona, page)).status_code == 200
