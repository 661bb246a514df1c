"""Asks which paper of an arrangement, for whom, and as at when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.ledger import Reader
from holdfast.reports import KINDS, SECTIONS, is_of_partner
from holdfast.web.arrangements.audiences import OWN, READERS
from holdfast.web.arrangements.moment import MomentForm
from holdfast.web.arrangements.permissions import Member
from holdfast.web.papers.form import Choice, PaperForm

HINTS: dict[str, Promise] = {
    OWN: _("For your body alone, where it rests on anything you keep to yourselves: each page then says so."),
    "partners": _("For all partners. Nothing private, nothing sealed."),
    "public": _("For a public meeting or an information request. It rests on what is public alone, and counts what was withheld."),
}


class EditionForm(PaperForm, MomentForm):
    """A paper of an arrangement."""

    edition = forms.ChoiceField(
        label=_("For whom"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom"), "invalid_choice": _("Choose readers of the list")},
    )

    def __init__(self, member: Member, data: Any = None) -> None:
        self.member = member
        # An auditor speaks for no body: what they may read is what all partners may, and no paper is their body's own.
        self.offered = list(READERS) if member.body else [name for name in READERS if name != OWN]
        left_out = () if member.body else [kind.id for kind in KINDS if is_of_partner(kind.id)]
        super().__init__(data, left_out=left_out, initial={"edition": self.offered[0]}, auto_id="paper-%s")
        edition = self.fields["edition"]
        assert isinstance(edition, forms.ChoiceField)
        edition.choices = [(name, READERS[name][0]) for name in self.offered]

    def clean(self) -> None:
        """What is confidential to a body is printed for that body alone."""
        super().clean()
        if self.errors:
            return
        confidential = {section.id for section in SECTIONS if section.is_confidential}
        if self.cleaned_data["edition"] != OWN and confidential & set(self.chosen):
            self.add_error("edition", _("A confidential annex is for your own body: choose “What your body may read”"))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The sections ticked, or those that belong to the paper."""
        ticked: list[str] = self.cleaned_data["sections"]
        return tuple(ticked) or next(kind.sections for kind in KINDS if kind.id == self.cleaned_data["kind"])

    @property
    def reader(self) -> Reader:
        """For whom."""
        return READERS[self.cleaned_data["edition"]][1](self.member)

    @property
    def partner(self) -> str:
        """The body whose own paper it is, where it can only be made for one."""
        return self.member.body if is_of_partner(self.cleaned_data["kind"], self.cleaned_data["sections"]) else ""

    @property
    def editions(self) -> Iterator[Choice]:
        """The readers to choose from, each with what that means."""
        return (Choice(radio, HINTS[str(radio.data["value"])]) for radio in self["edition"])
