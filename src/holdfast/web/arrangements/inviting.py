"""Inviting somebody to an arrangement from what a form was given, and the letter that brings the link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.web.accounts import letters
from holdfast.web.accounts.models import Invitation
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was just made, with the link that is shown this once."""

    invitation: Invitation
    link: str


def invited(request: HttpRequest, member: Member, given: Mapping[str, Any], body: str) -> Invited:
    """Make the invitation; where a name is given, the body is new, and its record is made as well.

    Raises:
        As `changes_people.invite` does.
    """
    partner = None
    if "name" in given:
        source = member.user.post or member.user.name
        partner = {"partner": body, "name": given["name"], "on": timezone.localdate().isoformat(), "source": source}
    made, token = changes_people.invite(by=member, email=given["email"], body=body, role=Role(given["role"]), partner=partner)
    return Invited(made, request.build_absolute_uri(reverse("invitation", args=[token])))


def send_letter(request: HttpRequest, member: Member, made: Invited) -> bool:
    """Send the link to whom it is for; whether the letter left."""
    subject = _("%(name)s invites you to %(arrangement)s") % {"name": member.user.name, "arrangement": member.arrangement.name}
    return letters.send(request, made.invitation.email, subject, "invitations/letter.txt", letter_of(member, made))


def letter_of(member: Member, made: Invited) -> dict[str, Any]:
    """What the letter, and the page that shows the link, are made from."""
    back = reverse("people", args=[member.arrangement.public_id])
    return {"invitation": made.invitation, "place": made.invitation.place, "link": made.link, "back": back}
