"""A body's own answer: its forms, what they refuse, who may say done, and taking it back."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.web.arrangements import changes_exchange
from holdfast.web.arrangements.models import ExchangeDraft, StoredEntry
from holdfast.web.arrangements.models.membership import Role
from tests.workspace.exchange import address, begun, filled, overdue, points, sealed, services
from tests.workspace.personas import Persona, joined, person, record

DONE, BACK, ANSWER, PART = "exchange_done", "exchange_take_back", "exchange_answer", "exchange_part"


@pytest.fixture
def ready(ann: Persona, ben: Persona) -> Any:
    """An exchange of two bodies over two services."""
    services(ann)
    return begun(ann)


def saved(section: str) -> dict[str, Any]:
    parts: dict[str, Any] = ExchangeDraft.objects.get().parts
    found: dict[str, Any] = parts[section]
    return found


def test_points(ben: Persona, ready: Any) -> None:
    page = ben.client.post(address(PART, ben, 1, "motives"), {"savings": "60", "skills": "40", "direction": "grow", "seen": "0"})
    assert page.headers["Location"] == address(PART, ben, 1, "no_go_areas")
    assert [row["weight"] for row in saved("motives")["rows"] if row["weight"]] == [60, 40]
    again = ben.client.get(address(PART, ben, 1, "motives")).text
    assert 'value="60"' in again
    assert "Not finished" not in again


def test_too_few_points_are_kept_and_named(ben: Persona, ready: Any) -> None:
    page = ben.client.post(address(PART, ben, 1, "motives"), {"savings": "60", "seen": "0"}, follow=True)
    assert "40 of 100 points are left to give" in page.text


def test_what_is_no_number_is_refused_at_its_field_and_kept(ben: Persona, ready: Any) -> None:
    page = ben.client.post(address(PART, ben, 1, "motives"), {"savings": "lots", "skills": "40", "seen": "0"})
    assert page.status_code == 422
    assert 'href="#id_savings"' in page.text
    assert "“lots” is not right" in page.text
    assert 'value="lots"' in page.text
    assert not ExchangeDraft.objects.exists()


def test_no_go_areas(ben: Persona, ready: Any) -> None:
    sent = {"subject_0": "desk", "firmness_0": "red_line", "note_0": "Our own desk", "subject_1": "principle", "seen": "0"}
    sent |= {"principle_1": "No redundancies", "firmness_1": "preference", "shown": "3"}
    assert ben.client.post(address(PART, ben, 1, "no_go_areas"), sent).status_code == 302
    rows = {row["subject"]: row["firmness"] for row in saved("no_go_areas")["rows"]}
    assert rows == {"desk": "red_line", "No redundancies": "preference", "net": "no_limit", "maps": "no_limit"}
    again = ben.client.get(address(PART, ben, 1, "no_go_areas")).text
    assert "Our own desk" in again
    assert 'value="No redundancies"' in again


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"subject_0": "desk"}, "firmness_0"),
        ({"subject_1": "principle", "firmness_1": "red_line"}, "principle_1"),
        ({"subject_0": "desk", "firmness_0": "red_line", "subject_2": "desk", "firmness_2": "preference"}, "subject_2"),
    ],
)
def test_a_half_filled_no_go_area_is_refused_at_its_field(ben: Persona, ready: Any, sent: dict[str, str], field: str) -> None:
    page = ben.client.post(address(PART, ben, 1, "no_go_areas"), {**sent, "seen": "0", "shown": "3"})
    assert page.status_code == 422
    assert f'href="#id_{field}"' in page.text or f'href="#id_{field}_0"' in page.text


def test_room_for_more_keeps_what_was_typed(ben: Persona, ready: Any) -> None:
    sent = {"subject_0": "desk", "note_0": "Our own desk", "shown": "3", "seen": "0", "do": "more"}
    page = ben.client.post(address(PART, ben, 1, "no_go_areas"), sent)
    assert page.status_code == 200
    assert "No-go area 5" in page.text
    assert "No-go area 6" not in page.text
    assert "Our own desk" in page.text
    assert not ExchangeDraft.objects.exists()


def test_role_wishes(ben: Persona, ready: Any) -> None:
    page = ben.client.get(address(PART, ben, 1, "role_wishes")).text
    assert "Service desk" in page
    assert "Mapping" not in page
    ben.client.post(address(PART, ben, 1, "role_wishes"), {"wish_0": "provide", "seen": "0"})
    assert saved("role_wishes")["rows"] == [{"service": "desk", "wish": "provide"}]
    assert "1 of 2 services has no wish yet" in ben.client.get(address(ANSWER, ben, 1)).text


def test_depth_and_appetites(ben: Persona, ready: Any) -> None:
    ben.client.post(address(PART, ben, 1, "depth_wishes"), {"depth": "combine", "seen": "0"})
    ben.client.post(address(PART, ben, 1, "appetites"), {"financial": "eager", "legal": "averse", "seen": "0"})
    page = ben.client.get(address(ANSWER, ben, 1)).text
    for said in ("Combine", "Eager", "Averse", "4 of 6 kinds of risk have no level yet"):
        assert said in page


def test_a_choice_that_does_not_exist_is_refused(ben: Persona, ready: Any) -> None:
    for section, sent in (("depth_wishes", {"depth": "x"}), ("appetites", {"people": "x"}), ("role_wishes", {"wish_1": "x"})):
        page = ben.client.post(address(PART, ben, 1, section), {**sent, "seen": "0"})
        assert page.status_code == 422
        assert "“x” is not right" in page.text


def test_a_part_can_be_left_out(ben: Persona, ready: Any) -> None:
    ben.client.post(address(PART, ben, 1, "motives"), {"answer": "rather_not_say", "savings": "lots", "seen": "0"})
    assert saved("motives")["state"] == "rather_not_say"
    assert "Would rather not say" in ben.client.get(address(ANSWER, ben, 1)).text


def test_a_colleague_saved_meanwhile(ben: Persona, con: Persona, ready: Any) -> None:
    con.client.post(address(PART, ben, 1, "depth_wishes"), {"depth": "combine", "seen": "0"})
    page = ben.client.post(address(PART, ben, 1, "depth_wishes"), {"depth": "co_exist", "seen": "0"})
    assert page.status_code == 422
    assert "saved this part meanwhile" in page.text
    assert 'value="co_exist" checked' in page.text
    assert 'name="seen" value="1"' in page.text
    assert saved("depth_wishes")["rows"] == [{"depth": "combine"}]
    ben.client.post(address(PART, ben, 1, "depth_wishes"), {"depth": "co_exist", "seen": "1"})
    assert saved("depth_wishes")["rows"] == [{"depth": "co_exist"}]


def test_two_colleagues_with_two_parts_do_not_meet(ben: Persona, con: Persona, ready: Any) -> None:
    con.client.post(address(PART, ben, 1, "depth_wishes"), {"depth": "combine", "seen": "0"})
    ben.client.post(address(PART, ben, 1, "motives"), {"savings": "100", "seen": "0"})
    assert set(ExchangeDraft.objects.get().parts) == {"depth_wishes", "motives"}


def test_done(ben: Persona, ready: Any) -> None:
    filled(ben, ready)
    page = ben.client.post(address(DONE, ben, 1))
    assert page.headers["Location"] == address("exchange_receipt", ben, 1)
    assert StoredEntry.objects.filter(act="seal", body="marlshire", visibility="sealed", exchange=1).count() == 1
    assert "What you sealed" in ben.client.get(address(ANSWER, ben, 1)).text


def test_done_is_refused_while_a_part_is_not_finished(ben: Persona, ready: Any) -> None:
    filled(ben, ready, motives=points(60))
    page = ben.client.post(address(DONE, ben, 1))
    assert page.status_code == 422
    assert "Your answer is not finished" in page.text
    assert not StoredEntry.objects.filter(act="seal").exists()


def test_done_twice_is_refused(ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    page = ben.client.post(address(DONE, ben, 1))
    assert "said already that it is done" in page.text
    assert StoredEntry.objects.filter(act="seal").count() == 1


def test_after_done_nothing_is_saved(ben: Persona, ready: Any) -> None:
    sealed(ben, ready)
    assert ben.client.get(address(PART, ben, 1, "motives")).status_code == 302
    page = ben.client.post(address(PART, ben, 1, "motives"), {"savings": "100", "seen": "1"})
    assert page.status_code == 422
    assert "take the answer back first" in page.text
    assert 'value="100"' in page.text


def test_taking_back_erases_what_was_sealed_and_keeps_the_copy(ben: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    assert ben.client.post(address(BACK, ben, 1)).status_code == 302
    row = StoredEntry.objects.get(number=number)
    assert (row.payload, row.salt) == (None, None)
    assert 'value="60"' in ben.client.get(address(PART, ben, 1, "motives")).text
    assert changes_exchange.seal(by=ben.place, exchange=ready).number > number


def test_there_must_be_something_to_take_back(ben: Persona, ready: Any) -> None:
    page = ben.client.post(address(BACK, ben, 1))
    assert page.status_code == 422
    assert "Look at what stands now" in page.text


def test_nothing_is_taken_back_after_the_opening(ann: Persona, ben: Persona, ready: Any) -> None:
    number = sealed(ben, ready)
    sealed(ann, ready)
    page = ben.client.post(address(BACK, ben, 1), follow=True)
    assert "stays as it was told" in page.text
    assert StoredEntry.objects.get(number=number).payload


def test_nothing_is_saved_or_sealed_after_the_closing_date(ben: Persona, ready: Any) -> None:
    filled(ben, ready)
    overdue(ready)
    assert ben.client.post(address(PART, ben, 1, "motives"), {"savings": "100", "seen": "1"}).status_code == 302
    ben.client.post(address(DONE, ben, 1))
    assert not StoredEntry.objects.filter(act="seal").exists()


def test_a_contributor_fills_in_and_an_editor_says_done(ben: Persona, con: Persona, ready: Any) -> None:
    filled(con, ready)
    assert con.client.post(address(DONE, ben, 1)).status_code == 403
    assert "A lead or an editor of your body can say that you are done" in con.client.get(address(ANSWER, ben, 1)).text
    assert ben.client.post(address(DONE, ben, 1)).status_code == 302
    assert con.client.post(address(BACK, ben, 1)).status_code == 403


def test_a_viewer_reads_and_changes_nothing(ann: Persona, vic: Persona, ready: Any) -> None:
    filled(ann, ready)
    assert "60 points" in vic.client.get(address(ANSWER, ann, 1)).text
    assert vic.client.get(address(PART, ann, 1, "motives")).status_code == 403
    assert vic.client.post(address(PART, ann, 1, "motives"), {"savings": "1", "seen": "1"}).status_code == 403
    assert vic.client.post(address(DONE, ann, 1)).status_code == 403


def test_an_auditor_and_a_late_joiner_have_no_answer(ann: Persona, una: Persona, ready: Any) -> None:
    record(ann, "partners", partner="thornmere", name="Thornmere District Council")
    tom = joined(ann.place.arrangement, person("Tom", "thornmere"), "thornmere", Role.EDITOR)
    for persona in (una, tom):
        assert persona.client.get(address(ANSWER, ann, 1)).status_code == 403
        assert persona.client.post(address(DONE, ann, 1)).status_code == 403
    assert tom.client.post(address(PART, ann, 1, "motives"), {"savings": "1"}).status_code == 403
    assert "does not take part" in tom.client.get(address("exchange", ann, 1)).text


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona, ready: Any) -> None:
    for name, more in ((ANSWER, ()), (PART, ("motives",)), (DONE, ()), (BACK, ())):
        assert cat.client.get(address(name, ann, 1, *more)).status_code == 404
        assert cat.client.post(address(name, ann, 1, *more)).status_code == 404


def test_what_is_not_asked_is_not_there(ann: Persona, ben: Persona) -> None:
    begun(ann, sections=["depth_wishes"])
    assert ben.client.get(address(PART, ann, 1, "motives")).status_code == 404
    assert ben.client.get(address(PART, ann, 1, "gates")).status_code == 404
    assert ben.client.get(address("exchange", ann, 7)).status_code == 404


def test_no_services_yet(ann: Persona, ben: Persona) -> None:
    begun(ann)
    assert "No service is in the plan yet" in ben.client.get(address(PART, ann, 1, "role_wishes")).text


def test_a_second_exchange_begins_with_what_was_told(ann: Persona, ben: Persona, ready: Any) -> None:
    line = [{"subject": "desk", "firmness": "red_line", "note": "Our own desk"}, {"subject": "Jobs", "firmness": "red_line"}]
    sealed(ben, ready, no_go_areas=line)
    sealed(ann, ready)
    begun(ann)
    page = ben.client.get(address(PART, ben, 2, "no_go_areas")).text
    assert "The form begins with what your body told last time" in page
    assert "Our own desk" in page
    ben.client.post(address(PART, ben, 2, "no_go_areas"), {"subject_0": "net", "firmness_0": "preference", "shown": "3", "seen": "0"})
    rows = {row["subject"]: row["firmness"] for row in saved("no_go_areas")["rows"]}
    assert rows == {"net": "preference", "desk": "no_limit", "maps": "no_limit", "Jobs": "no_limit"}


def test_what_was_not_finished_in_time_begins_the_next_one(ann: Persona, ben: Persona, ready: Any) -> None:
    filled(ben, ready)
    overdue(ready)
    ann.client.get(address("exchange", ann, 1))
    begun(ann)
    assert 'value="60"' in ben.client.get(address(PART, ben, 2, "motives")).text
