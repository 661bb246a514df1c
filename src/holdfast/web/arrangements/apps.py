"""Tells Django of the arrangements."""

from __future__ import annotations

from django.apps import AppConfig


class ArrangementsConfig(AppConfig):
    """The arrangements."""

    name = "holdfast.web.arrangements"
    label = "arrangements"
    default_auto_field = "django.db.models.BigAutoField"
