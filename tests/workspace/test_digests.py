"""The digest: what is in it, for whom, how often, and what never is."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command

from holdfast.web.arrangements import changes, changes_follow
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.models import Following, SetAside
from tests.workspace.asking import ask, link, tell
from tests.workspace.days import EARLIER, LATER, TITLE, TODAY, dispute, entered, much_is_known, on, own_plan
from tests.workspace.exchange import begun
from tests.workspace.personas import Persona, signed_in

pytestmark = pytest.mark.usefixtures("began")
SECRET = "Zanzibar"


def asks(persona: Persona, every: str) -> None:
    changes_follow.choose_digest(by=persona.place, every=every)


def sent(day: dt.date = TODAY, hour: int = 6) -> list[EmailMessage]:
    """The letters that the command sends on a day."""
    mail.outbox.clear()
    with on(day, hour=hour):
        call_command("send_digests", stdout=StringIO())
    return list(mail.outbox)


def test_it_says_what_changed_what_to_look_at_and_what_one_has_to_do(ann: Persona) -> None:
    much_is_known(ann)
    own_plan(LATER, ann, "Own desk")
    entered(LATER, ann, "tasks", task="t", title="Name deputies", owner="Programme manager", due="2026-12-28")
    asks(ann, "daily")
    (letter,) = sent()
    assert letter.to == ["ann@ostley.example"]
    assert letter.subject.endswith(": what changed since 20 November")
    assert f"{TITLE}: " in letter.body
    assert "Early warnings" in letter.body
    assert "Your actions that are late or due soon" in letter.body
    assert "Name deputies, due 28 December 2026" in letter.body
    place = ann.place.arrangement.public_id
    assert letter.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000/arrangements/{place}/follow/>"
    assert f"/arrangements/{place}/follow/" in letter.body


def test_it_holds_nothing_that_not_every_partner_may_read(ann: Persona, ben: Persona) -> None:
    with on(EARLIER):
        changes.append(by=ann.place, changes=[Change(act="open", exchange=1)])
    dispute(LATER, ann)
    entered(LATER, ben, "contracts", contract="net", supplier=SECRET, ends="2027-03-01", visibility="private")
    entered(LATER, ben, "tasks", task="t", title=SECRET, owner="Programme manager", due="2026-12-12", visibility="private")
    entered(LATER, ben, "no_go_areas", partner="marlshire", subject=SECRET, firmness="red_line", visibility="sealed", exchange=1)
    for persona in (ann, ben):
        asks(persona, "daily")
    letters = {letter.to[0]: letter.body for letter in sent()}
    assert set(letters) == {"ann@ostley.example", "ben@marlshire.example"}
    assert not [body for body in letters.values() if SECRET in body]
    assert "2 more warnings rest on what only your body may read" in letters["ben@marlshire.example"]
    assert "only your body may read, so" not in letters["ann@ostley.example"]


def test_it_says_that_a_sealed_exchange_waits_and_not_what_ones_body_has_asked(ann: Persona, ben: Persona) -> None:
    asks(ann, "daily")
    with on(TODAY):
        begun(ann)
        tell(link(ask(Persona(ann.user, signed_in(ann.user), ann.member))), cost_share="40%")
    (letter,) = [letter for letter in sent() if letter.to == [ann.user.email]]
    assert "  - Sealed exchange 1: your body’s answer is not sealed yet. Last day: " in letter.body
    assert "by link" not in letter.body


def test_never_is_never_and_is_where_everybody_begins(ann: Persona, ben: Persona) -> None:
    dispute(LATER, ann)
    asks(ben, "never")
    assert sent() == []


def test_daily_and_weekly(ann: Persona, ben: Persona) -> None:
    dispute(LATER, ann)
    asks(ann, "daily")
    asks(ben, "weekly")
    assert len(sent()) == 2
    assert sent(hour=9) == [], "once a day, however often it runs"
    (letter,) = sent(TODAY + dt.timedelta(days=1))
    assert letter.to == ["ann@ostley.example"]
    assert len(sent(TODAY + dt.timedelta(days=7))) == 2


def test_nothing_to_say_sends_nothing(ann: Persona) -> None:
    asks(ann, "daily")
    assert sent(EARLIER) == []
    assert Following.objects.get().sent is not None


def test_what_ones_body_set_aside_is_left_out(ann: Persona, ben: Persona) -> None:
    dispute(LATER, ann)
    for persona in (ann, ben):
        asks(persona, "daily")
    with on(TODAY):
        changes_follow.set_aside(by=ann.place, key="dispute_open_long:disputes/desk", reason="January", until=dt.date(2027, 1, 31))
    letters = {letter.to[0]: letter.body for letter in sent()}
    assert "The desk dispute" in letters["ben@marlshire.example"]
    assert "The desk dispute" not in letters.get("ann@ostley.example", "")
    assert SetAside.objects.count() == 1


def test_whoever_left_or_may_no_longer_sign_in_gets_none(ann: Persona, ben: Persona, vic: Persona) -> None:
    dispute(LATER, ann)
    for persona in (ann, ben, vic):
        asks(persona, "daily")
    ben.place.membership.ended = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    ben.place.membership.save()
    vic.user.is_active = False
    vic.user.save()
    assert [letter.to for letter in sent()] == [["ann@ostley.example"]]


def test_one_that_fails_keeps_no_other_waiting_and_is_tried_again(ann: Persona, ben: Persona, monkeypatch: pytest.MonkeyPatch) -> None:
    dispute(LATER, ann)
    for persona in (ann, ben):
        asks(persona, "daily")
    real = EmailMessage.send

    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        if self.to == ["ann@ostley.example"]:
            raise OSError(SECRET)
        return real(self, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", refuse)
    mail.outbox.clear()
    errors = StringIO()
    with on(TODAY, hour=6), pytest.raises(SystemExit):
        call_command("send_digests", stdout=StringIO(), stderr=errors)
    assert [letter.to for letter in mail.outbox] == [["ben@marlshire.example"]]
    assert SECRET not in errors.getvalue(), "the log names no address and no words"
    monkeypatch.setattr(EmailMessage, "send", real)
    assert [letter.to for letter in sent(hour=7)] == [["ann@ostley.example"]]


def test_a_name_with_a_line_break_cannot_forge_a_header(ann: Persona) -> None:
    dispute(LATER, ann)
    ann.place.arrangement.name = "Two\nBcc: all@example.org"
    ann.place.arrangement.save()
    asks(ann, "daily")
    (letter,) = sent()
    assert "\n" not in letter.subject
