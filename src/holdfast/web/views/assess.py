"""A file in, its assessment out: nothing is kept."""

from __future__ import annotations

from functools import cache

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.core.assess import assess
from holdfast.files import FileRefused, read_bytes
from holdfast.files import template as empty_workbook
from holdfast.web.catalogue import site_catalogue
from holdfast.web.downloads import WORKBOOK, download
from holdfast.web.page.assessment import assessment_page

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def assess_file(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "assess/form.html", {"error": ""})
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return render(request, "assess/form.html", {"error": _("Choose a file first")}, status=UNPROCESSABLE)
    catalogue = site_catalogue()
    name = upload.name or ""
    try:
        evidence = read_bytes(name, upload.read(), questions=frozenset(catalogue.questions))
    except FileRefused as refused:
        ctx = {"name": name, "sentences": [fault.sentence for fault in refused.faults], "error": _("Choose a file first")}
        return render(request, "assess/faults.html", ctx, status=UNPROCESSABLE)
    page = assessment_page(assess(evidence, catalogue), evidence, catalogue, link_of=lambda id: f"#finding-{id}")
    return render(request, "assessment/overview.html", {"page": page, "origin": "file", "file_name": name})


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    return download(_workbook(), WORKBOOK, "holdfast-template.xlsx")


@cache
def _workbook() -> bytes:
    return empty_workbook()
