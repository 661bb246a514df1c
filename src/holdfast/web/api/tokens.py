"""Who asks: the token that a program shows, and a limit for those who try wrong ones."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

from holdfast.web.arrangements.changes_tokens import note_use
from holdfast.web.arrangements.models import ApiToken

SCHEME = "bearer"
# Wrong tokens from one address. A token that works is let in whatever others at the address try: no council is locked out
# because somebody behind the same gateway guesses, and a secret of 256 bits is not guessed.
WRONG_TOKENS = {"api_token": "20/m/ip"}


class NoToken(Exception):
    """No token was shown, or one that does not work."""


class TooMany(Exception):
    """Too many wrong tokens came from this address."""


def token_of(request: HttpRequest) -> ApiToken:
    """The token of a request.

    Raises:
        NoToken, TooMany: there is none that works.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not secret.strip():
        raise NoToken
    found = ApiToken.objects.select_related("user").filter(digest=ApiToken.digest_of(secret.strip())).first()
    if found is None or not found.works:
        if consume(request, app="holdfast.api", action="api_token", config=WRONG_TOKENS, limit_get=True) is None:
            raise TooMany
        raise NoToken
    note_use(token=found)
    return found
