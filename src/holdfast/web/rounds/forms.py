"""The forms of those who run a round: begin it, invite people, make a link for many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.rounds.asked import SMALLEST_MINIMUM, USUAL_MINIMUM
from holdfast.core.rounds.questionnaires import OWN, by_area, questions_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds.asked import ROLES, name_of, said
from holdfast.web.rounds.models import Mode
from holdfast.web.rounds.numbers import LARGEST_CAP, LARGEST_GROUP, MOST_REMINDERS

FIRST_ROLES = ("member", "chief_executive", "finance", "ict", "service", "staff")
PEOPLE_AT_ONCE = 100
LABEL_AT_MOST = 120


def date_field(**more: Any) -> forms.DateField:
    """A day, as every page of the rounds asks for one."""
    wrong = {"required": _("Give a date"), "invalid": _("Give a date, such as 2027-01-29")}
    widget = forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=wrong, **more)


class BeginForm(forms.Form):
    """A new round. The fields are in the order in which they are settled with the partners."""

    name = forms.CharField(
        label=gettext_lazy("Name of the round"),
        help_text=gettext_lazy("Such as “Before the business case”. Everybody who is asked may see it."),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the round a name")},
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How it is run"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it is run")},
    )
    questionnaire = forms.ChoiceField(
        label=gettext_lazy("Questionnaire"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a questionnaire")},
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Questions of your own selection"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Partners whose people are asked"),
        help_text=gettext_lazy("In confidence, it is your own body alone."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one group of people")},
    )
    is_for_all = forms.ChoiceField(
        label=gettext_lazy("Which questions each group meets"),
        widget=forms.RadioSelect,
        choices=[
            ("no", gettext_lazy("Those that people in its place can be expected to answer")),
            ("yes", gettext_lazy("All of them")),
        ],
    )
    minimum_group = forms.IntegerField(
        label=gettext_lazy("Smallest group that is shown"),
        help_text=gettext_lazy(
            "Of fewer people nothing is shown, nor anything from which it could be worked out. 3 is the least, 5 is usual."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        min_value=SMALLEST_MINIMUM,
        max_value=LARGEST_GROUP,
        error_messages={"required": gettext_lazy("Give a number"), "invalid": gettext_lazy("Give a whole number, such as 5")},
    )
    opens_on = date_field(label=gettext_lazy("First day"))
    closes_on = date_field(label=gettext_lazy("Last day"), help_text=gettext_lazy("Results are there on the day after."))
    remind_on = forms.CharField(
        label=gettext_lazy("Days on which people are reminded"),
        help_text=gettext_lazy("Such as 2027-01-20, 2027-01-27. Whoever was invited by e-mail and has not handed in gets a letter."),
        required=False,
        max_length=80,
    )

    def __init__(self, data: Any = None, *, bodies: Sequence[tuple[str, str]], today: dt.date, may_ask_all: bool) -> None:
        ends = today + dt.timedelta(days=21)
        initial = {
            "bodies": [code for code, _name in bodies],
            "roles": list(FIRST_ROLES),
            "mode": Mode.SEALED if may_ask_all else Mode.CONFIDENCE,
            "questionnaire": "full",
            "is_for_all": "no",
            "minimum_group": USUAL_MINIMUM,
            "opens_on": today,
            "closes_on": ends,
            "remind_on": f"{ends - dt.timedelta(days=7)}, {ends - dt.timedelta(days=2)}",
        }
        super().__init__(data, initial=initial)
        catalogue = site_catalogue()
        self.offer("bodies", bodies)
        self.offer("roles", [(role, name_of(role)) for role in ROLES])
        self.offer("mode", MODES if may_ask_all else MODES[:1])
        self.offer("questionnaire", [*((each.id, _questionnaire(each.id)) for each in catalogue.questionnaires.values()), (OWN, _own())])
        questions = by_area(catalogue.questions.values())
        areas = dict.fromkeys(question.area for question in questions)
        grouped = [(name_of(area), [(each.id, said(each.text)) for each in questions if each.area == area]) for area in areas]
        self.offer("questions", grouped)

    def offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """What can be chosen in a field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_remind_on(self) -> list[dt.date]:
        """The days of the reminders."""
        given = [part.strip() for part in self.cleaned_data["remind_on"].replace(";", ",").split(",") if part.strip()]
        try:
            days = sorted({dt.date.fromisoformat(part) for part in given})
        except ValueError:
            raise ValidationError(_("Give days such as 2027-01-20, with commas between them")) from None
        if len(days) > MOST_REMINDERS:
            raise ValidationError(_("Give at most %(most)d days") % {"most": MOST_REMINDERS})
        return days

    def clean_is_for_all(self) -> bool:
        """Whether everybody is asked everything."""
        return bool(self.cleaned_data["is_for_all"] == "yes")

    def settled(self) -> dict[str, Any]:
        """What the round is begun with."""
        given = dict(self.cleaned_data)
        asked = questions_of(site_catalogue(), given["questionnaire"], given["questions"])
        return {**given, "questions": [question.id for question in asked]}


MODES = [
    (Mode.CONFIDENCE, gettext_lazy("In confidence, inside my own body: its people alone are asked, and it alone sees the results")),
    (Mode.OPEN, gettext_lazy("Openly, by every partner: all see how many have answered, and all see the results when it closes")),
    (Mode.SEALED, gettext_lazy("Sealed, by every partner: nobody sees anything until the last day is over, then all at once")),
]


def _questionnaire(id: str) -> str:
    found = site_catalogue().questionnaires[id]
    count = len(questions_of(site_catalogue(), id))
    return _("%(title)s: %(count)d questions. %(purpose)s") % {
        "title": said(found.title),
        "count": count,
        "purpose": said(found.purpose),
    }


def _own() -> str:
    return _("Your own selection, from the list below")


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the people to invite: an address to write to, or a label for a link that is passed on by hand."""

    label: str
    email: str


class InviteForm(forms.Form):
    """People of one group, one a line."""

    role = forms.ChoiceField(
        label=gettext_lazy("Their group"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a group")},
    )
    people = forms.CharField(
        label=gettext_lazy("Whom you ask, one a line"),
        help_text=gettext_lazy(
            "An e-mail address gets its link by letter. For anything else, such as “Clerk to the board”, you get the link to pass on. "
            "Both are erased when the round closes."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
        error_messages={"required": gettext_lazy("Say whom you ask")},
    )
    post = forms.CharField(
        label=gettext_lazy("Post that this one person holds"),
        help_text=gettext_lazy(
            "Such as “Chief executive”. Whoever holds it may then choose to answer on the record, by the name of the post."
        ),
        required=False,
        max_length=LABEL_AT_MOST,
    )

    def __init__(self, data: Any = None, *, roles: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["role"].choices = [(role, name_of(role)) for role in roles]  # type: ignore[attr-defined]

    def clean_people(self) -> list[Asked]:
        """The lines, each once."""
        lines = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["people"].splitlines() if line.strip()))
        if len(lines) > PEOPLE_AT_ONCE:
            raise ValidationError(_("Invite at most %(most)d people at once") % {"most": PEOPLE_AT_ONCE})
        if long := next((line for line in lines if len(line) > LABEL_AT_MOST), None):
            raise ValidationError(_("“%(line)s…” is too long for one person") % {"line": long[:40]})
        return [_line(line) for line in lines]

    def clean(self) -> dict[str, Any]:
        """A post is held by one person."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("post") and len(given.get("people", [])) > 1:
            self.add_error("post", _("A post is held by one person: invite them alone"))
        return given


def _line(line: str) -> Asked:
    if "@" not in line:
        return Asked(line, "")
    try:
        validate_email(line)
    except ValidationError:
        raise ValidationError(_("“%(line)s” is no e-mail address") % {"line": line}) from None
    return Asked("", line)


class ManyForm(forms.Form):
    """A link for many people of a body."""

    label = forms.CharField(
        label=gettext_lazy("What the link is for"),
        help_text=gettext_lazy("Such as “Staff newsletter”. Only your body sees it, and it is erased when the round closes."),
        max_length=LABEL_AT_MOST,
        error_messages={"required": gettext_lazy("Say what the link is for")},
    )
    role = forms.ChoiceField(label=gettext_lazy("Who answers by it"), widget=forms.RadioSelect, required=False)
    cap = forms.IntegerField(
        label=gettext_lazy("At most how many people"),
        help_text=gettext_lazy("About as many as you ask: so a link that gets into other hands does little harm. You can change it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        min_value=1,
        max_value=LARGEST_CAP,
        error_messages={"required": gettext_lazy("Give a number"), "invalid": gettext_lazy("Give a whole number, such as 40")},
    )

    def __init__(self, data: Any = None, *, roles: Sequence[str]) -> None:
        super().__init__(data, initial={"role": ""})
        own = ("", _("People of any group: each says which is theirs"))
        self.fields["role"].choices = [own, *((role, name_of(role)) for role in roles)]  # type: ignore[attr-defined]


class CapForm(forms.Form):
    """Another number of people for a link."""

    cap = forms.IntegerField(min_value=1, max_value=LARGEST_CAP)
