"""The page of one theme: what is recorded, and beside it what this tells."""

from __future__ import annotations

import pytest

from holdfast.web.arrangements.evidence.themes import THEMES
from tests.workspace.addresses import page
from tests.workspace.personas import TODAY, Persona, record


def _text(of: Persona, theme: str, **query: object) -> str:
    return of.client.get(page(of, "evidence_theme", theme), query).text


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.id)
def test_every_theme_has_a_page(ann: Persona, theme: object) -> None:
    found = ann.client.get(page(ann, "evidence_theme", theme.id))  # type: ignore[attr-defined]
    assert found.status_code == 200
    assert "Nobody has recorded any yet." in found.text or theme.id == "partners"  # type: ignore[attr-defined]


def test_there_is_no_other_theme(ann: Persona) -> None:
    assert ann.client.get(page(ann, "evidence_theme", "shoes")).status_code == 404


def test_values_are_in_words(ann: Persona, ben: Persona) -> None:
    record(ann, "stakes", partner="marlshire", cost_share=0.25)
    record(ann, "budgets", partner="marlshire", year=2027, budget="1200000")
    text = _text(ann, "partners")
    assert "Marlshire County Council" in text
    assert ">25%<" in text
    money = _text(ann, "money")
    assert "£1,200,000" in money
    assert "2027/28" in money


def test_a_later_statement_takes_the_place_of_an_earlier_one(ann: Persona) -> None:
    record(ann, "gates", gate="g1", name="First name", on="2026-01-01")
    record(ann, "gates", gate="g1", name="Second name", on="2026-02-01")
    text = _text(ann, "decisions")
    assert "First name" not in text
    assert "1 earlier statement is not shown." in text
    assert "First name" in _text(ann, "decisions", earlier="on")


def test_what_is_dated_after_today_is_shown_and_said_not_to_count(ann: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet", on="2199-01-01")
    assert "does not count yet" in _text(ann, "decisions")


def test_it_says_who_may_read_each(ann: Persona) -> None:
    record(ann, "gates", gate="g1", name="Own", visibility="private")
    record(ann, "gates", gate="g2", name="All", visibility="public")
    text = _text(ann, "decisions")
    assert "hf-reads--private" in text
    assert "hf-reads--public" in text


def test_private_words_are_not_on_anothers_page(ann: Persona, ben: Persona, una: Persona) -> None:
    record(ann, "gates", gate="g1", name="Zanzibar", visibility="private")
    for reader in (ben, una):
        assert "Zanzibar" not in _text(reader, "decisions")
        assert "Zanzibar" not in _text(reader, "decisions", words="zanzibar").replace('value="zanzibar"', "")
    assert "Zanzibar" in _text(ann, "decisions")


def test_a_sealed_record_is_read_by_its_own_body_alone(ann: Persona, ben: Persona) -> None:
    record(ann, "depth_wishes", partner="ostley", depth="combine", visibility="sealed", exchange=1)
    assert "Sealed" in _text(ann, "alignment")
    assert "Combine" not in _text(ben, "alignment")


def test_correct_is_offered_only_for_ones_own(ann: Persona, ben: Persona, con: Persona) -> None:
    own, other = record(con, "gates", gate="g1", name="Con’s"), record(ann, "gates", gate="g2", name="Ann’s")
    text = _text(con, "decisions")
    assert page(con, "correct", own.number) in text
    assert page(con, "correct", other.number) not in text


def test_what_this_tells_us(ann: Persona) -> None:
    record(ann, "teams", team="Service desk", posts=10, vacant=1, interim=4)
    text = _text(ann, "people")
    assert "Posts held by interims" in text
    assert "40%" in text
    assert "Healthy 5% or less; critical 35% or more" in text
    assert page(ann, "workspace_finding", "skills_shortage") in text


def test_what_is_not_known_is_hatched_and_asked_for(ann: Persona, vic: Persona) -> None:
    text = _text(ann, "people")
    assert "Not known yet" in text
    assert 'fill="url(#hatch)"' in text
    assert page(ann, "add_record", "people", "teams") in text
    assert "/add/" not in _text(vic, "people")


def test_shares_that_do_not_add_up_are_said(ann: Persona, ben: Persona) -> None:
    record(ann, "stakes", partner="ostley", cost_share=0.5, vote_share=0.5)
    text = _text(ann, "partners")
    assert "adds up to 50%" in text
    assert "not known for Marlshire County Council" in text
    assert "expected 1 over all partners" not in text
    record(ann, "stakes", partner="marlshire", cost_share=0.3, vote_share=0.5)
    text = _text(ann, "partners")
    assert "Share of cost: the shares known on 2026-11-09 add up to 0.8" in text
    assert "Share of votes:" not in text


def test_filters(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet", partner="ostley", criteria="Savings agreed")
    record(ann, "gates", gate="g2", name="Council", partner="marlshire", on="2026-01-01", visibility="public")
    record(ann, "gates", gate="g3", name="Board")
    shown = {
        "partner=ostley": {"Cabinet"},
        "partner=-": {"Board"},
        "words=savings AGREED": {"Cabinet"},
        "words=nothing of this": set(),
        "reads=public": {"Council"},
        "until=2026-06-01": {"Council"},
        f"since={TODAY.isoformat()}": {"Cabinet", "Board"},
    }
    for query, expected in shown.items():
        text = ann.client.get(f"{page(ann, 'evidence_theme', 'decisions')}?{query}").text
        assert {name for name in ("Cabinet", "Council", "Board") if f">{name}</a>" in text} == expected, query


def test_a_filter_that_cannot_be_read_leaves_nothing_out_and_says_so(ann: Persona) -> None:
    record(ann, "gates", gate="g1", name="Cabinet")
    text = _text(ann, "decisions", since="yesterday")
    assert "This is not a date" in text
    assert ">Cabinet</a>" in text


def test_an_outsider_is_told_nothing(ann: Persona, cat: Persona) -> None:
    assert cat.client.get(page(ann, "evidence_theme", "people")).status_code == 404
