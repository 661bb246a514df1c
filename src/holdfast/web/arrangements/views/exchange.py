"""Sealed exchanges: the list, beginning one, who is how far, and all of it once it has opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.alignment.comparison import compare
from holdfast.core.alignment.since import moved
from holdfast.core.alignment.told import Told
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partner_names, partners_in
from holdfast.core.evidence.scope import Service
from holdfast.core.indicators.measure import concern_of
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.assessed import evidence_now
from holdfast.web.arrangements.changes_exchange import begin_exchange
from holdfast.web.arrangements.exchange_forms import BeginForm
from holdfast.web.arrangements.exchanges import (
    Answered,
    Place,
    answers_in,
    earlier,
    exchange_of,
    exchanges_of,
    parts_of,
    places,
    takes_part,
    told_in,
)
from holdfast.web.arrangements.models import Exchange, Membership
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import ALLOWED, Member, Permission, for_members
from holdfast.web.catalogue import site_catalogue
from holdfast.web.forms import sent
from holdfast.web.page import exchange_words as words
from holdfast.web.page.exchange import all_of, opened_page
from holdfast.web.page.exchange_said import moved_shown
from holdfast.web.page.partner_marks import PartnerMark, partner_marks

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One partner's place in an exchange that is still sealed."""

    mark: PartnerMark
    symbol: str
    words: words.Words
    is_own: bool
    can_finish: bool


@dataclass(frozen=True, slots=True)
class ProofShown:
    """One partner's answer with what the digests say of it: unchanged, altered, erased, or that there is none."""

    mark: PartnerMark
    state: str
    answer: Answered | None

    @property
    def short(self) -> str:
        """The first digits of the digest, as a receipt shows them first."""
        digest = self.answer.entry.payload_digest if self.answer else ""
        return f"{digest[:4]} {digest[4:8]}"


@for_members(Permission.READ)
def exchanges(request: HttpRequest, member: Member) -> HttpResponse:
    found = exchanges_of(member.arrangement)
    is_going_on = any(exchange.opened is None for exchange in found)
    partners = partners_in(evidence_now(member))
    shown = [(exchange, _names(exchange, member)) for exchange in reversed(found)]
    can_begin = member.may(Permission.EXCHANGE) and not is_going_on
    context = {"exchanges": shown, "can_begin": can_begin, "enough": len(partners) > 1, "parts": words.PARTS.values()}
    return show(request, member, "exchange/list.html", context)


def _names(exchange: Exchange, member: Member) -> list[str]:
    return [mark.short for mark in marks_of([place.holder for place in places(exchange)], member)]


@for_members(Permission.EXCHANGE)
def new(request: HttpRequest, member: Member) -> HttpResponse:
    bodies = [(partner.partner, partner.name) for partner in partners_in(evidence_now(member))]
    silent = {code for code, _name in bodies} - _finishers(member)
    form = BeginForm(sent(request), bodies=bodies, silent=silent, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = begin_exchange(by=member, **form.cleaned_data)
        except LedgerRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The exchange has begun. Tell the partners; each finds it here."))
            return redirect("exchange", arrangement=member.arrangement.public_id, number=made.number)
    return show(request, member, "exchange/new.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


@for_members(Permission.READ)
def exchange(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = exchange_of(member.arrangement, number)
    return _opened(request, member, found) if found.opened else _sealed(request, member, found)


def _sealed(request: HttpRequest, member: Member, found: Exchange) -> HttpResponse:
    held = places(found)
    finishers = _finishers(member)
    own = takes_part(member, found)
    shown = [
        PlaceShown(mark, *words.PROGRESS[place.progress], place.holder == member.body, place.holder in finishers)
        for mark, place in zip(marks_of([place.holder for place in held], member), held, strict=True)
    ]
    context = {
        "exchange": found,
        "places": shown,
        "done": sum(place.progress == "done" for place in held),
        "takes_part": own,
        "is_done": own and any(place.seal and place.holder == member.body for place in held),
        "parts": [(part, words.PARTS[part.section]) for part in parts_of(found, member)] if own else [],
        "may_record": member.may(Permission.RECORD),
        "may_finish": member.may(Permission.CORRECT),
        "asked": [words.PARTS[section] for section in found.sections],
        "operator": settings.OPERATOR,
    }
    return show(request, member, "exchange/sealed.html", context)


def _finishers(member: Member) -> set[str]:
    """The bodies with somebody who may say that they are done."""
    roles = ALLOWED[Permission.CORRECT]
    found = Membership.objects.filter(arrangement=member.arrangement, ended__isnull=True, role__in=roles)
    return set(found.values_list("body", flat=True))


def _opened(request: HttpRequest, member: Member, found: Exchange) -> HttpResponse:
    answers = answers_in(found)
    proofs = proofs_of(found, answers, member)
    told = told_in(found, answers)
    evidence = evidence_now(member)
    marks = tuple(proof.mark for proof in proofs)
    comparison = compare(told, evidence.of(Service), _concern)
    context = {
        "exchange": found,
        "proofs": proofs,
        "headline": _headline(proofs),
        "is_whole": all(shown.state in ("unchanged", "no_answer") for shown in proofs),
        "page": opened_page(comparison, marks),
        "comparison": comparison,
        "directions": [(symbol, name) for symbol, name, _hint in words.DIRECTIONS.values()],
        "since": _since(found, told, evidence, marks),
        "operator": settings.OPERATOR,
    }
    return show(request, member, "exchange/opened.html", context)


def _concern(indicator: str, value: float) -> float:
    band = site_catalogue().indicators[indicator]
    return concern_of(value, band.healthy, band.critical)


def proofs_of(found: Exchange, answers: tuple[Answered, ...], member: Member) -> tuple[ProofShown, ...]:
    """What the digests say of each partner's answer, in the order of the exchange."""
    held = places(found)
    by_number = {answer.entry.envelope.number: answer for answer in answers}
    marks = marks_of([_speaker(place) for place in held], member)
    return tuple(_proof(mark, by_number[place.seal.number] if place.seal else None) for mark, place in zip(marks, held, strict=True))


def _speaker(place: Place) -> str:
    return place.seal.body if place.seal else place.holder


def _proof(mark: PartnerMark, answer: Answered | None) -> ProofShown:
    return ProofShown(mark, answer.proof if answer else "no_answer", answer)


def _headline(proofs: tuple[ProofShown, ...]) -> str:
    altered = [shown.mark.short for shown in proofs if shown.state == "altered"]
    if altered:
        return _("Something was changed after it was sealed. Do not rely on this page until that is explained.")
    silent, everybody = sum(shown.state == "no_answer" for shown in proofs), len(proofs)
    if silent == everybody:
        return _("Nobody answered before the exchange opened.")
    if silent:
        said = {"answered": everybody - silent, "everybody": everybody}
        return _("%(answered)d of %(everybody)d answered before anyone could look, and nothing has changed since.") % said
    if everybody == 1:
        return _("The answer was sealed before anyone could look, and nothing has changed since.")
    return _("%(who)s answered before anyone could look, and nothing has changed since.") % {"who": all_of(everybody).capitalize()}


def _since(found: Exchange, told: tuple[Told, ...], evidence: Evidence, marks: tuple[PartnerMark, ...]) -> Mapping[str, object] | None:
    before = earlier(found)
    if before is None:
        return None
    services = {service.service: service.name for service in evidence.of(Service)}
    changed = moved(told_in(before, answers_in(before)), told)
    rows = [(mark, moved_shown([one for one in changed if one.partner == mark.code], services)) for mark in marks]
    return {"before": before, "rows": [(mark, shown) for mark, shown in rows if shown]}


def marks_of(codes: list[str], member: Member) -> tuple[PartnerMark, ...]:
    """The marks of partners under the names that the person may read."""
    names = partner_names(evidence_now(member))
    return partner_marks(codes, names)
