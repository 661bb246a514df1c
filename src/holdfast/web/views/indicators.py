"""The indicators, by theme."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.core.indicators import READERS
from holdfast.web.catalogue import site_catalogue


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    entries = sorted(site_catalogue().indicators.values(), key=lambda entry: entry.theme)
    themes = [(theme, list(found)) for theme, found in groupby(entries, key=lambda entry: entry.theme)]
    return render(request, "indicators/list.html", {"themes": themes, "count": len(entries)})


@require_safe
def indicator(request: HttpRequest, id: str) -> HttpResponse:
    catalogue = site_catalogue()
    entry = catalogue.indicators.get(id)
    if entry is None:
        raise Http404
    ctx = {
        "entry": entry,
        "problems": catalogue.problems_of_indicator(id),
        "actions": catalogue.actions_of_indicator(id),
        "question": catalogue.questions.get(entry.question or entry.proxy),
        "kinds": [kind.meta for kind in READERS[id].kinds] if id in READERS else [],
        "sources": [catalogue.sources[name] for name in entry.sources],
    }
    return render(request, "indicators/entry.html", ctx)
