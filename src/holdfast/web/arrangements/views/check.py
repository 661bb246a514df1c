"""Whether the stored ledger is whole, checked when somebody asks, with the receipts they kept."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from holdfast.ledger import Verification
from holdfast.ledger.verify import receipt
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.verified import verified

UNPROCESSABLE = 422
RECEIPTS_READ = 200


class ReceiptsField(forms.CharField):
    """Receipts as somebody has written them down, one a line; each line that is none is said."""

    widget = forms.Textarea({"rows": 3, "spellcheck": "false", "autocomplete": "off"})

    def clean(self, value: str | None) -> dict[int, str]:
        lines = [line for line in (super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > RECEIPTS_READ:
            raise ValidationError(_("Give at most %(count)d receipts at a time"), params={"count": RECEIPTS_READ})
        found: dict[int, str] = {}
        faults = []
        for line in lines:
            try:
                number, digest = receipt(line)
                found[number] = digest
            except ValueError as error:
                faults.append(ValidationError(str(error)))
        if faults:
            raise ValidationError(faults)
        return found


class Receipts(forms.Form):
    """What to hold the ledger against."""

    receipts = ReceiptsField(
        label=_("Receipts you kept"),
        help_text=_("One a line: the number of the entry and its chain digest. A receipt proves more than the ledger can by itself."),
        required=False,
        max_length=40_000,
    )


@for_members(Permission.AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def check_ledger(request: HttpRequest, member: Member) -> HttpResponse:
    form = Receipts(request.POST if request.method == "POST" else None)
    found: Verification | None = None
    anchors: dict[int, str] = {}
    if form.is_bound and form.is_valid():
        anchors = form.cleaned_data["receipts"]
        found = verified(member.arrangement, anchors=anchors)
    context = {"form": form, "found": found, "receipts": len(anchors)}
    return show(request, member, "ledger/check.html", context, status=UNPROCESSABLE if form.errors else 200)
