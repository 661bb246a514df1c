"""A page of documentation as HTML in the site's look: our own Markdown in, no raw HTML out, every link led to its page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from holdfast.web.docs.shelf import Document, documents, schema_names

_ANCHOR = re.compile(r'<a id="([\w.-]+)"></a>\s*')
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_ELSEWHERE = ("http:", "https:", "mailto:")
HEADINGS: Mapping[str, str] = {"h2": "govuk-heading-m", "h3": "govuk-heading-s", "h4": "govuk-heading-s"}
CLASSES: Mapping[str, str] = {
    "paragraph_open": "govuk-body hf-measure",
    "bullet_list_open": "govuk-list govuk-list--bullet hf-measure",
    "ordered_list_open": "govuk-list govuk-list--number hf-measure",
    "table_open": "hf-table hf-docs__table",
    "link_open": "govuk-link",
}


class DeadLink(ValueError):
    """A page leads to something that is not there: the page has to be mended."""


@dataclass(frozen=True, slots=True)
class Place:
    """A heading that can be led to."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page without its title, and its headings of the second level."""

    body: SafeString
    places: tuple[Place, ...]


@cache
def rendered(document: Document) -> Rendered:
    """The page, made once: files of the documentation do not change while the site runs."""
    markdown = MarkdownIt("commonmark", {"html": True}, renderer_cls=_Renderer).enable("table")
    tokens = _shaped(markdown.parse(document.text), document)
    titles = [(token.attrGet("id"), following.content) for token, following in pairwise(tokens) if token.tag == "h2"]
    places = tuple(Place(str(id), _words(title)) for id, title in titles if id)
    # Every text in it has been escaped by the renderer, which lets no raw HTML through.
    return Rendered(mark_safe(markdown.renderer.render(tokens, markdown.options, {})), places)


class _Renderer(RendererHTML):
    """The library's own, but raw HTML comes out as the text it is, and tables and code can be moved about in by keyboard."""

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return escape(tokens[idx].content)

    html_block = html_inline

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        label = escape(str(tokens[idx].meta["label"]))
        return f'<div class="hf-docs__wide" role="region" tabindex="0" aria-label="{label}">{self.renderToken(tokens, idx, options, env)}'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"{self.renderToken(tokens, idx, options, env)}</div>"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<pre class="hf-docs__code" tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'

    code_block = fence


def _shaped(tokens: Sequence[Token], document: Document) -> list[Token]:
    """Without the title and our anchors, which give their names to the headings that follow them."""
    kept: list[Token] = []
    used: set[str] = set()
    anchor, tables, last = "", 0, document.title
    waiting = deque(tokens)
    while waiting:
        token = waiting.popleft()
        found = _ANCHOR.fullmatch(waiting[0].content) if token.type == "paragraph_open" else None
        if found or token.tag == "h1":
            anchor = found[1] if found else anchor
            _drop(waiting, token.type.replace("open", "close"))
            continue
        if token.type == "html_block" and _COMMENT.fullmatch(token.content):
            continue
        if token.type == "heading_open":
            last = _words(waiting[0].content)
            _headed(token, anchor or _free(slugify(last) or "part", used))
            used.add(str(token.attrGet("id")))
            anchor = ""
        if token.type == "table_open":
            tables += 1
            token.meta["label"] = f"{last}, {tables}"
        _dressed(token, document)
        kept.append(token)
    return kept


def _drop(waiting: deque[Token], last: str) -> None:
    """Leave out all up to the token that closes what was opened."""
    while waiting.popleft().type != last:
        pass


def _free(name: str, used: set[str]) -> str:
    return name if name not in used else _free(f"{name}-again", used)


def _headed(token: Token, id: str) -> None:
    token.attrSet("id", id)
    token.attrSet("class", HEADINGS[token.tag])


def _dressed(token: Token, document: Document) -> None:
    """The class of a token, and of what is in it; a column's side is a class, for the policy allows no styles in place."""
    if token.type in CLASSES:
        token.attrSet("class", CLASSES[token.type])
    if token.type in ("th_open", "td_open"):
        if "right" in str(token.attrGet("style") or ""):
            token.attrSet("class", "hf-number")
        token.attrs.pop("style", None)
    if token.type == "th_open":
        token.attrSet("scope", "col")
    for child in token.children or ():
        if child.type == "link_open":
            child.attrSet("class", CLASSES[child.type])
            child.attrSet("href", led(str(child.attrGet("href")), document))


def led(target: str, document: Document) -> str:
    """Where a link of a page leads on the site.

    Raises:
        DeadLink: to nowhere that the site has.
    """
    if target.startswith((*_ELSEWHERE, "#")):
        return target
    place, _, anchor = target.partition("#")
    path = PurePosixPath(normpath(document.path.parent / place))
    found = next((other for other in documents() if other.path == path), None)
    if found is not None:
        return reverse("document", args=[found.group, found.slug]) + (f"#{anchor}" if anchor else "")
    if path.parent.name == "schemas" and path.stem in schema_names():
        return reverse("schema", args=[path.stem])
    if path.name in ("docs", "README.md", "."):
        return reverse("docs")
    raise DeadLink(f"{document.path}: {target} leads nowhere")


def _words(content: str) -> str:
    """The words of a heading without its marks."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"[`*]", "", content)).replace("&lt;", "<")
