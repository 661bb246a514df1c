"""An exchange while it is sealed, and all of it once it has opened."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.core.evidence.alignment import Motive
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.state import state_of
from tests.workspace.exchange import address, begun, filled, overdue, points, sealed, services
from tests.workspace.personas import Persona, joined, person, record

PAGE = "exchange"


@pytest.fixture
def ready(ann: Persona, ben: Persona) -> Any:
    """An exchange of two bodies over two services."""
    services(ann)
    return begun(ann)


def states(of: Persona) -> list[str]:
    """How far each partner is, as the page tells this person."""
    text = of.client.get(address(PAGE, of, 1)).text
    cells = text.split('class="hf-places__state">')[1:]
    return [cell.split("</span>")[1].split("<")[0].strip() for cell in cells]


def test_others_see_how_far_a_body_is_and_no_more(ann: Persona, ben: Persona, una: Persona, ready: Any) -> None:
    for persona in (ann, ben, una):
        assert states(persona) == ["Not begun", "Not begun"]
    filled(ben, ready, motives=points(60))
    for persona in (ann, ben, una):
        assert states(persona) == ["Not begun", "Working on it"]


def test_done_is_seen_and_the_parts_are_not(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    assert states(ann) == ["Not begun", "Done"]
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert "Done: 1 of 2 partners" in page
    assert "Your body has said that it is done" not in page
    assert "Your body has said that it is done" in ben.client.get(address(PAGE, ann, 1)).text


def test_each_is_offered_what_they_may_do(ann: Persona, ben: Persona, con: Persona, vic: Persona, ready: Any) -> None:
    seal, fill_in = "Read it through and seal it", "Fill the parts in one by one"
    for persona, may_seal, may_fill_in in ((ann, True, True), (con, False, True), (vic, False, False)):
        page = persona.client.get(address(PAGE, ann, 1)).text
        assert ((seal in page), (fill_in in page)) == (may_seal, may_fill_in)
        assert ("When it is right, seal it" in persona.client.get(address("exchange_answer", ann, 1)).text) == may_seal


def test_it_says_who_could_look(ann: Persona, ready: Any, settings: Any) -> None:
    assert "does not say who runs it" in ann.client.get(address(PAGE, ann, 1)).text
    settings.OPERATOR = "Ostley District Council"
    assert "This site is run by Ostley District Council." in ann.client.get(address(PAGE, ann, 1)).text


def test_a_body_without_anybody_who_can_finish_is_named(ann: Persona, ready: Any) -> None:
    record(ann, "partners", partner="thornmere", name="Thornmere District Council")
    overdue(ready)
    ann.client.get(address(PAGE, ann, 1))
    begun(ann, bodies=["ostley", "thornmere"])
    assert "invite an editor" in ann.client.get(address(PAGE, ann, 2)).text


def test_what_opened(ann: Persona, ben: Persona, vic: Persona, una: Persona, ready: Any) -> None:
    line = [{"subject": "desk", "firmness": "red_line", "note": "Our own desk"}]
    sealed(ben, ready, motives=points(20, 80, direction="shrink"), no_go_areas=line)
    sealed(ann, ready, motives=points(80, 20, direction="grow"), role_wishes=[{"service": s, "wish": "provide"} for s in ("desk", "net")])
    for persona in (ann, ben, vic, una):
        page = persona.client.get(address(PAGE, ann, 1)).text
        for said in (
            "Both answered before anyone could look",
            "Ostley wants to grow; Marlshire wants to shrink.",
            "One red line meets the plan.",
            "Our own desk",
            "Blocks phase 1",
            "One provider",
            "Kendall’s W",
            "All alike",
            "unchanged since",
        ):
            assert said in page, said


def test_who_did_not_answer_is_shown_as_that(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    overdue(ready)
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert "1 of 2 answered before anyone could look" in page
    assert "did not answer" in page
    assert "Not all have said" in page
    assert "Too few partners gave all their points" in page


def test_nobody_answered(ann: Persona, ready: Any) -> None:
    overdue(ready)
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert "Nobody answered before the exchange opened" in page
    assert "Nobody answered this part." in page


def test_what_was_left_out_says_why(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready, appetites="rather_not_say", depth_wishes="does_not_apply")
    sealed(ann, ready)
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert "would rather not say" in page
    assert "does not apply" in page


def test_undecided_is_not_the_same_as_not_said(ann: Persona, ben: Persona, ready: Any) -> None:
    undecided = [{"service": service, "wish": "undecided"} for service in ("desk", "net")]
    sealed(ben, ready, role_wishes=undecided)
    sealed(ann, ready, role_wishes=undecided)
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert page.count("Still undecided") == 4
    assert "Not all have said" not in page


def test_only_what_was_asked_is_shown(ann: Persona, ben: Persona) -> None:
    exchange = begun(ann, sections=["depth_wishes"])
    sealed(ben, exchange)
    sealed(ann, exchange)
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert "How deep each would go" in page
    assert "Why each would share" not in page


def test_a_late_joiner_reads_what_opened(ann: Persona, ben: Persona, ready: Any) -> None:
    record(ann, "partners", partner="thornmere", name="Thornmere District Council")
    tom = joined(ann.place.arrangement, person("Tom", "thornmere"), "thornmere", Role.EDITOR)
    sealed(ben, ready)
    assert states(tom) == ["Not begun", "Done"]
    sealed(ann, ready)
    assert "Both answered" in tom.client.get(address(PAGE, ann, 1)).text


def test_what_changed_since(ann: Persona, ben: Persona, ready: Any) -> None:
    line = [{"subject": "desk", "firmness": "red_line", "note": "Our own desk"}]
    sealed(ben, ready, no_go_areas=line)
    sealed(ann, ready)
    assert "What changed since" not in ann.client.get(address(PAGE, ann, 1)).text
    again = begun(ann)
    sealed(ben, again, motives=points(50, 50, direction="grow"))
    sealed(ann, again)
    page = ann.client.get(address(PAGE, ann, 2)).text
    assert "What changed since exchange 1" in page
    part = page.split('id="since"')[1].split("</section>")[0]
    for said in ("60 points", "50 points", "Keep as it is", "Grow and serve more", "Red line: Our own desk", "no limit"):
        assert said in part, said
    assert "Ostley" not in part


def test_a_second_answer_the_same_day_takes_the_place_of_the_first(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    sealed(ann, ready)
    again = begun(ann)
    sealed(ben, again, motives=points(0, 100))
    sealed(ann, again)
    found = state_of(ann.place.arrangement).evidence(ann.place.reader).of(Motive)
    assert {motive.driver: motive.weight for motive in found if motive.partner == "marlshire" and motive.weight} == {"income": 100}


@pytest.mark.parametrize("count", [3, 6, 12])
def test_any_number_of_partners(ann: Persona, ben: Persona, count: int) -> None:
    services(ann)
    codes = ["ostley", "marlshire", *(f"body-{place}" for place in range(count - 2))]
    others = []
    for code in codes[2:]:
        record(ann, "partners", partner=code, name=f"{code.capitalize()} District Council")
        others.append(joined(ann.place.arrangement, person(code, code), code, Role.EDITOR))
    exchange = begun(ann, bodies=codes)
    for persona in (ann, ben, *others):
        sealed(persona, exchange)
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert page.count('class="hf-proof__name"') == count
    assert f"All {'three' if count == 3 else 'six' if count == 6 else 12} answered" in page


def test_an_altered_answer_is_named(ann: Persona, ben: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    sealed(ann, ready)
    ann.client.get(address(PAGE, ann, 1))
    row = StoredEntry.objects.get(number=number)
    StoredEntry.objects.filter(pk=row.pk).update(payload=str(row.payload).replace("60.0", "61.0").replace(":60", ":61"))
    page = ann.client.get(address(PAGE, ann, 1)).text
    assert "Something was changed after it was sealed" in page
    assert "altered since it was sealed" in page


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona, ready: Any) -> None:
    assert cat.client.get(address(PAGE, ann, 1)).status_code == 404
