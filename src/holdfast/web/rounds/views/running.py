"""The rounds of an arrangement: the list, a new one, one that is going on, and its closing."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.rounds.due import due_again
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements.assessed import evidence_now, names_for
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.forms import sent
from holdfast.web.rounds import changes
from holdfast.web.rounds.asked import name_of, said
from holdfast.web.rounds.closing import close_now
from holdfast.web.rounds.forms import BeginForm
from holdfast.web.rounds.found import has_figures_from_elsewhere, round_or_404, rounds_of
from holdfast.web.rounds.models import Link, Mode, Round
from holdfast.web.rounds.suggested import suggestions
from holdfast.web.rounds.turnout import turnout

UNPROCESSABLE = 422


@for_members(Permission.READ)
def rounds(request: HttpRequest, member: Member) -> HttpResponse:
    found = rounds_of(member)
    evidence = evidence_now(member)
    context = {
        "rounds": [(each, questionnaire_name(each)) for each in found],
        "again": suggestions(due_again(evidence, timezone.localdate()), evidence),
        "may_begin": member.may(Permission.ROUNDS) and bool(member.body),
    }
    return show(request, member, "rounds/list.html", context)


@for_members(Permission.ROUNDS)
def new(request: HttpRequest, member: Member) -> HttpResponse:
    names = names_for(member)
    form = BeginForm(
        sent(request), bodies=list(names.items()), today=timezone.localdate(), may_ask_all=member.may(Permission.ROUNDS_OF_ALL)
    )
    if form.is_bound and form.is_valid():
        try:
            made = changes.begin(by=member, **form.settled())
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The round is set up. Now invite people."))
            return redirect("round", arrangement=member.arrangement.public_id, number=made.number)
    context = {"form": form, "has_figures_from_elsewhere": has_figures_from_elsewhere(member)}
    return show(request, member, "rounds/new.html", context, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.READ)
def round_page(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """A round that is to come or open: what it asks, how far it is, and the links of one's own body. One that has closed: its results."""
    found = round_or_404(member, number)
    if found.closed is not None:
        return redirect("round_results", arrangement=member.arrangement.public_id, number=number)
    may_invite = changes.may_invite(member, found)
    names = names_for(member)
    context = {
        "round": found,
        "questionnaire": questionnaire_name(found),
        "roles": [name_of(role) for role in found.roles],
        "turnout": [(names.get(row.body, row.body), row) for row in turnout(member, found)],
        "may_run": changes.may_run(member, found),
        "may_close": changes.may_run(member, found) and found.is_open and found.mode != Mode.SEALED,
        "may_invite": may_invite,
        "links": [(link, name_of(link.role) if link.role else "") for link in links_of(member, found)] if may_invite else [],
    }
    return show(request, member, "rounds/round.html", context)


@for_members(Permission.READ, post=Permission.ROUNDS)
def close(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Closing before the last day, or calling off what has not opened: asked for first, then done."""
    found = round_or_404(member, number)
    if not changes.may_run(member, found):
        if request.method == "POST":
            raise PermissionDenied
        return redirect("round", arrangement=member.arrangement.public_id, number=number)
    if request.method == "POST":
        return _closed(request, member, found)
    return show(request, member, "rounds/close.html", {"round": found})


def _closed(request: HttpRequest, member: Member, found: Round) -> HttpResponse:
    try:
        if found.is_to_come:
            changes.call_off(by=member, of=found)
            messages.success(request, _("The round is called off. Its links work no longer."))
            return redirect("rounds", arrangement=member.arrangement.public_id)
        close_now(by=member, of=found)
        messages.success(request, _("The round has closed."))
    except ChangeRefused as refused:
        messages.warning(request, str(refused))
    return redirect("round", arrangement=member.arrangement.public_id, number=found.number)


def questionnaire_name(of: Round) -> str:
    """The questionnaire of a round in words."""
    found = site_catalogue().questionnaires.get(of.questionnaire)
    return said(found.title) if found else _("Own selection of questions")


def links_of(member: Member, of: Round) -> list[Link]:
    """The links that one's own body has given out. None of them says whether anything was answered by it."""
    heir = state_of(member.arrangement).standing.heir
    return [link for link in Link.objects.filter(round=of) if heir(link.body) == member.body]
