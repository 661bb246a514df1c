"""Tells Django of the rounds."""

from __future__ import annotations

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The readiness rounds."""

    name = "holdfast.web.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
