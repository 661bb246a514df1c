"""The site map of the workspace."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.arrangements.views import (
    bodies,
    contest,
    evidence,
    head,
    importing,
    overview,
    portfolio,
    records,
    stakes,
)

portfolio_urls = [
    path("arrangements/", portfolio.portfolio, name="portfolio"),
    path("arrangements/new/", portfolio.new, name="new_arrangement"),
]
overview_urls = [
    path("", overview.overview, name="overview"),
    path("findings/<slug:problem>/", overview.finding, name="workspace_finding"),
]
contest_urls = [
    path("contest/<slug:about>/<str:of>/", contest.contest, name="contest"),
]
body_urls = [
    path("successors/", bodies.successors, name="successors"),
    path("successors/<int:number>/", bodies.successor, name="successor"),
    path("delete/", bodies.ending, name="ending"),
]
evidence_urls = [
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/head/", head.head, name="head"),
    path("evidence/stakes/", stakes.stakes, name="stakes"),
    path("evidence/import/", importing.upload, name="import"),
    path("evidence/import/<uuid:draft>/", importing.preview, name="import_preview"),
    path("evidence/entries/<int:number>/", evidence.entry, name="entry"),
    path("evidence/entries/<int:number>/correct/", records.correct, name="correct"),
    path("evidence/entries/<int:number>/retire/", records.retire, name="retire"),
    path("evidence/entries/<int:number>/reveal/", records.reveal, name="reveal"),
    path("evidence/<slug:theme>/", evidence.theme, name="evidence_theme"),
    path("evidence/<slug:theme>/<slug:section>/", evidence.kind, name="evidence_kind"),
    path("evidence/<slug:theme>/<slug:section>/add/", records.add, name="add_record"),
]
urlpatterns = [
    *portfolio_urls,
    path("arrangements/<uuid:arrangement>/", include([*overview_urls, *evidence_urls, *contest_urls, *body_urls])),
]
