"""From raw data to a typed object in one pass that reports every fault, each as a sentence."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeVar

from pydantic_core import SchemaValidator, ValidationError, core_schema

from holdfast.core.schema.fields import FieldSpec, field_spec, fields_of
from holdfast.core.schema.frozen import Bounds

T = TypeVar("T")
# Characters that steer a terminal or that a workbook cannot hold; tabs and new lines may stand.
UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"


def _text(spec: FieldSpec) -> core_schema.CoreSchema:
    pattern = f"^(?:{spec.pattern.regex if spec.pattern else f'[^{UNSEEN}]*'})$"
    return core_schema.str_schema(strict=True, strip_whitespace=True, min_length=1 if spec.required else 0, pattern=pattern)


# Beyond every amount, count and measure of a public body; sums of such numbers are still exact to the penny.
LARGEST = 10.0**13


def limits(spec: FieldSpec) -> tuple[float, float]:
    """The least and the largest that a number may be."""
    bounds = spec.bounds or Bounds()
    return (-LARGEST if bounds.ge is None else bounds.ge, LARGEST if bounds.le is None else bounds.le)


def _number(spec: FieldSpec) -> core_schema.CoreSchema:
    ge, le = limits(spec)
    return core_schema.float_schema(ge=ge, le=le, allow_inf_nan=False)


def _whole(spec: FieldSpec) -> core_schema.CoreSchema:
    ge, le = limits(spec)
    return core_schema.int_schema(ge=int(ge), le=int(le))


def _money(spec: FieldSpec) -> core_schema.CoreSchema:
    ge = Decimal(0) if spec.bounds and spec.bounds.ge == 0 else None
    return core_schema.decimal_schema(ge=ge, max_digits=15, decimal_places=2)


def _list(spec: FieldSpec) -> core_schema.CoreSchema:
    assert spec.item is not None
    return core_schema.tuple_schema([_schema(spec.item)], variadic_item_index=0)


def _table(spec: FieldSpec) -> core_schema.CoreSchema:
    assert spec.item is not None
    return core_schema.dict_schema(core_schema.str_schema(strip_whitespace=True, min_length=1), _schema(spec.item))


_BUILD: Mapping[str, Callable[[FieldSpec], core_schema.CoreSchema]] = {
    "text": _text,
    "date": lambda spec: core_schema.date_schema(),
    "yes_no": lambda spec: core_schema.bool_schema(strict=True),
    "whole": _whole,
    "number": _number,
    "money": _money,
    "choice": lambda spec: core_schema.literal_schema(list(spec.choices)),
    "list": _list,
    "table": _table,
    "object": lambda spec: schema_of(spec.choices[0]),  # type: ignore[arg-type]
}


def _schema(spec: FieldSpec) -> core_schema.CoreSchema:
    schema = _BUILD[spec.type](spec)
    return schema if spec.required else core_schema.nullable_schema(schema)


@cache
def _argument(field: dataclasses.Field[Any]) -> core_schema.DataclassField:
    spec = field_spec(field)
    schema = _schema(spec)
    if not spec.required:
        schema = core_schema.with_default_schema(schema, default=spec.default)
    return core_schema.dataclass_field(spec.name, schema, kw_only=True)


def schema_of(cls: type[Any]) -> core_schema.CoreSchema:
    """The pydantic-core schema of a dataclass; unknown fields are refused."""
    arguments = [_argument(field) for field in dataclasses.fields(cls)]
    return core_schema.dataclass_schema(
        cls,
        core_schema.dataclass_args_schema(cls.__name__, arguments, extra_behavior="forbid"),
        [spec.name for spec in fields_of(cls)],
        slots=True,
        config=core_schema.CoreConfig(extra_fields_behavior="forbid"),
    )


_VALIDATORS: dict[type[Any], SchemaValidator] = {}


def _validator(cls: type[Any]) -> SchemaValidator:
    return _VALIDATORS.get(cls) or _VALIDATORS.setdefault(cls, SchemaValidator(schema_of(cls)))


class FieldFault(NamedTuple):
    """What is wrong with one field, as a sentence without its place."""

    field: str
    message: str


class Refused(Exception):
    """The raw data is not a valid object; `faults` lists everything wrong with it."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in faults))
        self.faults = faults


def build(cls: type[T], raw: Mapping[str, Any]) -> T:
    """A valid object of the class from raw data, or `Refused` with every fault at once."""
    try:
        return typing.cast(T, _validator(cls).validate_python(dict(raw)))
    except ValidationError as error:
        specs = {spec.name: spec for spec in fields_of(cls)}
        raise Refused(tuple(_faults(error, specs))) from None


def _faults(error: ValidationError, specs: Mapping[str, FieldSpec]) -> Iterator[FieldFault]:
    for detail in error.errors(include_url=False):
        place = [str(part) for part in detail["loc"]] or ["record"]
        spec = specs.get(place[0])
        name = place[0] if len(place) == 1 else f"{place[0]} ({place[-1]})"
        yield FieldFault(name, _sentence(detail, spec, tuple(specs)))


def expected(spec: FieldSpec) -> str:
    """What a field takes, in words: the end of every sentence about a wrong value."""
    return _EXPECTED[spec.type](spec)


def _expected_number(noun: str) -> Callable[[FieldSpec], str]:
    def words(spec: FieldSpec) -> str:
        ge, le = (spec.bounds.ge, spec.bounds.le) if spec.bounds else (None, None)
        if ge is not None and le is not None:
            return f"{noun} from {ge:g} to {le:g}"
        if ge is not None:
            return f"{noun}, {ge:g} or more"
        return noun

    return words


def _expected_list(spec: FieldSpec) -> str:
    return f"a list; each member {expected(spec.item)}" if spec.item else "a list"


_EXPECTED: Mapping[str, Callable[[FieldSpec], str]] = {
    "text": lambda spec: spec.pattern.words if spec.pattern else "some text",
    "date": lambda spec: "a date such as 2026-11-24",
    "yes_no": lambda spec: "yes or no (true or false in TOML)",
    "whole": _expected_number("a whole number"),
    "number": _expected_number("a number"),
    "money": _expected_number("an amount with at most two decimals"),
    "choice": lambda spec: "one of " + ", ".join(str(choice) for choice in spec.choices),
    "list": _expected_list,
    "table": lambda spec: f"pairs of a name and {expected(spec.item)}" if spec.item else "pairs",
    "object": lambda spec: "a table",
}


def _sentence(detail: Mapping[str, Any], spec: FieldSpec | None, known: tuple[str, ...]) -> str:
    if spec is None or detail["type"] == "unexpected_keyword_argument":
        return "is not a field of this section; the fields are " + ", ".join(known)
    if detail["type"] in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return f"is missing; expected {expected(spec)}"
    value = str(detail["input"])
    shown = value if len(value) <= 60 else value[:57] + "..."
    return f"“{shown}” is not right; expected {expected(spec)}"
