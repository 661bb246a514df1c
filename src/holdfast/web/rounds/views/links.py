"""Inviting people to a round: links for one person, links for many, and withdrawing them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from holdfast.web.accounts import letters
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.forms import sent
from holdfast.web.rounds import changes
from holdfast.web.rounds.answering import name_of_body
from holdfast.web.rounds.asked import minutes_for, name_of, questions_for
from holdfast.web.rounds.forms import Asked, CapForm, InviteForm, ManyForm
from holdfast.web.rounds.found import round_or_404
from holdfast.web.rounds.models import Link, Round
from holdfast.web.rounds.views.running import links_of

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Made:
    """One link that was made: for whom, the address where it is to be passed on by hand, and whether a letter left."""

    link: Link
    address: str
    is_sent: bool


@for_members(Permission.ROUNDS)
def invite(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = _own_round(member, number)
    form = InviteForm(sent(request), roles=found.roles)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = [_invited(request, member, found, asked, role=given["role"], post=given["post"]) for asked in given["people"]]
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
        else:
            return show(request, member, "rounds/made.html", {"round": found, "made": made, "role": name_of(given["role"])})
    return show(request, member, "rounds/invite.html", {"round": found, "form": form}, status=UNPROCESSABLE if form.errors else 200)


def _invited(request: HttpRequest, member: Member, found: Round, asked: Asked, *, role: str, post: str) -> Made:
    link, token = changes.invite(by=member, of=found, role=role, post=post, label=asked.label, email=asked.email)
    return _sent(request, member, found, link, token)


@for_members(Permission.ROUNDS)
def for_many(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = _own_round(member, number)
    form = ManyForm(sent(request), roles=found.roles)
    if form.is_bound and form.is_valid():
        try:
            link, token = changes.make_open_link(by=member, of=found, **form.cleaned_data)
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
        else:
            made = [Made(link, _address(request, token), is_sent=False)]
            return show(request, member, "rounds/made.html", {"round": found, "made": made, "role": ""})
    return show(request, member, "rounds/for_many.html", {"round": found, "form": form}, status=UNPROCESSABLE if form.errors else 200)


def _own_round(member: Member, number: int) -> Round:
    """A round in which the person's own body takes part and that has not closed.

    Raises:
        Http404: there is none, or it has closed.
        PermissionDenied: another body's people are asked.
    """
    found = round_or_404(member, number)
    if found.closed is not None:
        raise Http404
    if not changes.may_invite(member, found):
        raise PermissionDenied
    return found


def _sent(request: HttpRequest, member: Member, found: Round, link: Link, token: str, *, is_new: bool = True) -> Made:
    """Write to whoever has an address; the link of everybody else, and of a first letter that did not leave, is shown this once.

    A link that somebody may have begun with is never shown: whoever invites could look at what they fill in.
    """
    address = _address(request, token)
    is_sent = False
    if link.email:
        context = {
            "round": found,
            "link": address,
            "by": member.user,
            "body": name_of_body(found, member.body),
            "name": found.arrangement.name,
            "minutes": minutes_for(len(questions_for(found, link.role))),
        }
        subject = _("%(body)s asks what you think of a shared service") % {"body": context["body"]}
        is_sent = letters.send(request, link.email, " ".join(subject.split()), "rounds/letter.txt", context)
        if not is_sent and is_new:
            changes.pass_on(link=link)
    return Made(link, "" if is_sent or not is_new else address, is_sent)


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("answer", args=[token]))


def _link(member: Member, number: int, place: int) -> Link:
    """One link of one's own body.

    Raises:
        Http404: there is none.
    """
    found = _own_round(member, number)
    link = next((each for each in links_of(member, found) if each.pk == place), None)
    if link is None:
        raise Http404
    link.round = found
    return link


@for_members(Permission.READ, post=Permission.ROUNDS)
def withdraw(request: HttpRequest, member: Member, number: int, place: int) -> HttpResponse:
    if request.method == "POST":
        changes.revoke(by=member, link=_link(member, number, place))
        messages.success(
            request, _("The link no longer works. What was handed in by it stays counted: nobody can tell which answers those are.")
        )
    return redirect("round", arrangement=member.arrangement.public_id, number=number)


@for_members(Permission.READ, post=Permission.ROUNDS)
def renew(request: HttpRequest, member: Member, number: int, place: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("round", arrangement=member.arrangement.public_id, number=number)
    link = _link(member, number, place)
    try:
        token = changes.renew(by=member, link=link)
    except ChangeRefused as refused:
        messages.warning(request, str(refused))
        return redirect("round", arrangement=member.arrangement.public_id, number=number)
    made = [_sent(request, member, link.round, link, token, is_new=False)]
    return show(request, member, "rounds/made.html", {"round": link.round, "made": made, "role": name_of(link.role)})


@for_members(Permission.READ, post=Permission.ROUNDS)
def cap(request: HttpRequest, member: Member, number: int, place: int) -> HttpResponse:
    if request.method == "POST":
        form, link = CapForm(request.POST), _link(member, number, place)
        if form.is_valid():
            changes.change_cap(by=member, link=link, cap=form.cleaned_data["cap"])
            messages.success(request, _("The link now serves at most %(cap)d people.") % {"cap": form.cleaned_data["cap"]})
        else:
            messages.warning(request, _("Give a whole number from 1 to 5000."))
    return redirect("round", arrangement=member.arrangement.public_id, number=number)
