"""A walk over every route of the site, and the search for planted words in whatever comes back, however it is packed."""

from __future__ import annotations

import base64
import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.signing import b64_decode
from django.test import Client

from holdfast.web.routes import Route, routes
from tests.workspace.programs import header_of

PACKED = re.compile(rb"\.(eJ[\w-]{8,})")
SALT = re.compile("[0-9a-f]{64}")
# No mark is so short that its base64 has fewer letters.
RUNS = re.compile(rb"[A-Za-z0-9+/]{4,}")
STEM = 3
# What differs from one showing of a page to the next, whoever looks.
ONCE = re.compile(r'name="(?:csrfmiddlewaretoken|form_key|once)" value="[^"]*"|<dcterms:\w+[^>]*>[^<]*<')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: to what, with which status, as text, and all of it as bytes, unpacked."""

    path: str
    route: str
    status: int
    text: str
    content: bytes

    @property
    def same(self) -> tuple[int, str]:
        """What stays from one showing to the next."""
        return self.status, ONCE.sub("", self.text)


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes themselves, what is in them where they are an archive, and every signed and packed value in them."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    for found in PACKED.findall(content):
        yield zlib.decompress(b64_decode(found))


def answer(client: Client, path: str, route: str = "", method: str = "get", data: Any = None) -> Answer:
    """Ask for a page or a file; headers, whereto it leads and cookies are part of the answer."""
    response = getattr(client, method)(path, data or {}, headers=header_of(client, path))
    body = response.getvalue()
    rest = f"{response.headers}{response.cookies}".encode()
    parts = list(unpacked(body))
    text = "\n".join(part.decode("utf-8", "replace") for part in (parts[1:] if body.startswith(b"PK") else parts[:1]))
    return Answer(f"{method} {path}", route, response.status_code, text, b"\n".join([rest, *parts]))


def addresses(
    arguments: Mapping[str, Sequence[Any]], pairs: Mapping[tuple[str, ...], Sequence[tuple[Any, ...]]]
) -> Iterator[tuple[Route, str]]:
    """Every route with every value of its variable parts; `pairs` are parts that belong together."""
    for route in routes():
        together = next((names for names in pairs if set(names) <= set(route.arguments)), ())
        alone = [name for name in route.arguments if name not in together]
        values = [arguments[_of(route, name, arguments)] for name in alone]
        for joint in pairs[together] if together else [()]:
            for each in itertools.product(*values):
                given = {**dict(zip(together, joint, strict=True)), **dict(zip(alone, each, strict=True))}
                yield route, re.sub(r"<\w+:(\w+)>", lambda part, given=given: str(given[part[1]]), route.address)


def _of(route: Route, name: str, arguments: Mapping[str, Sequence[Any]]) -> str:
    """A value meant for one group of routes, such as `exchange.number`, comes before one for all."""
    own = f"{route.name.partition('_')[0]}.{name}"
    return own if own in arguments else name


def found_in(content: bytes, marks: Iterable[str]) -> set[str]:
    """The marks that occur: as they are, in capitals or small, as digits with commas, in hexadecimal, or in base64."""
    low = content.lower()
    # Base64 stands in long runs of its letters, and most of a page does not; a form whose first letters are nowhere is nowhere.
    runs = b"\n".join(RUNS.findall(content))
    begins: dict[bytes, bool] = {}

    def is_in(form: bytes) -> bool:
        stem = form[:STEM]
        if stem not in begins:
            begins[stem] = stem in low
        return begins[stem] and form in low

    return {
        mark
        for mark in marks
        if any(map(is_in, _forms(mark))) or any(form in runs for form in _coded(mark)) or any(form in content for form in _raw(mark))
    }


@cache
def _forms(mark: str) -> tuple[bytes, ...]:
    said = [mark.lower(), mark.encode().hex(), *([f"{int(mark):,}"] if mark.isdecimal() else [])]
    return tuple(form.encode() for form in said)


@cache
def _coded(mark: str) -> tuple[bytes, ...]:
    """The mark in base64, wherever in a longer text it may begin."""
    coded = (base64.b64encode(b"\0" * before + mark.encode()) for before in range(3))
    return tuple(found[4 if before else 0 : (len(mark) + before) // 3 * 4] for before, found in enumerate(coded))


@cache
def _raw(mark: str) -> tuple[bytes, ...]:
    """The bytes that a salt stands for."""
    return (bytes.fromhex(mark),) if SALT.fullmatch(mark) else ()
