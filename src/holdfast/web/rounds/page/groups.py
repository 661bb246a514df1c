"""The groups of a round as pages show them: a mark, a short name, and how many people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from holdfast.core.rounds.published import Group, Published, Split
from holdfast.web.page.partner_marks import PartnerMark, partner_marks, short_name
from holdfast.web.page.values import listed
from holdfast.web.rounds.asked import name_of

# Where more are named, a sentence is no longer read.
NAMED = 4


def some_of(names: Sequence[str]) -> str:
    """Names in a sentence; of many the first few, and how many more there are."""
    if len(names) <= NAMED + 1:
        return listed(names)
    return _("%(names)s and %(count)d others") % {"names": ", ".join(names[:NAMED]), "count": len(names) - NAMED}


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group; `name` is its name in full, that of several bodies or roles where they are spoken of together."""

    group: Group
    name: str
    mark: PartnerMark

    @property
    def short(self) -> str:
        """The name as a picture has room for it."""
        return self.mark.short


class GroupBook:
    """The groups of a round by split and id."""

    def __init__(self, published: Published, names: Mapping[str, str]) -> None:
        self._names = names
        self.partners = self._shown(published.partners)
        self.roles = self._shown(published.roles)
        self._by_id = {(shown.group.split, shown.group.id): shown for shown in (*self.partners, *self.roles)}

    def of(self, split: Split) -> tuple[GroupShown, ...]:
        """The groups of one split, in their order."""
        return self.partners if split == "partner" else self.roles

    def shown(self, group: Group) -> GroupShown:
        """One group as pages show it."""
        return self._by_id[group.split, group.id]

    def together(self, groups: Sequence[Group]) -> str:
        """Several groups in words."""
        return some_of([self.shown(group).short for group in groups])

    def body(self, partner: str) -> str:
        """A body's name."""
        return self._names.get(partner, partner)

    def _shown(self, groups: Sequence[Group]) -> tuple[GroupShown, ...]:
        names = {group.id: _(" with ").join(self._name(group, member) for member in group.members) for group in groups}
        marks = partner_marks([group.id for group in groups], names)
        return tuple(GroupShown(group, names[group.id], mark) for group, mark in zip(groups, marks, strict=True))

    def _name(self, group: Group, member: str) -> str:
        if group.split == "role":
            return name_of(member)
        full = self._names.get(member, member)
        return short_name(full) if group.is_joined else full
