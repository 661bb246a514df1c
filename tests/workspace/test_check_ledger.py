"""The page that checks the stored ledger, and every way of altering a row past the pages."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from holdfast.web.arrangements import state as states
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.models import Arrangement, StoredEntry
from holdfast.web.arrangements.verified import verified
from tests.workspace.personas import Persona, record

# By name: what somebody with the database's password does, and what the check says of it.
Deed = Callable[[Arrangement], object]


def _row(arrangement: Arrangement, number: int) -> StoredEntry:
    return StoredEntry.objects.get(arrangement=arrangement, number=number)


def _set(number: int, **fields: object) -> Deed:
    return lambda arrangement: StoredEntry.objects.filter(arrangement=arrangement, number=number).update(**fields)


def _put_in(arrangement: Arrangement) -> None:
    row = _row(arrangement, 4)
    row.pk, row.number = None, 6
    row.save()


def _swap(arrangement: Arrangement) -> None:
    for number, to in ((3, 99), (4, 3), (99, 4)):
        StoredEntry.objects.filter(arrangement=arrangement, number=number).update(number=to)


ALTERED: dict[str, tuple[Deed, str]] = {
    "words": (_set(3, payload='{"reason":"x"}'), "Entry 3: what it says was altered"),
    "words that are no JSON": (_set(3, payload="{"), "Entry 3: what it says was altered"),
    "words without salt": (_set(3, payload='{"reason":"x"}', salt=None), "Entry 3: what it says was altered"),
    "salt": (_set(3, salt=b"x" * 32), "Entry 3: what it says was altered"),
    "short salt": (_set(3, salt=b"x"), "Entry 3: what it says was altered"),
    "words gone": (_set(3, payload=None, salt=None), "Entry 3: its words are gone, and no entry says who erased them"),
    "author": (_set(3, author="00000000-0000-4000-8000-000000000000"), "Entry 3: who, when, for whom"),
    "body": (_set(4, body="marlshire"), "Entry 4: who, when, for whom"),
    "act": (_set(4, act="retire"), "Entry 4: who, when, for whom"),
    "visibility": (_set(4, visibility="public"), "Entry 4: who, when, for whom"),
    "moment": (_set(4, entered=timezone.now()), "Entry 4: who, when, for whom"),
    "target": (_set(4, target=2), "Entry 4: who, when, for whom"),
    "chain": (_set(3, chain="0" * 64), "Entry 3: who, when, for whom"),
    "chain that is none": (_set(3, chain="é"), "Entry 3: who, when, for whom"),
    "payload digest": (_set(3, payload_digest="zz"), "Entry 3: what it says was altered"),
    "kind": (_set(3, section="partners"), "Entry 3: the kind noted beside it"),
    "taken out": (lambda arrangement: _row(arrangement, 3).delete(), "Entry 3 is missing or out of order"),
    "cut off": (lambda arrangement: _row(arrangement, 5).delete(), "taken from its end"),
    "put in": (_put_in, "Entry 6 stands after the end"),
    "swapped": (_swap, "Entry 3: who, when, for whom"),
    "head": (lambda arrangement: Arrangement.objects.filter(pk=arrangement.pk).update(head="a" * 64), "taken from its end"),
}
# The kind beside an entry is only there to read a theme without the rest, so nothing is shown from it.
BREAKS_NOTHING = {"kind"}


@pytest.fixture
def full(ann: Persona) -> Persona:
    """Ann, with an arrangement of five entries."""
    for number in range(3):
        record(ann, "gates", gate=f"g{number}", name="Outline case", body="Cabinet")
    return ann


def _check(of: Persona, receipts: str = "") -> HttpResponseBase:
    return of.client.post(reverse("check_ledger", args=[of.place.arrangement.public_id]), {"receipts": receipts})


def _text(response: HttpResponseBase) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())  # type: ignore[attr-defined]


def test_a_whole_ledger(full: Persona, una: Persona) -> None:
    full.place.arrangement.refresh_from_db()
    for persona in (full, una):
        page = _text(_check(persona))
        assert "Nothing was altered" in page
        assert "5 entries" in page
        assert full.place.arrangement.head in page


def test_receipts(full: Persona) -> None:
    row = _row(full.place.arrangement, 3)
    assert "It fits your receipt" in _text(_check(full, f"3 {row.chain}"))
    assert "Entry 3 is not the one on the receipt" in _text(_check(full, f"3 {'a' * 64}"))
    assert "Entry 9 is missing" in _text(_check(full, f"3 {row.chain}\n\nEntry 9: {'a' * 64}"))


def test_what_is_no_receipt(full: Persona) -> None:
    answer = _check(full, "nine")
    assert answer.status_code == 422
    assert "is not a receipt" in _text(answer)
    assert _check(full, "1 a\n" * 300).status_code == 422


def test_an_outsider_is_told_nothing(full: Persona, cat: Persona) -> None:
    assert cat.client.post(reverse("check_ledger", args=[full.place.arrangement.public_id])).status_code == 404


def test_erased_words_are_no_alteration(full: Persona) -> None:
    redact(by=full.place, number=3, reason="It named somebody")
    page = _text(_check(full))
    assert "Nothing was altered" in page
    assert "The words of 1 are erased" in page


def test_words_put_back_after_they_were_erased_are_found(full: Persona) -> None:
    before = _row(full.place.arrangement, 3)
    redact(by=full.place, number=3, reason="It named somebody")
    StoredEntry.objects.filter(pk=before.pk).update(payload=before.payload, salt=before.salt, section=before.section)
    assert "Entry 3: entry 6 says that its words were erased, and they are still there." in _text(_check(full))


@pytest.mark.parametrize("name", ALTERED)
def test_every_alteration_is_found(name: str, full: Persona) -> None:
    deed, sentence = ALTERED[name]
    deed(full.place.arrangement)
    found = verified(full.place.arrangement)
    assert any(sentence in fault for fault in found.faults), found.faults
    assert "This ledger has been altered" in _text(_check(full))


@pytest.mark.parametrize("name", [name for name in ALTERED if name not in BREAKS_NOTHING])
@pytest.mark.parametrize("page", ["overview", "history"])
def test_the_pages_say_so_and_nothing_else_breaks(
    name: str, page: str, full: Persona, cat: Persona, caplog: pytest.LogCaptureFixture
) -> None:
    deed, sentence = ALTERED[name]
    deed(full.place.arrangement)
    states._STATES.clear()
    caplog.set_level(logging.CRITICAL)
    answer = full.client.get(reverse(page, args=[full.place.arrangement.public_id]))
    assert answer.status_code == 500
    assert "This ledger has been altered" in _text(answer)
    assert sentence in _text(answer)
    other = Arrangement.objects.get(name="Elsewhere")
    assert cat.client.get(reverse(page, args=[other.public_id])).status_code == 200
    assert cat.client.get(reverse(page, args=[full.place.arrangement.public_id])).status_code == 404
    assert full.client.get(reverse("portfolio")).status_code == 200


def test_nothing_can_be_recorded_on_an_altered_ledger(full: Persona) -> None:
    _set(3, payload='{"reason":"x"}')(full.place.arrangement)
    states._STATES.clear()
    with pytest.raises(states.BrokenChain):
        record(full, "gates", gate="g9", name="Outline case", body="Cabinet")
    assert not StoredEntry.objects.filter(arrangement=full.place.arrangement, number=6).exists()


def test_a_row_altered_behind_a_running_site_is_not_shown(full: Persona) -> None:
    history = reverse("history", args=[full.place.arrangement.public_id])
    assert full.client.get(history).status_code == 200
    _set(3, payload='{"section":"gates","record":{"name":"Forged"}}')(full.place.arrangement)
    answer = full.client.get(history)
    assert answer.status_code == 500
    assert "Forged" not in _text(answer)
