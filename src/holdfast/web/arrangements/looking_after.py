"""Who may look after whose people, and what may never be left without anybody.

Each body looks after its own people: a lead of one body who could let somebody in for another would read what that body
keeps to itself. Only a body that has never had anybody is brought in by a lead, with one person, who then looks after it.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.evidence.partners import Partner
from holdfast.web.arrangements.models import Arrangement, Membership
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import ALLOWED, Member, Permission
from holdfast.web.arrangements.state import state_of

# The roles that somebody may give to people of their own body.
GIVES: Mapping[Role, tuple[Role, ...]] = {
    Role.LEAD: (Role.LEAD, Role.EDITOR, Role.CONTRIBUTOR, Role.VIEWER),
    Role.EDITOR: (Role.EDITOR, Role.CONTRIBUTOR, Role.VIEWER),
}
# The roles that can look after a body's people.
KEEPERS = tuple(role for role in Role if role in ALLOWED[Permission.PEOPLE])
NOBODY = ""


def partners(member: Member) -> Mapping[str, Partner]:
    """The bodies of an arrangement that have not left, by short name."""
    today = timezone.localdate()
    found = state_of(member.arrangement).evidence(member.reader).as_at(today).of(Partner)
    return {partner.partner: partner for partner in found if partner.left is None or partner.left > today}


def active(arrangement: Arrangement) -> list[Membership]:
    """Everybody who takes part now, by body and name."""
    return list(
        Membership.objects.filter(arrangement=arrangement, ended__isnull=True).select_related("user").order_by("body", "user__name")
    )


def roles_to_offer(by: Member, body: str) -> tuple[Role, ...]:
    """The roles for which somebody may invite people of a body (of none, for an auditor); none where they may not."""
    if body == NOBODY:
        return (Role.AUDITOR,) if by.may(Permission.FIRST_PEOPLE) else ()
    if body == by.body:
        return GIVES.get(by.role, ())
    has_had_somebody = Membership.objects.filter(arrangement=by.arrangement, body=body).exists()
    is_first = by.may(Permission.FIRST_PEOPLE) and not has_had_somebody
    return KEEPERS if is_first else ()


def roles_to_give(by: Member, place: Membership) -> tuple[Role, ...]:
    """The roles that somebody may give to a person who takes part already, the present one left out."""
    if place.body == by.body and place.body and place.role in GIVES.get(by.role, ()):
        return tuple(role for role in GIVES[by.role] if role != place.role)
    if by.may(Permission.FIRST_PEOPLE) and place.role == Role.EDITOR:
        return (Role.LEAD,)
    return ()


def may_end(by: Member, place: Membership) -> bool:
    """Whether somebody may end a person's access: their own, their body's as far as they give its role, or an auditor's."""
    if place.user_id == by.user.pk:
        return True
    if place.role == Role.AUDITOR:
        return by.may(Permission.FIRST_PEOPLE)
    return place.body == by.body and place.role in GIVES.get(by.role, ())


def needed_still(place: Membership, *, becomes: Role | None = None, is_body_here: bool = True) -> str:
    """Why a person cannot give up their role yet, as a sentence; nothing where they can.

    `becomes` is the role they would have then, `is_body_here` whether their body still takes part.
    """
    others = Membership.objects.filter(arrangement=place.arrangement, ended__isnull=True, user__is_active=True).exclude(pk=place.pk)
    is_last_lead = place.role == Role.LEAD and becomes != Role.LEAD and not others.filter(role=Role.LEAD).exists()
    if is_last_lead:
        return _("%(name)s is the only lead of %(arrangement)s. Make somebody else a lead first.") % {
            "name": place.user.name,
            "arrangement": place.arrangement.name,
        }
    keeps = place.role in KEEPERS and becomes not in KEEPERS and is_body_here and bool(place.body)
    if keeps and not others.filter(body=place.body, role__in=KEEPERS).exists():
        return _("In %(arrangement)s only %(name)s can look after the people of %(body)s. Make a colleague an editor first.") % {
            "name": place.user.name,
            "body": place.body,
            "arrangement": place.arrangement.name,
        }
    return ""
