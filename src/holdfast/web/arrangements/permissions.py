"""Who may do what: one table of roles, and the one function that lets somebody into an arrangement.

What may be *read* of what is recorded is one rule too, in holdfast.ledger.reader. A page asks here whether it may be shown
and there what it may show. docs/reference/permissions.md is made from this table, and a test runs every route against it.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from holdfast.ledger import Reader, Standing
from holdfast.web.accounts.gate import signed_in
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.due import settle
from holdfast.web.arrangements.models import Arrangement, Membership
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.state import state_of

P = ParamSpec("P")


class Permission(StrEnum):
    """What a page or a change needs."""

    READ = "read"
    RECORD = "record"
    CORRECT = "correct"
    EXCHANGE = "exchange"
    ROUNDS = "rounds"
    ROUNDS_OF_ALL = "rounds_of_all"
    PEOPLE = "people"
    FIRST_PEOPLE = "first_people"
    ACCESS = "access"
    HEAD = "head"
    AUDIT = "audit"


# What each is, in words for the page and the docs.
WORDS: Mapping[Permission, str] = {
    Permission.READ: "see the arrangement, as far as each record may be read",
    Permission.RECORD: "record facts for one's own body, and correct or retire one's own",
    Permission.CORRECT: "correct, retire or reveal what anybody of one's own body recorded; say that one's body is done",
    Permission.EXCHANGE: "begin a sealed exchange",
    Permission.ROUNDS: "ask the people of one's own body in a readiness round, and run one in confidence inside it",
    Permission.ROUNDS_OF_ALL: "begin and close a readiness round of all partners",
    Permission.PEOPLE: "look after the people of one's own body: invite, change roles, hand over, end access",
    Permission.FIRST_PEOPLE: "bring in a body with its first person, invite auditors, and make an editor of any body a lead",
    Permission.ACCESS: "see who was given access and who lost it, by whom and when",
    Permission.HEAD: "change the name, stage and legal form; propose a successor, to whom a body alone can hand over; erase personal words",
    Permission.AUDIT: "see who entered what and when, verify the chain, and export the ledger",
}
EVERYBODY = frozenset(Role)
ALLOWED: Mapping[Permission, frozenset[Role]] = {
    Permission.READ: EVERYBODY,
    Permission.RECORD: frozenset({Role.LEAD, Role.EDITOR, Role.CONTRIBUTOR}),
    Permission.CORRECT: frozenset({Role.LEAD, Role.EDITOR}),
    Permission.EXCHANGE: frozenset({Role.LEAD}),
    Permission.ROUNDS: frozenset({Role.LEAD, Role.EDITOR}),
    Permission.ROUNDS_OF_ALL: frozenset({Role.LEAD}),
    Permission.PEOPLE: frozenset({Role.LEAD, Role.EDITOR}),
    Permission.FIRST_PEOPLE: frozenset({Role.LEAD}),
    Permission.ACCESS: frozenset({Role.LEAD, Role.AUDITOR}),
    Permission.HEAD: frozenset({Role.LEAD}),
    Permission.AUDIT: EVERYBODY,
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at work in an arrangement: what every view of the workspace is given."""

    arrangement: Arrangement
    membership: Membership
    user: User

    @property
    def role(self) -> Role:
        return Role(self.membership.role)

    @property
    def body(self) -> str:
        """The partner this person speaks for; empty for an auditor."""
        return self.membership.body

    @property
    def reader(self) -> Reader:
        """What this person may read."""
        return Reader(frozenset({self.body}) if self.body else frozenset())

    @property
    def author(self) -> str:
        """How the ledger names this person."""
        return str(self.user.public_id)

    def wrote(self, author: str) -> bool:
        """Whether an entry is this person's own: made by them, or by a colleague whose work was handed over to them."""
        return author == self.author or author in self.membership.taken_over_from

    def may(self, permission: Permission) -> bool:
        """Whether this person's role allows it."""
        return self.role in ALLOWED[permission]

    def may_change(self, number: int) -> bool:
        """Whether this person may correct or retire a standing record: their own, or their body's where they are trusted with that."""
        return self.may_change_in(state_of(self.arrangement).standing, number)

    def may_change_in(self, standing: Standing, number: int) -> bool:
        """The same of what stands as somebody has it in hand: a page of many records asks the database once."""
        envelope = standing.records.get(number)
        if envelope is None or not self.body or standing.heir(envelope.body) != self.body:
            return False
        return self.may(Permission.CORRECT) or (self.may(Permission.RECORD) and self.wrote(envelope.author))


def member_of(user: User, arrangement: uuid.UUID, permission: Permission) -> Member:
    """The person's place in an arrangement, in which everything is then done that is due.

    Raises:
        Http404: they have none, so that nobody learns that it exists.
        PermissionDenied: they have one, and their role does not allow this.
    """
    found = (
        Membership.objects.select_related("arrangement").filter(arrangement__public_id=arrangement, user=user, ended__isnull=True).first()
    )
    if found is None:
        raise Http404
    member = Member(found.arrangement, found, user)
    if not member.may(permission):
        roles = ", ".join(role.label.lower() for role in Role if role in ALLOWED[permission])
        said = _("You take part as %(role)s. What you asked for takes another role: %(roles)s.")
        raise PermissionDenied(said % {"role": member.role.label.lower(), "roles": roles})
    settle(member.arrangement)
    return member


def may_bring_in(user: User) -> bool:
    """Whether somebody may take in a ledger from elsewhere: an administrator, or who leads an arrangement here."""
    return user.is_administrator or Membership.objects.filter(user=user, role=Role.LEAD, ended__isnull=True).exists()


class MemberView(Protocol):
    """A view of the workspace as the site map holds it, with the permissions it asks for."""

    needs: Mapping[str, Permission]
    __name__: str

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def for_members(
    permission: Permission, *, post: Permission | None = None
) -> Callable[[Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]], MemberView]:
    """Makes a function of request and member a view of `arrangements/<uuid:arrangement>/...`.

    `permission` is needed to look, `post` (the same where not given) to send the form.
    """
    needs = {"GET": permission, "HEAD": permission, "POST": post or permission}

    def decorate(view: Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]) -> MemberView:
        @signed_in
        @functools.wraps(view)
        def entered(request: HttpRequest, arrangement: uuid.UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            needed = needs.get(request.method or "", permission)
            return view(request, member_of(cast(User, request.user), arrangement, needed), *args, **kwargs)

        made = cast(MemberView, entered)
        made.needs = needs
        return made

    return decorate
