"""The site map of the workspace."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.arrangements.views import bodies, contest, overview, portfolio

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
urlpatterns = [
    *portfolio_urls,
    path("arrangements/<uuid:arrangement>/", include([*overview_urls, *contest_urls, *body_urls])),
]
