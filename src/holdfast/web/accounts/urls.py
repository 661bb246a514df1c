"""The site map of signing in and of one's own account: allauth's pages under addresses that say what they are."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as services
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import path

from holdfast.web.accounts.views import organisations, signing_in

sign_in_urls = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", signing_in.use_passkey, name="mfa_login_webauthn"),
    path("sign-in/with/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
    path("sign-in/with/cancelled", services.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/with/failed", services.login_error, name="socialaccount_login_error"),
    path("sign-in/by-invitation/", account.signup, name="account_signup"),
    path("sign-in/by-invitation/with/", services.signup, name="socialaccount_signup"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/forgotten/", account.password_reset, name="account_reset_password"),
    path("sign-in/forgotten/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("sign-in/forgotten/new/", account.complete_password_reset, name="account_complete_password_reset"),
    path("sign-in/forgotten/done/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-out/done/", signing_in.signed_out, name="signed_out"),
]
own_urls = [
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/again/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/email/", account.email, name="account_email"),
    path("account/email/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("account/services/", services.connections, name="socialaccount_connections"),
    path("account/second-factor/", mfa.index, name="mfa_index"),
    path("account/second-factor/app/", signing_in.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/recovery-codes.txt", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/second-factor/passkeys/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("account/second-factor/passkeys/add/", signing_in.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/remove/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/name/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
]
organisation_urls = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/add/", organisations.add, name="add_organisation"),
    path("organisations/<slug:organisation>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:organisation>/rename/", organisations.rename, name="rename_organisation"),
    path("organisations/<slug:organisation>/invite/", organisations.invite, name="invite_to_organisation"),
    path("organisations/<slug:organisation>/withdraw/<int:invitation>/", organisations.withdraw, name="withdraw_from_organisation"),
    path("people/<uuid:person>/", organisations.person, name="person"),
]
urlpatterns = [*sign_in_urls, *own_urls, *organisation_urls]
