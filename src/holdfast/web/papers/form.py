"""Asks which paper: the kind, the format, the sections, draft or final."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.reports import KINDS, SECTIONS
from holdfast.web.papers.formats import FORMATS

STATUSES = (("draft", _("Draft")), ("final", _("Final")))


class Choice(NamedTuple):
    """One radio with what it is for."""

    radio: BoundWidget
    hint: str | Promise


class PaperForm(forms.Form):
    """A paper as somebody wants it. `left_out` are the kinds that cannot be made for whoever asks."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("Which paper"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which paper"), "invalid_choice": _("Choose a paper of the list")},
    )
    format = forms.ChoiceField(
        label=_("As what"),
        choices=[(format.suffix, format.label) for format in FORMATS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose as what"), "invalid_choice": _("Choose a format of the list")},
    )
    status = forms.ChoiceField(
        label=_("Draft or final"),
        choices=STATUSES,
        widget=forms.RadioSelect,
        help_text=_("It is printed at the foot of each page."),
        error_messages={"required": _("Choose draft or final"), "invalid_choice": _("Choose draft or final")},
    )
    sections = forms.MultipleChoiceField(
        label=_("Only these sections"),
        choices=[(section.id, section.title) for section in SECTIONS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick none for the sections that belong to the paper."),
        error_messages={"invalid_choice": _("Choose sections of the list")},
    )

    def __init__(self, data: Any = None, *, left_out: Collection[str] = (), **more: Any) -> None:
        super().__init__(data, **more)
        kinds = [kind for kind in KINDS if kind.id not in left_out]
        self.whom = {kind.id: kind.whom for kind in kinds}
        _choices(self.fields["kind"], [(kind.id, kind.title) for kind in kinds])
        self.initial = {"kind": kinds[0].id, "format": FORMATS[0].suffix, "status": "draft", **self.initial}

    @property
    def kinds(self) -> Iterator[Choice]:
        """The kinds of paper, each with for whom it is."""
        return (Choice(radio, self.whom[str(radio.data["value"])]) for radio in self["kind"])

    @property
    def formats(self) -> Iterator[Choice]:
        """The formats, each with what it is good for."""
        return (Choice(radio, format.hint) for radio, format in zip(self["format"], FORMATS, strict=True))

    def tell(self, faults: Sequence[str]) -> None:
        """Why the paper cannot be made as asked."""
        for fault in faults:
            self.add_error("sections" if self.cleaned_data.get("sections") else "kind", fault)


class OpenPaperForm(PaperForm):
    """A paper of an example or a file, where nobody is signed in: a partner's own paper is of whichever partner is named."""

    def __init__(self, data: Any = None, *, partners: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="paper-%s")
        about: dict[str, Any] = {
            "label": _("For which partner"),
            "help_text": _("Needed for a partner’s own view and its annex. A benefits statement can be for one partner too."),
            "required": False,
        }
        if partners is None:
            about["help_text"] = _(
                "By its short name in the file. Needed for a partner’s own view and its annex; a benefits statement can be too."
            )
            name = forms.TextInput(attrs={"class": "govuk-input--width-10"})
            self.fields["partner"] = forms.CharField(max_length=80, widget=name, **about)
        else:
            self.fields["partner"] = forms.ChoiceField(choices=[("", _("None")), *partners.items()], **about)

    def tell(self, faults: Sequence[str]) -> None:
        """What is wrong with the partner stands beside it."""
        for fault in faults:
            self.add_error("partner" if "partner" in fault else "kind", fault)


def _choices(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
