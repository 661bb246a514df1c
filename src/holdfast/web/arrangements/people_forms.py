"""The forms of those who look after people: whom to invite as what, another role, and who takes over."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.web.arrangements.looking_after import NOBODY, partners, roles_to_offer
from holdfast.web.arrangements.models import Membership
from holdfast.web.arrangements.models.membership import Role
from holdfast.web.arrangements.permissions import Member
from holdfast.web.forms import ShortName

OWN_PEOPLE = gettext_lazy("Each body looks after its own people. Ask an editor or a lead of that body.")


class Invite(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={
            "required": gettext_lazy("Enter an e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address such as name@example.gov.uk"),
        },
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose a role")}
    )

    def __init__(self, roles: tuple[Role, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles
        _offer(self, roles)


class InviteBody(Invite):
    """A body that is new to the arrangement, with its first person."""

    name = forms.CharField(
        label=gettext_lazy("Full name of the body"), max_length=200, error_messages={"required": gettext_lazy("Enter the name of the body")}
    )
    body = ShortName()
    field_order = ("name", "body", "email", "role")

    def __init__(self, roles: tuple[Role, ...], *args: Any, here: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(roles, *args, **kwargs)
        self.here = here
        self.fields["email"].label = _("E-mail address of its first person")
        self.fields["role"].help_text = _(
            "From then on this person looks after the people of the body; you cannot invite anybody else for it."
        )

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if body in self.here:
            raise forms.ValidationError(_("A body of this short name takes part already"))
        return body


class ChangeRole(forms.Form):
    """Another role for somebody who takes part."""

    role = forms.ChoiceField(
        label=gettext_lazy("New role"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose a role")}
    )

    def __init__(self, roles: tuple[Role, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, roles)


class HandOver(forms.Form):
    """The colleague who takes over what a leaver leaves."""

    to = forms.ModelChoiceField(
        Membership.objects.none(),
        label=gettext_lazy("To whom"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a colleague"), "invalid_choice": gettext_lazy("Choose a colleague of this list")},
    )

    def __init__(self, leaver: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = colleagues(leaver)
        field.label_from_instance = lambda place: f"{place.user.name}, {place.user.post}" if place.user.post else place.user.name


def _offer(form: forms.Form, roles: tuple[Role, ...]) -> None:
    field: Any = form.fields["role"]
    field.choices = [(role.value, role.label) for role in roles]
    if len(roles) == 1:
        field.initial = roles[0].value


def colleagues(leaver: Membership) -> Any:
    """The others of a leaver's body who could take over."""
    found = Membership.objects.filter(arrangement=leaver.arrangement, body=leaver.body, ended__isnull=True, user__is_active=True)
    return found.exclude(pk=leaver.pk).exclude(body="").select_related("user").order_by("user__name")


def invite_form(member: Member, body: str, data: Any) -> Invite:
    """The form that invites somebody for a body that takes part, or an auditor for none.

    Raises:
        PermissionDenied: this person may not invite anybody for it.
    """
    roles = roles_to_offer(member, body)
    if not roles or (body != NOBODY and body not in partners(member)):
        raise PermissionDenied(OWN_PEOPLE)
    return Invite(roles, data)


def body_form(member: Member, data: Any) -> InviteBody:
    """The form that brings in a body with its first person."""
    return InviteBody((Role.LEAD, Role.EDITOR), data, here=partners(member))
