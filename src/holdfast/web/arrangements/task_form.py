"""The form of a task: it turns what was typed into a raw record. Whether that is right is checked where every record is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence.check import EvidenceRefused
from holdfast.core.evidence.history import Task
from holdfast.core.words import score

STATUSES = (("open", _("Not begun")), ("doing", _("Being done")), ("done", _("Done")), ("dropped", _("Dropped")))
READERS = (("partners", _("All partners")), ("private", _("Only my own body")))
PERCENT = 100
POINTS = ("effect_expected", "effect_seen")
SLUG_LENGTH = 40


class PostsInput(forms.TextInput):
    """A text with the known posts on offer; without them, or with another one, anything may be typed."""

    template_name = "workspace/over_time/_posts_input.html"

    def __init__(self, posts: Iterable[str]) -> None:
        super().__init__()
        self.posts = tuple(posts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "posts": self.posts}


class TaskForm(forms.Form):
    """What is to be done. `is_new` asks who may read it, which stays as it is afterwards."""

    title = forms.CharField(label=_("What is to be done"), max_length=200, error_messages={"required": _("Say what is to be done")})
    finding = forms.ChoiceField(label=_("Which finding it answers"), required=False)
    action = forms.ChoiceField(label=_("Action of the catalogue"), required=False, help_text=_("If it is one of them"))
    owner = forms.CharField(label=_("Owner"), max_length=120, required=False, help_text=_("A post, never a person’s name"))
    due = forms.DateField(
        label=_("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Due: enter a real date, such as 2026-12-31")},
    )
    status = forms.ChoiceField(label=_("Status"), choices=STATUSES, initial="open", widget=forms.RadioSelect)
    effect_expected = forms.IntegerField(label=_("Exposure it should reach"), required=False, help_text=_("0 to 100"))
    effect_seen = forms.IntegerField(label=_("Exposure it has reached"), required=False, help_text=_("0 to 100"))
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    visibility = forms.ChoiceField(label=_("Who may read it"), choices=READERS, initial="partners", widget=forms.RadioSelect)

    def __init__(self, *args: Any, catalogue: Catalogue, posts: Iterable[str], is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        findings = [(found.id, found.title) for found in catalogue.all_problems]
        actions = sorted(((action.id, action.title) for action in catalogue.actions.values()), key=lambda pair: pair[1])
        self._choices("finding", findings)
        self._choices("action", actions)
        self.fields["owner"].widget = PostsInput(posts)
        del self.fields["effect_seen" if is_new else "visibility"]

    def _choices(self, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("None")), *pairs]

    def raw(self, kept: Task | None, *, number: int) -> dict[str, Any]:
        """The record as typed; its short name is made once from its title."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "visibility" and value not in (None, "")}
        for name in POINTS:
            if name in given:
                given[name] = given[name] / PERCENT
        return {**given, "task": kept.task if kept else f"{slugify(given['title'])[:SLUG_LENGTH].strip('-') or 'task'}-{number}"}

    def refuse(self, refused: EvidenceRefused) -> None:
        """Put each fault of the check at its field, or above all where the form does not ask for that field."""
        for fault in refused.faults:
            name = fault.field if fault.field in self.fields else None
            label = f"{self.fields[name].label}: " if name else ""
            self.add_error(name, f"{label}{fault.message}")


def initial_of(task: Task) -> Mapping[str, Any]:
    """What the form of a kept task begins with."""
    points = {name: None if (share := getattr(task, name)) is None else score(share) for name in POINTS}
    return {**{name: getattr(task, name) for name in ("title", "finding", "action", "owner", "due", "status", "note")}, **points}
