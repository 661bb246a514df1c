"""Back-up and restore: what was put back is what was there, and nothing is replaced unasked."""

from __future__ import annotations

import io
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection

from holdfast.core.evidence import Evidence
from holdfast.web import backup
from holdfast.web.accounts.models import User
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.models import Arrangement, Membership, StoredEntry
from holdfast.web.arrangements.state import state_of
from tests.workspace.apart import installation
from tests.workspace.personas import Persona, person, record, signed_in

BAD_INPUT = 2


@pytest.fixture
def ann(transactional_db: None) -> Persona:
    """Ann, with an arrangement of six entries, in a database whose writes are real."""
    user = person("Ann", "ostley")
    member = changes.begin(by=user, name="Two Councils ICT", body="ostley", body_name="Ostley District Council")
    ann = Persona(user, signed_in(user), member)
    for number in range(3):
        record(ann, "gates", gate=f"g{number}", name="Gate", body="Cabinet", visibility="partners" if number else "private")
    redact(by=member, number=4, reason="It named somebody")
    return ann


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.sqlite3"


def kept() -> Any:
    """Everything that matters of what is in the database."""
    return {
        "arrangements": list(Arrangement.objects.values_list("name", "public_id", "count", "head", "created")),
        "people": list(User.objects.values_list("email", "password", "public_id", "created", "organisation__name")),
        "places": list(Membership.objects.values_list("body", "role", "since", "user__email")),
        "entries": [
            (row.number, row.payload, bytes(row.salt or b""), row.chain, row.entered) for row in StoredEntry.objects.order_by("pk")
        ],
    }


def run(name: str, *arguments: object, **options: Any) -> str:
    """A command of the site, in this process; what it says."""
    said = io.StringIO()
    call_command(name, *map(str, arguments), stdout=said, stderr=said, **options)
    return said.getvalue()


def refused(name: str, *arguments: object, code: int = BAD_INPUT) -> str:
    """The sentence with which a command refuses."""
    with pytest.raises(CommandError) as error:
        run(name, *arguments)
    assert error.value.returncode == code
    return str(error.value)


def test_what_was_put_back_is_what_was_there(ann: Persona, file: Path) -> None:
    before = kept()
    assert Session.objects.count() == 1
    said = run("backup", file)
    assert "1 arrangements, 6 entries" in said
    assert "secret-key" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    call_command("flush", interactive=False, verbosity=0)
    assert kept()["entries"] == []
    said = run("restore", file)
    assert "6 entries, unchanged and in order" in said
    assert kept() == before
    assert Session.objects.count() == 0
    again = Persona(ann.user, ann.client, ann.place)
    again.place.arrangement.refresh_from_db()
    record(again, "gates", gate="g9", name="Gate", body="Cabinet")
    assert "7 entries" in run("verify")
    assert isinstance(state_of(again.place.arrangement).evidence(again.place.reader), Evidence)


def test_nobody_is_signed_in_by_the_file(ann: Persona, file: Path) -> None:
    run("backup", file)
    key = ann.client.session.session_key
    assert key
    assert key.encode() not in file.read_bytes()


def test_nothing_is_replaced_unasked(ann: Persona, file: Path) -> None:
    run("backup", file)
    before = file.read_bytes()
    assert "is there already" in refused("backup", file)
    assert file.read_bytes() == before
    record(ann, "gates", gate="g9", name="Gate", body="Cabinet")
    now = kept()
    assert "add --force" in refused("restore", file)
    assert kept() == now
    run("restore", file, force=True)
    assert len(kept()["entries"]) == 6
    run("backup", file, force=True)


def test_a_ledger_that_was_altered_is_said(ann: Persona, file: Path) -> None:
    StoredEntry.objects.filter(number=3).update(author="00000000-0000-4000-8000-000000000000")
    assert "have been altered" in refused("backup", file, code=1)
    assert "1 ledger has been altered" in refused("restore", file, "--force", code=1)


def test_it_is_put_back_whole_or_not_at_all(ann: Persona, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("backup", file)
    now = kept()

    def broken(staged: Path) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(backup, "_without_sessions", broken)
    with pytest.raises(sqlite3.OperationalError):
        run("restore", file, force=True)
    assert kept() == now


@pytest.mark.parametrize("content", [None, b"", b"words", b"SQLite format 3\0 and no more"], ids=["none", "empty", "words", "cut"])
def test_what_is_no_back_up(content: bytes | None, transactional_db: None, file: Path) -> None:
    if content is not None:
        file.write_bytes(content)
    assert str(file) in refused("restore", file)


def test_another_database_and_a_later_version_are_refused(ann: Persona, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE shoes (size)")
    assert "no back-up of Holdfast" in refused("restore", other, "--force")
    run("backup", file)
    with sqlite3.connect(file) as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('arrangements', '9999_later', '2030-01-01')")
    assert "later version" in refused("restore", file, "--force")


def test_a_back_up_that_cannot_be_written(ann: Persona, tmp_path: Path) -> None:
    assert "cannot be written" in refused("backup", tmp_path / "nowhere" / "backup.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="it moves from SQLite to PostgreSQL and back")
def test_from_one_database_to_the_other_and_back(ann: Persona, file: Path, tmp_path: Path) -> None:
    before, two = kept(), tmp_path / "two"
    run("backup", file)
    with installation(tmp_path / "small", database="") as small:
        assert small.manage("restore", str(file)).returncode == 0
        small.do("record_at_once", 1, 1)
        assert small.manage("backup", str(two)).returncode == 0
    run("restore", two, force=True)
    assert kept()["entries"][:6] == before["entries"]
    assert len(kept()["entries"]) == 7
