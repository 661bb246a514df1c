"""Who takes part: bodies and their people, invitations, roles, hand-over, and the log of access."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.inviting import invited, letter_of, send_letter
from holdfast.web.arrangements.looking_after import NOBODY, may_end, partners, roles_to_give
from holdfast.web.arrangements.models import Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.open_items import open_items
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.people import access_log, bodies, roles_in_words
from holdfast.web.arrangements.people_forms import OWN_PEOPLE, ChangeRole, HandOver, Invite, body_form, colleagues, invite_form
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.forms import sent

UNPROCESSABLE = 422


@for_members(Permission.READ)
def people(request: HttpRequest, member: Member) -> HttpResponse:
    context = {
        "bodies": bodies(member),
        "roles": roles_in_words(tuple(Role)),
        "may_see_log": member.may(Permission.ACCESS),
        "may_bring_in": member.may(Permission.FIRST_PEOPLE),
        "log": access_log(member),
    }
    return show(request, member, "people/list.html", context)


@for_members(Permission.PEOPLE)
def invite(request: HttpRequest, member: Member, body: str) -> HttpResponse:
    """Invite somebody for a body of the arrangement."""
    form = invite_form(member, body, sent(request))
    return _invite(request, member, form, body, _("Invite somebody of %(body)s") % {"body": partners(member)[body].name})


@for_members(Permission.FIRST_PEOPLE)
def invite_auditor(request: HttpRequest, member: Member) -> HttpResponse:
    return _invite(request, member, invite_form(member, NOBODY, sent(request)), NOBODY, _("Invite an auditor"))


@for_members(Permission.FIRST_PEOPLE)
def invite_body(request: HttpRequest, member: Member) -> HttpResponse:
    """Bring in a body that is new to the arrangement, with its first person."""
    form = body_form(member, sent(request))
    body = form.cleaned_data["body"] if form.is_bound and form.is_valid() else NOBODY
    return _invite(request, member, form, body, _("Bring in a body"))


def _invite(request: HttpRequest, member: Member, form: Invite, body: str, title: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            return _invited(request, member, form.cleaned_data, body)
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
        except EvidenceRefused as wrong:
            for fault in wrong.faults:
                form.add_error(None, fault.message)
    context = {"form": form, "title": title, "words": roles_in_words(form.roles)}
    return show(request, member, "people/invite.html", context, status=UNPROCESSABLE if form.errors else 200)


def _invited(request: HttpRequest, member: Member, given: Mapping[str, Any], body: str) -> HttpResponse:
    """Make the invitation, send it, and show its link this once."""
    made = invited(request, member, given, body)
    context = {**letter_of(member, made), "is_sent": send_letter(request, member, made)}
    return show(request, member, "people/invited.html", context)


@for_members(Permission.READ, post=Permission.PEOPLE)
def withdraw(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    found = get_object_or_404(OfferedPlace.objects.select_related("invitation"), pk=place, arrangement=member.arrangement)
    if request.method == "POST":
        changes_people.withdraw(by=member, place=found)
        messages.success(request, _("The invitation no longer works."))
    return redirect("people", arrangement=member.arrangement.public_id)


def _place(member: Member, place: int) -> Membership:
    found: Membership = get_object_or_404(
        Membership.objects.select_related("user", "arrangement"), pk=place, arrangement=member.arrangement, ended__isnull=True
    )
    if not may_end(member, found) and not roles_to_give(member, found):
        raise PermissionDenied(OWN_PEOPLE)
    return found


@for_members(Permission.READ)
def one(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    """One person's place: another role, hand-over, the end of access."""
    found = _place(member, place)
    roles = roles_to_give(member, found)
    form = ChangeRole(roles, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            changes_people.set_role(by=member, place=found, role=Role(form.cleaned_data["role"]))
            messages.success(request, _("%(name)s has the new role from now on.") % {"name": found.user.name})
            return redirect("people", arrangement=member.arrangement.public_id)
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
    context = {
        "place": found,
        "form": form,
        "words": roles_in_words(roles),
        "may_end": may_end(member, found),
        "has_colleagues": colleagues(found).exists(),
        "body_name": _body_name(member, found.body),
    }
    return show(request, member, "people/one.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.READ)
def hand_over(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    """Hand somebody's work over to a colleague, and end their access."""
    found = _ending(member, place)
    form = HandOver(found, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            changes_people.hand_over(by=member, leaver=found, to=form.cleaned_data["to"])
            return _gone(request, member, found)
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
    context = {"place": found, "form": form, "items": open_items(member, found), "has_colleagues": colleagues(found).exists()}
    return show(request, member, "people/hand_over.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.READ)
def end(request: HttpRequest, member: Member, place: int) -> HttpResponse:
    """End somebody's access, after asking once more."""
    found = _ending(member, place)
    refusal = ""
    if request.method == "POST":
        try:
            changes_people.end(by=member, place=found)
            return _gone(request, member, found)
        except ChangeRefused as refused:
            refusal = str(refused)
    context = {"place": found, "items": open_items(member, found), "refusal": refusal, "has_colleagues": colleagues(found).exists()}
    return show(request, member, "people/end.html", context, status=UNPROCESSABLE if refusal else 200)


def _ending(member: Member, place: int) -> Membership:
    found = _place(member, place)
    if not may_end(member, found):
        raise PermissionDenied(OWN_PEOPLE)
    return found


def _gone(request: HttpRequest, member: Member, place: Membership) -> HttpResponse:
    if place.user_id == member.user.pk:
        messages.success(request, _("You have left %(arrangement)s.") % {"arrangement": member.arrangement.name})
        return redirect("portfolio")
    messages.success(request, _("%(name)s has no access any more.") % {"name": place.user.name})
    return redirect("people", arrangement=member.arrangement.public_id)


def _body_name(member: Member, body: str) -> str:
    found = partners(member).get(body)
    return found.name if found else body
