"""The arrangements of one person: how each stands, filters and order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from holdfast.core.assessment import Rating
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.in_portfolio import PortfolioRow, chosen
from holdfast.web.arrangements.state import state_of
from tests.workspace.days import LATER, TITLE, TODAY, entered, much_is_known, on, own_plan
from tests.workspace.personas import Persona, signed_in

pytestmark = pytest.mark.usefixtures("began")
ADDRESS = "/arrangements/"


def seen(by: Persona, **query: str) -> str:
    with on(TODAY):
        answer = signed_in(by.user).get(reverse("portfolio"), query)
    assert answer.status_code == 200
    return answer.text


def test_each_arrangement_at_a_glance(ann: Persona, vic: Persona) -> None:
    much_is_known(ann)
    entered(LATER, ann, "tasks", task="t", title="Late", due="2026-12-12")
    own_plan(LATER, ann, "Own desk")
    for persona, role in ((ann, "Lead"), (vic, "Viewer")):
        page = seen(persona)
        row = page.split("<tbody>")[1]
        assert "Four Councils" in row or "Two Councils ICT" in row
        assert "hf-rating--" in row
        assert "hf-rating--cannot_tell" not in row
        assert role in row
        assert "Programme board recommends" in row
        assert "?status=late" in row
        assert "Exposed" in row


def test_what_another_body_keeps_private_does_not_count(ann: Persona, ben: Persona) -> None:
    entered(LATER, ben, "gates", gate="g", name="Zanzibar", body="Cabinet", planned="2027-01-01", visibility="private")
    entered(LATER, ben, "tasks", task="t", title="Late", due="2026-12-12", visibility="private")
    assert "Zanzibar" in seen(ben)
    assert "Zanzibar" not in seen(ann)
    assert "?status=late" not in seen(ann)


def test_somebody_without_one_is_told_how_to_begin(cat: Persona) -> None:
    cat.user.memberships.update(ended="2026-11-10T00:00:00Z")
    page = seen(cat)
    assert "You take part in none yet" in page
    assert "Begin an arrangement" in page


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse("portfolio")).headers["Location"].startswith("/sign-in/")


def test_an_arrangement_of_others_is_not_in_it(ann: Persona, cat: Persona) -> None:
    assert "Two Councils ICT" not in seen(cat)
    assert "Elsewhere" not in seen(ann)


def _row(ann: Persona, name: str, rating: Rating, trend: int | None, late: int) -> PortfolioRow:
    member = ann.place
    copy = type(member)(type(member.arrangement)(name=name), member.membership, member.user)
    return PortfolioRow(copy, rating, 0.5, "amber", trend, None, None, None, late, 0)


def test_order_and_filter(ann: Persona) -> None:
    rows = [
        _row(ann, "b", "amber", -1, 0),
        _row(ann, "a", "green", 0, 2),
        _row(ann, "c", "red", None, 1),
        _row(ann, "d", "cannot_tell", None, 0),
    ]

    def names(show: str = "all", order: str = "name") -> str:
        return "".join(row.name for row in chosen(rows, show=show, order=order))

    assert names() == names(show="nonsense", order="nonsense") == "abcd"
    assert names(order="outlook") == "cbad"
    assert names(order="trend") == "bacd"
    assert names(order="late") == "acbd"
    assert names(show="worrying") == "c"
    assert names(show="falling") == "b"
    assert names(show="late") == "ac"
    assert names(show="cannot_tell") == "d"


def test_nothing_fits_the_filter(ann: Persona) -> None:
    assert "None of your arrangements fits" in seen(ann, show="falling")


def test_a_problem_of_the_arrangement_leads_to_its_finding(ann: Persona) -> None:
    much_is_known(ann)
    assert "/findings/" in seen(ann)
    assert TITLE not in seen(ann).split("<main")[1], "only the top problem is named"


def test_all_of_many_arrangements_are_there_and_the_database_is_asked_no_oftener(ann: Persona) -> None:
    def asked() -> int:
        seen(ann)
        with CaptureQueriesContext(connection) as found:
            seen(ann)
        return len(found)

    few = asked()
    for number in range(12):
        changes.begin(by=ann.user, name=f"Arrangement {number}", body="ostley", body_name="Ostley")
    page = seen(ann)
    assert all(f">Arrangement {number}</a>" in page for number in range(12))
    assert asked() == few


def test_what_another_process_entered_is_seen(ann: Persona, ben: Persona) -> None:
    """The page takes each ledger as its row says, and that says that more has come."""
    seen(ann)
    before = state_of(ann.place.arrangement)
    entered(LATER, ben, "tasks", task="t", title="Late", due="2026-12-12")
    assert before.count < ann.place.arrangement.count
    assert "?status=late" in seen(ann)
