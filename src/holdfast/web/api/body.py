"""Reads what a program sends: one JSON object that every program would read alike, or a file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja.parser import Parser

from holdfast.ledger.canonical import NotCanonical, canonical, read_exactly

MEDIA_TYPE = "application/json"
NOT_EXACT = _("A number in it is beyond what every program reads alike, or a letter is broken. Write large numbers as text.")


class WrongMediaType(Exception):
    """What was sent does not say that it is what is read here; the message says what that is where it is not JSON."""


class FileTooLarge(RequestDataTooBig):
    """A file is over the limit."""


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file as it was sent, under a name that tells what it is."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """What tells it from any other."""
        return hashlib.sha256(self.content).hexdigest()


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


def read_file(request: HttpRequest, suffixes: Mapping[str, str]) -> FileSent:
    """A file that is the whole body; `suffixes` are the ends of its name by what it says that it is.

    Raises:
        FileTooLarge, WrongMediaType, Unreadable: it is not read.
    """
    suffix = suffixes.get(request.content_type or "")
    if suffix is None:
        raise WrongMediaType(gettext("Send the file itself, as %(types)s.") % {"types": ", ".join(suffixes)})
    try:
        content = request.read(settings.LARGEST_UPLOAD + 1)
    except UnreadablePostError as error:
        raise Unreadable from error
    if len(content) > settings.LARGEST_UPLOAD:
        raise FileTooLarge(gettext("A file may have %(most)d MB at most.") % {"most": settings.LARGEST_UPLOAD // 2**20})
    return FileSent(f"file{suffix}", content)


class ReadAlready(Parser):
    """Hands on what the door has read."""

    def parse_body(self, request: HttpRequest) -> Any:
        return request.read  # set by the door
