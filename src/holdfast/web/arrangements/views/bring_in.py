"""The page on which a ledger that was exported elsewhere becomes an arrangement here."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from holdfast.ledger.export import ExportRefused
from holdfast.web.accounts.gate import signed_in
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.changes_import import take_in
from holdfast.web.arrangements.imported import ImportRefused
from holdfast.web.arrangements.permissions import may_bring_in
from holdfast.web.arrangements.views.check import ReceiptsField

UNPROCESSABLE = 422


class BringIn(forms.Form):
    """The file, and for whom whoever brings it speaks."""

    file = forms.FileField(
        label=gettext_lazy("The exported ledger"),
        help_text=gettext_lazy("A file that ends in .jsonl, written by “Export” on the installation it comes from."),
        error_messages={"required": gettext_lazy("Choose a file first"), "empty": gettext_lazy("This file is empty")},
    )
    body = forms.SlugField(
        label=gettext_lazy("Short name of your body in it"),
        help_text=gettext_lazy("You become its lead here. The people of the other installation do not come with it: invite them anew."),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the short name of your body")},
    )
    receipts = ReceiptsField(
        label=gettext_lazy("Receipts you kept"),
        help_text=gettext_lazy("One a line: the number of an entry and its chain digest. A ledger that does not fit them is refused."),
        required=False,
        max_length=40_000,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not may_bring_in(user):
        raise PermissionDenied(_("Whoever runs this site can bring a ledger in, and so can whoever leads an arrangement here."))
    form = BringIn(request.POST, request.FILES) if request.method == "POST" else BringIn()
    if form.is_bound and form.is_valid():
        kept = _taken_in(user, form)
        if kept is not None:
            messages.success(request, _("The ledger is whole and is kept here. %(count)d entries came with it.") % {"count": kept.count})
            return redirect("overview", arrangement=kept.public_id)
    return render(request, "ledger/bring_in.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


def _taken_in(user: User, form: BringIn) -> Any:
    """The new arrangement, or nothing and the reasons in the form."""
    said = form.cleaned_data
    name = said["file"].name or _("This file")
    try:
        member, _verification = take_in(by=user, file=said["file"].file, body=said["body"], anchors=said["receipts"])
    except ExportRefused as refused:
        form.add_error("file", f"{name} {refused}")
    except ImportRefused as refused:
        form.add_error("file", [ValidationError(sentence) for sentence in refused.sentences])
    else:
        return member.arrangement
    return None
