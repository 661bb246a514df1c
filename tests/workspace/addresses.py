"""The addresses of the evidence pages, of the arrangement that a persona takes part in."""

from __future__ import annotations

from django.urls import reverse

from tests.workspace.personas import Persona


def page(of: Persona, name: str, *args: object) -> str:
    """The address of a page of this persona's arrangement."""
    return reverse(name, args=[of.place.arrangement.public_id, *args])


def add(of: Persona, theme: str, section: str) -> str:
    """The address of the form that adds a record."""
    return page(of, "add_record", theme, section)
