"""The public cases."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import slug_of_case


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    entries = sorted(site_catalogue().cases.values(), key=lambda case: (case.start, case.name))
    return render(request, "cases/list.html", {"entries": entries})


@require_safe
def case(request: HttpRequest, id: str) -> HttpResponse:
    catalogue = site_catalogue()
    entry = catalogue.cases.get(id)
    if entry is None:
        raise Http404
    own = {source.id: (place, source) for place, source in enumerate(entry.sources, 1)}
    ctx = {
        "entry": entry,
        "reasons": [
            (catalogue.problem_or_pattern(reason.problem or reason.pattern), reason, [own[name] for name in reason.sources if name in own])
            for reason in entry.reasons
        ],
        "managed": [(catalogue.problem_or_pattern(name), words) for name, words in entry.managed.items()],
        "example": slug_of_case(id),
    }
    return render(request, "cases/entry.html", ctx)
