"""Papers to carry into a meeting: which, for whom and as at when, and the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from holdfast.reports import PaperRefused, compose
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.papers.edition import subject_for
from holdfast.web.papers.edition_form import EditionForm
from holdfast.web.papers.formats import as_file

UNPROCESSABLE = 422


@for_members(Permission.READ)
@require_safe
def papers(request: HttpRequest, member: Member) -> HttpResponse:
    form = EditionForm(member, request.GET or None)
    if form.is_valid():
        asked = form.cleaned_data
        subject = subject_for(member.arrangement, form.reader, form.moment, partner=form.partner, status=asked["status"])
        try:
            return as_file(compose(subject, asked["kind"], asked["sections"]), asked["kind"], asked["format"])
        except PaperRefused as refused:
            form.tell(refused.faults)
    return show(request, member, "workspace/papers/papers.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)
