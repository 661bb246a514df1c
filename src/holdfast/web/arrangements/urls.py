"""The site map of the workspace."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.arrangements.views import bring_in, check, export, history, overview, portfolio, redact

portfolio_urls = [
    path("arrangements/", portfolio.portfolio, name="portfolio"),
    path("arrangements/new/", portfolio.new, name="new_arrangement"),
    path("arrangements/import/", bring_in.bring_in, name="bring_in"),
]
overview_urls = [
    path("", overview.overview, name="overview"),
    path("findings/<slug:problem>/", overview.finding, name="workspace_finding"),
]
ledger_urls = [
    path("history/", history.history, name="history"),
    path("history/<int:number>/", history.entry, name="history_entry"),
    path("history/<int:number>/erase/", redact.erase, name="erase"),
    path("history/check/", check.check_ledger, name="check_ledger"),
    path("history/export/", export.export, name="export"),
    path("history/export/<slug:audience>/ledger.jsonl", export.as_ledger, name="export_ledger"),
    path("history/export/<slug:audience>/evidence.toml", export.as_toml, name="export_toml"),
    path("history/export/<slug:audience>/evidence.xlsx", export.as_workbook, name="export_workbook"),
]
urlpatterns = [
    *portfolio_urls,
    path("arrangements/<uuid:arrangement>/", include([*overview_urls, *ledger_urls])),
]
