"""How somebody asks for the trials: how many, from which seed, of which option. The address holds it, so it can be repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from holdfast.core.finance.simulation import DEFAULT_SEED, DEFAULT_TRIALS

# Anybody may ask an example for the first two; the last takes a second or two, and is for members.
PUBLIC_TRIALS = (1_000, DEFAULT_TRIALS)
TRIALS = (*PUBLIC_TRIALS, 100_000)
LARGEST_SEED = 2**31 - 1
OK, UNPROCESSABLE = 200, 422


@dataclass(frozen=True, slots=True)
class Asked:
    """The trials that were asked for."""

    trials: int = DEFAULT_TRIALS
    seed: int = DEFAULT_SEED
    option: str | None = None


class TrialsForm(forms.Form):
    """Asks for other trials. What is left out is as it always is."""

    trials = forms.TypedChoiceField(
        label=_("How many trials"),
        choices=(),
        coerce=int,
        required=False,
        error_messages={"invalid_choice": _("How many trials: choose one of the numbers listed")},
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("The same seed gives the same figures, to the penny."),
        min_value=0,
        max_value=LARGEST_SEED,
        required=False,
        error_messages={
            "invalid": _("Seed: enter a whole number, such as 1"),
            "min_value": _("Seed: enter 0 or more"),
            "max_value": _("Seed: enter a number below 2,147,483,648"),
        },
    )
    option = forms.ChoiceField(
        label=_("Option"), required=False, error_messages={"invalid_choice": _("Option: choose one that has amounts on record")}
    )

    def __init__(self, data: QueryDict | None, options: Sequence[tuple[str, str]], counts: Sequence[int]) -> None:
        super().__init__(data if data else None, auto_id="trials-%s", initial={"trials": DEFAULT_TRIALS, "seed": DEFAULT_SEED})
        self.fields["trials"].choices = [(str(count), f"{count:,}") for count in counts]  # type: ignore[attr-defined]
        self.fields["option"].choices = [("", _("The arrangement’s own plan")), *options]  # type: ignore[attr-defined]
        self.fields["seed"].widget.attrs |= {"class": "govuk-input--width-10"}
        if not options:
            del self.fields["option"]

    @property
    def asked(self) -> Asked:
        """What was asked for; the usual trials, where nothing was or where it was not right."""
        found: dict[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() else {}
        seed = found.get("seed")
        return Asked(found.get("trials") or DEFAULT_TRIALS, DEFAULT_SEED if seed is None else seed, found.get("option") or None)

    @property
    def status(self) -> int:
        """The status of the page."""
        return UNPROCESSABLE if self.errors else OK


def trials_form(query: QueryDict, options: Sequence[tuple[str, str]], counts: Sequence[int]) -> TrialsForm:
    """The form as the address fills it; not filled where the address names nothing of it."""
    return TrialsForm(query if {"trials", "seed", "option"} & set(query) else None, options, counts)
