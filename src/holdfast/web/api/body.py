"""Reads what a program sends: one JSON object that every program would read alike."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser

from holdfast.ledger.canonical import NotCanonical, canonical, read_exactly

MEDIA_TYPE = "application/json"
NOT_EXACT = _("A number in it is beyond what every program reads alike, or a letter is broken. Write large numbers as text.")


class WrongMediaType(Exception):
    """What was sent does not say that it is JSON."""


class Unreadable(Exception):
    """What was sent is not JSON that can be read; the message says why where that helps."""


def read_body(request: HttpRequest) -> Any:
    """What was sent, as plain values.

    Raises:
        RequestDataTooBig: it is over the limit.
        WrongMediaType, Unreadable: it cannot be read.
    """
    if request.content_type != MEDIA_TYPE:
        raise WrongMediaType
    try:
        read = read_exactly(request.body.decode())
    except UnreadablePostError as error:
        raise Unreadable from error
    except (ValueError, RecursionError):
        raise Unreadable from None
    try:
        canonical(read)
    except NotCanonical:
        raise Unreadable(str(NOT_EXACT)) from None
    return read


class ReadAlready(Parser):
    """Hands on what the door has read."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.read  # set by the door
