"""What if: the ticks, the result, and its address."""

from __future__ import annotations

import pytest
from django.urls import reverse

from holdfast.web.arrangements.models import StoredEntry
from tests.workspace.days import TODAY, much_is_known, on
from tests.workspace.personas import Persona, signed_in

pytestmark = pytest.mark.usefixtures("began")


def seen(by: Persona, **query: object) -> str:
    with on(TODAY):
        answer = signed_in(by.user).get(reverse("what_if", args=[by.place.arrangement.public_id]), query)
    assert answer.status_code == 200
    return answer.text


def test_nothing_is_ticked_at_first(ann: Persona) -> None:
    much_is_known(ann)
    page = seen(ann)
    assert "If all that is ticked were done" not in page
    assert 'name="action"' in page
    assert 'name="lever"' in page


def test_ticks_show_before_and_after_with_the_caveat_and_stay_ticked(ann: Persona, vic: Persona) -> None:
    much_is_known(ann)
    before = StoredEntry.objects.count()
    for reader in (ann, vic):
        page = seen(reader, action=["match_votes_to_cost", "write_full_case"], lever=["appetite_gap"])
        assert "If all that is ticked were done" in page
        assert "It seldom does" in page
        assert 'value="match_votes_to_cost" checked' in page
        assert 'value="appetite_gap" checked' in page
        assert "→" in page
    assert StoredEntry.objects.count() == before, "nothing is recorded"


def test_a_name_that_is_not_in_the_catalogue_is_left_out(ann: Persona) -> None:
    much_is_known(ann)
    page = seen(ann, action=["<script>"], lever=["nonsense"])
    assert "If all that is ticked were done" not in page
    assert "<script>" not in page.split("<main")[1]


def test_where_nothing_reads_badly_there_is_nothing_to_tick(ann: Persona) -> None:
    assert "nothing to put right" in seen(ann)
