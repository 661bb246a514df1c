"""How each figure of a round is worked out, with its limits and where it comes from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.core.rounds.asked import SMALLEST_MINIMUM, USUAL_MINIMUM


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "rounds/method.html", {"smallest": SMALLEST_MINIMUM, "usual": USUAL_MINIMUM})
