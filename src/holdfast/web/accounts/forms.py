"""The forms of signing in, in the words of this site: allauth's own, with plain labels and hints and no placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as app
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, tuple[Promise, Promise | str]]

PASSWORD_RULES = _(
    "At least 12 characters, and not one of the passwords that many people use. Three or four words that do not belong together do well."
)
NEWEST = _("Six figures. It changes every half minute.")


class Plain(forms.Form):
    """Labels and hints by field, instead of those that came with the form."""

    words: ClassVar[Words] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            label, hint = self.words.get(name, (field.label, ""))
            field.label, field.help_text = str(label), str(hint)
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update({"inputmode": "text", "spellcheck": "false", "class": "govuk-input--width-10"})


NEW_PASSWORDS: Words = {
    "oldpassword": (_("Your password now"), ""),
    "password1": (_("New password"), PASSWORD_RULES),
    "password2": (_("New password again"), ""),
}


class SignIn(Plain, account.LoginForm):  # type: ignore[misc]
    words = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Somebody about to set up their first second factor has just typed the password, and is not asked for it again."""
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if not is_mfa_enabled(self.user):
            record_authentication(request, self.user, "password", reauthenticated=True)
        return response


class PasswordAgain(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (_("Password"), "")}


class ChangePassword(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    words = NEW_PASSWORDS


class SetPassword(Plain, account.SetPasswordForm):  # type: ignore[misc]
    words = NEW_PASSWORDS


class ForgottenPassword(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (_("E-mail address"), _("The one you sign in with"))}


class ResetCode(Plain, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    words = {"code": (_("Code from the e-mail"), _("Eight letters. Small or capital makes no difference."))}


class NewPassword(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = NEW_PASSWORDS


class NewAddress(Plain, account.AddEmailForm):  # type: ignore[misc]
    words = {"email": (_("New e-mail address"), _("A code is sent there, which you type in on the next page."))}


class AddressCode(Plain, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    words = {"code": (_("Code from the e-mail"), _("Eight letters. Small or capital makes no difference."))}


class SecondStep(Plain, second_step.AuthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("Six figures from your app, or one of your recovery codes."))}


class SecondStepAgain(Plain, second_step.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("Six figures from your app, or one of your recovery codes."))}


class FirstCode(Plain, app.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (_("Code that the app shows"), NEWEST)}


class NewPasskey(Plain, passkey.AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey of this site signs in by itself: there is no second kind to explain."""

    words = {"name": (_("Name for this passkey"), _("So that you can tell it from others, such as office laptop."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = True


class PasskeyName(Plain, passkey.EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": (_("Name"), "")}
