"""Adds the response headers that neither Django nor django-csp has a setting for."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADERS = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    # A browser may keep a page for its own Back button; nothing between it and the site may.
    "Cache-Control": "private, no-cache",
}


# Nothing that somebody saw while signed in may come back from a browser's memory once they have signed out.
SIGNED_IN = "no-store, private"


class OwnHeadersMiddleware:
    """Sets each header that the view has not set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A request that was turned away early has no user yet.
        user = getattr(request, "user", None)
        if user is not None and settings.SESSION_COOKIE_NAME in request.COOKIES and user.is_authenticated:
            response.headers["Cache-Control"] = SIGNED_IN
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
