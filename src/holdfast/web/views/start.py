"""The first page, and the pages about the site itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.core.words import RATINGS, SCALE
from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import COMPLETE, assessed, examples
from holdfast.web.page.assessment import scale_of, strip_of

PREVIEW_ROWS = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    catalogue = site_catalogue()
    ctx: dict[str, object] = {"preview": None, "catalogue": catalogue, "limit": 25}
    if any(example.slug == COMPLETE for example in examples()):
        found = assessed(COMPLETE)
        strip = strip_of(found.assessment.findings, catalogue, lambda id: reverse("example_finding", args=[COMPLETE, id]))
        ctx["preview"] = {"assessment": found.assessment, "scale": scale_of(found.assessment), "rows": strip.told[:PREVIEW_ROWS]}
    return render(request, "start/home.html", ctx)


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    catalogue = site_catalogue()
    ctx = {
        "weights": catalogue.weights.values(),
        "floors": catalogue.floors.values(),
        "priors": [(catalogue.problem_or_pattern(prior.id), prior) for prior in catalogue.priors.values()],
        "rules": [(RATINGS[rule.rating], rule) for rule in catalogue.rules],
        "ratings": [RATINGS[rating] for rating in SCALE],
        "floor": catalogue.floors["outlook_coverage"].value,
    }
    return render(request, "start/how_it_works.html", ctx)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "start/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "start/privacy.html")
