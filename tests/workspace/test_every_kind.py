"""Every kind of record can be added, corrected and retired through the form made from it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from holdfast.core.evidence import KINDS, Record
from holdfast.files import read
from holdfast.files.examples import complete_example
from holdfast.ledger.canonical import plain_record
from holdfast.web.arrangements.changes import Change, append
from holdfast.web.arrangements.evidence.content import content_of
from holdfast.web.arrangements.evidence.themes import THEMES, theme_of
from holdfast.web.arrangements.state import state_of
from tests.workspace.filled import send, typed
from tests.workspace.personas import Persona

EXAMPLE = read(complete_example())
TYPED = [kind for kind in KINDS if theme_of(kind).is_typed]


def _standing(of: Persona, kind: type[Record]) -> list[Record]:
    return list(state_of(of.place.arrangement).evidence(of.place.reader).every(kind))


def _known(by: Persona, but: Record) -> None:
    """Enter what others refer to, without one record."""
    coded = [record for record in EXAMPLE.records if record.meta.code and record is not but]
    append(by=by.place, changes=[Change(section=record.meta.section, raw=plain_record(record)) for record in coded])


def test_each_kind_stands_on_one_page() -> None:
    assert sorted(kind.meta.section for theme in THEMES for kind in theme.kinds) == sorted(kind.meta.section for kind in KINDS)


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.meta.section)
def test_add_correct_and_retire(ann: Persona, kind: type[Record]) -> None:
    record = EXAMPLE.every(kind)[-1]
    _known(ann, record)
    before = len(_standing(ann, kind))
    here = ann.place.arrangement.public_id

    page = send(ann.client, reverse("add_record", args=[here, theme_of(kind).id, kind.meta.section]), **typed(record), do="save")
    assert page.status_code == 302, page.text
    added = _standing(ann, kind)[-1]
    assert len(_standing(ann, kind)) == before + 1
    assert content_of(added) == content_of(record)

    page = send(ann.client, reverse("correct", args=[here, added.id]), note="Read again", reason="A slip")
    assert page.status_code == 302, page.text
    corrected = _standing(ann, kind)[-1]
    assert corrected.note == "Read again"
    assert plain_record(corrected) == {**plain_record(record), "note": "Read again"}

    page = send(ann.client, reverse("retire", args=[here, corrected.id]), reason="Entered twice")
    assert page.status_code == 302, page.text
    assert len(_standing(ann, kind)) == before


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.meta.section)
def test_an_empty_form_says_what_is_missing(ann: Persona, kind: type[Record]) -> None:
    path = reverse("add_record", args=[ann.place.arrangement.public_id, theme_of(kind).id, kind.meta.section])
    page = send(ann.client, path, on_day="", on_month="", on_year="")
    assert page.status_code == 422
    assert "Enter: known on" in page.text
    assert "Enter: source" in page.text
