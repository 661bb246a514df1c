"""Receipts of sealed answers, and the page on which anybody can check them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.ledger.canonical import canonical
from holdfast.ledger.receipt import NoReceipt, Proof, Receipt, entered_at, receipt_text
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.exchange_forms import PasteForm
from holdfast.web.arrangements.exchanges import Answered, answered_at, answers_in, exchange_of, own_exchange
from holdfast.web.arrangements.models import Exchange, StoredEntry
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of
from holdfast.web.arrangements.views.exchange import ProofShown, marks_of, proofs_of
from holdfast.web.downloads import download

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Pasted:
    """What became of a pasted receipt."""

    matches: bool
    sentence: Promise | str


def _own_answer(member: Member, number: int) -> tuple[Exchange, Answered]:
    """The answer that the person's body sealed.

    Raises:
        Http404: it has sealed none.
        PermissionDenied: it takes no part.
    """
    found = own_exchange(member, number)
    seal = state_of(member.arrangement).standing.seal_of(number, member.body)
    if seal is None:
        raise Http404
    return found, answered_at(member.arrangement, seal.number)


@for_members(Permission.READ)
def receipt(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found, answered = _own_answer(member, number)
    context = {
        "exchange": found,
        "entry": answered.entry,
        "mark": marks_of([answered.entry.envelope.body], member)[0],
        "entered": entered_at(answered.entry.envelope.entered),
        "by": _by(answered),
        "text": _text(member, answered),
    }
    return show(request, member, "exchange/receipt.html", context)


@for_members(Permission.READ)
def receipt_file(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    _found, answered = _own_answer(member, number)
    name = f"receipt-{answered.entry.envelope.body}-exchange-{number}.txt"
    return download(_text(member, answered).encode(), "text/plain; charset=utf-8", name)


def _by(answered: Answered) -> str:
    author = User.objects.filter(public_id=answered.entry.envelope.author).first()
    if author is None:
        return _("somebody who has since left")
    return f"{author.name}, {author.post}" if author.post else author.name


def _text(member: Member, answered: Answered) -> str:
    mark = marks_of([answered.entry.envelope.body], member)[0]
    return receipt_text(answered.entry, name=member.arrangement.name, partner=mark.name, by=_by(answered))


@for_members(Permission.READ)
def check(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = exchange_of(member.arrangement, number)
    form = PasteForm(request.POST or None)
    pasted = None
    if request.method == "POST" and form.is_valid():
        try:
            pasted = _pasted(member, Receipt.read(form.cleaned_data["receipt"]))
        except NoReceipt as missing:
            form.add_error("receipt", str(missing))
    context = {
        "exchange": found,
        "proofs": _readable(member, found),
        "form": form,
        "pasted": pasted,
        "operator": settings.OPERATOR,
    }
    return show(request, member, "exchange/check.html", context, status=UNPROCESSABLE if form.errors else 200)


def _readable(member: Member, found: Exchange) -> tuple[ProofShown, ...]:
    """The answers that the person may open: all once the exchange has opened, before that their own body's."""
    if found.opened:
        return proofs_of(found, answers_in(found), member)
    seal = state_of(member.arrangement).standing.seal_of(found.number, member.body) if member.body else None
    if seal is None:
        return ()
    answered = answered_at(member.arrangement, seal.number)
    return (ProofShown(marks_of([seal.body], member)[0], answered.proof, answered),)


def _pasted(member: Member, kept: Receipt) -> Pasted:
    """Lay a kept receipt beside the entry it names. Nothing of what the entry says is shown, so it need not have opened."""
    if kept.arrangement != str(member.arrangement.public_id):
        return Pasted(False, _("This receipt belongs to another arrangement."))
    if not StoredEntry.objects.filter(arrangement=member.arrangement, number=kept.number).exists():
        return Pasted(False, _("The ledger has no entry of this number. It had one when the receipt was made: it was cut short since."))
    answered = answered_at(member.arrangement, kept.number)
    differences = kept.differences(Receipt.of(answered.entry))
    if differences:
        return Pasted(False, _("It does not match the ledger: %(lines)s differ.") % {"lines": ", ".join(differences)})
    return _OUTCOMES[answered.proof]


_OUTCOMES: Mapping[Proof, Pasted] = {
    "unchanged": Pasted(True, gettext_lazy("It matches. Both digests were worked out anew: nothing was changed since it was sealed.")),
    "erased": Pasted(True, gettext_lazy("It matches, but the words were erased since: taken back before the opening, or removed later.")),
    "altered": Pasted(False, gettext_lazy("The digests on record match, but what is kept under them does not: it was altered since.")),
}


@for_members(Permission.READ)
def content(request: HttpRequest, member: Member, number: int, entry: int) -> HttpResponse:
    """The exact bytes that were sealed, for somebody who works the digest out by hand."""
    said = _to_open(member, number, entry).entry.payload
    return download(canonical(said), "application/json", f"entry-{entry}.json")


@for_members(Permission.READ)
def salt(request: HttpRequest, member: Member, number: int, entry: int) -> HttpResponse:
    """The 32 random bytes that were sealed with it."""
    return download(_to_open(member, number, entry).entry.salt or b"", "application/octet-stream", f"entry-{entry}.salt")


@for_members(Permission.READ)
def envelope(request: HttpRequest, member: Member, number: int, entry: int) -> HttpResponse:
    """What is known of the entry without opening it, as it entered the chain."""
    said = _shown(member, number, entry).entry.envelope.plain()
    return download(canonical(said), "application/json", f"entry-{entry}.envelope")


def _shown(member: Member, number: int, entry: int) -> Answered:
    """An answer that the person may open.

    Raises:
        Http404: there is none, or not for them yet.
    """
    shown = [one.answer for one in _readable(member, exchange_of(member.arrangement, number)) if one.answer]
    found = next((answer for answer in shown if answer.entry.envelope.number == entry), None)
    if found is None:
        raise Http404
    return found


def _to_open(member: Member, number: int, entry: int) -> Answered:
    """The same, where its words are still there.

    Raises:
        Http404: they were erased.
    """
    found = _shown(member, number, entry)
    if found.entry.payload is None:
        raise Http404
    return found
