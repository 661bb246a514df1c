"""The parts of a form that no component of Django has: a date in three boxes, an input with its unit, pairs of a name and a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Any

from django.forms import Widget
from django.forms.utils import flatatt
from django.forms.widgets import CheckboxSelectMultiple, ChoiceWidget, Select, Textarea, TextInput
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

DateParts = tuple[str, str, str]
PARTS: tuple[tuple[str, Promise, int], ...] = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
# Empty rows below the pairs that are filled in.
SPARE_PAIRS = 3
# So many options to tick are shown at once.
MANY = 12


class AffixedInput(TextInput):
    """A text input with what stands before and after it, such as £ and "a year"."""

    template_name = "evidence/widgets/affixed.html"

    def __init__(self, *, prefix: str = "", suffix: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.prefix, self.suffix = prefix, suffix

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "prefix": self.prefix, "suffix": self.suffix}


class DateBoxes(Widget):
    """A date as three boxes: day, month, year."""

    template_name = "evidence/widgets/date.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        day, month, year = (str(data.get(f"{name}_{part}", "")).strip() for part, _title, _width in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part, _title, _width in PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, tuple) else parts_of(value)
        start = context["widget"]["attrs"].get("id", name)
        context["boxes"] = [
            {"name": f"{name}_{part}", "id": f"{start}_{place}", "title": title, "width": width, "value": given[place]}
            for place, (part, title, width) in enumerate(PARTS)
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


def parts_of(date: Any) -> DateParts:
    """The three boxes of a date; empty where there is none."""
    return (str(date.day), str(date.month), f"{date.year:04d}") if isinstance(date, dt.date) else ("", "", "")


class KeepsUnknown(ChoiceWidget):
    """Offers also what is chosen already and is not among the options, so that nothing is lost on the way."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        known = {str(option) for option, _label in self.choices}
        unknown = [item for item in value if item and item not in known]
        if unknown:
            self.choices = [*self.choices, *((item, item) for item in unknown)]
        return super().optgroups(name, value, attrs)


class PickerSelect(KeepsUnknown, Select):
    """One of many names."""


class PickerChecks(KeepsUnknown, CheckboxSelectMultiple):
    """Any of some names. Where they are many they stand in a box of their own that scrolls.

    The options are put together here: an arrangement may have hundreds of gates, and a template takes longer over them than
    over all the rest of the page.
    """

    template_name = "evidence/widgets/checks.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, members, _index in context["widget"]["optgroups"] for option in members]
        shared = flatatt({of: said for of, said in context["widget"]["attrs"].items() if of not in ("id", "checked")})
        # Every part is escaped here, in the quickest way: this runs for each of hundreds of options.
        drawn = mark_safe("".join(_check(escape(name), shared, option) for option in options))
        return {**context, "options": drawn, "is_long": len(options) > MANY}


def _check(name: str, shared: str, option: Mapping[str, Any]) -> str:
    id, value, label = (escape(str(part)) for part in (option["attrs"]["id"], option["value"], option["label"]))
    return (
        f'<div class="govuk-checkboxes__item"><input type="checkbox" name="{name}" value="{value}" id="{id}"{shared}'
        f'{" checked" if option["selected"] else ""}><label class="govuk-label govuk-checkboxes__label" for="{id}">{label}</label></div>'
    )


class Lines(Textarea):
    """A list of texts, one a line."""

    def format_value(self, value: Any) -> str:
        return "\n".join(value or ())

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return str(data.get(name, "")).splitlines()


class Pairs(Widget):
    """Rows of a name and a value, with a few empty rows to go on in."""

    template_name = "evidence/widgets/pairs.html"
    use_fieldset = True

    def __init__(self, *, name_title: Promise | str, value_title: Promise | str, prefix: str = "") -> None:
        super().__init__()
        self.name_title, self.value_title, self.prefix = name_title, value_title, prefix

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str]]:
        names, values = data.getlist(f"{name}_name"), data.getlist(f"{name}_value")
        pairs = [(str(one).strip(), str(other).strip()) for one, other in zip(names, values, strict=False)]
        return [pair for pair in pairs if pair != ("", "")]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_name" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        start = context["widget"]["attrs"].get("id", name)
        pairs = [*(value or []), *[("", "")] * SPARE_PAIRS]
        context["rows"] = [
            {"number": place + 1, "id": f"{start}_{place}", "name": one, "value": other} for place, (one, other) in enumerate(pairs)
        ]
        context.update({"field": name, "name_title": self.name_title, "value_title": self.value_title, "prefix": self.prefix})
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_
