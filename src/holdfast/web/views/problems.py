"""The 15 problems and the 7 patterns."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.core.catalogue.model import Problem
from holdfast.web.catalogue import site_catalogue


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    return render(request, "problems/list.html", {"entries": site_catalogue().problems.values(), "kind": "problem"})


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    return render(request, "problems/list.html", {"entries": site_catalogue().patterns.values(), "kind": "pattern"})


@require_safe
def problem(request: HttpRequest, id: str) -> HttpResponse:
    return _page(request, site_catalogue().problems, id, "problem")


@require_safe
def pattern(request: HttpRequest, id: str) -> HttpResponse:
    return _page(request, site_catalogue().patterns, id, "pattern")


def _page(request: HttpRequest, entries: Mapping[str, Problem], id: str, kind: str) -> HttpResponse:
    catalogue = site_catalogue()
    entry = entries.get(id)
    if entry is None:
        raise Http404
    strongest = ("strong", "moderate", "slight")
    indicators = [(catalogue.indicators[name], strength) for name, strength in entry.indicators.items()]
    ctx = {
        "entry": entry,
        "kind": kind,
        "prior": catalogue.priors[id],
        "indicators": sorted(indicators, key=lambda pair: strongest.index(pair[1])),
        "actions": catalogue.actions_for(id),
        "cases": [(case, reason) for case in catalogue.cases_for(id) for reason in case.reasons if id in (reason.problem, reason.pattern)],
        "sources": [catalogue.sources[name] for name in entry.sources],
    }
    return render(request, "problems/entry.html", ctx)
