"""The catalogue this site works with: the packaged one, with the local additions that whoever runs it has named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import click
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.catalogue import Catalogue, CatalogueRefused, load_catalogue


def site_catalogue() -> Catalogue:
    """The catalogue of every page and letter of the site.

    Raises:
        CatalogueRefused: an addition is not consistent; the site asks for it before it starts.
    """
    return load_catalogue(*settings.CATALOGUE)


@contextmanager
def refused_at_the_terminal() -> Iterator[None]:
    """Say what is wrong with a local addition to whoever started something with it, and end there."""
    try:
        yield
    except CatalogueRefused as refused:
        for fault in refused.faults:
            click.echo(fault, err=True)
        raise SystemExit(2) from None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the catalogue: its name, and for entries that have pages where they are held, their title and their page."""

    name: Promise
    held: str = ""
    title: str = ""
    page: str = ""


PARTS: Mapping[str, Part] = {
    "problems": Part(_("Problems"), "problems", "title", "problem"),
    "patterns": Part(_("Patterns"), "patterns", "title", "pattern"),
    "indicators": Part(_("Indicators"), "indicators", "title", "indicator"),
    "questions": Part(_("Questions"), "questions", "text", "question"),
    "actions": Part(_("Actions"), "actions", "title", "action"),
    "parameters": Part(_("Parameters"), "parameters", "title", "parameter"),
    "casebook": Part(_("Public cases"), "cases", "name", "case"),
    "case_readings": Part(_("Readings of public cases")),
    "strengths": Part(_("How strongly readings count")),
    "floors": Part(_("Cut-offs and factors")),
    "priors": Part(_("Where problems start")),
    "rules": Part(_("Rules of the rating")),
    "sources": Part(_("Sources")),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """The entries of one part that were added or changed locally, each with its title and its page, if it has one."""

    part: Promise
    entries: tuple[tuple[str, str], ...]


def changed_locally(catalogue: Catalogue) -> tuple[Changed, ...]:
    """What local additions brought or changed, by part."""
    return tuple(
        Changed(part.name, tuple(_entry(catalogue, part, id) for id in ids))
        for shelf, part in PARTS.items()
        if (ids := [name.partition("/")[2] for name in catalogue.local if name.startswith(f"{shelf}/")])
    )


def _entry(catalogue: Catalogue, part: Part, id: str) -> tuple[str, str]:
    if not part.page:
        return id.replace("_", " "), ""
    return getattr(getattr(catalogue, part.held)[id], part.title), reverse(part.page, args=[id])
