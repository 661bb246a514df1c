"""The shares of all partners on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes_evidence import enter, entered_before
from holdfast.web.arrangements.evidence.drafts import Arrived, arrived, forget, keeps_what_is_typed
from holdfast.web.arrangements.evidence.fields import shown_again
from holdfast.web.arrangements.evidence.recorded import Recorded
from holdfast.web.arrangements.evidence.stakes import SPECS, StakesForm
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission

UNPROCESSABLE = 422
ADD_UP = "add_up"


@keeps_what_is_typed(Permission.RECORD)
def stakes(request: HttpRequest, member: Member) -> HttpResponse:
    """The form; “Add up” shows the sums and enters nothing."""
    recorded, came = Recorded(member), arrived(request, member)
    page = f"{reverse('evidence_theme', args=[member.arrangement.public_id, 'partners'])}#stakes"
    if came.is_sent and entered_before(member, once=came.key.once, sent=came.typed) is not None:
        return redirect(page)
    remembered = f"source {member.arrangement.public_id}"
    begins = {"on": shown_again(SPECS["on"], recorded.today), "source": request.session.get(remembered, "")}
    form = StakesForm(recorded, data=came.data, initial=begins)
    is_asking = request.POST.get("do") == ADD_UP
    if came.is_sent and not is_asking:
        numbers = _enter(form, member, came)
        if numbers:
            request.session[remembered] = str(form.cleaned_data.get("source") or "")
            message = ngettext("Recorded: the shares of %(count)d partner.", "Recorded: the shares of %(count)d partners.", len(numbers))
            messages.success(request, message % {"count": len(numbers)})
            return redirect(page)
    ctx = {"form": form, "key": came.key.signed, "is_restored": came.is_restored, "is_old": came.is_old}
    is_wrong = bool(form.errors) or came.is_old
    return show(request, member, "evidence/stakes.html", ctx, status=UNPROCESSABLE if is_wrong else 200)


def _enter(form: StakesForm, member: Member, came: Arrived) -> list[int]:
    if not form.is_valid():
        return []
    changes = form.changes()
    form.tell_sums()
    if not changes:
        form.add_error(None, _("Nothing is different from what holds now."))
    if form.errors:
        return []
    try:
        numbers = enter(by=member, changes=changes, once=came.key.once, sent=came.typed)
    except EvidenceRefused as refused:
        form.tell_rows(refused.faults, changes)
        return []
    except LedgerRefused as refused:
        form.add_error(None, str(refused))
        return []
    forget(member, came.key)
    return numbers
