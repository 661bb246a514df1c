"""Everything an installation keeps, in one file, and back again.

A back-up is a SQLite database whatever the installation runs on, so one that has outgrown SQLite moves to PostgreSQL by the
same two commands (docs/adr/0014). Sessions are left out: whoever finds the file is signed in nowhere.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.utils import load_backend

COPY = "back_up"
ENGINE = "django.db.backends.sqlite3"
MAGIC = b"SQLite format 3\0"
# What every installation makes for itself, and what signs people in.
LEFT_OUT = frozenset({"contenttypes", "auth", "sessions"})
SESSIONS = "django_session"


class BackupRefused(Exception):
    """It cannot be written or put back; the message is a sentence."""


def back_up(file: Path) -> None:
    """Write everything to a file that only its owner can read. The site may be running."""
    with _part(file) as part:
        _WRITE[connection.vendor](part)
        _without_sessions(part)
        part.replace(file)


def restore(file: Path) -> None:
    """Put everything in the file in the place of what is here, all of it or nothing."""
    _look_at(file)
    with tempfile.TemporaryDirectory(prefix="holdfast-") as folder:
        staged = Path(folder) / "staged.sqlite3"
        shutil.copyfile(file, staged)
        with opened(staged):
            call_command("migrate", database=COPY, verbosity=0)
        _without_sessions(staged)
        _PUT_BACK[connection.vendor](staged)


def is_empty() -> bool:
    """Whether this installation keeps nothing yet."""
    return not any(model._base_manager.exists() for model in _models())


@contextmanager
def opened(file: Path) -> Iterator[str]:
    """The name under which Django reads a back-up, for as long as it is needed."""
    settings = connections.configure_settings({DEFAULT_DB_ALIAS: {"ENGINE": ENGINE, "NAME": str(file)}})[DEFAULT_DB_ALIAS]
    connections[COPY] = load_backend(ENGINE).DatabaseWrapper(settings, COPY)
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY]


@contextmanager
def _part(file: Path) -> Iterator[Path]:
    """An empty file beside the one to be written, for its owner alone; gone again where the writing fails."""
    part = file.with_name(f".{file.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise BackupRefused(f"{file}: cannot be written: {(error.strerror or 'unknown reason').lower()}") from None
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _write_sqlite(part: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(part)])


def _write_copy(part: Path) -> None:
    with opened(part) as copy:
        call_command("migrate", database=copy, verbosity=0)
        with transaction.atomic():
            # One moment of the whole database, whatever is recorded meanwhile.
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _copy(DEFAULT_DB_ALIAS, copy)


def _put_back_sqlite(staged: Path) -> None:
    """Page by page into the database in use: whoever reads it sees the old or the new, never half."""
    connection.ensure_connection()
    source = sqlite3.connect(staged)
    try:
        source.backup(connection.connection)
    except sqlite3.Error as error:
        raise BackupRefused(f"The database is in use: {error}. Stop the site, then restore.") from None
    finally:
        source.close()
        connection.close()


def _put_back_copy(staged: Path) -> None:
    tables = [*connection.introspection.django_table_names(only_existing=True, include_views=False)]
    kept = [table for table in tables if not table.startswith(("django_content_type", "auth_"))]
    with opened(staged) as copy, transaction.atomic():
        with connection.cursor() as cursor:
            for statement in connection.ops.sql_flush(no_style(), kept, reset_sequences=True, allow_cascade=True):
                cursor.execute(statement)
        _copy(copy, DEFAULT_DB_ALIAS)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)


_WRITE: Mapping[str, Callable[[Path], None]] = {"sqlite": _write_sqlite, "postgresql": _write_copy}
_PUT_BACK: Mapping[str, Callable[[Path], None]] = {"sqlite": _put_back_sqlite, "postgresql": _put_back_copy}


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in LEFT_OUT and model._meta.managed]


def _copy(source: str, target: str) -> None:
    """Every row as it is, moments and numbers included. What refers to what is looked at once, at the end."""
    with transaction.atomic(using=target):
        for model in _models():
            row: Any
            for row in model._base_manager.using(source).order_by("pk").iterator(chunk_size=1000):
                row.save_base(raw=True, force_insert=True, using=target)


def _without_sessions(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute(f"DELETE FROM {SESSIONS}")
    database.execute("VACUUM")
    database.close()


def _look_at(file: Path) -> None:
    """Refuse what is no back-up of ours, or one from a later version."""
    try:
        with file.open("rb") as read:
            is_database = read.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise BackupRefused(f"{file}: cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
    if not is_database:
        raise BackupRefused(f"{file}: is not a back-up of Holdfast")
    database = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupRefused(f"{file}: is damaged")
        done = set(database.execute("SELECT app, name FROM django_migrations"))
        database.execute(f"SELECT 1 FROM arrangements_arrangement, {SESSIONS} LIMIT 1")
    except sqlite3.Error:
        raise BackupRefused(f"{file}: is damaged, or no back-up of Holdfast") from None
    finally:
        database.close()
    loader = MigrationLoader(None)
    if done - set(loader.disk_migrations or ()):
        raise BackupRefused(f"{file}: was made by a later version of Holdfast; install that one first")
