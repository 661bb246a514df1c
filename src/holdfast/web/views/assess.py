"""A file in, its assessment out: nothing is kept."""

from __future__ import annotations

from functools import cache

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.core.assess import assess
from holdfast.core.evidence import Evidence
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
    try:
        name, evidence = evidence_sent(request)
    except Refused as refused:
        return refused.page
    catalogue = site_catalogue()
    page = assessment_page(assess(evidence, catalogue), evidence, catalogue, link_of=lambda id: f"#finding-{id}")
    return render(request, "assessment/overview.html", {"page": page, "origin": "file", "file_name": name})


class Refused(Exception):
    """No file was sent, or one that cannot be read; `page` says so."""

    def __init__(self, page: HttpResponse) -> None:
        super().__init__()
        self.page = page


def evidence_sent(request: HttpRequest) -> tuple[str, Evidence]:
    """The name of the file that was sent and the evidence in it.

    Raises:
        Refused: there is no file, or it holds faults.
    """
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        raise Refused(render(request, "assess/form.html", {"error": _("Choose a file first")}, status=UNPROCESSABLE))
    name = upload.name or ""
    try:
        return name, read_bytes(name, upload.read(), questions=frozenset(site_catalogue().questions))
    except FileRefused as refused:
        ctx = {"name": name, "sentences": [fault.sentence for fault in refused.faults], "error": _("Choose a file first")}
        raise Refused(render(request, "assess/faults.html", ctx, status=UNPROCESSABLE)) from None


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    return download(_workbook(), WORKBOOK, "holdfast-template.xlsx")


@cache
def _workbook() -> bytes:
    return empty_workbook()
