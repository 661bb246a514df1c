"""Papers of an arrangement: each kind and format for each reader, and nothing in them that is not theirs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from holdfast.ledger.reader import PARTNERS, PUBLIC
from holdfast.reports import KINDS, is_of_partner
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.moment import now
from holdfast.web.papers.edition import HEAD_WITHHELD, KEPT_BACK, subject_for
from holdfast.web.papers.formats import FORMATS
from holdfast.web.rounds.closing import close_if_due
from holdfast.web.rounds.models import Mode
from tests.reports.opened import text_of
from tests.workspace.addresses import page
from tests.workspace.exchange import begun, sealed, services
from tests.workspace.personas import Persona, record
from tests.workspace.rounds import answered, for_many, over
from tests.workspace.rounds import begun as begun_round
from tests.workspace.walking import found_in, unpacked

FORMAT_NAMES = [format.suffix for format in FORMATS]
# What Marlshire keeps to itself, what it has sealed, what was erased, what all partners may read, and what Ostley keeps to itself.
OWN, SEALED, ERASED, SHARED, MINE = "Quillfeather", "Mallowick", "Tarnbury", "Wenlowdesk", "Annbriar"
ASKED = {"kind": "full", "format": ".html", "edition": "own", "status": "draft"}


@pytest.fixture
def full(ann: Persona, ben: Persona) -> Persona:
    """Ann, in an arrangement that holds something of every visibility."""
    services(ann)
    soon = timezone.localdate() + dt.timedelta(days=30)
    record(ann, "partners", partner="ostley", name="Ostley District Council", visibility="public")
    record(ann, "gates", gate="g1", name="Outline case", body="Cabinet", planned=soon, visibility="public")
    record(ann, "gates", gate="g2", name=SHARED, body=SHARED, criteria=SHARED, planned=soon)
    record(ann, "tasks", task="t2", title=SHARED, owner="Chair")
    record(ann, "gates", gate="g3", name=MINE, body="Cabinet", planned=soon, visibility="private")
    for section, values in _told(OWN).items():
        record(ben, section, visibility="private", **values)
    exchange = begun(ann, bodies=("ostley", "marlshire"))
    sealed(ben, exchange, no_go_areas=[{"subject": SEALED, "firmness": "red_line", "note": SEALED}])
    row = record(ann, "gates", gate="g5", name=ERASED, body="Cabinet")
    redact(by=ann.place, number=row.number, reason="It named somebody")
    return ann


def _told(word: str) -> dict[str, dict[str, Any]]:
    """A record of each kind that the papers print, all with this word in it."""
    soon = timezone.localdate() + dt.timedelta(days=30)
    return {
        "gates": {"gate": "g4", "name": word, "body": word, "planned": soon},
        "posts": {"post": "p1", "title": word, "influence": 4, "leaves": soon, "duties": ["programme"]},
        "benefits": {"benefit": "b1", "name": word, "owner": word, "measure": word, "unit": "GBP a year", "baseline": 8173264},
        "contracts": {"contract": "c1", "supplier": word, "ends": soon, "yearly_value": 8173264},
        "cash_lines": {"category": "saving", "year": 2027, "likely": 8173264, "label": word},
        "tasks": {"task": "t1", "title": word, "owner": word},
        "options": {"option": "o1", "name": word, "kind": "shared"},
        "stages": {"stage": "s1", "order": 1, "services": ["desk"], "exit_cost": 8173264},
        "motives": {"partner": "marlshire", "driver": "control", "weight": 60, "note": word},
        "disputes": {"dispute": "d1", "subject": word, "opened": soon - dt.timedelta(days=300)},
    }


def asked(of: Persona, **wanted: Any) -> Any:
    return of.client.get(page(of, "papers"), {**ASKED, **wanted})


def content(of: Persona, **wanted: Any) -> bytes:
    """A paper as all its bytes, unpacked, with what came beside it; in a PDF its text as a reader finds it."""
    found = asked(of, **wanted)
    assert found.status_code == 200
    paper = found.getvalue()
    text = text_of(paper, str(wanted.get("format", ".html")))
    return b"\n".join([f"{found.headers}{found.cookies}".encode(), *unpacked(paper), text.encode()])


def test_the_page_offers_every_paper(full: Persona, una: Persona) -> None:
    text = full.client.get(page(full, "papers")).text
    assert all(kind.title in text and kind.whom in text for kind in KINDS)
    assert "What your body may read" in text
    assert text.count("checked") == 4
    of_auditor = una.client.get(page(una, "papers")).text
    assert "What your body may read" not in of_auditor
    assert KINDS[2].title not in of_auditor


@pytest.mark.parametrize("suffix", FORMAT_NAMES)
def test_each_format_comes_as_a_file(full: Persona, suffix: str) -> None:
    found = asked(full, kind="members", format=suffix)
    assert found.status_code == 200
    assert found.headers["Content-Type"] == next(format.media for format in FORMATS if format.suffix == suffix)
    name = found.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="two-councils-ict-members-') and name.endswith(f'{suffix}"')
    assert found.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("suffix", FORMAT_NAMES)
def test_nothing_that_is_not_a_readers_is_in_any_paper(full: Persona, ben: Persona, una: Persona, suffix: str) -> None:
    """Every section there is, for everybody, in each format: the marks of others stand nowhere."""
    sections = [name for kind in KINDS if not is_of_partner(kind.id) for name in kind.sections]
    marks = [OWN, SEALED, ERASED, "8173264"]
    for persona, edition, secret in (
        (full, "own", marks),
        (full, "partners", marks),
        (ben, "public", [*marks, SHARED, MINE]),
        (una, "partners", marks),
    ):
        found = content(persona, edition=edition, format=suffix, sections=sections)
        assert found_in(found, secret) == set(), (edition, suffix)
        assert (SHARED.encode() in found) == (edition != "public")
    assert OWN.encode() in content(ben, format=suffix, sections=sections)


def test_a_partners_own_paper_is_its_bodys(full: Persona, ben: Persona) -> None:
    assert b"Ostley" in content(full, kind="partner")
    assert OWN.encode() in content(ben, kind="annex")
    assert found_in(content(full, kind="annex"), [MINE]) == {MINE}
    assert b"Confidential to" in content(full, kind="annex")


def test_what_rests_on_anything_private_says_so_on_each_page(full: Persona) -> None:
    assert b"Confidential to Ostley District Council" in content(full)
    assert b"Confidential to" not in content(full, edition="partners")


def test_the_public_edition_is_the_same_whoever_prints_it(full: Persona, ben: Persona, una: Persona) -> None:
    one, two, three = (asked(persona, edition="public", format=".pdf").getvalue() for persona in (full, ben, una))
    assert one == two == three


def test_what_was_withheld_is_counted_and_of_what_a_body_keeps_no_kind_is_told(full: Persona) -> None:
    place = full.place.arrangement
    of_public = subject_for(place, PUBLIC, now()).withheld
    of_partners = subject_for(place, PARTNERS, now()).withheld
    assert of_public and of_partners is not None
    # Ten of Marlshire's, its sealed answer, and one of Ostley's.
    assert dict(of_partners) == {KEPT_BACK: 12}
    assert of_public[KEPT_BACK] == 12 and of_public["Gates"] == of_public["Tasks"] == 1 and of_public[HEAD_WITHHELD] == 1
    assert "Motives" not in of_public
    assert "Motives" not in content(full, edition="public", sections=["method"]).decode()


def test_nothing_but_their_number_tells_of_what_others_keep(full: Persona, ben: Persona) -> None:
    """A paper before and after Marlshire keeps one thing more: the same but for the count and the head of the ledger."""
    place = full.place.arrangement

    def shown() -> str:
        place.refresh_from_db()
        text = asked(full).text.replace(place.head, "head").replace(place.head[:12], "head")
        return re.sub(r"\b1[12]( records are not|</td>)", r"N\1", text)

    before = shown()
    record(ben, "contracts", contract="zqx", supplier=OWN, yearly_value=1, visibility="private")
    assert before == shown()


def test_both_clocks_are_heeded_and_printed(full: Persona) -> None:
    day = timezone.localdate() - dt.timedelta(days=1)
    text = content(full, known_at=day.isoformat(), kind="members").decode()
    assert "As known on" in text
    assert SHARED not in content(full, known_at=day.isoformat()).decode()
    assert "Evidence to 1 December 2026" in content(full, as_at="2026-12-01").decode()


def test_the_head_that_is_printed_is_that_of_what_was_known(full: Persona) -> None:
    moment = now()
    assert subject_for(full.place.arrangement, PARTNERS, moment).ledger_head == full.place.arrangement.head
    assert full.place.arrangement.head[:12].encode() in content(full, kind="members")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"kind": "nonsense"}, "Choose a paper of the list"),
        ({"format": ".exe"}, "Choose a format of the list"),
        ({"edition": "marlshire"}, "Choose readers of the list"),
        ({"sections": "tomorrow"}, "Choose sections of the list"),
        ({"status": "secret"}, "Choose draft or final"),
        ({"as_at": "31 June"}, "enter a real date"),
        ({"known_at": "2999-01-01"}, "nobody can say yet"),
        ({"kind": "annex", "edition": "public"}, "A confidential annex is for your own body"),
        ({"sections": "annex", "edition": "partners"}, "A confidential annex is for your own body"),
    ],
)
def test_what_cannot_be_made_is_said_beside_the_choice(full: Persona, wanted: dict[str, str], said: str) -> None:
    found = asked(full, **wanted)
    assert found.status_code == 422
    assert said in found.text
    assert "There is a problem" in found.text


def test_a_body_without_a_record_of_itself_is_told_why_it_gets_no_paper_of_its_own(ann: Persona) -> None:
    found = asked(ann, kind="partner", edition="public")
    assert found.status_code == 422
    assert "is not a partner on record" in found.text


def test_an_auditor_can_ask_for_nothing_of_a_body(full: Persona, una: Persona) -> None:
    assert asked(una, edition="own").status_code == 422
    assert asked(una, kind="annex", edition="partners").status_code == 422
    assert asked(una, sections="annex", edition="partners").status_code == 422


def test_an_outsider_is_told_nothing(full: Persona, cat: Persona) -> None:
    assert cat.client.get(page(full, "papers"), ASKED).status_code == 404


def test_a_paper_holds_the_results_of_a_round_for_whoever_may_read_them(ann: Persona, ben: Persona) -> None:
    found = begun_round(ann, name="Quillround")
    for persona in (ann, ben):
        path = for_many(persona, found, role="ict")
        for value in "12344":
            answered(path, value)
    nothing = "No readiness round"
    assert nothing in content(ann, kind="rounds").decode()
    over(found)
    assert nothing not in content(ann, kind="rounds").decode()
    own, other = (asked(persona, kind="rounds", edition="partners").getvalue() for persona in (ann, ben))
    assert own == other
    assert nothing in content(ann, kind="rounds", edition="public").decode()


def test_a_round_in_confidence_is_on_no_other_body_s_paper(ann: Persona, ben: Persona) -> None:
    found = begun_round(ann, mode=Mode.CONFIDENCE, bodies=["ostley"])
    path = for_many(ann, found, role="ict")
    for value in "12344":
        answered(path, value)
    over(found)
    close_if_due(ann.place.arrangement)
    told = {persona: subject_for(persona.place.arrangement, persona.place.reader, now()).rounds for persona in (ann, ben)}
    assert len(told[ann]) == 1
    assert told[ben] == ()
