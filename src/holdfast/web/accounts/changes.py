"""Every change to accounts, organisations and invitations: keyword-only, by whom, one transaction."""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.web.accounts.models import Invitation, Organisation, User

TOKEN_BYTES = 24


class ChangeRefused(Exception):
    """The change cannot be made; the message is a sentence for the person who asked."""


def invitation_of(token: str) -> Invitation | None:
    """The invitation that a link belongs to, whether or not it can still be used."""
    return Invitation.objects.select_related("organisation", "invited_by").filter(token_digest=Invitation.digest(token)).first()


def invite(*, by: User, email: str, organisation: Organisation | None) -> tuple[Invitation, str]:
    """An invitation and its token, which is kept nowhere: whoever asked for it sees it once."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = Invitation.objects.create(
        token_digest=Invitation.digest(token),
        email=email.lower(),
        organisation=organisation,
        invited_by=by,
        expires=timezone.now() + Invitation.LASTS,
    )
    return made, token


def revoke(*, by: User, invitation: Invitation) -> None:
    """Withdraw an invitation; one that was used stays used."""
    Invitation.objects.filter(pk=invitation.pk, used__isnull=True, revoked__isnull=True).update(revoked=timezone.now())


def use(*, by: User, invitation: Invitation) -> None:
    """Use an invitation up. Of two people at once, one is refused.

    Raises:
        ChangeRefused: it has been used, withdrawn, or has expired.
    """
    with transaction.atomic():
        locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if locked.refusal is not None:
            raise ChangeRefused(str(locked.refusal))
        locked.used, locked.used_by = timezone.now(), by
        locked.save(update_fields=["used", "used_by"])


def make_account(
    *, email: str, name: str, post: str, password: str, organisation: Organisation | None, is_administrator: bool = False
) -> User:
    """An account at an address for which whoever invited the person answers.

    Raises:
        ChangeRefused: there is an account at this address.
    """
    with transaction.atomic():
        if User.objects.filter(email__iexact=email).exists():
            raise ChangeRefused(_("There is an account with this address already. Sign in with it."))
        made = User.objects.create_user(email, password, name=name, post=post, organisation=organisation, is_administrator=is_administrator)
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def add_organisation(*, by: User, name: str, slug: str) -> Organisation:
    """A body whose people use this installation."""
    return Organisation.objects.create(name=name, slug=slug)


def rename_organisation(*, by: User, organisation: Organisation, name: str) -> None:
    """Another name; its short name stays, since records may use it."""
    organisation.name = name
    organisation.save(update_fields=["name"])


def set_active(*, by: User, person: User, is_active: bool) -> None:
    """Shut somebody out, at once and everywhere, or let them in again. Their places in arrangements stay as they are.

    Raises:
        ChangeRefused: an administrator would shut themselves out.
    """
    if person.pk == by.pk:
        raise ChangeRefused(_("You cannot close your own account here. Ask another administrator."))
    if person.erased is not None:
        raise ChangeRefused(_("This account has been deleted by its holder and cannot be opened again."))
    with transaction.atomic():
        person.is_active = is_active
        person.save(update_fields=["is_active"])
        if not is_active:
            _end_sessions(person)


def clear_second_factor(*, by: User, person: User) -> None:
    """Take away second factor and passkeys of somebody who has lost them; they set up new ones when they next sign in.

    Raises:
        ChangeRefused: an administrator would weaken their own account without proving who they are.
    """
    if person.pk == by.pk:
        raise ChangeRefused(_("Change your own second factor on your account page."))
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        _end_sessions(person)


def change_details(*, by: User, name: str, post: str) -> None:
    """One's own name and post."""
    by.name, by.post = name, post
    by.save(update_fields=["name", "post"])


def erase(*, by: User) -> None:
    """Delete one's own account: what says who somebody is goes, the public id that the ledger knows them by stays."""
    with transaction.atomic():
        for kept in (EmailAddress, Authenticator, SocialAccount):
            kept.objects.filter(user=by).delete()
        Invitation.objects.filter(email=by.email).update(email="")
        Invitation.objects.filter(used_by=by).update(email="")
        _end_sessions(by)
        by.name, by.post = _("Somebody who has left"), ""
        by.email = f"{by.public_id}@erased.invalid"
        by.organisation, by.is_active, by.is_administrator, by.erased = None, False, False, timezone.now()
        by.set_unusable_password()
        by.save()


def _end_sessions(person: User) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
