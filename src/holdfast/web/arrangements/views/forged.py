"""The page for a form whose token no longer holds: what was typed in a form of the evidence is kept and shown again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from holdfast.web.again import again_of
from holdfast.web.arrangements.evidence.drafts import keep
from holdfast.web.views.errors import forged as plain


def forged(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Back to the form where it is one of ours: its key was signed for its author, who alone will see it again.

    A link by which somebody tells or answers something needs no key: only whoever has it can have sent this.
    """
    match = request.resolver_match
    again = again_of(match.func) if match is not None else None
    if match is not None and again is not None:
        return again(request, **match.kwargs)
    address = keep(request)
    return redirect(address) if address else plain(request, reason)
