"""The arrangements a person takes part in, and the page that begins a new one."""

from __future__ import annotations

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from holdfast.core.evidence.check import EvidenceRefused
from holdfast.web.accounts.gate import signed_in
from holdfast.web.accounts.models import User
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.in_portfolio import ORDERS, SHOWN, chosen, portfolio_rows
from holdfast.web.arrangements.permissions import may_bring_in
from holdfast.web.forms import ShortName, sent

UNPROCESSABLE = 422


class NewArrangement(forms.Form):
    """What is needed to begin: everything else is recorded later."""

    name = forms.CharField(
        label=_("Name of the arrangement"), max_length=200, error_messages={"required": _("Enter the name of the arrangement")}
    )
    body_name = forms.CharField(label=_("Your body"), max_length=200, error_messages={"required": _("Enter the name of your body")})
    body = ShortName(label=_("Short name of your body"))


@signed_in
def portfolio(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    rows, altered = portfolio_rows(user)
    show, order = request.GET.get("show", "all"), request.GET.get("order", "name")
    context = {
        "rows": chosen(rows, show=show, order=order),
        "altered": altered,
        "all": len(rows),
        "show": show if show in SHOWN else "all",
        "may_bring_in": may_bring_in(user),
        "order": order if order in ORDERS else "name",
    }
    return render(request, "workspace/portfolio.html", context)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    own = {"body_name": user.organisation.name, "body": user.organisation.slug} if user.organisation else {}
    form = NewArrangement(sent(request), initial=own)
    if form.is_bound and form.is_valid():
        try:
            member = changes.begin(by=user, **form.cleaned_data)
        except EvidenceRefused as wrong:
            for fault in wrong.faults:
                form.add_error(None, fault.message)
        else:
            return redirect("overview", arrangement=member.arrangement.public_id)
    return render(request, "workspace/new.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)
