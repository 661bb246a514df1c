"""The parameters: dated numbers the sums rely on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web.catalogue import site_catalogue


@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    return render(request, "parameters/list.html", {"entries": site_catalogue().parameters.values()})


@require_safe
def parameter(request: HttpRequest, id: str) -> HttpResponse:
    catalogue = site_catalogue()
    entry = catalogue.parameters.get(id)
    if entry is None:
        raise Http404
    return render(request, "parameters/entry.html", {"entry": entry, "source": catalogue.sources.get(entry.source)})
