"""The site map of the API, and of the tokens on the page of one's account."""

from __future__ import annotations

from django.urls import include, path

from holdfast.web.api import api
from holdfast.web.api.views import docs, tokens

token_urls = [
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/new/", tokens.new, name="new_token"),
    path("account/tokens/<int:pk>/withdraw/", tokens.withdraw, name="withdraw_token"),
]
own_urls = [
    path("docs", docs.docs, name="api_docs"),
    path("openapi.json", docs.openapi, name="api_openapi"),
]
urlpatterns = [*token_urls, path("api/v1/", include([*own_urls, *api.patterns()]))]
