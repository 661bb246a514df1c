"""Tells Django of the rounds."""

from __future__ import annotations

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The readiness rounds."""

    name = "holdfast.web.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rounds close by the calendar."""
        from holdfast.web.arrangements.due import falls_due
        from holdfast.web.rounds.closing import close_if_due

        falls_due(close_if_due)
