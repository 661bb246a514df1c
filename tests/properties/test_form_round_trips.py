"""Whatever a record says, its form sent back untouched says the same: nothing is lost or read differently on the way."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.template import engines
from hypothesis import HealthCheck, Phase, given, settings

from holdfast.core.evidence import KINDS, Arrangement, Evidence, Record
from holdfast.core.evidence.fields import build_checked
from holdfast.core.schema import build
from holdfast.web.arrangements.evidence.content import content_of
from holdfast.web.arrangements.evidence.forms import RecordForm
from holdfast.web.page.values import Words
from tests.properties.strategies import records
from tests.workspace.filled import read_form

SLOW = settings(max_examples=12, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
WORDS = Words(Evidence(build(Arrangement, {"name": "Test"}), ()))
PAGE = engines["django"].from_string('<form method="post">{{ form }}</form>')


def as_browsers_send(value: object) -> object:
    """A value as it comes back from a browser: text with one kind of line end, and of a list of ticks no order."""
    if isinstance(value, tuple):
        return frozenset(map(as_browsers_send, value))
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.meta.section)
def test_an_untouched_form_changes_nothing(kind: type[Record]) -> None:
    @SLOW
    @given(records(kind))
    def round_trips(record: Record) -> None:
        sent = read_form(PAGE.render({"form": RecordForm(kind, WORDS, record=record)}))
        data = QueryDict(mutable=True)
        for name, values in sent.items():
            data.setlist(name, values)
        form = RecordForm(kind, WORDS, data=data, record=record)
        assert form.is_valid(), form.errors
        again = build_checked(kind, {**form.raw(), "id": record.id})
        assert again.made is not None, again.faults
        assert [as_browsers_send(value) for value in content_of(again.made)] == [as_browsers_send(value) for value in content_of(record)]

    round_trips()
