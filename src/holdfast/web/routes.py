"""Every route of the site with what it asks of a visitor: the list that the permission table and its test are made from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver

from holdfast.web.arrangements.permissions import Permission


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the site.

    `needs` gives the permission that each method asks for, and is empty outside arrangements; `signed_in` says whether
    only somebody with an account is let in. `arguments` are the names of the variable parts of the address.
    """

    name: str
    address: str
    arguments: tuple[str, ...]
    signed_in: bool
    needs: Mapping[str, Permission] = field(default_factory=dict)


def routes() -> tuple[Route, ...]:
    """All routes, in the order of the site map."""
    return tuple(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address)
        else:
            view = pattern.callback
            yield Route(
                name=pattern.name or "",
                address="/" + address,
                arguments=tuple(re.findall(r"<\w+:(\w+)>", address)),
                signed_in=getattr(view, "signed_in", False),
                needs=getattr(view, "needs", {}),
            )
