"""Every write of the tokens of the API: keyword-only, by whom. None of it is evidence."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.models import ApiToken, Arrangement, Membership

# Says what it is to a person, and to the programs that look for secrets which were published by mistake.
PREFIX = "holdfast_"
TOKEN_BYTES = 32
MOST = 20
LONGEST = dt.timedelta(days=366)
TOO_LONG = gettext_lazy("Choose a day from today to a year from now")
# Its use is noted at most this often, so that reading does not mean writing.
NOTED_EVERY = dt.timedelta(minutes=1)


def make_token(
    *,
    by: User,
    name: str,
    may_write: bool,
    expires: dt.datetime,
    arrangements: Sequence[Arrangement] | None = None,
    may_look_after_people: bool = False,
) -> tuple[ApiToken, str]:
    """A token and its secret, which is kept nowhere: whoever asked for it sees it once. Without `arrangements` it is for all.

    Raises:
        ChangeRefused: the person has too many, it would last too long, or it is for an arrangement that they have no place in.
    """
    now = timezone.now()
    if not now < expires <= now + LONGEST:
        raise ChangeRefused(str(TOO_LONG))
    chosen = list(arrangements or ())
    if Membership.objects.filter(user=by, arrangement__in=chosen, ended__isnull=True).count() != len(chosen):
        raise ChangeRefused(_("Choose arrangements in which you take part."))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if live_tokens(by) >= MOST:
            raise ChangeRefused(_("You have %(count)d tokens. Withdraw one that is no longer needed first.") % {"count": MOST})
        secret = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
        made = ApiToken.objects.create(
            user=by,
            name=name,
            digest=ApiToken.digest_of(secret),
            may_write=may_write,
            may_look_after_people=may_write and may_look_after_people,
            is_for_all=arrangements is None,
            expires=expires,
        )
        made.arrangements.set(chosen)
    return made, secret


def live_tokens(of: User) -> int:
    """How many tokens of a person still work."""
    return ApiToken.objects.filter(user=of, revoked__isnull=True, expires__gt=timezone.now()).count()


def revoke_token(*, by: User, token: ApiToken) -> None:
    """Withdraw one's own token, at once and for good."""
    ApiToken.objects.filter(pk=token.pk, user=by, revoked__isnull=True).update(revoked=timezone.now())


def note_use(*, token: ApiToken) -> None:
    """Note that a token was shown."""
    now = timezone.now()
    if not token.is_used_since(now - NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(used=now)
