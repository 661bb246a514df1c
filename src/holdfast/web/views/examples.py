"""The examples: their assessments, findings and files."""

from __future__ import annotations

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.core.evidence.scope import Baseline
from holdfast.files import write_workbook
from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import SHELVES, Assessed, assessed
from holdfast.web.examples import examples as all_examples
from holdfast.web.page.assessment import AssessmentPage, assessment_page, scale_of
from holdfast.web.page.finding import finding_page
from holdfast.web.page.records import RecordBook
from holdfast.web.views.assess import WORKBOOK, download


@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    found = [assessed(example.slug) for example in all_examples()]
    shelves = {shelf: [(item, scale_of(item.assessment)) for item in found if item.example.shelf == shelf] for shelf in SHELVES}
    return render(request, "examples/list.html", {"shelves": shelves})


@require_safe
def example(request: HttpRequest, slug: str) -> HttpResponse:
    ctx = {"page": _page(slug), "origin": "example", "slug": slug, "has_costs": bool(assessed(slug).evidence.of(Baseline))}
    return render(request, "assessment/overview.html", ctx)


@cache
def _page(slug: str) -> AssessmentPage:
    found = assessed(slug)
    return assessment_page(
        found.assessment, found.evidence, site_catalogue(), link_of=lambda id: reverse("example_finding", args=[slug, id])
    )


@require_safe
def finding(request: HttpRequest, slug: str, problem: str) -> HttpResponse:
    found = assessed(slug)
    try:
        of = found.assessment.finding(problem)
    except KeyError:
        raise Http404 from None
    page = finding_page(of, found.assessment, site_catalogue(), RecordBook(found.evidence), link="", is_overview=False)
    ctx = {"found": page, "assessment": found.assessment, "slug": slug, "siblings": _siblings(found, problem)}
    return render(request, "assessment/finding.html", ctx)


def _siblings(found: Assessed, problem: str) -> dict[str, str]:
    """The findings before and after this one, in order of exposure."""
    order = [item.id for item in (*found.assessment.findings, *found.assessment.patterns)]
    place = order.index(problem)
    names = {item.id: item.title for item in (*found.assessment.findings, *found.assessment.patterns)}
    around = {"previous": place - 1, "next": place + 1}
    return {
        f"{which}_{part}": value
        for which, at in around.items()
        if 0 <= at < len(order)
        for part, value in (("id", order[at]), ("title", names[order[at]]))
    }


@require_safe
def as_toml(request: HttpRequest, slug: str) -> HttpResponse:
    path = assessed(slug).example.path
    return download(path.read_bytes(), "application/toml", f"{slug}.toml")


@require_safe
def as_workbook(request: HttpRequest, slug: str) -> HttpResponse:
    return download(_workbook(slug), WORKBOOK, f"{slug}.xlsx")


@cache
def _workbook(slug: str) -> bytes:
    return write_workbook(assessed(slug).evidence)
