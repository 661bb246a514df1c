"""How long an installation keeps an arrangement in which nobody records any more."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from holdfast.web.arrangements.models import Arrangement, Retention
from holdfast.web.arrangements.retention import NOTICE
from tests.workspace.days import on
from tests.workspace.personas import Persona, record, sign_in

MONTHS = 12
A_YEAR = dt.timedelta(days=366)


@pytest.fixture(autouse=True)
def limit(settings: Settings) -> None:
    settings.KEEP_MONTHS = MONTHS


def later(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def page(by: Persona, name: str = "evidence") -> str:
    """A page, in a session that begins now."""
    sign_in(by.client, by.user)
    return by.client.get(reverse(name, args=[by.place.arrangement.public_id])).text


def press(by: Persona, what: str) -> int:
    sign_in(by.client, by.user)
    return by.client.post(reverse("ending", args=[by.place.arrangement.public_id]), {"do": what}).status_code


def daily() -> None:
    call_command("delete_ended")


def test_nothing_is_said_or_done_while_there_is_time(ann: Persona, mailoutbox: list[EmailMessage]) -> None:
    with on(later(366 - NOTICE.days - 5)):
        daily()
        assert "This arrangement is deleted on" not in page(ann)
    assert not mailoutbox and not Retention.objects.exists()


def test_people_are_told_and_it_goes_sixty_days_later_and_not_before(ann: Persona, vic: Persona, mailoutbox: list[EmailMessage]) -> None:
    with on(later(400)):
        daily()
        daily()
        assert sorted(letter.to[0] for letter in mailoutbox) == [ann.user.email, vic.user.email], "each is told once"
        assert "This arrangement is deleted on" in page(vic)
    with on(later(400 + NOTICE.days - 1)):
        daily()
        assert Arrangement.objects.exists()
    with on(later(400 + NOTICE.days)):
        daily()
    assert not Arrangement.objects.exists()


def test_an_entry_begins_the_time_anew(ann: Persona) -> None:
    with on(later(400)):
        daily()
    with on(later(410)):
        record(ann, "partners", partner="marlshire", name="Marlshire County Council")
        assert "This arrangement is deleted on" not in page(ann)
    with on(later(500)):
        daily()
    assert Arrangement.objects.exists()
    with on(later(410 + 340)):
        daily()
    with on(later(410 + 340 + NOTICE.days - 1)):
        daily()
    assert Arrangement.objects.exists(), "those who were told long ago are told again first"


def test_an_editor_of_any_body_keeps_it(ann: Persona, ben: Persona, con: Persona) -> None:
    with on(later(400)):
        daily()
        assert press(con, "keep") == 403
        assert press(ben, "keep") == 302
        assert "This arrangement is deleted on" not in page(ann)
    with on(later(400 + 2 * NOTICE.days)):
        daily()
    assert Arrangement.objects.exists()


def test_without_a_limit_nothing_ends(ann: Persona, settings: Settings) -> None:
    settings.KEEP_MONTHS = 0
    with on(later(9000)):
        daily()
        daily()
        assert "This arrangement is deleted on" not in page(ann)
    assert Arrangement.objects.exists() and not Retention.objects.exists()


def test_the_privacy_page_says_which(client: Client, settings: Settings) -> None:
    assert "for 12 months" in client.get(reverse("privacy")).text
    settings.KEEP_MONTHS = 0
    assert "sets no limit of its own" in client.get(reverse("privacy")).text


def test_a_form_without_a_known_wish_changes_nothing(ann: Persona) -> None:
    assert press(ann, "burn") == 302
    assert Arrangement.objects.exists() and not Retention.objects.exists()
