"""Sends a letter by e-mail, and says whether it left."""

from __future__ import annotations

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string

from holdfast.web.mail import TERMINAL


def send(request: HttpRequest, to: str, subject: str, template: str, context: Mapping[str, Any]) -> bool:
    """Send a letter; false where no mail server is named, or it cannot be reached or refuses it. What the letter is about has happened.

    Without a mail server a letter is only shown in the terminal of whoever runs the site: it is on its way to nobody.
    """
    try:
        is_sent = send_mail(subject, render_to_string(template, dict(context), request), None, [to]) == 1
        return is_sent and settings.EMAIL_BACKEND != TERMINAL.backend
    except (SMTPException, OSError):
        return False
