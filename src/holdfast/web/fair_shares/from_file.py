"""Fair shares of a file: everything on one page, worked out anew each time it is sent, and nothing kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from holdfast.core.evidence import Evidence
from holdfast.core.shared_risk import spread_of
from holdfast.core.sharing.faults import GameRefused
from holdfast.files import FileRefused, read_bytes
from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import COMPLETE, examples
from holdfast.web.fair_shares import frame as pages
from holdfast.web.fair_shares.asked import Asked, Given, faults_of
from holdfast.web.fair_shares.changing import read_sent
from holdfast.web.fair_shares.frame import OnePage, TablePage
from holdfast.web.fair_shares.from_table import ENDS, play_table
from holdfast.web.fair_shares.played import NotPlayed, Played, play
from holdfast.web.fair_shares.resting import figure_groups, no_page
from holdfast.web.fair_shares.views import UNPROCESSABLE

LAYOUT = {"layout": "base.html", "slug": ""}


@require_http_methods(["GET", "HEAD", "POST"])
def of_file(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request)
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return _form(request, error=_("Choose a file first"))
    name = upload.name or ""
    if name.lower().endswith(ENDS):
        return _of_table(request, name, upload.read())
    try:
        evidence = read_bytes(name, upload.read(), questions=frozenset(site_catalogue().questions))
    except FileRefused as refused:
        sentences = [fault.sentence for fault in refused.faults]
        return _form(request, sentences=sentences)
    return _answer(request, evidence)


def _of_table(request: HttpRequest, name: str, data: bytes) -> HttpResponse:
    try:
        played = play_table(name, data)
    except GameRefused as refused:
        return _form(request, sentences=[capfirst(fault) for fault in refused.faults])
    frame = _frame(played, played.evidence, request.POST)
    return render(
        request,
        "fair_shares/table.html",
        {**LAYOUT, "name": played.evidence.arrangement.name, "fair": TablePage(**vars(frame))} | pages.overview(frame),
    )


def _form(request: HttpRequest, **wrong: object) -> HttpResponse:
    example = next((each.slug for each in examples() if each.slug == COMPLETE), "")
    return render(request, "fair_shares/file_form.html", {"example": example, **wrong}, status=UNPROCESSABLE if wrong else 200)


def _answer(request: HttpRequest, evidence: Evidence) -> HttpResponse:
    recorded = play(evidence, {})
    around = {**LAYOUT, "name": evidence.arrangement.name}
    if isinstance(recorded, NotPlayed):
        return render(request, "fair_shares/not_yet.html", {**around, "faults": recorded.faults, "is_file": True})
    sent = read_sent(recorded, request.POST, lambda changes: play(evidence, changes) if changes else recorded)
    frame = _frame(sent.played or recorded, evidence, request.POST)
    faults = faults_of(request.POST)
    content = {**around, "fair": frame, **_content(frame, evidence), "faults": faults, "is_file": True}
    content["groups_of_figures"] = sent.groups or figure_groups(frame.played)
    content["sent"] = None if sent.is_usable else sent
    return render(request, "fair_shares/file.html", content, status=200 if sent.is_usable and not faults else UNPROCESSABLE)


def _frame(played: Played, evidence: Evidence, query: QueryDict) -> OnePage:
    asked = Asked.of(query, evidence.date)
    given = Given(played.changed).settled(query)
    chosen = played.chosen(asked.rule)
    return OnePage("overview", asked, given, played, chosen, lambda page: "", {}, "", no_page, True)


def _content(frame: OnePage, evidence: Evidence) -> dict[str, Any]:
    spread = spread_of(evidence, site_catalogue())
    return {**pages.overview(frame), **pages.structure(frame, spread), **pages.membership(frame), **pages.recharge(frame)}
