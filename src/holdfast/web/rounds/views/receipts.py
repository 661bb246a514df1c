"""Whether the answers behind a receipt code were counted. It says nothing else, and to whoever has the code."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from holdfast.web.accounts.models import Invitation
from holdfast.web.rounds.closing import said_on
from holdfast.web.rounds.models import ClosedAnswers, Sheet

UNPROCESSABLE = 422
LONGEST = 40


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    code = " ".join(request.POST.get("code", "").split())[:LONGEST]
    error = found = ""
    if request.method == "POST":
        found = _found(code) if code else ""
        error = "" if found else _("No answers with this code are known here. Check each letter.")
    ctx = {"code": code, "error": error, "found": found}
    return render(request, "rounds/answering/receipt.html", ctx, status=UNPROCESSABLE if error else 200)


def _found(code: str) -> str:
    digest = Invitation.digest(code.upper().replace(" ", "-"))
    if Sheet.objects.filter(receipt_digest=digest).exists():
        return _("Your answers are in. They will be counted when the round closes.")
    for answers in ClosedAnswers.objects.filter(content__contains=digest):
        if any(said_on(sheet)["receipt"] == digest for sheet in json.loads(answers.content)):
            return _("Your answers were counted.")
    return ""
