"""What to do: the actions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Action, Problem
from holdfast.web.catalogue import site_catalogue


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    catalogue = site_catalogue()
    rows = [(action, _lowers(action, catalogue)) for action in catalogue.actions.values()]
    return render(request, "actions/list.html", {"rows": rows})


@require_safe
def action(request: HttpRequest, id: str) -> HttpResponse:
    catalogue = site_catalogue()
    entry = catalogue.actions.get(id)
    if entry is None:
        raise Http404
    ctx = {
        "entry": entry,
        "indicators": [catalogue.indicators[name] for name in entry.indicators],
        "problems": _lowers(entry, catalogue),
        "sources": [catalogue.sources[name] for name in entry.sources],
    }
    return render(request, "actions/entry.html", ctx)


def _lowers(action: Action, catalogue: Catalogue) -> list[Problem]:
    """The problems and patterns that an action's indicators bear on."""
    named = set(action.indicators)
    return [problem for problem in catalogue.all_problems if named & set(problem.indicators)]
