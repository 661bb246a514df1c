"""Recording: add, correct, retire with a reason, reveal. Nothing typed is lost on an error, a lost session or a stale form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.alignment.told import SEALED_SECTIONS
from holdfast.core.evidence import Record
from holdfast.core.evidence.check import EvidenceRefused, RawRecord, check
from holdfast.core.evidence.fields import build_checked
from holdfast.files.layout import columns
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.changes_evidence import enter, entered_before
from holdfast.web.arrangements.evidence.content import content_of
from holdfast.web.arrangements.evidence.drafts import Arrived, arrived, forget, keeps_what_is_typed
from holdfast.web.arrangements.evidence.fields import shown_again
from holdfast.web.arrangements.evidence.forms import EvidenceForm, ReasonForm, RecordForm, RevealForm
from holdfast.web.arrangements.evidence.recorded import Recorded, Stated
from holdfast.web.arrangements.evidence.themes import kind_or_404, theme_of
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission
from holdfast.web.arrangements.views.evidence import gone, rights

UNPROCESSABLE = 422
CONFLICT = 409
AGAIN = "again"
ANYWAY = "anyway"
NOT_YOURS = gettext_lazy("Only the body that a record speaks for can change it: whoever entered it, or an editor or a lead of that body.")


@keeps_what_is_typed(Permission.RECORD)
def add(request: HttpRequest, member: Member, theme: str, section: str) -> HttpResponse:
    kind = kind_or_404(theme, section)
    if not theme_of(kind).is_typed:
        raise Http404
    recorded, came = Recorded(member), arrived(request, member)
    like = _like(request, recorded, kind)
    form = RecordForm(
        kind,
        recorded.words,
        data=came.data,
        initial=_begins_with(request, member, kind),
        record=like.record if like else None,
        visibility=like.widest if like and like.widest != "sealed" else "partners",
    )
    clash = twin = None
    if came.is_sent:
        change = Change(section=section, raw=_raw(form), visibility=_visibility(form))
        twin = None if request.POST.get("do") == ANYWAY else _twin(kind, change.raw, recorded)
        # A form that has been entered already is its own twin.
        twin = None if twin is not None and _is_in(member, came) else twin
        if twin is not None:
            form.add_error(None, _("Exactly this is recorded already. Look at it, or record it once more below."))
        elif _enter(form, member, change, came, recorded):
            return _added(request, member, form)
        clash = twin or _clash(kind, change.raw, recorded)
    ctx = {"like": like, "clash": clash, "is_twin": twin is not None, "is_for_exchange": section in SEALED_SECTIONS}
    return _form_page(request, member, "evidence/add.html", kind, form, came, ctx)


def _like(request: HttpRequest, recorded: Recorded, kind: type[Record]) -> Stated | None:
    """The record that a new one begins from, where an address names one of this kind."""
    number = request.GET.get("from", "")
    stated = recorded.entry(int(number)) if number.isdecimal() and len(number) < 10 else None
    return stated if stated and isinstance(stated.record, kind) else None


def _begins_with(request: HttpRequest, member: Member, kind: type[Record]) -> dict[str, Any]:
    """Today, the source of the person's last entry, and their own body where a partner is asked for."""
    specs = {spec.name: spec for spec in columns(kind)}
    begins: dict[str, Any] = {"on": shown_again(specs["on"], timezone.localdate())}
    begins.update({"source": request.session.get(_source_of(member), ""), "note": ""})
    if specs["partner"].required and kind.meta.code != "partner" and "from" not in request.GET:
        begins["partner"] = member.body
    return begins


def _source_of(member: Member) -> str:
    """Where the session remembers the source of the last entry in this arrangement."""
    return f"source {member.arrangement.public_id}"


def _added(request: HttpRequest, member: Member, form: RecordForm) -> HttpResponse:
    _remember(request, member, form)
    messages.success(request, _("Recorded under %(kind)s.") % {"kind": form.kind.meta.title})
    if request.POST.get("do") == AGAIN:
        return redirect("add_record", member.arrangement.public_id, theme_of(form.kind).id, form.kind.meta.section)
    return redirect(_theme_page(member, form.kind))


def _theme_page(member: Member, kind: type[Record]) -> str:
    """The page on which records of a kind stand."""
    return f"{reverse('evidence_theme', args=[member.arrangement.public_id, theme_of(kind).id])}#{kind.meta.section}"


def _is_in(member: Member, came: Arrived) -> bool:
    """Whether this form has been entered already: a second click, or a page that was sent again."""
    return came.is_sent and entered_before(member, once=came.key.once, sent=came.typed) is not None


def _remember(request: HttpRequest, member: Member, form: EvidenceForm) -> None:
    source = str(form.cleaned_data.get("source") or "")
    # Only where it is another one: setting it writes the session.
    if request.session.get(_source_of(member)) != source:
        request.session[_source_of(member)] = source


@keeps_what_is_typed(Permission.RECORD)
def correct(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    recorded, came = Recorded(member), arrived(request, member)
    if _is_in(member, came):
        return redirect("entry", arrangement=member.arrangement.public_id, number=number)
    stated = recorded.entry(number)
    if stated is None:
        return _stale(request, member, recorded, number, came)
    if not rights(member, recorded, stated)["may_correct"]:
        raise PermissionDenied(NOT_YOURS)
    form = _correction_form(stated, recorded, came.data)
    if came.is_sent:
        change = Change(
            section=stated.record.meta.section,
            raw=_raw(form),
            visibility=_visibility(form) if "visibility" in form.fields else stated.visibility,
            exchange=stated.envelope.exchange if "visibility" not in form.fields else None,
            target=number,
            reason=form.cleaned_data.get("reason", ""),
        )
        _say_if_unchanged(form, stated, change)
        numbers = _enter(form, member, change, came, recorded)
        if numbers:
            _remember(request, member, form)
            messages.success(request, _("Corrected. What it said before stays in the history."))
            return redirect("entry", arrangement=member.arrangement.public_id, number=numbers[0])
        now = Recorded(member)
        if now.entry(number) is None:
            return _stale(request, member, now, number, came)
    ctx = {"stated": stated, "label": recorded.words.label(stated.record), "naming": recorded.naming(stated)}
    return _form_page(request, member, "evidence/correct.html", type(stated.record), form, came, ctx)


def _correction_form(stated: Stated, recorded: Recorded, data: Any) -> RecordForm:
    form = RecordForm(
        type(stated.record), recorded.words, data=data, record=stated.record, visibility=stated.widest, widest_so_far=stated.widest
    )
    form.ask_why()
    return form


def _say_if_unchanged(form: RecordForm, stated: Stated, change: Change) -> None:
    made = _made(form, stated.record.id)
    if made is not None and content_of(made) == content_of(stated.record) and change.visibility == stated.widest:
        form.add_error(None, _("Nothing is different yet. Change what was wrong, or go back."))


def _made(form: RecordForm, id: str) -> Record | None:
    """The record that was typed, where it can be made."""
    return build_checked(form.kind, {**_raw(form), "id": id}).made


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two versions, side by side."""

    title: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs


def _stale(request: HttpRequest, member: Member, recorded: Recorded, number: int, came: Arrived) -> HttpResponse:
    """Somebody has replaced or retired the record meanwhile: both versions side by side, and what was typed in a form again."""
    before = recorded.told(number)
    if came.data is None or before is None:
        return gone(request, member, recorded, number)
    now = recorded.successor(number)
    kind = type(before)
    form = _correction_form(now, recorded, came.data) if now else RecordForm(kind, recorded.words, data=came.data, record=before)
    form.is_valid()
    here = member.arrangement.public_id
    may_take = rights(member, recorded, now)["may_correct"] if now else True
    action = (
        reverse("correct", args=[here, now.number]) if now else reverse("add_record", args=[here, theme_of(kind).id, kind.meta.section])
    )
    ctx = {
        "meta": kind.meta,
        "number": number,
        "now": now,
        "teller": recorded.body_name(now.envelope.body) if now else "",
        "compared": list(_compare(form, now.record if now else None, recorded)),
        "may_take": may_take,
        "action": action,
        "form": form,
        "key": came.key.at(action).signed,
    }
    return show(request, member, "evidence/stale.html", ctx, status=CONFLICT)


def _compare(form: RecordForm, theirs: Record | None, recorded: Recorded) -> Sequence[Compared]:
    raw, made = _raw(form), _made(form, "1")
    rows = []
    for spec in form.specs:
        value = getattr(made, spec.name) if made else raw[spec.name]
        mine = recorded.words.alone(spec, value) if made else str(value if value is not None else "")
        other = recorded.words.alone(spec, getattr(theirs, spec.name)) if theirs else ""
        if mine or other:
            rows.append(Compared(spec.says.title, mine, other))
    return rows


@keeps_what_is_typed(Permission.RECORD)
def retire(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    recorded, came = Recorded(member), arrived(request, member)
    before = recorded.told(number)
    if before is not None and _is_in(member, came):
        return redirect(_theme_page(member, type(before)))
    stated = recorded.entry(number)
    if stated is None:
        return gone(request, member, recorded, number, typed=request.POST.get("reason", ""))
    if not rights(member, recorded, stated)["may_retire"]:
        raise PermissionDenied(NOT_YOURS)
    form = ReasonForm(came.data)
    if came.is_sent and form.is_valid():
        # As widely readable as what it retires: a reason may say as much as the record did.
        change = Change(
            act="retire",
            target=number,
            reason=form.cleaned_data["reason"],
            visibility=stated.visibility,
            exchange=stated.envelope.exchange,
        )
        if _told(form, member, change, came):
            messages.success(request, _("Retired. It stays in the history, with your reason."))
            return redirect(_theme_page(member, type(stated.record)))
    ctx = {"stated": stated, "label": recorded.words.label(stated.record), "naming": recorded.naming(stated)}
    return _form_page(request, member, "evidence/retire.html", type(stated.record), form, came, ctx)


@keeps_what_is_typed(Permission.CORRECT)
def reveal(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    recorded, came = Recorded(member), arrived(request, member)
    if _is_in(member, came):
        return redirect("entry", arrangement=member.arrangement.public_id, number=number)
    stated = recorded.entry(number)
    if stated is None:
        return gone(request, member, recorded, number, typed=request.POST.get("reason", ""))
    if not rights(member, recorded, stated)["may_reveal"]:
        raise PermissionDenied(NOT_YOURS)
    form = RevealForm(came.data, wider_than=stated.widest)
    if came.is_sent and form.is_valid():
        change = Change(act="reveal", target=number, reason=form.cleaned_data["reason"], visibility=form.cleaned_data["visibility"])
        if _told(form, member, change, came):
            messages.success(request, _("Revealed."))
            return redirect("entry", arrangement=member.arrangement.public_id, number=number)
    ctx = {"stated": stated, "label": recorded.words.label(stated.record)}
    return _form_page(request, member, "evidence/reveal.html", type(stated.record), form, came, ctx)


def _raw(form: EvidenceForm) -> dict[str, Any]:
    form.is_valid()
    return form.raw()


def _visibility(form: EvidenceForm) -> Any:
    return form.cleaned_data.get("visibility", "private")


def _enter(form: RecordForm, member: Member, change: Change, came: Arrived, recorded: Recorded) -> list[int]:
    """Enter a record, or say at its fields why not; the numbers of the entries, none where it was refused."""
    if form.errors:
        _say_the_rest(form, change, recorded)
        return []
    return _told(form, member, change, came)


def _say_the_rest(form: RecordForm, change: Change, recorded: Recorded) -> None:
    """Where the form itself has a fault, whatever the check would say is said with it."""
    beside = recorded.without(change.target)
    try:
        check(None, {change.section: [RawRecord(1, change.raw)]}, beside=beside)
    except EvidenceRefused as refused:
        form.tell([fault for fault in refused.faults if fault.field not in form.errors])


def _told(form: Any, member: Member, change: Change, came: Arrived) -> list[int]:
    try:
        numbers = enter(by=member, changes=[change], once=came.key.once, sent=came.typed)
    except EvidenceRefused as refused:
        form.tell(refused.faults)
        return []
    except LedgerRefused as refused:
        form.add_error(None, str(refused))
        return []
    forget(member, came.key)
    return numbers


def _twin(kind: type[Record], raw: Mapping[str, Any], recorded: Recorded) -> Stated | None:
    """The same event told already for the same body: most often a page that was gone back to and sent again."""
    made = build_checked(kind, {**raw, "id": "1"}).made
    if made is None or made.meta.shape == "state":
        return None
    content, body = content_of(made), recorded.member.body
    return next((stated for stated in recorded.of(kind) if stated.envelope.body == body and content_of(stated.record) == content), None)


def _clash(kind: type[Record], raw: Mapping[str, Any], recorded: Recorded) -> Stated | None:
    """What is recorded already on the same thing and the same day, where a record was refused for that."""
    made = build_checked(kind, {**raw, "id": "1"}).made
    if made is None or made.meta.shape == "event":
        return None
    return next((stated for stated in recorded.of(kind) if (stated.record.on, stated.record.key()) == (made.on, made.key())), None)


def _form_page(
    request: HttpRequest, member: Member, template: str, kind: type[Record], form: Any, came: Arrived, context: Mapping[str, Any]
) -> HttpResponse:
    """A page with a form: as it begins, as it was sent with its errors, or as it was kept."""
    ctx = {**context, "form": form, **came.around}
    is_wrong = came.is_sent or came.is_old
    return show(request, member, template, {"theme": theme_of(kind), "meta": kind.meta, **ctx}, status=UNPROCESSABLE if is_wrong else 200)
