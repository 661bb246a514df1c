"""An installation of its own, with real files and processes: `python -m tests.workspace.apart NAME ...` does one thing in it."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

DATABASE = "HOLDFAST_DATABASE"


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder for its data, and the environment in which its commands run."""

    folder: Path
    environment: Mapping[str, str]

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        """One command of the site."""
        started = [sys.executable, "-m", "holdfast.web.manage", *command]
        return subprocess.run(started, env=self.environment, capture_output=True, text=True, check=False, timeout=120)

    def do(self, name: str, *arguments: object) -> Any:
        """One of the deeds below, in a process of its own; what it returns."""
        command = [sys.executable, "-m", "tests.workspace.apart", name, *(str(argument) for argument in arguments)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def serving(self) -> AbstractContextManager[str]:
        """Its site, running; the address."""
        return serving(self.environment)


@contextmanager
def serving(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """A site, running in this environment or that of the tests; the address."""
    # One process: a story looks at most pages once, and each process would work them out for itself.
    command = [sys.executable, "-m", "holdfast.web", "--port", "0", "--processes", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://[^/]+", process.stdout.readline())
        assert found
        try:
            yield found.group()
        finally:
            process.terminate()


@contextmanager
def installation(folder: Path, database: str | None = None) -> Iterator[Installation]:
    """An empty installation: on SQLite, or on a database of its own where a PostgreSQL server is named."""
    server = os.environ.get(DATABASE, "") if database is None else database
    environment = {**os.environ, "HOLDFAST_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "holdfast.web.settings", DATABASE: ""}
    environment.pop("HOLDFAST_SECRET_KEY", None)
    if not server:
        yield Installation(folder, environment)
        return
    import psycopg

    name = f"holdfast_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield Installation(folder, {**environment, DATABASE: urlunsplit(urlsplit(server)._replace(path=f"/{name}"))})
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def fill(count: str = "3", word: str = "Board paper 4") -> Any:
    """Ann's arrangement with so many gates, of which the first is private."""
    from django.core.management import call_command

    from holdfast.web.accounts.models import Organisation, User
    from holdfast.web.arrangements import changes
    from holdfast.web.arrangements.changes import Change

    call_command("migrate", verbosity=0)
    organisation, _ = Organisation.objects.get_or_create(name="Ostley", slug="ostley")
    user = User.objects.create_user(
        "ann@ostley.example", "correct horse battery", name="Ann", post="Head of ICT", organisation=organisation
    )
    member = changes.begin(by=user, name="Two Councils ICT", body="ostley", body_name="Ostley District Council")
    for number in range(int(count)):
        raw = {"gate": f"g{number}", "name": "Gate", "body": "Cabinet", "on": "2026-11-01", "source": word}
        changes.append(by=member, changes=[Change(section="gates", raw=raw, visibility="partners" if number else "private")])
    return {"arrangement": str(member.arrangement.public_id), "session": session(user.pk)}


def session(user: int) -> str:
    """The key of a session in which somebody is signed in, the second step done."""
    import time

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from holdfast.web.accounts.models import User

    found = User.objects.get(pk=user)
    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(found.pk), found.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    store["account_authentication_methods_user"] = str(found.pk)
    store.create()
    return str(store.session_key)


def record(count: str = "1") -> Any:
    """Ann records gates, and says each number as soon as she is told that it is kept."""
    from holdfast.web.arrangements.changes import Change, append

    member, found = _ann(), []
    for _ in range(int(count)):
        raw = {"gate": f"r{secrets.token_hex(4)}", "name": "Gate", "body": "Cabinet", "on": "2026-11-01", "source": "s"}
        (row,) = append(by=member, changes=[Change(section="gates", raw=raw)])
        found.append(row.number)
        print(row.number, row.chain, file=sys.stderr, flush=True)
    return found


def record_at_once(threads: str, each: str) -> Any:
    """Several people record in one arrangement at the same time; the numbers of the entries each was told."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from holdfast.web.arrangements.changes import Change, append

    def some(thread: int) -> list[int]:
        member, found = _ann(), []
        for number in range(int(each)):
            raw = {"gate": f"t{thread}-{number}", "name": "Gate", "body": "Cabinet", "on": "2026-11-01", "source": "s"}
            (row,) = append(by=member, changes=[Change(section="gates", raw=raw)])
            found.append(row.number)
        connection.close()
        return found

    with ThreadPoolExecutor(int(threads)) as pool:
        return list(pool.map(some, range(int(threads))))


def check() -> Any:
    """What is wrong with the ledger, and the chain digest of each entry."""
    from holdfast.web.arrangements.models import StoredEntry
    from holdfast.web.arrangements.verified import verified

    found = verified(_ann().arrangement)
    return {"faults": found.faults, "chains": {row.number: row.chain for row in StoredEntry.objects.all()}}


def erase(number: str) -> Any:
    """Ann erases the words of an entry, while somebody else has the ledger in memory."""
    from holdfast.web.arrangements.changes_redact import redact
    from holdfast.web.arrangements.state import state_of

    ann = _ann()
    state_of(ann.arrangement).evidence(ann.reader)
    return [row.number for row in redact(by=ann, number=int(number), reason="It named somebody")]


def delete() -> Any:
    """The arrangement is deleted, as all its bodies have agreed, while somebody else reads; the files that hold a word right after."""
    from django.db import connections
    from django.utils import timezone

    from holdfast.web.arrangements.changes_bodies import bodies_of, delete_due
    from holdfast.web.arrangements.models import Ending, StoredEntry

    arrangement = _ann().arrangement
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {StoredEntry._meta.db_table}")
        cursor.fetchall()
    Ending.objects.create(arrangement=arrangement, agreed=sorted(bodies_of(arrangement)), due=timezone.now())
    gone = delete_due(now=timezone.now())
    word, folder = os.environ["WORD"], Path(os.environ["HOLDFAST_DATA"])
    held = [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]
    other.close()
    return {"gone": gone, "held": held}


def restore_beside_a_reader(file: str) -> Any:
    """A back-up put back while another connection reads; how many entries that one sees before and after."""
    import threading

    from django.db import connection

    from holdfast.web.arrangements.models import StoredEntry
    from holdfast.web.backup import back_up, restore

    seen: list[int] = []
    turns = threading.Barrier(2, timeout=60)

    def reader() -> None:
        seen.append(StoredEntry.objects.count())
        turns.wait()
        turns.wait()
        seen.append(StoredEntry.objects.count())
        connection.close()

    back_up(Path(file))
    record("2")
    thread = threading.Thread(target=reader)
    thread.start()
    turns.wait()
    restore(Path(file))
    turns.wait()
    thread.join()
    return {"seen": seen, "now": StoredEntry.objects.count()}


def _ann() -> Any:
    from holdfast.web.arrangements.models import Membership
    from holdfast.web.arrangements.permissions import Member

    found = Membership.objects.select_related("arrangement", "user").get(user__email="ann@ostley.example")
    return Member(found.arrangement, found, found.user)


DEEDS: Mapping[str, Callable[..., Any]] = {
    each.__name__: each for each in (fill, record, record_at_once, check, erase, delete, restore_beside_a_reader)
}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(DEEDS[sys.argv[1]](*sys.argv[2:])))
