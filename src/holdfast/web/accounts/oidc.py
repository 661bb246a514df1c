"""Single sign-on by OpenID Connect: which service, as the environment names it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

ID = "sso"


@dataclass(frozen=True, slots=True)
class Service:
    """A sign-in service.

    `is_trusted` where it is known to verify addresses: then an address that it says it has verified is taken as proof.
    """

    url: str
    client_id: str
    secret: str
    name: str
    is_trusted: bool
    more_origins: tuple[str, ...]

    @property
    def origins(self) -> tuple[str, ...]:
        """Where a form of the site may lead when somebody signs in there."""
        parts = urlsplit(self.url)
        return (f"{parts.scheme}://{parts.netloc}", *self.more_origins)

    def providers(self) -> dict[str, Any]:
        """The service as allauth reads it."""
        settings = {"server_url": self.url, "email_authentication": self.is_trusted}
        app = {"provider_id": ID, "name": self.name, "client_id": self.client_id, "secret": self.secret, "settings": settings}
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def service(environment: Mapping[str, str]) -> Service | None:
    """The service that the environment names, or none."""
    url = environment.get("HOLDFAST_OIDC_URL", "")
    if not url:
        return None
    client_id = environment.get("HOLDFAST_OIDC_CLIENT_ID", "")
    if urlsplit(url).scheme not in ("https", "http") or not client_id:
        raise SystemExit(
            "HOLDFAST_OIDC_URL needs the address of the sign-in service, and HOLDFAST_OIDC_CLIENT_ID what it knows this site by"
        )
    return Service(
        url=url,
        client_id=client_id,
        secret=environment.get("HOLDFAST_OIDC_SECRET", ""),
        name=environment.get("HOLDFAST_OIDC_NAME", "") or "single sign-on",
        is_trusted=environment.get("HOLDFAST_OIDC_TRUSTED") == "1",
        more_origins=tuple(filter(None, environment.get("HOLDFAST_OIDC_ORIGINS", "").split(","))),
    )
