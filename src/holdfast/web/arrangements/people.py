"""The people of an arrangement as its page shows them: each body with its people and open invitations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from holdfast.web.arrangements.changes_people import open_places
from holdfast.web.arrangements.looking_after import NOBODY, active, may_end, partners, roles_to_give, roles_to_offer
from holdfast.web.arrangements.models import AccessChange, Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import ALLOWED, WORDS, Member, Permission

LOG_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who takes part; `may_change` where the reader may change their role or end their access."""

    place: Membership
    may_change: bool


@dataclass(frozen=True, slots=True)
class BodyPeople:
    """A body with its people. `may_invite` where the reader may invite somebody for it."""

    slug: str
    name: str
    people: tuple[PersonRow, ...]
    offered: tuple[OfferedPlace, ...]
    may_invite: bool


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role and, in words, what it may do."""

    role: Role
    may: tuple[str, ...]


def bodies(member: Member) -> list[BodyPeople]:
    """Every body that takes part or still has people, in order of name; auditors last."""
    here, offered = active(member.arrangement), list(open_places(member.arrangement))
    names = {slug: partner.name for slug, partner in partners(member).items()}
    for place in here:
        if place.body:
            names.setdefault(place.body, place.body)
    order = [*sorted(names, key=lambda slug: names[slug].lower()), NOBODY]
    names[NOBODY] = _("Auditors")
    found = [_body(member, slug, names[slug], here, offered) for slug in order]
    return [body for body in found if body.slug or body.people or body.offered or body.may_invite]


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One change of access: when, and what in words."""

    at: dt.datetime
    words: str


def access_log(member: Member) -> list[AccessRow]:
    """The latest changes of access, the last one first; none for those who may not see them."""
    if not member.may(Permission.ACCESS):
        return []
    names = {slug: partner.name for slug, partner in partners(member).items()}
    found = AccessChange.objects.filter(arrangement=member.arrangement).select_related("by", "person", "leaver", "invitation__used_by")
    return [AccessRow(change.at, change.words(names)) for change in found[:LOG_SHOWN]]


def _body(member: Member, slug: str, name: str, here: list[Membership], offered: list[OfferedPlace]) -> BodyPeople:
    people = tuple(PersonRow(place, _may_change(member, place)) for place in here if place.body == slug)
    waiting = tuple(place for place in offered if place.body == slug)
    roles = roles_to_offer(member, slug)
    is_brought_in = slug not in (NOBODY, member.body) and bool(waiting)
    return BodyPeople(slug, name, people, waiting if roles else (), bool(roles) and not is_brought_in)


def _may_change(member: Member, place: Membership) -> bool:
    return may_end(member, place) or bool(roles_to_give(member, place))


def roles_in_words(roles: tuple[Role, ...]) -> tuple[RoleWords, ...]:
    """What each role may do, from the one table of permissions."""
    return tuple(RoleWords(role, tuple(WORDS[permission] for permission in Permission if role in ALLOWED[permission])) for role in roles)
