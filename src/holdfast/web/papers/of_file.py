"""Papers of an example, and of a file that is given with the wish for one: nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.core.assess import assess
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partner_names
from holdfast.files import FileRefused, read_bytes
from holdfast.reports import PaperRefused, Subject, compose
from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import assessed
from holdfast.web.papers.form import OpenPaperForm
from holdfast.web.papers.formats import as_file
from holdfast.web.views.assess import UNPROCESSABLE


@require_safe
def example_papers(request: HttpRequest, slug: str) -> HttpResponse:
    found = assessed(slug)
    partners = partner_names(found.evidence)
    form = OpenPaperForm(request.GET or None, partners=partners)
    made = _made(form, lambda: found.evidence)
    context = {"form": form, "slug": slug, "name": found.evidence.arrangement.name}
    return made or render(request, "papers/example.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def file_paper(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "papers/file.html", {"form": OpenPaperForm()})
    form = OpenPaperForm(request.POST)
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return render(request, "papers/file.html", {"form": form, "error": _("Choose a file first")}, status=UNPROCESSABLE)
    name = upload.name or ""
    try:
        evidence = read_bytes(name, upload.read(), questions=frozenset(site_catalogue().questions))
    except FileRefused as refused:
        context = {"name": name, "sentences": [fault.sentence for fault in refused.faults], "error": _("Choose a file first")}
        return render(request, "assess/faults.html", context, status=UNPROCESSABLE)
    return _made(form, lambda: evidence) or render(request, "papers/file.html", {"form": form}, status=UNPROCESSABLE)


def _made(form: OpenPaperForm, evidence: Callable[[], Evidence]) -> HttpResponse | None:
    """The file, or nothing where the form does not say which, or asks for what cannot be made."""
    if not form.is_valid():
        return None
    asked, catalogue, found = form.cleaned_data, site_catalogue(), evidence()
    subject = Subject(found, assess(found, catalogue), catalogue, partner=asked["partner"], status=asked["status"])
    try:
        return as_file(compose(subject, asked["kind"], asked["sections"]), asked["kind"], asked["format"])
    except PaperRefused as refused:
        form.tell(refused.faults)
        return None
