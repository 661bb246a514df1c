"""What somebody has on their desk in an arrangement: shown when their work is handed over to a colleague.

Each area that gives people work adds one function to SOURCES.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from holdfast.core.evidence import Record
from holdfast.core.evidence.history import Task
from holdfast.web.arrangements.models import Membership
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import number_of, state_of

CLOSED = frozenset({"done", "dropped"})


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing on somebody's desk: what it is, more about it, and where it is found."""

    title: str
    detail: str = ""
    link: str = ""


def _tasks(by: Member, of: Membership) -> Iterator[OpenItem]:
    """Tasks that are not done, which the person recorded or which their post owns."""
    written = {record.id for record in _written(by, of)}
    for task in state_of(by.arrangement).evidence(by.reader).of(Task):
        is_theirs = bool(of.user.post) and task.owner.lower() == of.user.post.lower()
        if task.status not in CLOSED and (is_theirs or task.id in written):
            due = _("due %(date)s") % {"date": f"{task.due:%-d %B %Y}"} if task.due else _("no date")
            yield OpenItem(task.title or task.task, due)


def _records(by: Member, of: Membership) -> Iterator[OpenItem]:
    """The records that stand and that the person entered, counted by kind: whoever takes over may correct them."""
    kinds = Counter(record.meta.title for record in _written(by, of))
    for title, count in sorted(kinds.items()):
        yield OpenItem(title, _("%(count)d recorded, and still standing") % {"count": count})


def _written(by: Member, of: Membership) -> list[Record]:
    state, author = state_of(by.arrangement), str(of.user.public_id)
    found = (state.records.get(number) for number, envelope in state.standing.records.items() if envelope.author == author)
    readable = set(state.standing.readable(by.reader))
    return [record for record in found if isinstance(record, Record) and number_of(record) in readable]


SOURCES: tuple[Callable[[Member, Membership], Iterator[OpenItem]], ...] = (_tasks, _records)


def open_items(by: Member, of: Membership) -> list[OpenItem]:
    """Everything on a person's desk, as far as the one who asks may read it."""
    return [item for source in SOURCES for item in source(by, of)]
