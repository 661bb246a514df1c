"""Django's forms in the look of GOV.UK: the classes, hints and errors of its components."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy

CLASSES = {"radio": "govuk-radios__input", "checkbox": "govuk-checkboxes__input", "select": "govuk-select", "textarea": "govuk-textarea"}
INPUT = "govuk-input"
SHORT = re.compile(r"[a-z0-9][a-z0-9_-]*")


class ShortName(forms.CharField):
    """The short name by which records and addresses know a body: typed in capitals it is meant all the same."""

    default_error_messages: ClassVar = {
        "required": gettext_lazy("Enter a short name"),
        "invalid": gettext_lazy("Use small letters, figures and hyphens only, and begin with a letter or a figure"),
    }

    def __init__(self, **more: Any) -> None:
        hint = gettext_lazy("In small letters, such as ostley. Records use it, so it cannot be changed later.")
        super().__init__(**{"label": gettext_lazy("Short name"), "max_length": 80, "help_text": hint, **more})

    def clean(self, value: Any) -> str:
        name = str(super().clean(value)).lower()
        if not SHORT.fullmatch(name):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return name


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, even if it is empty; nothing where a page is only looked at."""
    return request.POST if request.method == "POST" else None


class GovukBoundField(BoundField):
    """A field that knows the class of its component, and where an error summary should lead."""

    @property
    def css(self) -> str:
        """The class of the component."""
        widget = self.field.widget
        kinds = (getattr(widget, "input_type", ""), *(kind.__name__.lower() for kind in type(widget).__mro__))
        return next((CLASSES[kind] for kind in kinds if kind in CLASSES), INPUT)

    @property
    def first_id(self) -> str:
        """The id of what a link in the error summary goes to: for a group its first member."""
        return f"{self.auto_id}_0" if self.use_fieldset else str(self.auto_id)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Django's own attributes (it links hints and errors), with the component's classes."""
        made = super().build_widget_attrs(attrs, widget)
        own = (widget or self.field.widget).attrs.get("class", "")
        css = [str(made.get("class", own)), self.css]
        if self.errors and self.css in (INPUT, "govuk-select", "govuk-textarea"):
            css.append(f"{self.css}--error")
        made["class"] = " ".join(filter(None, css))
        return made


class GovukRenderer(TemplatesSetting):
    """Renders every form with the templates of this site."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField
