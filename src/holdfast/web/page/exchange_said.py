"""What a statement of a sealed exchange says, in words: for a body's look at its own answer, and for what changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from holdfast.core.alignment.since import Moved
from holdfast.core.evidence import Record
from holdfast.core.evidence.alignment import Appetite, DepthWish, Motive, NoGoArea, RoleWish
from holdfast.web.page import exchange_words as words

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What one statement is about, and what it says of it."""

    about: str
    says: str


@dataclass(frozen=True, slots=True)
class MovedShown:
    """One statement that changed between two exchanges."""

    part: words.Words
    about: str
    before: str
    after: str


def said(record: Record, services: Names) -> list[Said]:
    """A statement in words; `services` gives their names."""
    return _SAYS[type(record)](record, services)


def said_shortly(records: Iterable[Record], services: Names) -> list[Said]:
    """A whole part in words, without what says nothing: no points, no limit."""
    found = [one for record in records for one in said(record, services) if one.says not in _nothing()]
    return sorted(found, key=lambda one: one.about == _("Direction"))


def moved_shown(changes: Sequence[Moved], services: Names) -> list[MovedShown]:
    """What changed, in words: only what reads differently."""
    made = []
    for change in changes:
        was = {one.about: one.says for one in said(change.before, services)} if change.before else {}
        now = {one.about: one.says for one in said(change.after, services)} if change.after else {}
        for about in dict.fromkeys((*was, *now)):
            if was.get(about) != now.get(about):
                made.append(
                    MovedShown(
                        words.PARTS[change.kind.meta.section].name, about, was.get(about, _("not said")), now.get(about, _("not said"))
                    )
                )
    return made


def _nothing() -> tuple[str, ...]:
    return _("0 points"), str(words.FIRMNESS["no_limit"][1])


def _motive(record: Any, services: Names) -> list[Said]:
    points = Said(str(words.DRIVERS[record.driver][0]), _("%(points)g points") % {"points": record.weight})
    return [points, Said(_("Direction"), str(words.DIRECTIONS[record.direction][1]))] if record.direction else [points]


def _limit(record: Any, services: Names) -> list[Said]:
    firm = str(words.FIRMNESS[record.firmness][1])
    return [Said(services.get(record.subject, record.subject), f"{firm}: {record.note}" if record.note else firm)]


_SAYS: Mapping[type[Record], Callable[[Any, Names], list[Said]]] = {
    Motive: _motive,
    NoGoArea: _limit,
    RoleWish: lambda record, services: [Said(services.get(record.service, record.service), str(words.WISHES[record.wish][1]))],
    DepthWish: lambda record, services: [Said(_("Depth"), str(words.DEPTHS[record.depth][0]))],
    Appetite: lambda record, services: [Said(str(words.CATEGORIES[record.category][0]), str(words.LEVELS[record.level]))],
}
