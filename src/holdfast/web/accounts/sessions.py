"""How long somebody stays signed in: until they have done nothing for a while, and never past a working day."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

BEGUN, SEEN = "begun", "seen"
# How often a session is written for no other reason than that its holder is still there.
BETWEEN_WRITES = 60


class SessionLimitsMiddleware:
    """Ends a session that is too old, and keeps alive one that is in use.

    Django lets a session expire some time after it was last written, so one that is in use is written once a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _limit(request, time.time())
        return self.get_response(request)


def _limit(request: HttpRequest, now: float) -> None:
    begun = request.session.setdefault(BEGUN, now)
    seen = request.session.get(SEEN, 0)
    if now - begun > settings.LONGEST_HOURS * 3600:
        logout(request)
    elif now - seen > BETWEEN_WRITES:
        request.session[SEEN] = now
