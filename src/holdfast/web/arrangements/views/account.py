"""One's own account: name and post, how one signs in, where one takes part, and deleting it."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.web.accounts import changes as accounts
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.gate import signed_in
from holdfast.web.accounts.models import User
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.changes_tokens import live_tokens
from holdfast.web.arrangements.models import Membership
from holdfast.web.forms import sent

UNPROCESSABLE = 422


class Details(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument when it runs
    class Meta:
        model = User
        fields = ("name", "post")
        help_texts: Any = {"post": gettext_lazy("Such as head of ICT. Pages show it beside your name.")}
        error_messages: Any = {"name": {"required": gettext_lazy("Enter your name")}}


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = Details(sent(request), instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        accounts.change_details(by=user, **form.cleaned_data)
        messages.success(request, _("Your name and post are changed."))
        return redirect("account")
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "form": form,
        "memberships": Membership.objects.select_related("arrangement").filter(user=user, ended__isnull=True).order_by("arrangement__name"),
        "has_app": "totp" in kinds,
        "passkeys": kinds.count("webauthn"),
        "sessions": UserSession.objects.filter(user=user).count(),
        "tokens": live_tokens(user),
        "service": settings.SSO,
    }
    return render(request, "account/account.html", context, status=UNPROCESSABLE if form.errors else 200)


@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    """What is erased and what stays; and then, deleting."""
    user = cast(User, request.user)
    reasons = changes_people.reasons_to_stay(user)
    if request.method == "POST" and not reasons:
        try:
            changes_people.delete_account(by=user)
        except ChangeRefused as refused:
            reasons = [str(refused)]
        else:
            logout(request)
            return redirect("account_deleted")
    return render(request, "account/delete.html", {"reasons": reasons}, status=UNPROCESSABLE if request.method == "POST" else 200)


def deleted(request: HttpRequest) -> HttpResponse:
    return render(request, "account/deleted.html")
