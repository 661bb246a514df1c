"""What a record says, apart from its reference: two records that say the same are equal here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from holdfast.core.evidence import Record
from holdfast.core.schema import fields_of

Content = tuple[Any, ...]


def content_of(record: Record) -> Content:
    """All that a record says, as something that can be looked up."""
    return (type(record), *(_fixed(getattr(record, spec.name)) for spec in fields_of(type(record)) if spec.name != "id"))


def _fixed(value: Any) -> Any:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value
