"""Who takes part: the people of each body, letting somebody in, another role, hand-over, and the end of access."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.web.api.asked import Asked
from holdfast.web.api.changes import done
from holdfast.web.api.door import needs
from holdfast.web.api.refusals import NotRight, form_faults
from holdfast.web.api.schemas import Given
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.changes_people import open_places
from holdfast.web.arrangements.inviting import Invited, invited, send_letter
from holdfast.web.arrangements.looking_after import may_end, roles_to_give, roles_to_offer
from holdfast.web.arrangements.models import Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.open_items import open_items
from holdfast.web.arrangements.people import BodyPeople, PersonRow, access_log, bodies
from holdfast.web.arrangements.people_forms import HandOver, body_form, colleagues, invite_form
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.refusal import Fault

router = Router()
PLACE = "/arrangements/{uuid:arrangement}/people"


class PersonShown(Schema):
    """Somebody who takes part. `may_change` where you may change their role or end their access."""

    number: int = Field(description="The number of their place in the arrangement.")
    name: str
    post: str
    role: Role
    since: dt.datetime
    is_you: bool
    may_change: bool


class OfferedShown(Schema):
    """An invitation that still works."""

    number: int
    email: str
    role: Role
    invited_by: str
    expires: dt.datetime


class BodyShown(Schema):
    """A body with its people; `body` is empty for the auditors. Open invitations are shown to those who may withdraw them."""

    body: str
    name: str
    may_invite_as: list[Role]
    people: list[PersonShown]
    invitations: list[OfferedShown]


class PeopleShown(Schema):
    """Every body that takes part or still has people, auditors last."""

    items: list[BodyShown]


class DeskItem(Schema):
    """One thing on somebody's desk: what is handed over with it."""

    title: str
    detail: str


class Colleague(Schema):
    """Somebody who could take over."""

    number: int
    name: str


class PersonInFull(PersonShown):
    """One person's place, with what you may do about it. Desk and colleagues are there where you may end their access."""

    body: str
    may_become: list[Role]
    may_end: bool
    desk: list[DeskItem]
    colleagues: list[Colleague]


class AccessLine(Schema):
    """One change of access."""

    at: dt.datetime
    says: str


class AccessLog(Schema):
    """Who was given access and who lost it, the latest first, at most 200."""

    items: list[AccessLine]


class NewInvitation(Given):
    """Whom to invite, and as what."""

    email: str = Field(min_length=1, max_length=254)
    role: Role
    body: str = Field("", max_length=80, description="For which body; nothing for an auditor.")
    body_name: str = Field(
        "", max_length=200, description="The full name of a body that is new to the arrangement; nothing for one that takes part."
    )


class InvitationMade(Schema):
    """An invitation. `link` and `is_sent` are told once: a request that is repeated finds the invitation without them."""

    number: int
    email: str
    body: str
    role: Role
    expires: dt.datetime
    link: str | None = Field(description="What the person opens to join. Whoever has it can use it.")
    is_sent: bool | None = Field(description="Whether the letter with the link could be sent.")


class NewRole(Given):
    """Another role for somebody."""

    role: Role


class Successor(Given):
    """The colleague of the same body who takes over."""

    to: int = Field(ge=1, le=2**31 - 1, description="The number of their place.")


class Nothing(Given):
    """An empty object: there is nothing to say."""


class Ended(Schema):
    """A place that was given up, or an invitation that was withdrawn."""

    number: int


@router.get(PLACE, response=PeopleShown, url_name="api_people", summary="People")
@needs(Permission.READ)
def people(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """Everybody who takes part, by body, with the open invitations that you may withdraw."""
    member = request.member
    return {"items": [_body(member, found) for found in bodies(member)]}


def _body(member: Member, found: BodyPeople) -> dict[str, Any]:
    return {
        "body": found.slug,
        "name": found.name,
        "may_invite_as": roles_to_offer(member, found.slug) if found.may_invite else (),
        "people": [_person(member, row) for row in found.people],
        "invitations": [_offered(place) for place in found.offered],
    }


def _person(member: Member, row: PersonRow) -> dict[str, Any]:
    place = row.place
    return {
        "number": place.pk,
        "name": place.user.name,
        "post": place.user.post,
        "role": place.role,
        "since": place.since,
        "is_you": place.user_id == member.user.pk,
        "may_change": row.may_change,
    }


def _offered(place: OfferedPlace) -> dict[str, Any]:
    invitation = place.invitation
    return {
        "number": place.pk,
        "email": invitation.email,
        "role": place.role,
        "invited_by": invitation.invited_by.name,
        "expires": invitation.expires,
    }


@router.get(f"{PLACE}/log", response=AccessLog, url_name="api_access_log", summary="The log of access")
@needs(Permission.ACCESS)
def log(request: Asked, arrangement: UUID) -> dict[str, Any]:
    """Who was let in, as what, by whom and when, and who lost it."""
    return {"items": [{"at": row.at, "says": row.words} for row in access_log(request.member)]}


@router.get(f"{PLACE}/{{int:number}}", response=PersonInFull, url_name="api_person", summary="One person")
@needs(Permission.READ)
def person(request: Asked, arrangement: UUID, number: int) -> dict[str, Any]:
    """One person's place, and what you may do about it."""
    return _in_full(request.member, _place(request.member, number))


def _in_full(member: Member, place: Membership) -> dict[str, Any]:
    roles, ends = roles_to_give(member, place), may_end(member, place)
    others = [{"number": other.pk, "name": other.user.name} for other in colleagues(place)] if ends else []
    return {
        **_person(member, PersonRow(place, ends or bool(roles))),
        "body": place.body,
        "may_become": roles,
        "may_end": ends,
        "desk": [{"title": item.title, "detail": item.detail} for item in open_items(member, place)] if ends else [],
        "colleagues": others,
    }


def _place(member: Member, number: int) -> Membership:
    """Somebody's place in the arrangement, as long as they take part."""
    here = Membership.objects.select_related("user", "arrangement").filter(arrangement=member.arrangement, ended__isnull=True)
    found: Membership = get_object_or_404(here, pk=number)
    return found


@router.post(f"{PLACE}/invitations", response={201: InvitationMade}, url_name="api_invite", summary="Invite somebody")
@needs(Permission.PEOPLE, is_of_people=True)
def invite(request: Asked, arrangement: UUID, new: NewInvitation) -> dict[str, Any]:
    """An invitation for your own body, for an auditor, or for the first person of a body, and a letter with its link.

    The token must be one that may look after people. With `body_name` the body is new, and its record is made as well.
    """
    member, made = request.member, []
    form = body_form(member, {**new.dict(), "name": new.body_name}) if new.body_name else invite_form(member, new.body, new.dict())
    faults = form_faults(form)
    if faults:
        raise faults

    def make() -> list[int]:
        made.append(invited(request, member, form.cleaned_data, form.cleaned_data.get("body", new.body)))
        return [made[0].invitation.place.pk]

    try:
        (number,) = done(request, make)
    except EvidenceRefused as refused:
        raise NotRight(Fault([], fault.message) for fault in refused.faults) from None
    return _invitation(request, OfferedPlace.objects.select_related("invitation").get(pk=number), made)


def _invitation(request: Asked, place: OfferedPlace, made: list[Invited]) -> dict[str, Any]:
    """The invitation; with its link and letter where it was made just now."""
    return {
        "number": place.pk,
        "email": place.invitation.email,
        "body": place.body,
        "role": place.role,
        "expires": place.invitation.expires,
        "link": made[0].link if made else None,
        "is_sent": send_letter(request, request.member, made[0]) if made else None,
    }


@router.post(f"{PLACE}/invitations/{{int:number}}/withdraw", response=Ended, url_name="api_withdraw", summary="Withdraw an invitation")
@needs(Permission.PEOPLE, is_of_people=True)
def withdraw(request: Asked, arrangement: UUID, number: int, nothing: Nothing) -> dict[str, Any]:
    """The link no longer works."""
    member = request.member
    return _ended(
        request, number, lambda: changes_people.withdraw(by=member, place=get_object_or_404(open_places(member.arrangement), pk=number))
    )


def _ended(request: Asked, number: int, end: Callable[[], object]) -> dict[str, Any]:
    """What this number stands for ends, once however often it is asked."""

    def make() -> list[int]:
        end()
        return [number]

    return {"number": done(request, make)[0]}


@router.post(f"{PLACE}/{{int:number}}/role", response=PersonInFull, url_name="api_role", summary="Change a role")
@needs(Permission.READ, is_of_people=True)
def role(request: Asked, arrangement: UUID, number: int, new: NewRole) -> dict[str, Any]:
    """Give somebody another role, as far as your own role lets you."""
    member = request.member

    def make() -> list[int]:
        changes_people.set_role(by=member, place=_place(member, number), role=new.role)
        return [number]

    done(request, make)
    # Who changed their own role is held to the new one at once.
    member.membership.refresh_from_db()
    return _in_full(member, _place(member, number))


@router.post(f"{PLACE}/{{int:number}}/hand-over", response=Ended, url_name="api_hand_over", summary="Hand over")
@needs(Permission.READ, is_of_people=True)
def hand_over(request: Asked, arrangement: UUID, number: int, successor: Successor) -> dict[str, Any]:
    """A colleague of the same body takes over what somebody recorded, and their role where it is the higher; their access ends."""
    member = request.member

    def handed_over() -> None:
        leaver = _place(member, number)
        form = HandOver(leaver, successor.dict())
        faults = form_faults(form)
        if faults:
            raise faults
        changes_people.hand_over(by=member, leaver=leaver, to=form.cleaned_data["to"])

    return _ended(request, number, handed_over)


@router.post(f"{PLACE}/{{int:number}}/end", response=Ended, url_name="api_end_access", summary="End access")
@needs(Permission.READ, is_of_people=True)
def end(request: Asked, arrangement: UUID, number: int, nothing: Nothing) -> dict[str, Any]:
    """End somebody's access at once, or your own. What they recorded stays."""
    member = request.member
    return _ended(request, number, lambda: changes_people.end(by=member, place=_place(member, number)))
