"""Tells Django of the accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts."""

    name = "holdfast.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
