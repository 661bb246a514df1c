"""Where allauth asks this site how it wants things: who may join, what is said, and how a second factor is named."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from holdfast.web.accounts.models import Invitation, User

# The digest of the invitation that somebody has in hand while a sign-in service says who they are.
IN_HAND = "invitation"
WAIT = _("There were too many tries. Wait 5 minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; what goes wrong is said in the words of this site."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been closed. Ask whoever runs this site."),
        "email_password_mismatch": _("The e-mail address or the password is not right"),
        "enter_current_password": _("This is not your password as it is now"),
        "incorrect_password": _("The password is not right"),
        "incorrect_code": _("The code is not right. Codes change, so take the newest one"),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "duplicate_email": _("This is your address already"),
        "email_taken": _("This address cannot be used. Give another one"),
        "invalid_or_expired_key": _("This code has expired. Ask for a new one"),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Back to the invitation that somebody had in hand when they were asked to sign in."""
        return reverse("invitation_in_hand" if IN_HAND in request.session else "portfolio")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whether somebody is asked again who they are: not where they have nothing here to show, since a service signed them in."""
        if not self.get_reauthentication_methods(self.request.user):
            return False
        required: bool = super().is_reauthentication_required(app=app, **more)
        return required

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same for somebody whose account a sign-in service has just made."""
        return self.get_login_redirect_url(request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: a code from an app, a recovery code, or a passkey."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Codes change every half minute, so take the newest one"),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The picture without its XML head, so that it can stand in the page: the policy allows no data: pictures."""
        picture: str = super().build_totp_svg(url)
        return re.sub(r"<\?xml[^>]*\?>\s*", "", picture).replace("<svg ", '<svg role="img" aria-labelledby="app-picture" ', 1)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A name to begin with; people give their own."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


class ServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on: lets people in who have an account, or an invitation for the very address that the service tells."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return self._invitation(request, sociallogin) is not None

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """The new account, at the address that was invited; whoever invited it answers for the address."""
        invitation = self._invitation(request, sociallogin)
        account: User = sociallogin.user
        account.name = account.name or account.email.partition("@")[0]
        if invitation is not None:
            account.organisation = invitation.organisation
        for address in sociallogin.email_addresses:
            address.verified = True
        made: User = super().save_user(request, sociallogin, form)
        return made

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        account: User = super().populate_user(request, sociallogin, data)
        account.name = str(data.get("name") or "")[:120]
        return account

    def _invitation(self, request: HttpRequest, sociallogin: SocialLogin) -> Invitation | None:
        invitation = Invitation.objects.filter(token_digest=request.session.get(IN_HAND, "")).first()
        told = {address.email.lower() for address in sociallogin.email_addresses}
        return invitation if invitation is not None and invitation.refusal is None and invitation.email in told else None
