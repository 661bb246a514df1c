"""The site map of the workspace."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.arrangements.views import exchange, exchange_answer, exchange_receipts, overview, portfolio

portfolio_urls = [
    path("arrangements/", portfolio.portfolio, name="portfolio"),
    path("arrangements/new/", portfolio.new, name="new_arrangement"),
]
overview_urls = [
    path("", overview.overview, name="overview"),
    path("findings/<slug:problem>/", overview.finding, name="workspace_finding"),
]
exchange_urls = [
    path("exchanges/", exchange.exchanges, name="exchanges"),
    path("exchanges/new/", exchange.new, name="new_exchange"),
    path("exchanges/<int:number>/", exchange.exchange, name="exchange"),
    path("exchanges/<int:number>/answer/", exchange_answer.answer, name="exchange_answer"),
    path("exchanges/<int:number>/answer/done/", exchange_answer.done, name="exchange_done"),
    path("exchanges/<int:number>/answer/take-back/", exchange_answer.take_back, name="exchange_take_back"),
    path("exchanges/<int:number>/answer/<slug:section>/", exchange_answer.part, name="exchange_part"),
    path("exchanges/<int:number>/receipt/", exchange_receipts.receipt, name="exchange_receipt"),
    path("exchanges/<int:number>/receipt.txt", exchange_receipts.receipt_file, name="exchange_receipt_file"),
    path("exchanges/<int:number>/check/", exchange_receipts.check, name="exchange_check"),
    path("exchanges/<int:number>/check/<int:entry>.json", exchange_receipts.content, name="exchange_content"),
    path("exchanges/<int:number>/check/<int:entry>.salt", exchange_receipts.salt, name="exchange_salt"),
    path("exchanges/<int:number>/check/<int:entry>.envelope", exchange_receipts.envelope, name="exchange_envelope"),
]
urlpatterns = [
    *portfolio_urls,
    path("arrangements/<uuid:arrangement>/", include([*overview_urls, *exchange_urls])),
]
