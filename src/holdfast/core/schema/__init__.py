"""One way from raw data to typed objects: dataclass fields become a pydantic-core schema.

Records and catalogue entries are frozen standard-library dataclasses. This package reads their
annotations once, on first use, and lets pydantic-core validate in one pass that reports every fault.
The full pydantic package is not imported: that alone takes longer than a whole assessment
(docs/adr/0005-pydantic-core.md).
"""

from holdfast.core.schema.build import LARGEST, UNSEEN, FieldFault, Refused, build, expected, limits, schema_of
from holdfast.core.schema.fields import FieldSpec, fields_of
from holdfast.core.schema.frozen import (
    Bounds,
    Count,
    Done,
    Money,
    Number,
    Outcome,
    Pattern,
    Refers,
    Says,
    Share,
    SignedMoney,
    Slug,
    Year,
    frozen,
    says,
)

__all__ = [
    "LARGEST", "UNSEEN", "Bounds", "Count", "Done", "FieldFault", "FieldSpec", "Money", "Number", "Outcome", "Pattern", "Refers",
    "Refused", "Says", "Share", "SignedMoney", "Slug", "Year", "build", "expected", "fields_of", "frozen", "limits", "says", "schema_of",
]  # fmt: skip
