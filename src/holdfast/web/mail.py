"""How e-mail leaves the site: by a mail server named by its address, or into the terminal where none is named."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A way for e-mail to leave, in the words of Django's settings."""

    backend: str = "django.core.mail.backends.smtp.EmailBackend"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


TERMINAL = Mail(backend="django.core.mail.backends.console.EmailBackend")
# Each kind of address: its usual port, and how it is kept secret on the way.
KINDS = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}


def mail(address: str) -> Mail:
    """The way of an address such as `smtp+tls://user:password@mail.example.gov.uk:587`; the terminal where it is empty."""
    if not address:
        return TERMINAL
    parts = urlsplit(address)
    if parts.scheme not in KINDS or not parts.hostname:
        raise SystemExit("HOLDFAST_MAIL is not right; expected an address such as smtp+tls://user:password@mail.example.gov.uk:587")
    port, use_tls, use_ssl = KINDS[parts.scheme]
    return Mail(
        host=parts.hostname,
        port=parts.port or port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=use_tls,
        use_ssl=use_ssl,
    )
