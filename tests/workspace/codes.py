"""The codes of an app, worked out as the app does it (RFC 6238), and accounts that have one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from holdfast.web.accounts.models import User

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery"


def code(key: str = KEY, *, steps: int = 0) -> str:
    """The six figures of a key now, or some half minutes on."""
    digest = hmac.new(base64.b32decode(key), struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def with_app(user: User) -> User:
    """The account with a confirmed address and an app."""
    confirmed(user)
    TOTP.activate(user, KEY)
    return user


def confirmed(user: User) -> User:
    """The account with a confirmed address, as every account made on the site has."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def show_again(client: Client) -> None:
    """Type in the password once more, as pages ask that change who can get in."""
    assert client.post("/account/again/", {"password": PASSWORD}).status_code == 302


def sign_in(client: Client, user: User, password: str = PASSWORD) -> int:
    """Send the sign-in form; its status."""
    return client.post("/sign-in/", {"login": user.email, "password": password}).status_code
