"""The tokens of one's account: what each may do, making one that is shown once, and withdrawing one."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.accounts.gate import signed_in
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.changes_tokens import LONGEST, TOO_LONG, make_token, revoke_token
from holdfast.web.arrangements.models import ApiToken, Arrangement
from holdfast.web.arrangements.moment import end_of
from holdfast.web.forms import sent

UNPROCESSABLE = 422
DAYS = 90
ALL, PEOPLE = "all", "people"


class TokenForm(forms.Form):
    """What a new token is for. The least is chosen to begin with: to read, and in nothing."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=80,
        help_text=gettext_lazy("So that you know it again, such as nightly copy for the finance system."),
        error_messages={"required": gettext_lazy("Say what the token is for")},
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it may do"),
        choices=[
            ("read", gettext_lazy("Read only")),
            ("write", gettext_lazy("Read and write, as far as your role allows")),
            (PEOPLE, gettext_lazy("The same, and look after people: invite, change roles, end access")),
        ],
        help_text=gettext_lazy("Whoever is invited stays when the token is gone, so choose the last only for a program that needs it."),
        initial="read",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it may do")},
    )
    where = forms.MultipleChoiceField(
        label=gettext_lazy("In which arrangements"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("“All” counts those you join later, too, and lets a token that may write begin new ones."),
        error_messages={
            "required": gettext_lazy("Choose at least one arrangement"),
            "invalid_choice": gettext_lazy("Choose from this list"),
        },
    )
    expires = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("It works to the end of this day; a year from now at most."),
        error_messages={
            "required": gettext_lazy("Enter the last day"),
            "invalid": gettext_lazy("Enter a real date, such as 2027-03-31"),
        },
    )

    def clean_expires(self) -> dt.date:
        day: dt.date = self.cleaned_data["expires"]
        today = timezone.localdate()
        if not today <= day < today + LONGEST:
            raise forms.ValidationError(TOO_LONG)
        return day

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"expires": timezone.localdate() + dt.timedelta(days=DAYS)})
        self.mine = {
            str(found.public_id): found
            for found in Arrangement.objects.filter(memberships__user=user, memberships__ended__isnull=True).order_by("name")
        }
        choices = [(ALL, _("All my arrangements")), *((id, found.name) for id, found in self.mine.items())]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Arrangement] | None:
        """The arrangements it is for; none where it is for all."""
        where = self.cleaned_data["where"]
        return None if ALL in where else [self.mine[id] for id in where]


@signed_in
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    found = ApiToken.objects.filter(user=cast(User, request.user)).prefetch_related("arrangements").select_related("user")
    live = [token for token in found if token.works]
    return render(request, "api/tokens.html", {"live": live, "over": [token for token in found if not token.works]})


@signed_in
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; and the token that was made, which nobody sees again."""
    user = cast(User, request.user)
    form = TokenForm(user, sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made, secret = make_token(
                by=user,
                name=given["name"],
                may_write=given["scope"] != "read",
                may_look_after_people=given["scope"] == PEOPLE,
                expires=end_of(given["expires"]),
                arrangements=form.chosen,
            )
        except ChangeRefused as refused:
            form.add_error(None, str(refused))
        else:
            return render(request, "api/token_made.html", {"token": made, "secret": secret})
    return render(request, "api/new_token.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more before it is gone: the program that uses it stops working at once."""
    token = get_object_or_404(ApiToken, pk=pk, user=cast(User, request.user), revoked__isnull=True)
    if request.method == "POST":
        revoke_token(by=cast(User, request.user), token=token)
        messages.success(request, _("The token is withdrawn. Whatever used it can do nothing more."))
        return redirect("tokens")
    return render(request, "api/withdraw_token.html", {"token": token})
