"""The forms in which a body gives its answer to a sealed exchange, one made for each part.

They only carry what was typed: whether it is right is said by the one check of evidence, and its faults are put at their fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.alignment.motives import DRIVERS
from holdfast.core.evidence.check import EvidenceRefused, RecordFault
from holdfast.core.evidence.scope import Service
from holdfast.web.arrangements.exchanges import ANSWERED, UNANSWERED, Row, told_free
from holdfast.web.page import exchange_words as words

PRINCIPLE = "principle"
AREAS_AT_FIRST, AREAS_MORE, AREAS_AT_MOST = 3, 2, 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button with its hint, as a template draws it."""

    id: str
    name: str
    value: str
    label: words.Words
    hint: words.Words
    is_chosen: bool
    symbol: str = ""


def open_text(**more: Any) -> forms.CharField:
    """A field that takes whatever is typed: the check of evidence says what is wrong with it."""
    return forms.CharField(required=False, max_length=1000, **more)


def one_of(**more: Any) -> forms.CharField:
    """The same, drawn as radio buttons by its template."""
    return open_text(widget=forms.RadioSelect, **more)


class PartForm(forms.Form):
    """What every part has: its answer, or why there is none, and the saving it began from."""

    section: ClassVar[str]
    answer = forms.ChoiceField(
        required=False,
        choices=[
            (ANSWERED, gettext_lazy("We answer this part")),
            ("rather_not_say", gettext_lazy("We would rather not say")),
            ("does_not_apply", gettext_lazy("It does not apply to us")),
        ],
        widget=forms.RadioSelect,
        label=gettext_lazy("Do you answer this part?"),
    )
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        services: Sequence[Service],
        state: str,
        rows: Sequence[Row],
        revision: int,
        kept_back: Sequence[str] = (),
    ) -> None:
        self.services = services
        self.plan = [service for service in services if service.in_scope is not False]
        self.kept_back = kept_back
        answered = ANSWERED if state == UNANSWERED else state
        super().__init__(data, initial={"answer": answered, "seen": revision, **self.first(rows)})

    def first(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The values of the fields that these rows were made from."""
        return {}

    def rows(self) -> list[dict[str, Any]]:
        """What was typed as the fields of records."""
        return []

    def place(self, fault: RecordFault) -> str:
        """The field that a fault of a row belongs to."""
        return ""

    def refuse(self, refused: EvidenceRefused) -> None:
        """Put every fault at its field."""
        for fault in refused.faults:
            name = self.place(fault)
            field = self.fields.get(name)
            self.add_error(name if field else None, f"{field.label if field else fault.field}: {fault.message}")

    def typed(self, name: str) -> str:
        """What stands in a field, stripped."""
        return str(self.cleaned_data.get(name) or "").strip()

    def choices(self, name: str, options: Mapping[Any, tuple[Any, ...]]) -> Iterator[Choice]:
        """The radio buttons of a field: name and hint of each option, and before them its shape where it has one."""
        bound = self[name]
        for number, (value, said) in enumerate(options.items()):
            symbol, label, hint = said if len(said) == 3 else ("", *said)
            yield Choice(f"{bound.auto_id}_{number}", bound.html_name, value, label, hint, bound.value() == value, symbol)


class MotivesForm(PartForm):
    """100 points over nine reasons, and a direction."""

    section = "motives"
    direction = one_of(label=gettext_lazy("Where should your organisation go?"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for driver in DRIVERS:
            name, hint = words.DRIVERS[driver]
            self.fields[driver] = open_text(label=name, help_text=hint, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 3}))

    def first(self, rows: Sequence[Row]) -> dict[str, Any]:
        points = {row["driver"]: f"{float(row['weight']):g}" for row in rows if _is_number(row["weight"])}
        typed = {row["driver"]: row["weight"] for row in rows}
        return {**typed, **{driver: said if float(said) else "" for driver, said in points.items()}, "direction": _first(rows, "direction")}

    def rows(self) -> list[dict[str, Any]]:
        # The direction is the partner's, not a reason's: it goes with the first.
        made: list[dict[str, Any]] = [{"driver": driver, "weight": self.typed(driver) or 0} for driver in DRIVERS]
        made[0]["direction"] = self.typed("direction")
        return made

    def place(self, fault: RecordFault) -> str:
        return "direction" if fault.field == "direction" else DRIVERS[(fault.row or 1) - 1]

    @property
    def reasons(self) -> list[forms.BoundField]:
        """The nine fields of points."""
        return [self[driver] for driver in DRIVERS]

    @property
    def total(self) -> float:
        """The points typed so far."""
        return sum(float(value) for driver in DRIVERS if _is_number(value := self[driver].value()))

    @property
    def directions(self) -> Iterator[Choice]:
        return self.choices("direction", words.DIRECTIONS)


def _first(rows: Sequence[Row], name: str) -> str:
    return next((str(row[name]) for row in rows if row.get(name)), "")


def _is_number(value: object) -> bool:
    try:
        return float(str(value)) >= 0
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class AreaFields:
    """The fields of one no-go area."""

    number: int
    subject: forms.BoundField
    principle: forms.BoundField
    firmness: forms.BoundField
    choices: tuple[Choice, ...]
    note: forms.BoundField


class NoGoForm(PartForm):
    """A list of what is kept back, each with how firm and in whose words."""

    section = "no_go_areas"
    shown = open_text(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **rest: Any) -> None:
        kept = sum(row["firmness"] != "no_limit" for row in rest["rows"])
        shown = str(data.get("shown", "")) if data else ""
        asked = int(shown) if shown.isdecimal() else 0
        self.count = min(AREAS_AT_MOST, max(AREAS_AT_FIRST, kept + 1, asked))
        super().__init__(data, **rest)
        inside = [(service.service, service.name) for service in self.plan]
        outside = [(service.service, service.name) for service in self.services if service.in_scope is False]
        groups = [("", ""), (_("In the plan"), inside), (_("Not in the plan"), outside)]
        subjects = [group for group in groups if group[1] or not group[0]] + [(PRINCIPLE, _("A principle, in my own words"))]
        for number in range(self.count):
            self.fields[f"subject_{number}"] = open_text(label=_("What it is about"), widget=forms.Select(choices=subjects))
            self.fields[f"principle_{number}"] = open_text(label=_("The principle, if it is one"))
            self.fields[f"firmness_{number}"] = one_of(label=_("How firm it is"))
            self.fields[f"note_{number}"] = open_text(label=_("In your words"), widget=forms.Textarea(attrs={"rows": 2}))

    def first(self, rows: Sequence[Row]) -> dict[str, Any]:
        codes = {service.service for service in self.services}
        made: dict[str, Any] = {"shown": self.count}
        for number, row in enumerate(row for row in rows if row["firmness"] != "no_limit"):
            is_service = row["subject"] in codes
            made[f"subject_{number}"] = row["subject"] if is_service else PRINCIPLE
            made[f"principle_{number}"] = "" if is_service else row["subject"]
            made[f"firmness_{number}"], made[f"note_{number}"] = row["firmness"], row.get("note", "")
        return made

    def rows(self) -> list[dict[str, Any]]:
        return told_free([self._row(number) for number in self._used()], self.services, self.kept_back)

    def _used(self) -> list[int]:
        names = ("subject", "principle", "firmness", "note")
        return [number for number in range(self.count) if any(self.typed(f"{name}_{number}") for name in names)]

    def _row(self, number: int) -> dict[str, Any]:
        subject, principle = self.typed(f"subject_{number}"), self.typed(f"principle_{number}")
        about = principle if subject in (PRINCIPLE, "") else subject
        return {"subject": about, "firmness": self.typed(f"firmness_{number}"), "note": self.typed(f"note_{number}")}

    def place(self, fault: RecordFault) -> str:
        used = self._used()
        number = used[(fault.row or 1) - 1] if used and (fault.row or 1) <= len(used) else 0
        name = fault.field if fault.field in ("firmness", "note") else "subject"
        is_principle = name == "subject" and self.typed(f"subject_{number}") == PRINCIPLE
        return f"principle_{number}" if is_principle else f"{name}_{number}"

    @property
    def areas(self) -> list[AreaFields]:
        """The fields, area by area."""
        options = {firmness: said for firmness, said in words.FIRMNESS.items() if firmness != "no_limit"}
        names = [[f"{name}_{number}" for name in ("subject", "principle", "firmness", "note")] for number in range(self.count)]
        return [
            AreaFields(number + 1, self[subject], self[principle], self[firmness], tuple(self.choices(firmness, options)), self[note])
            for number, (subject, principle, firmness, note) in enumerate(names)
        ]


class RolesForm(PartForm):
    """Every service in the plan with four wishes to choose from."""

    section = "role_wishes"

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for number, service in enumerate(self.plan):
            self.fields[f"wish_{number}"] = one_of(label=service.name)

    def first(self, rows: Sequence[Row]) -> dict[str, Any]:
        said = {row["service"]: row["wish"] for row in rows}
        return {f"wish_{number}": said.get(service.service, "") for number, service in enumerate(self.plan)}

    def _said(self) -> list[tuple[int, Service]]:
        return [(number, service) for number, service in enumerate(self.plan) if self.typed(f"wish_{number}")]

    def rows(self) -> list[dict[str, Any]]:
        return [{"service": service.service, "wish": self.typed(f"wish_{number}")} for number, service in self._said()]

    def place(self, fault: RecordFault) -> str:
        return f"wish_{self._said()[(fault.row or 1) - 1][0]}"

    @property
    def matrix(self) -> list[tuple[Service, forms.BoundField, tuple[Choice, ...]]]:
        """The services with their field and buttons."""
        names = [(service, f"wish_{number}") for number, service in enumerate(self.plan)]
        return [(service, self[name], tuple(self.choices(name, words.WISHES))) for service, name in names]


class DepthForm(PartForm):
    """One of six steps."""

    section = "depth_wishes"
    depth = one_of(label=gettext_lazy("How deep would you go?"))

    def first(self, rows: Sequence[Row]) -> dict[str, Any]:
        return {"depth": _first(rows, "depth")}

    def rows(self) -> list[dict[str, Any]]:
        return [{"depth": self.typed("depth")}] if self.typed("depth") else []

    def place(self, fault: RecordFault) -> str:
        return "depth"

    @property
    def steps(self) -> Iterator[Choice]:
        return self.choices("depth", words.DEPTHS)


class AppetitesForm(PartForm):
    """Six kinds of risk with five described levels each."""

    section = "appetites"

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for category, (name, _hint) in words.CATEGORIES.items():
            self.fields[category] = one_of(label=name)

    def first(self, rows: Sequence[Row]) -> dict[str, Any]:
        return {row["category"]: row["level"] for row in rows}

    def rows(self) -> list[dict[str, Any]]:
        return [{"category": category, "level": self.typed(category)} for category in words.CATEGORIES if self.typed(category)]

    def place(self, fault: RecordFault) -> str:
        return str(self.rows()[(fault.row or 1) - 1]["category"])

    @property
    def kinds(self) -> list[tuple[words.Words, words.Words, forms.BoundField, tuple[Choice, ...]]]:
        """The kinds of risk with their buttons."""
        made = []
        for category, (name, hint) in words.CATEGORIES.items():
            options = {level: (words.LEVELS[level], said) for level, said in words.APPETITES[category].items()}
            made.append((name, hint, self[category], tuple(self.choices(category, options))))
        return made


FORMS: Mapping[str, type[PartForm]] = {form.section: form for form in (MotivesForm, NoGoForm, RolesForm, DepthForm, AppetitesForm)}


class BeginForm(forms.Form):
    """What is agreed before an exchange begins."""

    bodies = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Choose at least two partners: an exchange needs somebody to exchange with.")},
        label=gettext_lazy("Who takes part?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only these can answer. All partners can read it once it has opened."),
    )
    sections = forms.MultipleChoiceField(
        error_messages={"required": gettext_lazy("Choose at least one thing to tell each other.")},
        label=gettext_lazy("What do you tell each other?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(section, asked.name) for section, asked in words.PARTS.items()],
    )
    closes_on = forms.DateField(
        label=gettext_lazy("Last day to answer"),
        help_text=gettext_lazy("It opens on the day after, or as soon as everybody is done. Once begun, nobody can change this date."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Give the last day to answer"),
            "invalid": gettext_lazy("Give a date, such as 2027-01-29"),
        },
    )
    agreed = forms.CharField(
        max_length=300,
        label=gettext_lazy("Where was this agreed?"),
        help_text=gettext_lazy("A meeting or a paper, such as “Programme board, 12 October, item 4”. Everybody can read it."),
        error_messages={"required": gettext_lazy("Say where this was agreed")},
    )

    def __init__(self, data: Any = None, *, bodies: Sequence[tuple[str, str]], silent: Container[str] = (), today: dt.date) -> None:
        """`silent` are bodies that nobody here can speak for yet: an exchange with them can only wait for its last day."""
        ready = [code for code, _name in bodies if code not in silent]
        first = {"bodies": ready, "sections": list(words.PARTS), "closes_on": today + dt.timedelta(days=14)}
        super().__init__(data, initial=first)
        self.fields["bodies"].choices = [(code, _named(name, is_silent=code in silent)) for code, name in bodies]  # type: ignore[attr-defined]


def _named(name: str, *, is_silent: bool) -> str:
    return _("%(name)s (nobody here can answer for it yet)") % {"name": name} if is_silent else name


class PasteForm(forms.Form):
    """A receipt that somebody kept."""

    receipt = forms.CharField(
        label=gettext_lazy("Your receipt"),
        help_text=gettext_lazy("Paste all of it, as you saved it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Paste your receipt first")},
    )
