"""The readiness questions, by area."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web.catalogue import site_catalogue


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    entries = sorted(site_catalogue().questions.values(), key=lambda entry: entry.area)
    areas = [(area, list(found)) for area, found in groupby(entries, key=lambda entry: entry.area)]
    return render(request, "questions/list.html", {"areas": areas, "count": len(entries)})


@require_safe
def question(request: HttpRequest, id: str) -> HttpResponse:
    catalogue = site_catalogue()
    entry = catalogue.questions.get(id)
    if entry is None:
        raise Http404
    ctx = {
        "entry": entry,
        "points": list(enumerate(entry.points)),
        "indicators": catalogue.indicators_of_question(id),
        "problems": catalogue.problems_of_question(id),
    }
    return render(request, "questions/entry.html", ctx)
