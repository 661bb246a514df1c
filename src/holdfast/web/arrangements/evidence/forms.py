"""The forms of the evidence: one for each kind of record, made from the kind, and what is asked beside the record itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence import Arrangement, Record
from holdfast.core.evidence.check import HEAD, RecordFault
from holdfast.core.schema import FieldSpec, fields_of
from holdfast.files.layout import LAST, columns
from holdfast.ledger import Visibility
from holdfast.ledger.entry import WIDTH
from holdfast.web.arrangements.evidence.fields import Asked, RawField, field_for, shown_again
from holdfast.web.page.values import Words

# What can be chosen. "Sealed" is told in an exchange, never here.
READERS: Mapping[Visibility, Promise] = {
    "private": gettext_lazy("Only my body: nobody of another partner can read it"),
    "partners": gettext_lazy("All partners: everybody who takes part in this arrangement, and its auditors"),
    "public": gettext_lazy("Anybody: it may be printed and shown to people outside"),
}
LONGEST_REASON = 500
# The head is read at the date of the page; a date of its own would hide what was recorded since.
HEAD_LEFT_OUT = ("as_at",)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a heading."""

    title: Promise
    fields: tuple[BoundField, ...]


class EvidenceForm(forms.Form):
    """A form over the fields of a record or of the head. It hands on what was typed, and shows what the check says of it."""

    use_required_attribute = False

    def __init__(self, specs: Sequence[FieldSpec], asked: Mapping[str, Asked], *, data: Any, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.specs = specs
        for name, item in asked.items():
            self.fields[name] = field_for(item)

    def raw(self) -> dict[str, Any]:
        """What was typed, as the check takes it. A field that could not be read has a fault already."""
        return {spec.name: self.cleaned_data.get(spec.name) for spec in self.specs if spec.name in self.fields}

    def tell(self, faults: Sequence[RecordFault]) -> None:
        """Put what the check says at the fields it speaks of."""
        given = dict(self.cleaned_data)
        for fault in faults:
            name = fault.field.split(" (")[0].split(" and ")[0]
            field = self.fields.get(name)
            if isinstance(field, RawField):
                self.add_error(name, _sentence(field, given.get(name), fault))
            else:
                self.add_error(None, f"{fault.field}: {fault.message}" if fault.field else fault.message)

    def bound(self, *names: str) -> tuple[BoundField, ...]:
        """The fields of these names that the form has."""
        return tuple(self[name] for name in names if name in self.fields)


def _sentence(field: RawField, given: Any, fault: RecordFault) -> str:
    """What the check says, as it reads at a field: a fault begins with “is”, or stands by itself."""
    if given is None and field.spec.required:
        return field.missing
    if field.spec.type == "date" and isinstance(given, str):
        # The check asks for a date as files hold one, and the form has three boxes.
        said = _("%(title)s: “%(given)s” is not a day. Give day, month and year, such as 24 11 2026")
        return said % {"title": field.spec.says.title, "given": given}
    joint = " " if fault.message.startswith(("is ", "are ", "holds ")) else ": "
    return f"{field.spec.says.title}{joint}{fault.message}"


class RecordForm(EvidenceForm):
    """The form of one kind of record, with who may read it."""

    def __init__(
        self,
        kind: type[Record],
        words: Words,
        *,
        data: Any = None,
        initial: Mapping[str, Any] | None = None,
        record: Record | None = None,
        visibility: Visibility = "partners",
        widest_so_far: Visibility = "private",
    ) -> None:
        """`record` is what the fields begin with; who may read it begins with `visibility`, and never goes below `widest_so_far`."""
        specs = columns(kind)[:-1]
        section = kind.meta.section
        asked = {spec.name: Asked(spec, section, words, spec.name == kind.meta.code, _current(spec, data, record)) for spec in specs}
        shown = {spec.name: shown_again(spec, getattr(record, spec.name)) for spec in specs} if record else {}
        super().__init__(specs, asked, data=data, initial={**_defaults(specs), **shown, **(initial or {})})
        self.kind = kind
        choices = [(name, title) for name, title in READERS.items() if WIDTH[name] >= WIDTH[widest_so_far]]
        # What is sealed in an exchange stays sealed in it.
        if widest_so_far != "sealed":
            self.fields["visibility"] = forms.ChoiceField(
                label=_("Who may read it"),
                choices=choices,
                widget=forms.RadioSelect,
                initial=visibility,
                help_text=_("It can be shown to more people later, never to fewer."),
                error_messages={"required": _("Choose who may read it")},
            )

    def ask_why(self) -> None:
        """Ask also for a reason, which is kept beside a correction."""
        self.fields["reason"] = forms.CharField(
            label=_("Why it is corrected"),
            required=False,
            max_length=LONGEST_REASON,
            help_text=_("Kept beside it, for those who may read it."),
        )

    @property
    def groups(self) -> Iterator[Group]:
        """The fields in the order asked: what is said, where it comes from, who may read it."""
        own = [spec.name for spec in self.specs if spec.name not in LAST]
        yield Group(gettext_lazy("What is known"), self.bound(*own))
        yield Group(gettext_lazy("Where it comes from"), self.bound(*LAST))
        beside = self.bound("visibility", "reason")
        if beside:
            yield Group(gettext_lazy("For whom"), beside)


def _current(spec: FieldSpec, data: Any, record: Record | None) -> Any:
    return data.get(spec.name) if data is not None else getattr(record, spec.name, None)


def _defaults(specs: Sequence[FieldSpec]) -> dict[str, Any]:
    return {spec.name: shown_again(spec, spec.default) for spec in specs if spec.default not in (None, "", (), {})}


class HeadForm(EvidenceForm):
    """The form of the arrangement's head."""

    def __init__(self, head: Arrangement, words: Words, *, data: Any = None) -> None:
        specs = [spec for spec in fields_of(Arrangement) if spec.name not in HEAD_LEFT_OUT]
        asked = {spec.name: Asked(spec, HEAD, words, current=getattr(head, spec.name)) for spec in specs}
        super().__init__(specs, asked, data=data, initial={spec.name: shown_again(spec, getattr(head, spec.name)) for spec in specs})


class ReasonForm(forms.Form):
    """Why something is retired."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why it no longer holds"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept for good, for those who could read the record. For example: entered twice."),
        error_messages={"required": gettext_lazy("Say why it no longer holds")},
    )


class RevealForm(forms.Form):
    """To whom something is revealed, and why."""

    use_required_attribute = False
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may read it from now on"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who may read it from now on")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why now"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("For example the meeting that agreed it."),
    )

    def __init__(self, *args: Any, wider_than: Visibility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, title) for name, title in READERS.items() if WIDTH[name] > WIDTH[wider_than]]
        self.fields["visibility"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["visibility"] = choices[0][0]
