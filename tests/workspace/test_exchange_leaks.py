"""What is sealed shows nowhere before it opens: planted words are looked for on every page of everybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from holdfast.web.arrangements import changes_exchange
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.state import number_of, state_of
from tests.workspace.exchange import Rows, address, begun, filled, opened_at_once, overdue, points, sealed, services
from tests.workspace.personas import Persona, joined, person, record

WORDS, PRINCIPLE = "Zanzibar-note", "Quixotic-principle"
PLANTED: Rows = [
    {"subject": "desk", "firmness": "red_line", "note": WORDS},
    {"subject": PRINCIPLE, "firmness": "red_line"},
]
MARKS = (WORDS, PRINCIPLE)


@pytest.fixture
def ready(ann: Persona, ben: Persona) -> Any:
    services(ann)
    return begun(ann)


# Forms for something new, the evidence of other themes, and findings that no answer feeds: test_leaks.py walks them too, and there
# are hundreds. Workbooks are packed, so a search of their bytes finds nothing; test_leaks.py looks into them.
ELSEWHERE = re.compile(
    r"/(?:add|correct|retire|reveal|erase|contest|new|hand-over|end|invite)/|/evidence/(?!alignment/|entries/|$)"
    r"|/findings/(?!competing_ambitions/|unwillingness_to_compromise/)|[.]xlsx$"
)


def pages(client: Client, start: str) -> Iterator[tuple[str, str]]:
    """The pages and files of the arrangements that links lead to, with their text; what has nothing to do with it is left out."""
    seen, waiting = set(), [start, "/arrangements/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        page = client.get(path)
        text = page.getvalue().decode("utf-8", "replace")
        yield path, text
        found = re.findall(r'href="(/arrangements/[^"#?]*)', text)
        waiting.extend(link for link in found if not ELSEWHERE.search(link) or "/exchanges/" in link)


def seen_by(persona: Persona, of: Persona) -> str:
    found = dict(pages(persona.client, address("exchanges", of)))
    assert len(found) > 5
    return "\n".join(found.values())


def test_a_draft_is_seen_by_its_own_body_alone(ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, ready: Any) -> None:
    filled(ben, ready, no_go_areas=PLANTED)
    for persona in (ann, vic, una):
        seen = seen_by(persona, ann)
        assert not [mark for mark in MARKS if mark in seen]
    for persona in (ben, con):
        seen = seen_by(persona, ann)
        assert all(mark in seen for mark in MARKS)


def test_a_sealed_answer_is_seen_by_its_own_body_alone(
    ann: Persona, ben: Persona, con: Persona, vic: Persona, una: Persona, cat: Persona, ready: Any
) -> None:
    record(ann, "partners", partner="thornmere", name="Thornmere District Council")
    tom = joined(ann.place.arrangement, person("Tom", "thornmere"), "thornmere", Role.EDITOR)
    sealed(ben, ready, no_go_areas=PLANTED)
    for persona in (ann, vic, una, tom):
        seen = seen_by(persona, ann)
        assert not [mark for mark in MARKS if mark in seen]
    for persona in (ben, con):
        seen = seen_by(persona, ann)
        assert all(mark in seen for mark in MARKS)
    assert cat.client.get(address("exchange", ann, 1)).status_code == 404


def test_once_it_has_opened_everybody_sees_it(ann: Persona, ben: Persona, vic: Persona, una: Persona, ready: Any) -> None:
    sealed(ben, ready, no_go_areas=PLANTED)
    sealed(ann, ready)
    for persona in (ann, ben, vic, una):
        seen = seen_by(persona, ann)
        assert all(mark in seen for mark in MARKS)


def test_what_was_taken_back_never_opens(ann: Persona, ben: Persona, una: Persona, ready: Any) -> None:
    sealed(ben, ready, no_go_areas=PLANTED)
    changes_exchange.take_back(by=ben.place, exchange=ready)
    ben.client.post(address("exchange_part", ben, 1, "no_go_areas"), {"seen": "1", "shown": "3"})
    changes_exchange.seal(by=ben.place, exchange=ready)
    sealed(ann, ready)
    for persona in (ann, una):
        seen = seen_by(persona, ann)
        assert not [mark for mark in MARKS if mark in seen]
    stored = " ".join(str(row.payload) for row in StoredEntry.objects.all())
    assert WORDS not in stored


def test_what_was_not_finished_in_time_never_opens(ann: Persona, ben: Persona, una: Persona, ready: Any) -> None:
    filled(ben, ready, no_go_areas=PLANTED)
    overdue(ready)
    for persona in (ann, una):
        seen = seen_by(persona, ann)
        assert not [mark for mark in MARKS if mark in seen]


def test_no_assessment_of_another_body_moves(ann: Persona, ben: Persona, una: Persona, ready: Any) -> None:
    sealed_on: dict[str, Any] = {"no_go_areas": PLANTED, "motives": points(10, 90, direction="shrink")}
    others = [persona.place for persona in (ann, una)]
    before = [assessed(member.arrangement, member.reader).assessment.to_dict() for member in others]
    own = assessed(ben.place.arrangement, ben.place.reader).assessment
    filled(ben, ready, **sealed_on)
    changes_exchange.seal(by=ben.place, exchange=ready)
    for member in others:
        member.arrangement.refresh_from_db()
    assert [assessed(member.arrangement, member.reader).assessment.to_dict() for member in others] == before
    assert assessed(ben.place.arrangement, ben.place.reader).assessment.records > own.records
    sealed(ann, ready, motives=points(90, 10, direction="grow"))
    for member in (*others, ben.place):
        member.arrangement.refresh_from_db()
    after = [assessed(member.arrangement, member.reader).assessment for member in (*others, ben.place)]
    assert len({found.records for found in after}) == 1
    readings = {reading.indicator: reading.value for finding in after[0].findings for reading in finding.readings}
    assert readings["opposed_directions"] == 1
    assert readings["no_go_overlap"] == 1


def test_what_was_known_before_the_opening_stays_sealed_then(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready, no_go_areas=PLANTED)
    moment = StoredEntry.objects.latest("number").entered
    sealed(ann, ready)
    state = state_of(ann.place.arrangement)
    said = [str(found) for found in state.evidence(ann.place.reader, known_at=moment).records]
    assert not [mark for mark in MARKS if mark in " ".join(said)]


def test_a_single_record_that_was_sealed_opens_with_the_rest(ann: Persona, ben: Persona, ready: Any) -> None:
    """The ledger can hold one, although no page makes one: it would tell how many there are."""
    row = record(ben, "no_go_areas", partner="marlshire", subject=PRINCIPLE, firmness="red_line", visibility="sealed", exchange=1)
    assert row.number not in {number_of(found) for found in state_of(ann.place.arrangement).evidence(ann.place.reader).records}
    opened_at_once(ann)
    assert row.number in {number_of(found) for found in state_of(ann.place.arrangement).evidence(ann.place.reader).records}


def test_the_ledger_does_not_tell_how_much_was_told(ann: Persona, ben: Persona, ready: Any) -> None:
    """However much is typed, and however often, it is one entry of one shape; what is known of it holds no words and no kinds."""
    before = ann.place.arrangement.count
    filled(ben, ready, no_go_areas=PLANTED)
    for saving in range(1, 5):
        changes_exchange.save_part(by=ben.place, exchange=ready, section="motives", state="answered", rows=points(saving), seen=saving)
    changes_exchange.save_part(by=ben.place, exchange=ready, section="motives", state="rather_not_say", rows=(), seen=5)
    ann.place.arrangement.refresh_from_db()
    assert ann.place.arrangement.count == before
    changes_exchange.seal(by=ben.place, exchange=ready)
    row = StoredEntry.objects.latest("number")
    assert row.number == before + 1
    assert (row.act, row.section, row.target) == ("seal", "", None)


def test_a_refusal_of_another_body_says_nothing_of_it(ann: Persona, ben: Persona, ready: Any) -> None:
    sealed(ben, ready, no_go_areas=PLANTED)
    page = ann.client.post(
        address("exchange_part", ann, 1, "no_go_areas"), {"subject_0": "principle", "principle_0": PRINCIPLE, "seen": "0", "shown": "3"}
    )
    assert page.status_code == 422
    assert "recorded already" not in page.text
    assert WORDS not in page.text


def test_nothing_is_logged(ann: Persona, ben: Persona, ready: Any, caplog: Any, capfd: Any) -> None:
    filled(ben, ready, no_go_areas=PLANTED)
    ben.client.post(address("exchange_done", ben, 1))
    said = caplog.text + "".join(capfd.readouterr())
    assert not [mark for mark in MARKS if mark in said]
