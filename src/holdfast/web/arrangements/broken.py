"""The page in place of any page of an arrangement whose stored ledger was altered; every other arrangement goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from holdfast.web.arrangements.state import BrokenChain
from holdfast.web.arrangements.verified import verified

LOG = logging.getLogger("django.holdfast")
FAULTS_SHOWN = 20
STATUS = 500


class BrokenChainMiddleware:
    """Answers a broken chain with what was altered, in sentences."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, where that is what went wrong."""
        if not isinstance(exception, BrokenChain):
            return None
        LOG.error("%s: %s", request.path, exception)
        faults = verified(exception.arrangement).faults
        context = {"arrangement": exception.arrangement, "faults": faults[:FAULTS_SHOWN], "more": max(0, len(faults) - FAULTS_SHOWN)}
        return render(request, "ledger/broken.html", context, status=STATUS)
