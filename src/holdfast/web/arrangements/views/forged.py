"""The page for a form whose token no longer holds: what was typed in a form of the evidence is kept and shown again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from holdfast.web.arrangements.evidence.drafts import keep
from holdfast.web.views.errors import forged as plain


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Back to the form where it is one of ours: its key was signed for its author, who alone will see it again."""
    address = keep(request)
    return redirect(address) if address else plain(request, reason)
