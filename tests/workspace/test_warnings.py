"""Early warnings: the list, setting aside and taking up, and what each body sees of another's."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from holdfast.core.early_warnings import token_of
from holdfast.web.arrangements.models import SetAside
from tests.workspace.days import LATER, TODAY, dispute, entered, on
from tests.workspace.personas import Persona, signed_in

pytestmark = pytest.mark.usefixtures("began")
DISPUTE, TOKEN = "dispute_open_long:disputes/desk", token_of("dispute_open_long:disputes/desk")
GOOD = {"reason": "The board settles it in January", "until": "2027-01-31"}


def address(of: Persona, page: str = "warnings", *more: object) -> str:
    return reverse(page, args=[of.place.arrangement.public_id, *more])


def seen(by: Persona, page: str = "warnings", *more: object, day: dt.date = TODAY) -> str:
    with on(day):
        answer = signed_in(by.user).get(address(by, page, *more))
    assert answer.status_code == 200
    return answer.text


def sent(by: Persona, page: str, token: str = TOKEN, **fields: str) -> tuple[int, str]:
    with on(TODAY):
        answer = signed_in(by.user).post(address(by, page, token), fields)
    return answer.status_code, answer.text


@pytest.fixture
def warned(ann: Persona, ben: Persona) -> Persona:
    dispute(LATER, ann)
    return ann


def test_a_warning_says_what_since_when_from_what_and_what_to_do(warned: Persona, ben: Persona) -> None:
    for reader in (warned, ben):
        page = seen(reader)
        assert "A dispute has been open for long" in page
        assert "“The desk dispute” has been in dispute for 322 days." in page
        assert "Since 1 February 2026" in page
        assert "Disputes: The desk dispute" in page
        assert "Take it to the next step that the agreement gives." in page
        assert reverse("action", args=["agree_steps_for_disputes"]) in page
    assert "1 early warning" in seen(warned, "overview")


def test_nothing_to_warn_of(ann: Persona) -> None:
    assert "What nobody records cannot warn" in seen(ann, day=dt.date(2026, 11, 12))


def test_it_is_set_aside_for_ones_own_body_only_and_comes_back(warned: Persona, vic: Persona, ben: Persona) -> None:
    assert sent(warned, "set_aside", **GOOD)[0] == 302
    for reader in (warned, vic):
        page = seen(reader)
        assert "Set aside by your body" in page
        assert GOOD["reason"] in page
        assert "early warning" not in seen(reader, "overview").split("<h1")[1]
    assert GOOD["reason"] not in seen(ben)
    assert "Set aside by your body" not in seen(ben)
    assert "Set aside by your body" not in seen(warned, day=dt.date(2027, 2, 1))


def test_it_is_taken_up_again(warned: Persona) -> None:
    sent(warned, "set_aside", **GOOD)
    assert sent(warned, "take_up")[0] == 302
    assert "Set aside by your body" not in seen(warned)
    assert SetAside.objects.get().ended is not None, "ended, never deleted"


def test_setting_aside_again_ends_the_first(warned: Persona) -> None:
    sent(warned, "set_aside", **GOOD)
    with on(TODAY):
        from holdfast.web.arrangements import changes_follow

        changes_follow.set_aside(by=warned.place, key=DISPUTE, reason="Again", until=dt.date(2027, 2, 2))
    assert SetAside.objects.filter(ended__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({**GOOD, "reason": ""}, "Say why it can wait"),
        ({**GOOD, "until": ""}, "Say until when it can wait"),
        ({**GOOD, "until": "soon"}, "Until: enter a real date"),
        ({**GOOD, "until": "2026-12-20"}, "Until: enter a day to come"),
        ({**GOOD, "until": "2030-01-01"}, "Until: enter a day to come"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(warned: Persona, fields: dict[str, str], words: str) -> None:
    status, page = sent(warned, "set_aside", **fields)
    assert status == 422
    assert words in page
    assert fields["reason"] in page
    assert not SetAside.objects.exists()


def test_a_warning_that_does_not_hold_cannot_be_set_aside(warned: Persona) -> None:
    assert sent(warned, "set_aside", token_of("no:thing"), **GOOD)[0] == 302
    assert not SetAside.objects.exists()


def test_a_warning_on_another_bodys_private_record_cannot_be_seen_or_set_aside(warned: Persona, ben: Persona) -> None:
    entered(LATER, ben, "contracts", contract="secret-net", supplier="Zanzibar", ends="2027-03-01", visibility="private")
    token = token_of("contract_ending:contracts/secret-net")
    assert "Zanzibar" in seen(ben)
    assert "secret-net" not in seen(ben), "an address must not tell what a private record is called"
    assert "Zanzibar" not in seen(warned)
    assert sent(warned, "set_aside", token, **GOOD)[0] == 302
    assert not SetAside.objects.exists()
    assert sent(ben, "set_aside", token, **GOOD)[0] == 302
    assert SetAside.objects.get().body == "marlshire"


def test_viewers_and_auditors_set_nothing_aside(warned: Persona, vic: Persona, una: Persona) -> None:
    for persona in (vic, una):
        assert "Set aside" not in seen(persona)
        assert sent(persona, "set_aside", **GOOD)[0] == 403
        assert sent(persona, "take_up")[0] == 403


def test_an_outsider_is_told_nothing(warned: Persona, cat: Persona) -> None:
    with on(TODAY):
        browser = signed_in(cat.user)
        for page in ("set_aside", "take_up"):
            assert browser.post(address(warned, page, TOKEN), GOOD).status_code == 404


def test_how_often_a_digest_is_wanted(warned: Persona, una: Persona) -> None:
    for persona in (warned, una):
        with on(TODAY):
            browser = signed_in(persona.user)
            assert browser.post(address(persona, "follow"), {"digest": "weekly"}).status_code == 302
            persona.place.membership.refresh_from_db()
            assert persona.place.membership.following.digest == "weekly"
            assert browser.post(address(persona, "follow"), {"digest": "hourly"}).status_code == 422
            assert browser.post(address(persona, "follow"), {}).status_code == 422
