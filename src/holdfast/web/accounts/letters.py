"""Sends a letter by e-mail, and says whether it left."""

from __future__ import annotations

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string


def send(request: HttpRequest, to: str, subject: str, template: str, context: Mapping[str, Any]) -> bool:
    """Send a letter; false where the mail server cannot be reached or refuses it. What the letter is about has happened all the same."""
    try:
        return send_mail(subject, render_to_string(template, dict(context), request), None, [to]) == 1
    except (SMTPException, OSError):
        return False
