"""What is shown where a form came too late for its own token: a page with what was typed, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
AGAIN = "again"


def shown_again_by(again: Callable[..., HttpResponseBase]) -> Callable[[V], V]:
    """Says of a view that needs nobody signed in which function shows its form again; it takes in nothing."""

    def decorate(view: V) -> V:
        setattr(view, AGAIN, again)
        return view

    return decorate


def again_of(view: object) -> Callable[..., HttpResponseBase] | None:
    """The function that shows the form of a view again, where there is one."""
    found: Callable[..., HttpResponseBase] | None = getattr(view, AGAIN, None)
    return found
