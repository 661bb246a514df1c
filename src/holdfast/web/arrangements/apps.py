"""Tells Django of the arrangements."""

from __future__ import annotations

from django.apps import AppConfig


class ArrangementsConfig(AppConfig):
    """The arrangements."""

    name = "holdfast.web.arrangements"
    label = "arrangements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sealed exchanges open by the calendar."""
        from holdfast.web.arrangements.changes_exchange import open_if_due
        from holdfast.web.arrangements.due import falls_due

        falls_due(open_if_due)
