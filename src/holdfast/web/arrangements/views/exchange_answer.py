"""A body's own answer to a sealed exchange: its parts, and saying that it is done, or is not after all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from holdfast.core.alignment.told import Told
from holdfast.core.evidence import Record
from holdfast.core.evidence.check import EvidenceRefused
from holdfast.core.evidence.scope import Service
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements import changes_exchange
from holdfast.web.arrangements.assessed import evidence_now
from holdfast.web.arrangements.changes_exchange import SavedMeanwhile
from holdfast.web.arrangements.exchange_forms import AREAS_MORE, FORMS, NoGoForm, PartForm
from holdfast.web.arrangements.exchanges import (
    ANSWERED,
    UNANSWERED,
    Part,
    answered_at,
    earlier_rows,
    kept_back,
    kinds_in,
    own_exchange,
    parts_of,
    records_of,
)
from holdfast.web.arrangements.models import Exchange
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of
from holdfast.web.page import exchange_words as words
from holdfast.web.page.exchange_said import Said, said_shortly

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of the answer as it reads, and what is missing from it."""

    section: str
    asked: words.Asked
    state: str
    state_words: words.Words
    says: list[Said]
    missing: str
    is_finished: bool


@for_members(Permission.READ)
def answer(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = own_exchange(member, number)
    if found.opened:
        return redirect("exchange", arrangement=member.arrangement.public_id, number=number)
    return _answer(request, member, found)


def _answer(request: HttpRequest, member: Member, found: Exchange, *, refused: str = "") -> HttpResponse:
    seal = state_of(member.arrangement).standing.seal_of(found.number, member.body)
    services = {service.service: service.name for service in evidence_now(member).of(Service)}
    if seal:
        told = answered_at(member.arrangement, seal.number).told
        shown = [_sealed(told, kind, services) for kind in kinds_in(found)]
    else:
        shown = [_drafted(part, member, services) for part in parts_of(found, member)]
    context = {
        "exchange": found,
        "seal": seal,
        "parts": shown,
        "is_finished": all(part.is_finished for part in shown),
        "may_record": member.may(Permission.RECORD),
        "may_finish": member.may(Permission.CORRECT),
        "operator": settings.OPERATOR,
        "refused": refused,
    }
    return show(request, member, "exchange/answer.html", context, status=UNPROCESSABLE if refused else 200)


def _sealed(told: Told, kind: type[Record], services: dict[str, str]) -> PartShown:
    state, section = told.state(kind), kind.meta.section
    return PartShown(section, words.PARTS[section], state, words.PART_STATES[state], said_shortly(told.of(kind), services), "", True)


def _drafted(part: Part, member: Member, services: dict[str, str]) -> PartShown:
    says = said_shortly(records_of(part.kind, part.rows, member.body), services) if part.state == ANSWERED else []
    state_words = _("not begun") if part.state == UNANSWERED else words.PART_STATES[part.state]  # type: ignore[index]
    return PartShown(part.section, words.PARTS[part.section], part.state, state_words, says, part.missing, part.is_finished)


@for_members(Permission.RECORD)
def part(request: HttpRequest, member: Member, number: int, section: str) -> HttpResponse:
    found = own_exchange(member, number)
    if section not in found.sections:
        raise Http404
    if found.opened:
        return redirect("exchange", arrangement=member.arrangement.public_id, number=number)
    if request.method != "POST" and state_of(member.arrangement).standing.seal_of(number, member.body):
        return redirect("exchange_answer", arrangement=member.arrangement.public_id, number=number)
    saved = next(part for part in parts_of(found, member) if part.section == section)
    form = _form(request, member, found, saved)
    wants_more = request.method == "POST" and request.POST.get("do") == "more"
    if request.method == "POST" and not wants_more and form.is_valid() and _saved(form, member, found, section):
        messages.success(request, _("Saved. Nobody outside your body can see it."))
        return redirect(_next(found, member, section))
    context = {
        "exchange": found,
        "form": form,
        "asked": words.PARTS[section],
        "section": section,
        "missing": saved.missing if request.method != "POST" else "",
        "is_earlier": saved.state == UNANSWERED and bool(earlier_rows(found, member, saved.kind)),
        "is_last": section == found.sections[-1],
    }
    status = UNPROCESSABLE if request.method == "POST" and form.errors and not wants_more else 200
    return show(request, member, f"exchange/part_{section}.html", context, status=status)


def _form(request: HttpRequest, member: Member, found: Exchange, saved: Part) -> PartForm:
    evidence = evidence_now(member)
    rows = saved.rows if saved.state != UNANSWERED else earlier_rows(found, member, saved.kind)
    given: dict[str, Any] = {
        "services": evidence.of(Service),
        "state": saved.state,
        "rows": rows,
        "revision": saved.revision,
        "kept_back": kept_back(member),
    }
    form = FORMS[saved.section]
    if issubclass(form, NoGoForm):
        more = AREAS_MORE if request.POST.get("do") == "more" else 0
        return form(_with_shown(request, more) if request.POST else None, **given)
    return form(request.POST or None, **given)


def _with_shown(request: HttpRequest, more: int) -> object:
    """What was sent, with room for so many more rows."""
    data = request.POST.copy()
    shown = data.get("shown", "")
    data["shown"] = str((int(shown) if shown.isdecimal() else 0) + more)
    return data


def _saved(form: PartForm, member: Member, found: Exchange, section: str) -> bool:
    """Whether the part was kept; if not, the form says why."""
    state = form.cleaned_data["answer"] or ANSWERED
    try:
        changes_exchange.save_part(
            by=member, exchange=found, section=section, state=state, rows=form.rows(), seen=form.cleaned_data["seen"] or 0
        )
    except EvidenceRefused as refused:
        form.refuse(refused)
        return False
    except SavedMeanwhile as refused:
        more = _("What you typed is still below. Leave this page to keep theirs, or save again to keep yours.")
        form.add_error(None, f"{refused} {more}")
        _catch_up(form, member, found, section)
        return False
    except LedgerRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _catch_up(form: PartForm, member: Member, found: Exchange, section: str) -> None:
    """Let the next saving begin from what is there now: the person has been told."""
    now = next(part for part in parts_of(found, member) if part.section == section)
    form.data = {**form.data.dict(), "seen": str(now.revision)}  # type: ignore[attr-defined]


def _next(found: Exchange, member: Member, section: str) -> str:
    """The next part that is not finished, or the look at all of them."""
    parts = parts_of(found, member)
    place = next(number for number, part in enumerate(parts) if part.section == section)
    after = next((part for part in parts[place + 1 :] if not part.is_finished), None)
    key = [member.arrangement.public_id, found.number]
    if not parts[place].is_finished or after is None:
        return reverse("exchange_answer", args=key)
    return reverse("exchange_part", args=[*key, after.section])


@for_members(Permission.READ, post=Permission.CORRECT)
def done(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    said = _("Your answer is sealed. Keep the receipt: with it you can prove later that nothing was changed.")
    return _acted(request, member, number, act=changes_exchange.seal, said=said, then="exchange_receipt")


@for_members(Permission.READ, post=Permission.CORRECT)
def take_back(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    said = _("Your answer is taken back, and what you sealed is erased. Change it, and seal it again.")
    return _acted(request, member, number, act=changes_exchange.take_back, said=said, then="exchange_answer")


class Act(Protocol):
    """What is done with a whole answer."""

    def __call__(self, *, by: Member, exchange: Exchange) -> object: ...


def _acted(request: HttpRequest, member: Member, number: int, *, act: Act, said: str, then: str) -> HttpResponse:
    """Do it, say so, and lead on; where it is refused, back to what is there now."""
    found = own_exchange(member, number)
    if request.method != "POST":
        return redirect("exchange_answer", arrangement=member.arrangement.public_id, number=number)
    try:
        act(by=member, exchange=found)
    except LedgerRefused as refused:
        return _after(request, member, found, str(refused))
    messages.success(request, said)
    return redirect(then, arrangement=member.arrangement.public_id, number=number)


def _after(request: HttpRequest, member: Member, found: Exchange, refused: str) -> HttpResponse:
    """Where a refusal leads: to the answer while it is still the body's own, else to what has opened meanwhile."""
    found.refresh_from_db()
    if found.opened:
        messages.info(request, refused)
        return redirect("exchange", arrangement=member.arrangement.public_id, number=found.number)
    return _answer(request, member, found, refused=refused)
