"""The administrator's pages: the bodies whose people use this installation, and those people. No arrangement is read here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from holdfast.web.accounts import changes, letters
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.gate import for_administrators
from holdfast.web.accounts.models import Invitation, Organisation, User
from holdfast.web.forms import ShortName, sent

UNPROCESSABLE = 422


class NewOrganisation(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument when it runs
    slug = ShortName(error_messages={"unique": gettext_lazy("Another organisation has this short name")})

    class Meta:
        model = Organisation
        fields = ("name", "slug")
        error_messages: Mapping[str, Any] = {
            "name": {"unique": gettext_lazy("There is an organisation of this name already"), "required": gettext_lazy("Enter its name")},
        }


class Rename(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument when it runs
    class Meta:
        model = Organisation
        fields = ("name",)
        error_messages = NewOrganisation.Meta.error_messages


class Invite(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The person makes the account at this address."),
        error_messages={
            "required": gettext_lazy("Enter an e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address such as name@example.gov.uk"),
        },
    )


def _by(request: HttpRequest) -> User:
    return cast(User, request.user)


@for_administrators
def organisations(request: HttpRequest) -> HttpResponse:
    found = Organisation.objects.annotate(
        active=Count("people", filter=Q(people__is_active=True)), closed=Count("people", filter=Q(people__is_active=False))
    )
    elsewhere = User.objects.filter(organisation__isnull=True, erased__isnull=True).order_by("name")
    return render(request, "organisations/list.html", {"organisations": found, "elsewhere": elsewhere})


@for_administrators
def add(request: HttpRequest) -> HttpResponse:
    form = NewOrganisation(sent(request))
    if request.method == "POST" and form.is_valid():
        made = changes.add_organisation(by=_by(request), **form.cleaned_data)
        return redirect("organisation", organisation=made.slug)
    return render(request, "organisations/add.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


@for_administrators
def organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    return _show(request, get_object_or_404(Organisation, slug=organisation), Invite())


@for_administrators
def rename(request: HttpRequest, organisation: str) -> HttpResponse:
    found = get_object_or_404(Organisation, slug=organisation)
    form = Rename(sent(request), instance=Organisation(name=found.name, pk=found.pk, slug=found.slug))
    if request.method == "POST" and form.is_valid():
        changes.rename_organisation(by=_by(request), organisation=found, name=form.cleaned_data["name"])
        return redirect("organisation", organisation=found.slug)
    context = {"form": form, "organisation": found}
    return render(request, "organisations/rename.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@for_administrators
def invite(request: HttpRequest, organisation: str) -> HttpResponse:
    found = get_object_or_404(Organisation, slug=organisation)
    form = Invite(request.POST)
    if form.is_valid() and User.objects.filter(email__iexact=form.cleaned_data["email"]).exists():
        form.add_error("email", _("There is an account with this address already"))
    if not form.is_valid():
        return _show(request, found, form, status=UNPROCESSABLE)
    made, token = changes.invite(by=_by(request), email=form.cleaned_data["email"], organisation=found)
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    context = {"invitation": made, "link": link, "back": reverse("organisation", args=[found.slug])}
    context["is_sent"] = letters.send(request, made.email, _("You are invited to Holdfast"), "invitations/letter.txt", context)
    return render(request, "invitations/made.html", context)


@require_POST
@for_administrators
def withdraw(request: HttpRequest, organisation: str, invitation: int) -> HttpResponse:
    found = get_object_or_404(Invitation, pk=invitation, organisation__slug=organisation)
    changes.revoke(by=_by(request), invitation=found)
    messages.success(request, _("The invitation no longer works."))
    return redirect("organisation", organisation=organisation)


ACTS: Mapping[str, tuple[Callable[[User, User], None], Any]] = {
    "close": (
        lambda by, person: changes.set_active(by=by, person=person, is_active=False),
        gettext_lazy("The account is closed, and its holder signed out everywhere."),
    ),
    "open": (lambda by, person: changes.set_active(by=by, person=person, is_active=True), gettext_lazy("The account is open again.")),
    "clear": (
        lambda by, person: changes.clear_second_factor(by=by, person=person),
        gettext_lazy("The second factor is gone. Its holder sets up a new one after signing in with the password."),
    ),
}


@for_administrators
def person(request: HttpRequest, person: str) -> HttpResponse:
    found = get_object_or_404(User.objects.select_related("organisation"), public_id=person)
    if request.method == "POST" and request.POST.get("act") in ACTS:
        act, done = ACTS[request.POST["act"]]
        try:
            act(_by(request), found)
        except ChangeRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(done))
            _tell(request, found, request.POST["act"])
        return redirect("person", person=found.public_id)
    has_second = Authenticator.objects.filter(user=found).exclude(type="recovery_codes").exists()
    return render(request, "organisations/person.html", {"person": found, "has_second": has_second, "is_self": found.pk == _by(request).pk})


def _tell(request: HttpRequest, person: User, act: str) -> None:
    """Write to whoever it happened to: nobody's way in should change without their knowing."""
    context = {"by": _by(request), "person": person, "act": act}
    letters.send(request, person.email, _("Your Holdfast account"), "organisations/letter.txt", context)


def _show(request: HttpRequest, found: Organisation, form: Invite, *, status: int = 200) -> HttpResponse:
    waiting = found.invitations.filter(used__isnull=True, revoked__isnull=True).select_related("invited_by")
    context = {"organisation": found, "people": found.people.order_by("name"), "invitations": waiting, "form": form}
    return render(request, "organisations/organisation.html", context, status=status)
