"""The documentation: its contents, and each page with the ones before and after it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web.docs.rendered import rendered
from holdfast.web.docs.shelf import GROUPS, SCHEMAS, documents, schema_names

# A list of more places than this is folded away.
MOST_PLACES = 14


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    groups = [(group, [page for page in documents() if page.group == group.slug]) for group in GROUPS]
    return render(request, "docs/contents.html", {"groups": [(group, pages) for group, pages in groups if pages]})


@require_safe
def document(request: HttpRequest, group: str, page: str) -> HttpResponse:
    found = documents()
    at = next((at for at, one in enumerate(found) if (one.group, one.slug) == (group, page)), None)
    if at is None:
        raise Http404
    made = rendered(found[at])
    context = {
        "document": found[at],
        "group": next(one for one in GROUPS if one.slug == group),
        "made": made,
        "is_folded": len(made.places) > MOST_PLACES,
        "before": found[at - 1] if at else None,
        "after": found[at + 1] if at + 1 < len(found) else None,
    }
    return render(request, "docs/page.html", context)


@require_safe
def schema(request: HttpRequest, name: str) -> HttpResponse:
    if name not in schema_names():
        raise Http404
    return HttpResponse((SCHEMAS / f"{name}.json").read_bytes(), content_type="application/schema+json")
