"""The gate in front of everything that is kept: who must be signed in, and how safely."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from holdfast.web.accounts.models import User

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]

# A second factor, a passkey, or a sign-in service that answers for its own.
SAFE = frozenset({"mfa", "socialaccount"})
# Where somebody meant to go when they were asked to set up a second factor first.
WANTED = "wanted"


def signed_in(view: View) -> View:
    """Lets only people through who have signed in with more than a password; others are led to do so and then come back."""

    @functools.wraps(view)
    def gated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_safely_in(request):
            return _to_second_factor(request)
        if WANTED in request.session:
            del request.session[WANTED]
        return view(request, *args, **kwargs)

    gated.signed_in = True  # type: ignore[attr-defined]  # read by holdfast.web.routes
    return gated


def for_administrators(view: View) -> View:
    """Lets only administrators through; to others there is no such page."""

    @signed_in
    @functools.wraps(view)
    def gated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not cast(User, request.user).is_administrator:
            raise Http404
        return view(request, *args, **kwargs)

    return gated


def is_safely_in(request: HttpRequest) -> bool:
    """Whether this session was opened with more than a password.

    The session is asked, not the account: a session opened with a password alone, before there was a second factor, stays
    outside until the second factor has been used in it.
    """
    return any(record.get("method") in SAFE for record in get_authentication_records(request, cast(User, request.user)))


def _to_second_factor(request: HttpRequest) -> HttpResponseBase:
    """To the page that asks for the second factor, or that sets one up."""
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("portfolio")
    for kind, page in (("totp", "mfa_reauthenticate"), ("webauthn", "mfa_reauthenticate_webauthn")):
        if Authenticator.objects.filter(user=request.user, type=kind).exists():
            return redirect(f"{reverse(page)}?{urlencode({'next': wanted})}")
    request.session[WANTED] = wanted
    return redirect("mfa_index")
