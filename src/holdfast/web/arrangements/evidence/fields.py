"""From a record's field to a field of a form, by type: how it is asked, what is handed to the check, how it is shown again.

A field hands on what was typed, as a cell of a workbook does. Whether it is right is said by core.evidence.check alone.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import Widget
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from holdfast.core.evidence import KINDS
from holdfast.core.schema import FieldSpec
from holdfast.web.arrangements.evidence.widgets import (
    AffixedInput,
    DateBoxes,
    DateParts,
    Lines,
    Pairs,
    PickerChecks,
    PickerSelect,
    parts_of,
)
from holdfast.web.arrangements.kept import Kept
from holdfast.web.catalogue import site_catalogue
from holdfast.web.forms import GovukBoundField
from holdfast.web.page.values import SHARE, Words, code_title, is_money, percentage, unit_words

MOST_RADIOS = 6
YES_NO: Mapping[str, bool] = {"yes": True, "no": False}
_PERCENT = re.compile(r"\s*([\d.]+)\s*%\s*")
_DECIMAL = re.compile(r"\s*\d*\.?\d+\s*")
_MONTHS = ("%d %B %Y", "%d %b %Y")
_YEAR = re.compile(r"\d{4}")
Options = Sequence[tuple[str, str]]


def _sections() -> Options:
    return [(kind.meta.section, kind.meta.title) for kind in KINDS]


def _problems() -> Options:
    return [(problem.id, problem.title) for problem in site_catalogue().all_problems]


def _actions() -> Options:
    return [(action.id, action.title) for action in site_catalogue().actions.values()]


# Texts that name something which is not a record of the arrangement, by section and field.
LISTED: Mapping[tuple[str, str], Callable[[], Options]] = {
    ("registers", "section"): _sections,
    ("tasks", "finding"): _problems,
    ("tasks", "action"): _actions,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it is to be asked: of which section, and with which names to choose from."""

    spec: FieldSpec
    section: str
    words: Words
    is_code: bool = False
    current: Any = None

    @property
    def options(self) -> Options | None:
        """What can be chosen, or nothing where the field is typed."""
        if self.is_code:
            return None
        refers = self.spec.refers or (self.spec.item.refers if self.spec.item else None)
        if refers is not None:
            return self.words.names(refers.section)
        listed = LISTED.get((self.section, self.spec.name))
        return listed() if listed else None

    @property
    def is_long(self) -> bool:
        """Whether it may take several lines: a box of one line would lose the ends of those that are there."""
        return self.spec.says.long or (isinstance(self.current, str) and any(mark in self.current for mark in "\r\n"))

    @property
    def choices(self) -> Options:
        """The choices of a choice, or of the members of a list, in words."""
        spec = self.spec.item or self.spec
        return [(str(choice), code_title(choice)) for choice in spec.choices]


class RawBoundField(GovukBoundField):
    """A field of a form; drawn once for everybody where nothing is in it and nothing of the ledger can be chosen."""

    field: RawField

    def render(self, template_name: str | None = None, context: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        draw = functools.partial(super().render, template_name, context, renderer)
        if self.form.is_bound or self.field.names_records or self.value():
            return draw()
        return _EMPTY.made((get_language(), self.html_name, self.field.drawn_as), draw)


# Some 500 fields, in each language.
_EMPTY: Kept[tuple[object, ...], SafeString] = Kept(2000)


class RawField(forms.Field):
    """Hands on what was typed. `required` is shown; whether something is missing is for the check to say."""

    bound_field_class = RawBoundField

    def __init__(self, asked: Asked, way: Way) -> None:
        spec = asked.spec
        super().__init__(required=spec.required, widget=way.widget(asked), label=_label(asked), help_text=_hint(asked))
        self.spec, self.way = spec, way
        self.names_records = asked.options is not None
        # What an empty field's look depends on, beside its name and the language.
        self.drawn_as = (asked.section, asked.words.mark, asked.is_long)

    def clean(self, value: Any) -> Any:
        return self.way.raw(self.spec, value)

    @property
    def missing(self) -> str:
        """What to do where nothing was given, in words."""
        title = self.spec.says.title
        title = title[:1].lower() + title[1:] if title[1:2].islower() else title
        return (_("Choose: %(title)s") if self.is_chosen else _("Enter: %(title)s")) % {"title": title}

    @property
    def is_chosen(self) -> bool:
        """Whether it is answered by choosing rather than by typing."""
        return isinstance(self.widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Way:
    """How fields of one type are asked, handed on, and shown again."""

    widget: Callable[[Asked], Widget]
    raw: Callable[[FieldSpec, Any], Any]
    shown: Callable[[FieldSpec, Any], Any]


def field_for(asked: Asked) -> RawField:
    """The form field of a record's field."""
    return RawField(asked, WAYS[asked.spec.type])


def shown_again(spec: FieldSpec, value: Any) -> Any:
    """A record's value as its form field takes it, so that sending it unchanged changes nothing."""
    return None if value is None else WAYS[spec.type].shown(spec, value)


def _label(asked: Asked) -> str:
    """The title; a unit that stands beside the box is said to those who cannot see it."""
    unit = " ".join(part for part in (_prefix(asked), unit_words(asked.spec)) if part)
    title = asked.spec.says.title
    return format_html('{}<span class="govuk-visually-hidden">, {}</span>', title, unit) if unit else title


def _hint(asked: Asked) -> str:
    spec = asked.spec
    hints: list[Promise | str] = [f"{spec.says.hint.rstrip('.')}." if spec.says.hint else ""]
    if spec.says.unit == SHARE:
        hints.append(_("Kept as a share from 0 to 1; you can also type 25%."))
    if asked.options is None and spec.pattern is not None:
        hints.append(_("In %(words)s.") % {"words": spec.pattern.words})
    if asked.options is not None and not asked.options:
        hints.append(_("None is recorded yet that you may read."))
    return " ".join(str(hint) for hint in hints if hint)


def _prefix(asked: Asked) -> str:
    return asked.words.mark.strip() if is_money(asked.spec) else ""


def _text_widget(asked: Asked) -> Widget:
    options = asked.options
    if options is not None:
        return PickerSelect(choices=[("", _nothing_chosen(asked.spec)), *options])
    if asked.is_long:
        return forms.Textarea(attrs={"rows": 3})
    return forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"} if asked.spec.pattern else {})


def _nothing_chosen(spec: FieldSpec) -> str:
    if spec.required:
        return _("Choose")
    return _("The whole arrangement") if spec.name == "partner" else _("None given")


def _number_widget(mode: str) -> Callable[[Asked], Widget]:
    def widget(asked: Asked) -> Widget:
        attrs = {"class": "govuk-input--width-10", "inputmode": mode, "spellcheck": "false"}
        return AffixedInput(prefix=_prefix(asked), suffix=unit_words(asked.spec), attrs=attrs)

    return widget


def _yes_no_widget(asked: Asked) -> Widget:
    unknown = [] if asked.spec.required else [("", _("Not known"))]
    return forms.RadioSelect(choices=[("yes", _("Yes")), ("no", _("No")), *unknown])


def _choice_widget(asked: Asked) -> Widget:
    """Radios where there are few; where nothing need be chosen, that can be chosen too."""
    is_open = not asked.spec.required and asked.spec.default is None
    if len(asked.choices) <= MOST_RADIOS:
        return forms.RadioSelect(choices=[*asked.choices, *([("", _("Not known"))] if is_open else [])])
    return PickerSelect(choices=[("", _("Not known") if is_open else _("Choose")), *asked.choices])


def _list_widget(asked: Asked) -> Widget:
    options = asked.options if asked.options is not None else asked.choices
    if options or asked.options is not None:
        return PickerChecks(choices=options)
    return Lines(attrs={"rows": 3})


def _table_widget(asked: Asked) -> Widget:
    assert asked.spec.item is not None
    prefix = asked.words.mark.strip() if is_money(asked.spec.item) else ""
    return Pairs(name_title=_("Name or year"), value_title=_("Value"), prefix=prefix)


def _text_raw(_spec: FieldSpec, value: Any) -> Any:
    """A browser sends every line end as two characters, whatever was typed."""
    text = str(value or "").replace("\r\n", "\n")
    return text if text.strip() else None


def _number_raw(spec: FieldSpec, value: Any) -> Any:
    text = str(value or "").strip()
    if not text:
        return None
    return _share(text) if spec.says.unit == SHARE else text


def _share(text: str) -> Any:
    """A share as typed, in percent where it says so. A plain number is handed on as one, so that 25 is told apart from 25%."""
    percent = _PERCENT.fullmatch(text)
    try:
        if percent is not None:
            return str(Decimal(percent[1]).scaleb(-2))
    except InvalidOperation:
        return text
    return float(text) if _DECIMAL.fullmatch(text) else text


def _date_raw(_spec: FieldSpec, value: DateParts) -> Any:
    day, month, year = value
    if not any(value):
        return None
    if _YEAR.fullmatch(year):
        try:
            return dt.date(int(year), int(month), int(day))
        # A number that is too large for any date is another error than one that is only too large for its month.
        except (ValueError, OverflowError):
            pass
        for form in _MONTHS:
            try:
                return dt.datetime.strptime(f"{day} {month} {year}", form).date()
            except ValueError:
                continue
    return " ".join(part for part in value if part)


def _choice_raw(spec: FieldSpec, value: Any) -> Any:
    return {str(choice): choice for choice in spec.choices}.get(str(value or ""), value or None)


def _list_raw(_spec: FieldSpec, value: list[str]) -> Any:
    return [item for item in value if item.strip()] or None


def _table_raw(spec: FieldSpec, value: list[tuple[str, str]]) -> Any:
    """The pairs. What a mapping cannot hold is said here, as it is where a cell of a workbook is read."""
    assert spec.item is not None
    pairs: dict[str, Any] = {}
    for name, item in value or ():
        if not name:
            raise ValidationError(_("“%(value)s” has no name beside it.") % {"value": item[:60]})
        if not item:
            raise ValidationError(_("“%(name)s” has no value. Give one, or clear the name.") % {"name": name[:60]})
        if name in pairs:
            raise ValidationError(_("“%(name)s” stands twice. Give each name once.") % {"name": name[:60]})
        pairs[name] = WAYS[spec.item.type].raw(spec.item, item)
    return pairs or None


def _number_shown(spec: FieldSpec, value: float) -> str:
    if spec.says.unit == SHARE:
        return percentage(value)
    return repr(value).removesuffix(".0")


def _table_shown(spec: FieldSpec, value: Mapping[str, Any]) -> list[tuple[str, str]]:
    assert spec.item is not None
    return [(name, str(WAYS[spec.item.type].shown(spec.item, item))) for name, item in value.items()]


def _strings(_spec: FieldSpec, value: Iterable[Any]) -> list[str]:
    return [str(item) for item in value]


def _string(_spec: FieldSpec, value: Any) -> str:
    return str(value)


WAYS: Mapping[str, Way] = {
    "text": Way(_text_widget, _text_raw, _string),
    "date": Way(lambda asked: DateBoxes(), _date_raw, lambda spec, value: parts_of(value)),
    "yes_no": Way(_yes_no_widget, lambda spec, value: YES_NO.get(value, value or None), lambda spec, value: "yes" if value else "no"),
    "whole": Way(_number_widget("numeric"), _number_raw, _string),
    "number": Way(_number_widget("decimal"), _number_raw, _number_shown),
    "money": Way(_number_widget("decimal"), _number_raw, lambda spec, value: f"{value:f}"),
    "choice": Way(_choice_widget, _choice_raw, _string),
    "list": Way(_list_widget, _list_raw, _strings),
    "table": Way(_table_widget, _table_raw, _table_shown),
}
