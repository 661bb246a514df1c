"""What a page says of what was just done, carried to the next page by the browser and not by a session in the database.

Whoever records would otherwise write the session twice for each entry, and each time wait for everybody else who writes.
"""

from __future__ import annotations

from django.contrib.messages.storage.cookie import CookieStorage
from django.core import signing


class OwnMessages(CookieStorage):
    """Messages in a signed cookie that only the session that made it can read: whoever signs in next sees nothing of it."""

    @property
    def signer(self) -> signing.TimestampSigner:
        """Of the session as it now is: signing in and out changes it."""
        return signing.get_cookie_signer(salt=f"{self.key_salt} {self.request.session.session_key or ''}")

    @signer.setter
    def signer(self, made: signing.TimestampSigner) -> None:
        """The signer that is the same for everybody is not used."""
