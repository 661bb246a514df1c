"""What records and entries are made of: frozen objects, and fields read from the annotations as they stand."""

from __future__ import annotations

import dataclasses

import pytest

from holdfast.core.catalogue.model import Source
from holdfast.core.evidence.answers import Tally
from holdfast.core.evidence.money import Benefit
from holdfast.core.evidence.partners import Partner
from holdfast.core.schema import Bounds, Refused, build, fields_of, frozen
from tests.make import make


@frozen
class Late:
    """Its annotations are postponed, as everywhere in this module."""

    share: float


def test_a_class_with_postponed_annotations_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="share"):
        fields_of(Late)


def test_a_field_left_out_takes_its_default() -> None:
    assert Source(id="a", title="A").link == ""
    assert Bounds(ge=1).le is None


def test_a_field_without_default_is_needed_and_a_strange_one_refused() -> None:
    with pytest.raises(TypeError, match="needs title"):
        Source(id="a")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="has no colour"):
        Source(id="a", title="A", colour="red")  # type: ignore[call-arg]


def test_what_is_made_cannot_be_changed() -> None:
    found = Source(id="a", title="A")
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.title = "B"  # type: ignore[misc]
    assert found == Source(id="a", title="A")


def test_what_is_made_can_be_copied_with_a_change() -> None:
    told = make(Partner, partner="ostley", name="Ostley")
    copy = dataclasses.replace(told, name="Ostley District Council")
    assert (copy.name, copy.id, copy.meta) == ("Ostley District Council", told.id, Partner.meta)
    assert told.name == "Ostley"


def test_what_belongs_to_the_class_is_no_part_of_what_is_made() -> None:
    assert "meta" not in repr(make(Partner, partner="ostley", name="Ostley"))


def test_a_number_beyond_every_amount_is_refused() -> None:
    """No sum of such numbers can be told to the penny."""
    for kind, name, value in ((Benefit, "baseline", 1e30), (Benefit, "baseline", -1e30), (Tally, "answers", 10_000_001)):
        with pytest.raises(Refused) as refused:
            build(kind, {name: value})
        assert name in {fault.field for fault in refused.value.faults}
