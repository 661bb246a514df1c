"""How each figure of a round is worked out, with its limits and where it comes from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.core.rounds.agreement import SOME_FROM, STRONG_FROM
from holdfast.core.rounds.asked import SMALLEST_MINIMUM, USUAL_MINIMUM
from holdfast.core.rounds.codes import TIERS, UNSURE_TIERS
from holdfast.core.rounds.differences import PERMUTED_UP_TO
from holdfast.core.rounds.gaps import FAR_APART, HIGH, LOW, MANY_UNSURE
from holdfast.core.rounds.read import SHARED_FROM, STRENGTH_FROM


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "smallest": SMALLEST_MINIMUM,
        "usual": USUAL_MINIMUM,
        "tiers": tuple((*tier, max(start for start in UNSURE_TIERS if start[0] <= tier[0])[1]) for tier in TIERS),
        "some": SOME_FROM,
        "strong": STRONG_FROM,
        "permuted": PERMUTED_UP_TO,
        "far": FAR_APART,
        "unsure": MANY_UNSURE,
        "high": HIGH,
        "low": LOW,
        "strength": STRENGTH_FROM,
        "shared": SHARED_FROM,
    }
    return render(request, "rounds/method.html", context)
