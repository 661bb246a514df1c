"""Reads pages as a browser would: their links, ids, forms and loaded files."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client

LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "use": "href", "image": "href"}


@dataclass
class Page(HTMLParser):
    """What a page holds, by kind."""

    path: str
    status: int
    headers: Mapping[str, str]
    text: str
    links: list[str] = field(default_factory=list)
    external: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    title: str = ""
    _in: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        if self.headers.get("Content-Type", "").startswith("text/html"):
            self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in = tag
        if "id" in given:
            self.ids.append(given["id"])
        if "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(f"<{tag} {given}>")
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(f"<{tag}>")
        if tag in LOADS and LOADS[tag] in given:
            self.loads.append(given[LOADS[tag]])
        if tag == "a" and "href" in given:
            is_own = not urlsplit(given["href"]).netloc
            (self.links if is_own else self.external).append(given["href"])
        if tag == "form":
            self.loads.append(given.get("action", ""))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "title":
            self.title += data


@dataclass
class Site:
    """The pages by path, and each link with the page it stands on."""

    pages: dict[str, Page]
    links: list[tuple[str, str]]


def read(path: str, response: HttpResponseBase) -> Page:
    """A response as a page."""
    is_text = response.headers.get("Content-Type", "").startswith("text/")
    return Page(path, response.status_code, dict(response.headers), bytes(getattr(response, "content", b"")).decode() if is_text else "")


def walk(client: Client, start: str) -> Site:
    """Follow every link of the site from one page on."""
    pages: dict[str, Page] = {}
    links: list[tuple[str, str]] = []
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        if path in pages:
            continue
        page = pages[path] = read(path, client.get(path))
        for link in page.links:
            target = urljoin(path, link)
            links.append((path, target))
            waiting.append(urldefrag(target).url)
    return Site(pages, links)
