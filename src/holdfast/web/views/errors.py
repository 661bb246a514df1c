"""The pages for what went wrong."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from holdfast.web.refusal import OF_STATUS, is_for_program, refusal

MEGABYTE = 1024 * 1024


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        limit = _("The most that is read is %(size)d MB. Split the file, or take out what is not evidence.")
        return _page(request, 413, _("This file is too large"), limit % {"size": settings.LARGEST_UPLOAD // MEGABYTE})
    said = str(exception) if isinstance(exception, BadRequest) else ""
    return _page(request, 400, _("This request cannot be read"), said or _("Go back, or start again from the first page."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says why, where whoever refused said it, and leads back into the arrangement: only those who take part in it come here."""
    reason = str(exception)
    match = request.resolver_match
    inside = match.kwargs.get("arrangement") if match else None
    if not reason:
        return _page(request, 403, _("You cannot see this page"), _("Start again from the first page."))
    return _page(request, 403, _("You may not do this"), reason, inside=inside)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("The form was open for too long, or your browser blocks cookies. Go back, load the page again, and send it once more.")
    return _page(request, 403, _("This form has expired"), sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request, 404, _("Page not found"), _("If you typed the address, check that it is right. Otherwise try one of the pages below.")
    )


def too_many(request: HttpRequest) -> HttpResponse:
    return _page(request, 429, _("Too many tries"), _("Wait five minutes, then try again. Nothing is wrong with your account."))


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = _("This is our fault, not yours. Nothing you sent has been kept. Try again in a few minutes.")
    return _page(request, 500, _("Something went wrong"), sentence)


def _page(request: HttpRequest, status: int, title: str, sentence: str, *, inside: UUID | None = None) -> HttpResponse:
    if is_for_program(request):
        return refusal(OF_STATUS[status])
    return render(request, "errors/error.html", {"title": title, "sentence": sentence, "status": status, "inside": inside}, status=status)
