"""Somebody in front of a browser, as far as the server can tell: a connection that stays open, cookies, and forms filled in."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from lxml import html


def form_fields(page: str) -> dict[str, str]:
    """The fields of a page's forms that are sent, with what stands in them before anything is typed.

    Read by a library in C: a visitor shares the computer with the server, and should not take what the server is measured by.
    """
    return {
        field.get("name"): field.get("value", "")
        for form in html.document_fromstring(page).forms
        if form.method == "POST"
        for field in form.iter("input", "textarea", "select")
        if field.get("name") and (field.get("type") not in ("radio", "checkbox") or "checked" in field.attrib)
    }


@dataclass
class Answer:
    """What the server answered, and after how long."""

    status: int
    text: str
    seconds: float
    location: str = ""


class Visitor:
    """One signed-in person, or somebody without an account."""

    def __init__(self, address: str, session: str = "") -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self._address = address
        self._cookies = {"sessionid": session} if session else {}

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None)

    def post(self, path: str, values: Mapping[str, str]) -> Answer:
        """A form, sent."""
        return self._ask("POST", path, urlencode(values))

    def fields(self, path: str) -> dict[str, str]:
        """The fields of the form on a page, as they stand before anything is typed."""
        return form_fields(self.get(path).text)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()), "Origin": self._address}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        seconds = time.perf_counter() - start
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self._cookies[name] = value
        return Answer(response.status, text, seconds, response.headers.get("Location", ""))
