"""The arrangement's head: its name, summary, stage, legal form, currency and price year."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from holdfast.core.evidence import Arrangement
from holdfast.core.evidence.check import HEAD, EvidenceRefused
from holdfast.core.evidence.fields import build_checked
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.changes_evidence import enter, entered_before, head_number
from holdfast.web.arrangements.evidence.drafts import arrived, forget, keeps_what_is_typed
from holdfast.web.arrangements.evidence.forms import HeadForm
from holdfast.web.arrangements.evidence.recorded import Recorded
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission

UNPROCESSABLE = 422
CONFLICT = 409


@keeps_what_is_typed(Permission.HEAD)
def head(request: HttpRequest, member: Member) -> HttpResponse:
    """The form. `seen` is the entry it was made from: where another lead has changed it since, both are shown."""
    recorded, came = Recorded(member), arrived(request, member)
    if came.is_sent and entered_before(member, once=came.key.once, sent=came.typed) is not None:
        return redirect("evidence", arrangement=member.arrangement.public_id)
    stands = recorded.evidence.arrangement
    form = HeadForm(stands, recorded.words, data=came.data)
    status, is_stale = 200, False
    if came.is_sent and form.is_valid() and not _is_same(form, stands):
        try:
            seen = request.POST.get("seen", "")
            change = Change(section=HEAD, raw=form.raw())
            enter(by=member, changes=[change], once=came.key.once, sent=came.typed, head=int(seen) if seen.isdecimal() else 0)
        except EvidenceRefused as refused:
            form.tell(refused.faults)
        except LedgerRefused:
            is_stale = True
        else:
            forget(member, came.key)
            messages.success(request, _("Saved. What it said before stays in the history."))
            return redirect("evidence", arrangement=member.arrangement.public_id)
    if came.is_sent or came.is_old:
        status = CONFLICT if is_stale else UNPROCESSABLE
    ctx = {
        "form": form,
        "key": came.key.signed,
        "is_restored": came.is_restored,
        "is_old": came.is_old,
        "is_stale": is_stale,
        "stands": [(spec.says.title, recorded.words.alone(spec, getattr(stands, spec.name))) for spec in form.specs],
        "seen": came.data.get("seen", "") if came.data is not None and not is_stale else head_number(member.arrangement),
    }
    return show(request, member, "evidence/head.html", ctx, status=status)


def _is_same(form: HeadForm, stands: Arrangement) -> bool:
    """Whether nothing was changed; the form says so then."""
    made = build_checked(Arrangement, form.raw()).made
    is_same = made is not None and all(getattr(made, spec.name) == getattr(stands, spec.name) for spec in form.specs)
    if is_same:
        form.add_error(None, _("Nothing is different yet. Change something, or go back."))
    return is_same
