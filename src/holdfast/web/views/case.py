"""The business case of an example, a page for each part, and of a dropped file, all on one page; nothing is kept."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.core.business_case import WholeCase, work_out
from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import assessed
from holdfast.web.page.case.form import PUBLIC_TRIALS, Asked
from holdfast.web.page.case.pages import PARTS, WORTH, form_for, part_context, show_all
from holdfast.web.views.assess import Refused, evidence_sent

CASES_KEPT = 32


@require_safe
def example_case(request: HttpRequest, slug: str, part: str = WORTH) -> HttpResponse:
    evidence = assessed(slug).evidence
    if part not in PARTS:
        raise Http404
    form = form_for(request.GET, evidence, PUBLIC_TRIALS)
    context = part_context(part, _case(slug, form.asked), evidence, site_catalogue(), form, lambda other: _address(slug, other))
    return render(request, "case/example.html", {**context, "slug": slug}, status=form.status)


def _address(slug: str, part: str) -> str:
    return reverse("example_case", args=[slug]) if part == WORTH else reverse("example_case_part", args=[slug, part])


@lru_cache(maxsize=CASES_KEPT)
def _case(slug: str, asked: Asked) -> WholeCase:
    return work_out(assessed(slug).evidence, site_catalogue(), trials=asked.trials, seed=asked.seed, option=asked.option)


@require_http_methods(["GET", "HEAD", "POST"])
def case_of_file(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("assess")
    try:
        name, evidence = evidence_sent(request)
    except Refused as refused:
        return refused.page
    catalogue = site_catalogue()
    return show_all(request, work_out(evidence, catalogue), evidence, catalogue, name)
