"""Reads the form of a page as a browser would: what it would send if nobody touched it, and how a person types a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from holdfast.core.evidence import Record
from holdfast.core.schema import FieldSpec, fields_of

Sent = dict[str, list[str]]


class FormReader(HTMLParser):
    """What the page's form for changes would send."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: Sent = {}
        self.action = ""
        self._is_in = False
        self._select = ""
        self._first_option: str | None = None
        self._area = ""
        self._text: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self._is_in, self.action = True, given.get("action", "")
        if not self._is_in:
            return
        name = given.get("name", "")
        if tag == "input" and name and (given.get("type") not in ("radio", "checkbox", "file") or "checked" in given):
            self.sent.setdefault(name, []).append(given.get("value", ""))
        elif tag == "select":
            self._select, self._first_option = name, None
        elif tag == "option" and self._select:
            self._option(given)
        elif tag == "textarea":
            self._area, self._text = name, []

    def _option(self, given: Mapping[str, str]) -> None:
        if self._first_option is None:
            self._first_option = given.get("value", "")
        if "selected" in given:
            self.sent.setdefault(self._select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_in = False
        elif tag == "select" and self._select:
            self.sent.setdefault(self._select, [self._first_option or ""])
            self._select = ""
        elif tag == "textarea" and self._text is not None:
            lines = "".join(self._text).removeprefix("\n").replace("\r\n", "\n").replace("\r", "\n")
            self.sent[self._area], self._text = [lines.replace("\n", "\r\n")], None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)


def read_form(text: str) -> Sent:
    """What the form of a page would send, untouched."""
    return FormReader(text).sent


def send(client: Client, path: str, /, *, follow: bool = False, start: Sent | None = None, **changes: Any) -> Any:
    """Open a page with a form, type the changes, and send it."""
    sent = {**(start if start is not None else read_form(client.get(path).text)), **changes}
    return client.post(path, {name: value for name, value in sent.items() if value is not None}, follow=follow)


def typed(record: Record) -> dict[str, Any]:
    """How a person types a whole record."""
    made: dict[str, Any] = {}
    for spec in fields_of(type(record)):
        if spec.name != "id":
            made.update(_TYPED.get(spec.type, _one)(spec, getattr(record, spec.name)))
    return made


def _one(spec: FieldSpec, value: Any) -> dict[str, Any]:
    text = f"{value:f}" if isinstance(value, Decimal) else "" if value is None else str(value)
    return {spec.name: text}


def _date(spec: FieldSpec, value: dt.date | None) -> dict[str, Any]:
    day, month, year = (str(value.day), str(value.month), f"{value.year:04d}") if value else ("", "", "")
    return {f"{spec.name}_day": day, f"{spec.name}_month": month, f"{spec.name}_year": year}


def _yes_no(spec: FieldSpec, value: bool | None) -> dict[str, Any]:
    return {spec.name: {True: "yes", False: "no", None: ""}[value]}


def _table(spec: FieldSpec, value: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{spec.name}_name": list(value), f"{spec.name}_value": [str(item) for item in value.values()]}


_TYPED = {"date": _date, "yes_no": _yes_no, "list": lambda spec, value: {spec.name: list(value)}, "table": _table}
