"""Actions: recording one, changing it, the list, its filters, the risk register, and the effect that is offered."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from holdfast.core.evidence.history import Task
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.state import state_of
from tests.workspace.days import LATER, PROBLEM, TITLE, TODAY, entered, much_is_known, on, own_plan
from tests.workspace.personas import Persona, signed_in

pytestmark = pytest.mark.usefixtures("began")
GOOD = {
    "title": "Bring the plans together",
    "finding": PROBLEM,
    "owner": "Leaders",
    "due": "2027-01-31",
    "status": "open",
    "visibility": "partners",
}


def address(of: Persona, page: str = "tasks", *more: object) -> str:
    return reverse(page, args=[of.place.arrangement.public_id, *more])


def seen(by: Persona, page: str = "tasks", *more: object, day: dt.date = TODAY, expects: int = 200, **query: str) -> str:
    with on(day):
        answer = signed_in(by.user).get(address(by, page, *more), query)
    assert answer.status_code == expects
    return answer.text


def sent(by: Persona, page: str = "new_task", *more: object, day: dt.date = TODAY, **fields: str) -> tuple[int, str]:
    with on(day):
        answer = signed_in(by.user).post(address(by, page, *more), fields)
    return answer.status_code, answer.text


def tasks(of: Persona, day: dt.date = TODAY) -> list[Task]:
    return list(state_of(of.place.arrangement).evidence(of.place.reader).as_at(day).of(Task))


def test_an_action_is_recorded_in_the_ledger(ann: Persona, ben: Persona) -> None:
    assert sent(ann, **GOOD)[0] == 302
    (task,) = tasks(ben)
    assert (task.title, task.finding, task.owner, task.due, task.status) == (
        GOOD["title"],
        PROBLEM,
        "Leaders",
        dt.date(2027, 1, 31),
        "open",
    )
    assert task.source == "Programme manager", "a post, never a name"
    assert GOOD["title"] in seen(ben)


def test_a_suggestion_fills_the_form_in(ann: Persona) -> None:
    much_is_known(ann)
    page = seen(ann, "new_task", finding=PROBLEM, action="declare_motives")
    assert "Declare motives in confidence" in page
    assert f'<option value="{PROBLEM}" selected>' in page


def test_a_private_action_is_seen_by_ones_own_body_alone(ann: Persona, vic: Persona, ben: Persona) -> None:
    sent(ann, **{**GOOD, "visibility": "private"})
    number = int(tasks(ann)[0].id)
    assert GOOD["title"] in seen(vic)
    assert GOOD["title"] not in seen(ben)
    assert GOOD["title"] not in seen(ben, "risk_register")
    seen(ben, "task", number, expects=404)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Say what is to be done"),
        ({"due": "soon"}, "Due: enter a real date"),
        ({"effect_expected": "140"}, "Exposure it should reach: "),
        ({"finding": "no_such"}, "not one of the available choices"),
        ({"status": "someday"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(ann: Persona, wrong: dict[str, str], words: str) -> None:
    before = StoredEntry.objects.count()
    status, page = sent(ann, **{**GOOD, "note": "Typed with care", **wrong})
    assert status == 422
    assert words in page
    assert "Typed with care" in page
    assert StoredEntry.objects.count() == before


def test_on_the_same_day_it_is_corrected_and_later_a_new_statement_follows(ann: Persona) -> None:
    sent(ann, day=LATER, **GOOD)
    first = int(tasks(ann)[0].id)
    sent(ann, "task", first, day=LATER, **{**GOOD, "status": "doing"})
    second = int(tasks(ann)[0].id)
    assert state_of(ann.place.arrangement).envelopes[second - 1].target == first
    sent(ann, "task", second, **{**GOOD, "status": "done"})
    (task,) = tasks(ann)
    assert task.status == "done"
    assert state_of(ann.place.arrangement).envelopes[int(task.id) - 1].target is None
    assert tasks(ann, LATER)[0].status == "doing", "what was said then stays said"


def test_another_body_reads_it_and_cannot_change_it(ann: Persona, ben: Persona, vic: Persona) -> None:
    sent(ann, **GOOD)
    number = int(tasks(ann)[0].id)
    assert "Only the body that recorded this can change it" in seen(ben, "task", number)
    assert sent(ben, "task", number, **GOOD)[0] == 403
    assert sent(vic, "task", number, **GOOD)[0] == 403
    assert tasks(ann)[0].id == str(number)


def test_viewers_and_auditors_record_none(ann: Persona, vic: Persona, una: Persona) -> None:
    for persona in (vic, una):
        assert sent(persona, **GOOD)[0] == 403
        assert "Record an action" not in seen(persona)


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    sent(ann, **GOOD)
    with on(TODAY):
        browser = signed_in(cat.user)
        assert browser.get(address(ann, "task", int(tasks(ann)[0].id))).status_code == 404
        assert browser.post(address(ann, "new_task"), GOOD).status_code == 404


def test_the_filters(ann: Persona, ben: Persona) -> None:
    entered(LATER, ann, "tasks", task="a", title="Ann’s late one", due="2026-12-15", owner="Programme manager")
    entered(LATER, ben, "tasks", task="b", title="Ben’s open one", due="2027-02-01", owner="Leaders")
    entered(LATER, ben, "tasks", task="c", title="Ben’s finished one", status="done")
    expected = {
        (): ("Ann’s late one", "Ben’s open one"),
        (("status", "late"),): ("Ann’s late one",),
        (("status", "done"),): ("Ben’s finished one",),
        (("status", "any"),): ("Ann’s late one", "Ben’s open one", "Ben’s finished one"),
        (("whose", "mine"),): ("Ann’s late one",),
        (("whose", "body"), ("status", "any")): ("Ann’s late one",),
        (("status", "dropped"),): (),
    }
    for query, titles in expected.items():
        page = seen(ann, **dict(query))
        for title in ("Ann’s late one", "Ben’s open one", "Ben’s finished one"):
            assert (title in page) is (title in titles), (query, title)
    assert "1 is late" in seen(ann)
    assert "None of the actions fits this filter" in seen(ann, status="dropped")


def test_the_effect_is_offered_as_a_comparison_and_not_recorded_by_itself(ann: Persona) -> None:
    much_is_known(ann)
    sent(ann, day=LATER, **GOOD)
    number = max(int(task.id) for task in tasks(ann))
    own_plan(TODAY, ann, "Own desk")
    page = seen(ann, "task", number)
    offered = re.search(r"stood at (\d\d) of 100. It stands at <b>(\d\d)</b> now", page)
    assert offered
    then, now = map(int, offered.groups())
    assert now > then
    assert "it does not show that this action did it" in page
    assert tasks(ann)[-1].effect_seen is None
    assert f'name="effect_seen" value="{now}"' in seen(ann, "task", number, effect_seen=str(now))
    sent(ann, "task", number, **{**{name: value for name, value in GOOD.items() if name != "visibility"}, "effect_seen": str(now)})
    assert next(task for task in tasks(ann) if task.title == GOOD["title"]).effect_seen == now / 100


def test_the_risk_register_lists_findings_with_their_owners_and_days(ann: Persona, ben: Persona) -> None:
    much_is_known(ann)
    sent(ann, **GOOD)
    page = seen(ben, "risk_register")
    row = page.split(TITLE)[1].split("</tr>")[0]
    assert GOOD["title"] in row
    assert "Leaders" in row
    assert "31 Jan 2027" in row
    assert "None recorded" in page
