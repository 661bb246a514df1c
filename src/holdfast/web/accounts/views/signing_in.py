"""The steps of signing in that differ from allauth's own: passkeys without a request behind the page, and what counts as safe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe


def _vouch(request: HttpRequest, kind: str) -> None:
    """This session has just shown a second factor; sessions opened without one end."""
    record_authentication(request, request.user, "mfa", type=kind)
    end_other_sessions(request, request.user)


class ActivateApp(ActivateTOTPView):  # type: ignore[misc]
    """Sets up an app that shows codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _vouch(self.request, "totp")
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """Adds a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _vouch(self.request, "webauthn")
        return response


_check_passkey = LoginWebAuthnView.as_view()


@require_POST
def use_passkey(request: HttpRequest) -> HttpResponseBase:
    """Ask the browser for a passkey, then sign in with it.

    The page is asked for by a form, not a link, since asking begins something that is kept in a session.
    """
    if request.user.is_authenticated:
        return redirect("portfolio")
    if "credential" in request.POST:
        response: HttpResponseBase = _check_passkey(request)
        return response
    return render(request, "account/passkey.html", {"options": as_json(begin_authentication(None))})


def as_json(options: Mapping[str, Any]) -> str:
    """What a browser needs to ask for a passkey, as text for the page."""
    return json.dumps(options, default=dict)


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signed_out.html")
