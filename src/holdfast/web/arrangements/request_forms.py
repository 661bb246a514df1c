"""The forms of a request for one fact: what is asked, the answer by link, the look over it, and why it is set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.check import EvidenceRefused, RawRecord, RecordFault, check
from holdfast.files.layout import columns
from holdfast.ledger import Visibility
from holdfast.web.arrangements.asked import Typed, as_sent, fillable, refers_to, shown_to, source_of
from holdfast.web.arrangements.evidence.fields import Asked, RawField, shown_again
from holdfast.web.arrangements.evidence.forms import LONGEST_REASON, EvidenceForm, Group, RecordForm
from holdfast.web.arrangements.models import FactReply, FactRequest
from holdfast.web.page.values import Words

USUAL = dt.timedelta(days=14)
LONGEST = dt.timedelta(days=180)
# Nothing is read from a reply more widely than it has to be, unless whoever enters it says so.
NARROWEST: Visibility = "private"


class AskForm(EvidenceForm):
    """What is asked of whom until when; what the fact is about can be filled in already."""

    def __init__(self, kind: type[Record], words: Words, *, data: Any, initial: Mapping[str, Any]) -> None:
        specs = fillable(kind)
        asked = {spec.name: Asked(spec, kind.meta.section, words, spec.name == kind.meta.code) for spec in specs}
        super().__init__(specs, asked, data=data, initial={"until": timezone.localdate() + USUAL, **initial})
        self.kind, self.sent = kind, data
        for spec in specs:
            # A name of another record can be chosen by the asker alone: whoever answers is not shown the names.
            self.fields[spec.name].required = spec.required and bool(refers_to(kind, spec))
        self.fields["question"] = forms.CharField(
            label=_("Your question, in words"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Write the question")},
        )
        self.fields["asked_of"] = forms.CharField(
            label=_("Whom you ask"),
            max_length=120,
            help_text=_("Their post, or their name where a post will not do. The source of the record will say it."),
            error_messages={"required": _("Say whom you ask")},
        )
        self.fields["email"] = forms.EmailField(
            label=_("Their e-mail address"),
            required=False,
            help_text=_("The link is sent there, and the address is not kept. Leave it empty to pass the link on yourself."),
            error_messages={"invalid": _("Enter an e-mail address, such as name@example.gov.uk")},
        )
        self.fields["until"] = forms.DateField(
            label=_("Until when"),
            widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
            help_text=_("The last day on which the link works."),
            error_messages={"required": _("Say until when"), "invalid": _("Enter a date, such as 31/03/2027")},
        )

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today <= until <= today + LONGEST:
            latest = date_format(today + LONGEST, "j F Y")
            raise ValidationError(_("Until when: choose a day from today to %(latest)s") % {"latest": latest})
        return until

    @property
    def filled(self) -> dict[str, list[str]]:
        """What was filled in, as a form sends it."""
        found = {spec.name: [str(value) for value in self.sent.getlist(spec.name) if str(value).strip()] for spec in self.specs}
        return {name: values for name, values in found.items() if values}

    def is_right(self, beside: Evidence) -> bool:
        """Whether this can be asked: what is filled in passes the one check of evidence, and what only the asker can choose is there."""
        if not self.is_valid():
            self.tell(self._faults(beside))
            return False
        self.tell(self._faults(beside))
        return not self.errors

    def _faults(self, beside: Evidence) -> list[RecordFault]:
        must = {spec.name for spec in self.specs if self.fields[spec.name].required}
        faults = faults_of(self.kind, self.raw(), beside)
        return [fault for fault in faults if fault.field in self.filled or fault.field in must]

    @property
    def groups(self) -> Iterator[Group]:
        """The fields in the order asked."""
        yield Group(gettext_lazy("The question"), self.bound("question"))
        yield Group(gettext_lazy("What it is about"), self.bound(*(spec.name for spec in self.specs)))
        yield Group(gettext_lazy("Who, and until when"), self.bound("asked_of", "email", "until"))


def faults_of(kind: type[Record], raw: Mapping[str, Any], beside: Evidence) -> Sequence[RecordFault]:
    """What the one check of evidence says of a record that is not entered yet."""
    try:
        check(None, {kind.meta.section: [RawRecord(1, raw)]}, beside=beside)
    except EvidenceRefused as refused:
        return refused.faults
    return ()


class AnswerForm(RecordForm):
    """The form of a kind for somebody without an account: what the asker filled in stays as it is, and who may read it is not asked."""

    def __init__(self, kind: type[Record], found: FactRequest, *, data: Any = None) -> None:
        self.found, self.beside, self.sent = found, shown_to(found), data
        words = Words(self.beside)
        on = next(spec for spec in columns(kind) if spec.name == "on")
        sent = None if data is None else as_sent({name: data.getlist(name) for name in data}, found.filled)
        super().__init__(kind, words, data=sent, initial={"on": shown_again(on, timezone.localdate())})
        for name in ("visibility", *_unnamed(kind, words, found)):
            del self.fields[name]
        source = self.fields["source"]
        source.required = False
        source.help_text = _("For example a paper, a minute or a contract. That you told it, and when, is noted anyway.")

    def bound(self, *names: str) -> tuple[BoundField, ...]:
        return super().bound(*(name for name in names if name not in self.found.filled))

    def tell(self, faults: Sequence[RecordFault]) -> None:
        """What is wrong with what the asker filled in is theirs to put right."""
        super().tell([fault for fault in faults if fault.field.split(" and ")[0] not in self.found.filled])

    def is_right(self) -> bool:
        """Whether the check of evidence has nothing against it, beside what this person may meet."""
        self.is_valid()
        raw = self.raw()
        faults = faults_of(self.kind, {**raw, "source": source_of(self.found, str(raw.get("source") or ""))}, self.beside)
        self.tell([fault for fault in faults if fault.field not in self.errors])
        return not self.errors

    @property
    def typed(self) -> Typed:
        """What was typed in the fields of this form, and nothing else that was sent."""
        own = {name for name in self.fields if name not in self.found.filled}
        sent = {name: [str(value) for value in self.sent.getlist(name)] for name in self.sent}
        return {name: values for name, values in sent.items() if name in own or name.rpartition("_")[0] in own}


def _unnamed(kind: type[Record], words: Words, found: FactRequest) -> list[str]:
    """The fields that name other records where there is no name that this person may see."""
    refers = {spec.name: refers_to(kind, spec) for spec in columns(kind)}
    return [name for name, section in refers.items() if section and name not in found.filled and not words.names(section)]


class OtherwiseForm(forms.Form):
    """What somebody says who does not know the fact."""

    use_required_attribute = False
    somebody_else = forms.CharField(
        label=gettext_lazy("Who knows it"), required=False, max_length=200, help_text=gettext_lazy("A post, or a name and where they work.")
    )
    remark = forms.CharField(
        label=gettext_lazy("Anything else that would help"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class LookOverForm(RecordForm):
    """An answer on its way into the ledger: as it was told, or with what has to be put right first."""

    def __init__(self, kind: type[Record], words: Words, reply: FactReply, *, data: Any = None) -> None:
        self.reply = reply
        told = as_sent({"visibility": [NARROWEST]}, reply.typed, reply.request.filled)
        super().__init__(kind, words, data=told if data is None else data, visibility=NARROWEST)
        self.given = told.get("source", "")
        del self.fields["source"]
        self._told = None if data is None else LookOverForm(kind, words, reply)

    def raw(self) -> dict[str, Any]:
        return {**super().raw(), "source": source_of(self.reply.request, self.given, is_changed=self.is_changed)}

    @property
    def is_changed(self) -> bool:
        """Whether something is different from what was told."""
        if self._told is None:
            return False
        self._told.is_valid()
        return any(self._told.cleaned_data.get(name) != self.cleaned_data.get(name) for name in self._record_fields)

    @property
    def _record_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, RawField)]

    @property
    def to_change(self) -> Iterator[Group]:
        """The fields of the record itself."""
        return (group for group in self.groups if "visibility" not in {field.name for field in group.fields})


class SetAsideForm(forms.Form):
    """Why an answer is not entered."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Why it is set aside"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For your own body. For example: the post does not know, and we have asked finance."),
        error_messages={"required": gettext_lazy("Say why it is set aside")},
    )
