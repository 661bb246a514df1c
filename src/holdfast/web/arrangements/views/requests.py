"""Asking somebody for one fact by link, and looking over what came back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from holdfast.core.alignment.told import SEALED_SECTIONS
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Record
from holdfast.core.evidence.check import EvidenceRefused
from holdfast.core.evidence.fields import build_checked
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.accounts import letters
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements import changes_requests
from holdfast.web.arrangements.asked import asker, filled_in_words, kind_of, request_or_404, requests_of
from holdfast.web.arrangements.evidence.drafts import Arrived, arrived, forget, keeps_what_is_typed
from holdfast.web.arrangements.evidence.recorded import Recorded
from holdfast.web.arrangements.evidence.tells import kind_of_indicator
from holdfast.web.arrangements.evidence.themes import THEMES, kind_or_404, theme_of
from holdfast.web.arrangements.models import FactRequest
from holdfast.web.arrangements.models.fact_request import Manner, State
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.request_forms import AskForm, LookOverForm, SetAsideForm

UNPROCESSABLE, CONFLICT = 422, 409


@for_members(Permission.RECORD)
def requests(request: HttpRequest, member: Member) -> HttpResponse:
    """Everything that one's own body has asked."""
    recorded = Recorded(member)
    rows = [
        {
            "asked": found,
            "kind": kind_of(found).meta.title,
            "about": ", ".join(words for _title, words in filled_in_words(found, recorded.words)),
            "may_withdraw": found.state in (State.OPEN, State.LATE) and changes_requests.may_withdraw(member, found),
        }
        for found in requests_of(member)
    ]
    return show(request, member, "requests/list.html", {"rows": rows})


@for_members(Permission.RECORD)
def choose(request: HttpRequest, member: Member) -> HttpResponse:
    """Which kind of fact; straight to its form where what is to be found out says it."""
    about = request.GET.get("about", "")
    kind = kind_of_indicator(about) if about in load_catalogue().indicators else None
    if kind is not None and theme_of(kind).is_typed:
        address = reverse("ask_by_link", args=[member.arrangement.public_id, theme_of(kind).id, kind.meta.section])
        return redirect(f"{address}?about={about}")
    themes = [{"theme": theme, "metas": [kind.meta for kind in theme.kinds]} for theme in THEMES if theme.is_typed]
    return show(request, member, "requests/choose.html", {"themes": themes})


@keeps_what_is_typed(Permission.RECORD)
def ask(request: HttpRequest, member: Member, theme: str, section: str) -> HttpResponse:
    kind = kind_or_404(theme, section)
    if not theme_of(kind).is_typed:
        raise Http404
    recorded, came = Recorded(member), arrived(request, member)
    form = AskForm(kind, recorded.words, data=came.data, initial=_begins_with(request, member, kind))
    if came.is_sent and form.is_right(recorded.evidence):
        return _made(request, member, kind, form, came)
    around = {"theme": theme_of(kind), "is_for_exchange": section in SEALED_SECTIONS}
    ctx = {"form": form, "meta": kind.meta, **around, **came.around}
    return show(request, member, "requests/ask.html", ctx, status=UNPROCESSABLE if came.is_sent or came.is_old else 200)


def _begins_with(request: HttpRequest, member: Member, kind: type[Record]) -> dict[str, Any]:
    """The question of what is to be found out, or all of an earlier request that is asked once more."""
    indicator = load_catalogue().indicators.get(request.GET.get("about", ""))
    begins: dict[str, Any] = {"question": indicator.ask} if indicator else {}
    again = request.GET.get("like", "")
    like = request_or_404(member, int(again)) if again.isdecimal() and len(again) < 10 else None
    if like is not None and kind_of(like) is kind:
        specs = {spec.name: spec for spec in AskForm(kind, Recorded(member).words, data=None, initial={}).specs}
        filled = {name: values if specs[name].type == "list" else values[0] for name, values in like.filled.items() if name in specs}
        begins = {"question": like.question, **filled}
    return begins


def _made(request: HttpRequest, member: Member, kind: type[Record], form: AskForm, came: Arrived) -> HttpResponse:
    """Make the request, send its letter where there is an address, and show the link this once."""
    given = form.cleaned_data
    made, token = changes_requests.ask(
        by=member,
        kind=kind,
        question=given["question"],
        asked_of=given["asked_of"],
        until=given["until"],
        filled=form.filled,
        once=came.key.once,
    )
    forget(member, came.key)
    if not token:
        messages.info(request, _("This was asked already. Its link was shown then, and cannot be shown again."))
        return redirect("requests", arrangement=member.arrangement.public_id)
    link = request.build_absolute_uri(reverse("asked", args=[token]))
    ctx = {"asked": made, "link": link, "asker": asker(made), "email": given["email"], "is_sent": False}
    if given["email"]:
        subject = _("%(name)s asks you for one fact") % {"name": " ".join(member.user.name.split())}
        ctx["is_sent"] = letters.send(request, given["email"], subject, "requests/letter.txt", ctx)
    return show(request, member, "requests/made.html", ctx)


@for_members(Permission.RECORD)
def withdraw(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = request_or_404(member, number)
    if request.method == "POST":
        try:
            changes_requests.withdraw(by=member, asked=found)
            messages.success(request, _("The link no longer works."))
        except ChangeRefused as refused:
            messages.warning(request, str(refused))
    return redirect("requests", arrangement=member.arrangement.public_id)


@keeps_what_is_typed(Permission.RECORD)
def look_over(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """One request with its answer; entered with one click."""
    found = request_or_404(member, number)
    if found.state != State.ANSWERED:
        return _settled(request, member, found)
    kind, recorded, came = kind_of(found), Recorded(member), arrived(request, member)
    is_fact = found.reply.manner == Manner.FACT
    form = LookOverForm(kind, recorded.words, found.reply, data=came.data) if is_fact else None
    if form is not None and came.is_sent:
        entered = _enter(form, member, found)
        if entered is not None:
            forget(member, came.key)
            messages.success(request, _("Entered. Its source says who answered, and when."))
            return redirect("entry", arrangement=member.arrangement.public_id, number=entered)
        if not form.errors:
            return redirect("look_over", arrangement=member.arrangement.public_id, number=number)
    ctx = {
        "asked": found,
        "meta": kind.meta,
        "theme": theme_of(kind),
        "about": filled_in_words(found, recorded.words),
        "told": _told(found, kind, recorded) if is_fact else (),
        "form": form,
        **came.around,
    }
    return show(request, member, "requests/look_over.html", ctx, status=UNPROCESSABLE if came.is_sent or came.is_old else 200)


def _told(found: FactRequest, kind: type[Record], recorded: Recorded) -> list[tuple[str, str]]:
    """What came back, in words; a value that cannot be read as one of its kind stands as it was typed."""
    form = LookOverForm(kind, recorded.words, found.reply)
    form.is_valid()
    raw = form.raw()
    made = build_checked(kind, {**raw, "id": "1"}).made
    told = []
    for spec in form.specs:
        value = raw.get(spec.name)
        words = recorded.words.alone(spec, getattr(made, spec.name)) if made else str(value if value is not None else "")
        if words:
            told.append((spec.says.title, words))
    return told


def _enter(form: LookOverForm, member: Member, found: FactRequest) -> int | None:
    """The number of the entry; nothing where it was refused, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return changes_requests.enter(by=member, asked=found, raw=form.raw(), visibility=form.cleaned_data["visibility"])
    except EvidenceRefused as refused:
        form.tell(refused.faults)
    except LedgerRefused as refused:
        form.add_error(None, str(refused))
    except ChangeRefused:
        return None
    return None


def _settled(request: HttpRequest, member: Member, found: FactRequest) -> HttpResponse:
    """There is nothing to look over: where the answer went, or why there is none."""
    kind, words = kind_of(found), Recorded(member).words
    ctx = {"asked": found, "meta": kind.meta, "theme": theme_of(kind), "about": filled_in_words(found, words)}
    return show(request, member, "requests/settled.html", ctx, status=CONFLICT if request.method == "POST" else 200)


@for_members(Permission.RECORD)
def set_aside(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = request_or_404(member, number)
    if found.state != State.ANSWERED:
        return _settled(request, member, found)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            changes_requests.set_aside(by=member, asked=found, reason=form.cleaned_data["reason"])
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Set aside. The answer is deleted; your reason stays with the question."))
            return redirect("requests", arrangement=member.arrangement.public_id)
    ctx = {"asked": found, "form": form}
    return show(request, member, "requests/set_aside.html", ctx, status=UNPROCESSABLE if form.errors else 200)
