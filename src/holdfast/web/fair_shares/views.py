"""Fair shares of an example, whose address holds what was changed, and of a file, of which nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.core.shared_risk import Spread, spread_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.examples import assessed
from holdfast.web.fair_shares import frame as pages
from holdfast.web.fair_shares.asked import Asked, Given, faults_of
from holdfast.web.fair_shares.changing import read_sent
from holdfast.web.fair_shares.frame import Frame
from holdfast.web.fair_shares.played import NotPlayed, Played, play
from holdfast.web.fair_shares.resting import figure_groups, no_page
from holdfast.web.fair_shares.statement import as_csv

UNPROCESSABLE = 422
KEPT = 64
Context = dict[str, Any]


@lru_cache(maxsize=KEPT)
def _played(slug: str, changes: tuple[tuple[str, float], ...]) -> Played | NotPlayed:
    return play(assessed(slug).evidence, dict(changes))


@lru_cache(maxsize=KEPT)
def _spread(slug: str) -> Spread | None:
    return spread_of(assessed(slug).evidence, site_catalogue())


def path_of(slug: str) -> pages.Path:
    """The addresses of an example's pages."""
    return lambda page: reverse(f"example_shares_{page}", args=[slug])


def _frame(request: HttpRequest, slug: str, here: str) -> Frame | NotPlayed:
    evidence, given = assessed(slug).evidence, Given.read(request.GET)
    played = _played(slug, tuple(sorted(given.changes.items())))
    if isinstance(played, NotPlayed):
        return played
    asked = Asked.of(request.GET, evidence.date)
    finding = reverse("example_finding", args=[slug, pages.VOTES])
    return Frame(here, asked, given, played, played.chosen(asked.rule), path_of(slug), given.query, finding, no_page, False)


def _show(request: HttpRequest, slug: str, here: str, content: Callable[[Frame], Context]) -> HttpResponse:
    frame = _frame(request, slug, here)
    around = {"layout": "base.html", "slug": slug, "name": assessed(slug).evidence.arrangement.name}
    if isinstance(frame, NotPlayed):
        return render(request, "fair_shares/not_yet.html", {**around, "faults": frame.faults, "has_changes": bool(request.GET)})
    return render(request, f"fair_shares/{here}.html", {**around, "fair": frame, **content(frame)})


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, slug, "overview", pages.overview)


@require_safe
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, slug, "checks", lambda frame: pages.structure(frame, _spread(slug)))


@require_safe
def moves(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, slug, "moves", pages.membership)


@require_safe
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, slug, "statements", lambda frame: {**pages.recharge(frame), "faults": faults_of(request.GET)})


@require_safe
def statements_csv(request: HttpRequest, slug: str) -> HttpResponse:
    frame = _frame(request, slug, "statements")
    if isinstance(frame, NotPlayed):
        return HttpResponseRedirect(path_of(slug)("overview"))
    return csv_of(frame)


def csv_of(frame: Frame) -> HttpResponse:
    """The statements of everybody as a file; the mark at its start tells a spreadsheet how its letters are written."""
    given, year = frame.given, frame.asked.year
    text = as_csv(frame.played, frame.chosen, year, actual=given.actual, tolerance=given.tolerance / 100)
    headers = {"Content-Disposition": f'attachment; filename="statements-{year}.csv"'}
    return HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def rests_on(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method != "POST":
        return _show(request, slug, "rests_on", lambda frame: {"groups": figure_groups(frame.played)})
    frame = _frame(request, slug, "rests_on")
    if isinstance(frame, NotPlayed):
        return HttpResponseRedirect(path_of(slug)("overview"))
    sent = read_sent(frame.played, request.POST, lambda changes: _played(slug, tuple(sorted(changes.items()))))
    if not sent.is_usable:
        around = {"layout": "base.html", "slug": slug, "name": assessed(slug).evidence.arrangement.name, "fair": frame}
        return render(request, "fair_shares/rests_on.html", {**around, "groups": sent.groups, "sent": sent}, status=UNPROCESSABLE)
    given = frame.given.changed(sent.changes)
    return HttpResponseRedirect(replace(frame, given=given, carried=given.query).overview)
