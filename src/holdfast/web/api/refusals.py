"""What an operation or the door refuses, as the answer a program gets: one row for each kind of exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import ValidationError

from holdfast.core.evidence.check import EvidenceRefused, RecordFault
from holdfast.core.sharing.faults import GameRefused
from holdfast.files import FileRefused
from holdfast.ledger.rules import LedgerRefused
from holdfast.reports import PaperRefused
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.api.body import FileTooLarge, Unreadable, WrongMediaType
from holdfast.web.api.changes import KeyUsed, MovedOn
from holdfast.web.api.tokens import NoToken, TooMany
from holdfast.web.arrangements.state import BrokenChain
from holdfast.web.arrangements.verified import verified
from holdfast.web.refusal import Fault, refusal

FAULTS_SHOWN = 20
# What tells changes apart stands in a place of its own when they are read: after the list's name and the number in it.
ACTS, AFTER = ("record", "retire", "reveal"), 2
MINUTE = "60"


class ReadsOnly(Exception):
    """The token may only read."""


class NoPeople(Exception):
    """The token may not look after people."""


class WrongMethod(Exception):
    """Nothing of the kind can be done at this address; `allowed` are the methods that can."""

    def __init__(self, allowed: Iterable[str]) -> None:
        super().__init__()
        self.allowed = tuple(sorted(allowed))


class NotRight(Exception):
    """What was sent is not right; `faults` says each thing that is wrong."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def form_faults(*checked: forms.Form) -> NotRight | None:
    """What forms found wrong, in their own words; nothing where all is right."""
    faults = [
        Fault([] if name == NON_FIELD_ERRORS else [name], str(sentence))
        for form in checked
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    return NotRight(faults) if faults else None


def _evidence(error: EvidenceRefused) -> HttpResponse:
    return refusal("not_right", faults=[Fault(_in_changes(fault), fault.message) for fault in error.faults])


def _in_changes(fault: RecordFault) -> list[str | int]:
    """Where a fault of a record is in the changes that were sent. A fault of several fields at once is the record's."""
    if fault.row is None:
        return ["changes"]
    named = _FIELD.fullmatch(fault.field)
    return ["changes", fault.row - 1, "record", *(filter(None, named.groups()) if named else ())]


# One field, or one name in a field that holds several.
_FIELD = re.compile(r"(\w+)(?: \((.+)\))?")


def _invalid(error: ValidationError) -> HttpResponse:
    return refusal("not_right", faults=[_fault(detail) for detail in error.errors])


def _fault(detail: Mapping[str, Any]) -> Fault:
    """One fault of a query, an address or a body, in the words of the check of evidence."""
    said = _EXPECTED.get(detail["type"])
    context = {name: str(value).replace("'", "").replace(" or ", ", ") for name, value in detail.get("ctx", {}).items()}
    return Fault(_place(detail["loc"]), str(said) % context if said else _("is not right"))


def _place(loc: Iterable[str | int]) -> list[str | int]:
    """Where it is in what the program sent, without the names that only this program has for it."""
    source, *rest = loc
    if source != "body":
        return list(rest)
    place = list(rest[1:])
    return [*place[:AFTER], *place[AFTER + 1 :]] if place[AFTER : AFTER + 1] and place[AFTER] in ACTS else place


_EXPECTED: Mapping[str, Promise] = {
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not a field of this; leave it out"),
    "int_parsing": gettext_lazy("is not right; expected a whole number"),
    "int_from_float": gettext_lazy("is not right; expected a whole number"),
    "int_type": gettext_lazy("is not right; expected a whole number"),
    "int_parsing_size": gettext_lazy("is too large"),
    "float_parsing": gettext_lazy("is not right; expected a number"),
    "bool_parsing": gettext_lazy("is not right; expected true or false"),
    "bool_type": gettext_lazy("is not right; expected true or false"),
    "string_type": gettext_lazy("is not right; expected some text"),
    "string_too_short": gettext_lazy("is empty; expected some text"),
    "string_pattern_mismatch": gettext_lazy("holds letters that cannot be shown"),
    "string_too_long": gettext_lazy("is too long; expected at most %(max_length)s letters"),
    "dict_type": gettext_lazy("is not right; expected an object"),
    "model_attributes_type": gettext_lazy("is not right; expected an object"),
    "model_type": gettext_lazy("is not right; expected an object"),
    "list_type": gettext_lazy("is not right; expected a list"),
    "too_short": gettext_lazy("holds nothing; expected at least one"),
    "too_long": gettext_lazy("holds too many; expected at most %(max_length)s"),
    "literal_error": gettext_lazy("is not right; expected one of %(expected)s"),
    "enum": gettext_lazy("is not right; expected one of %(expected)s"),
    "greater_than_equal": gettext_lazy("is not right; expected %(ge)s or more"),
    "less_than_equal": gettext_lazy("is not right; expected %(le)s or less"),
    "date_from_datetime_parsing": gettext_lazy("is not right; expected a date such as 2026-11-24"),
    "date_parsing": gettext_lazy("is not right; expected a date such as 2026-11-24"),
}


def _altered(error: BrokenChain) -> HttpResponse:
    found = verified(error.arrangement).faults[:FAULTS_SHOWN]
    return refusal("altered", faults=[Fault([], sentence) for sentence in found])


def _sentences(said: Iterable[str]) -> HttpResponse:
    return refusal("not_right", faults=[Fault([], sentence) for sentence in said])


ANSWERS: Mapping[type[Exception], Callable[[Any], HttpResponse]] = {
    NoToken: lambda error: refusal("token", headers={"WWW-Authenticate": 'Bearer realm="Holdfast"'}),
    TooMany: lambda error: refusal("too_many", headers={"Retry-After": MINUTE}),
    ReadsOnly: lambda error: refusal("reads_only"),
    NoPeople: lambda error: refusal("no_people"),
    PermissionDenied: lambda error: refusal("not_allowed"),
    Http404: lambda error: refusal("not_found"),
    WrongMethod: lambda error: refusal("method", headers={"Allow": ", ".join(error.allowed)}),
    TooManyFieldsSent: lambda error: refusal("unreadable"),
    FileTooLarge: lambda error: refusal("too_large", str(error)),
    RequestDataTooBig: lambda error: refusal("too_large"),
    WrongMediaType: lambda error: refusal("media_type", str(error)),
    Unreadable: lambda error: refusal("unreadable", str(error)),
    ValidationError: _invalid,
    NotRight: lambda error: refusal("not_right", faults=error.faults),
    EvidenceRefused: _evidence,
    FileRefused: lambda error: _sentences(fault.sentence for fault in error.faults),
    GameRefused: lambda error: _sentences(error.faults),
    PaperRefused: lambda error: _sentences(error.faults),
    LedgerRefused: lambda error: refusal("stands", str(error)),
    ChangeRefused: lambda error: refusal("stands", str(error)),
    MovedOn: lambda error: refusal("moved_on"),
    KeyUsed: lambda error: refusal("key_used"),
    BrokenChain: _altered,
}


def refused(error: Exception) -> HttpResponse:
    """The answer to what was refused."""
    kind = next(kind for kind in type(error).__mro__ if kind in ANSWERS)
    return ANSWERS[kind](error)
