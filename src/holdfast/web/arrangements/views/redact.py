"""Erasing personal words from an entry: asked for once more, with the reason, before they go."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from holdfast.ledger.rules import LedgerRefused
from holdfast.web.arrangements.changes_redact import redact, versions
from holdfast.web.arrangements.history import History
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of

UNPROCESSABLE = 422


class Reason(forms.Form):
    """Why the words go: it stays in the ledger in their place."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are erased"),
        help_text=gettext_lazy("Say it without the words themselves: this stays in the ledger, and cannot be changed."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the words are erased")},
    )


@for_members(Permission.HEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = History(member.arrangement, state_of(member.arrangement), member.reader)
    line = found.lines([number])[0] if 0 < number <= found.state.count else None
    if line is None or line.access == "closed":
        raise Http404
    form = Reason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = redact(by=member, number=number, reason=form.cleaned_data["reason"])
        except LedgerRefused as refused:
            form.add_error(None, str(refused))
        else:
            done = ngettext("The words of %(count)d entry are erased.", "The words of %(count)d entries are erased.", len(rows))
            messages.success(request, done % {"count": len(rows)})
            return redirect("history_entry", arrangement=member.arrangement.public_id, number=number)
    numbers = versions(found.state, number)
    context = {"form": form, "line": line, "earlier": found.lines(numbers[1:]), "title": _("Erase words from entry %d") % number}
    return show(request, member, "ledger/erase.html", context, status=UNPROCESSABLE if form.errors else 200)
