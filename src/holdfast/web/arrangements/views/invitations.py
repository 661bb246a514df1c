"""An invitation from the side of the one invited: who invites them to what, and then an account, or the one they have."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence.facts import partner_names
from holdfast.ledger.reader import PARTNERS
from holdfast.web.accounts import changes as accounts
from holdfast.web.accounts.adapters import IN_HAND
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.forms import PASSWORD_RULES
from holdfast.web.accounts.gate import WANTED
from holdfast.web.accounts.models import Invitation, User
from holdfast.web.arrangements import changes_people
from holdfast.web.arrangements.models import Membership, OfferedPlace
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.people import roles_in_words
from holdfast.web.arrangements.state import state_of

UNPROCESSABLE, GONE, NOT_FOUND = 422, 410, 404


class NewAccount(forms.Form):
    """What an account needs; its address is the one that was invited."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, error_messages={"required": gettext_lazy("Enter your name")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    post = forms.CharField(
        label=gettext_lazy("Your post"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as head of ICT. Pages show it beside your name."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    password1 = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        help_text=PASSWORD_RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Enter a password")},
    )
    password2 = forms.CharField(
        label=gettext_lazy("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Enter the password again")},
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords differ"))
        elif first:
            try:
                validate_password(first, User(email=self.invitation.email, name=given.get("name", "")))
            except ValidationError as wrong:
                self.add_error("password1", wrong)
        return given


def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page that the link leads to."""
    found = accounts.invitation_of(token)
    return (
        _page(request, found) if found else _refused(request, _("There is no such invitation. Check that the address is whole."), NOT_FOUND)
    )


def in_hand(request: HttpRequest) -> HttpResponseBase:
    """The same page for somebody who went to sign in first: the token need not stand in an address again."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(token_digest=request.session.get(IN_HAND, "")).first()
    return _page(request, found) if found else redirect("portfolio")


def _page(request: HttpRequest, found: Invitation) -> HttpResponseBase:
    if found.refusal is not None:
        return _refused(request, str(found.refusal), GONE)
    act = request.POST.get("act", "")
    if request.method == "POST" and act in ACTS:
        return ACTS[act](request, found)
    return _show(request, found, NewAccount(found))


def _show(request: HttpRequest, found: Invitation, form: NewAccount, *, status: int = 200) -> HttpResponse:
    place = OfferedPlace.objects.select_related("arrangement").filter(invitation=found).first()
    context = {
        "invitation": found,
        "place": place,
        "bodies": _bodies(found, place) if place else {},
        "words": roles_in_words((Role(place.role),)) if place else (),
        "form": form,
        "has_account": User.objects.filter(email__iexact=found.email).exists(),
        "service": settings.SSO,
    }
    return render(request, "invitations/invitation.html", context, status=status)


def _bodies(found: Invitation, place: OfferedPlace) -> dict[str, str]:
    """The names of the body of the one who invites, and of the body the invitation is for: all that is told of the arrangement."""
    names = partner_names(state_of(place.arrangement).evidence(PARTNERS))
    inviter = Membership.objects.filter(arrangement=place.arrangement, user=found.invited_by, ended__isnull=True).first()
    return {"inviter": names.get(inviter.body, "") if inviter else "", "invited": names.get(place.body, place.body)}


def _make_account(request: HttpRequest, found: Invitation) -> HttpResponseBase:
    form = NewAccount(found, request.POST)
    if request.user.is_authenticated or not form.is_valid():
        return _show(request, found, form, status=UNPROCESSABLE)
    given = form.cleaned_data
    try:
        with transaction.atomic():
            made = accounts.make_account(
                email=found.email, name=given["name"], post=given["post"], password=given["password1"], organisation=found.organisation
            )
            place = changes_people.accept(by=made, invitation=found)
    except ChangeRefused as refused:
        form.add_error(None, str(refused))
        return _show(request, found, form, status=UNPROCESSABLE)
    record_authentication(request, made, "password", reauthenticated=True)
    response: HttpResponseBase = perform_login(request, made, redirect_url=reverse("mfa_index"))
    request.session[WANTED] = reverse("overview", args=[place.arrangement.public_id]) if place else reverse("portfolio")
    return response


def _accept(request: HttpRequest, found: Invitation) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return _sign_in(request, found)
    try:
        place = changes_people.accept(by=request.user, invitation=found)
    except ChangeRefused as refused:
        return _refused(request, str(refused), GONE)
    request.session.pop(IN_HAND, None)
    return redirect("overview", arrangement=place.arrangement.public_id) if place else redirect("portfolio")


def _sign_in(request: HttpRequest, found: Invitation) -> HttpResponseBase:
    request.session[IN_HAND] = found.token_digest
    return redirect("account_login")


def _with_service(request: HttpRequest, found: Invitation) -> HttpResponseBase:
    request.session[IN_HAND] = found.token_digest
    return redirect("openid_connect_login", provider_id="sso")


ACTS = {"make": _make_account, "accept": _accept, "sign_in": _sign_in, "service": _with_service}


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "invitations/refused.html", {"sentence": sentence}, status=status)
