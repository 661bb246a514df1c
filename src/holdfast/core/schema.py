"""One way from raw data to typed objects: dataclass fields become a pydantic-core schema.

Records and catalogue entries are frozen standard-library dataclasses. This module reads their
annotations once, on first use, and lets pydantic-core validate in one pass that reports every fault.
The full pydantic package is not imported: that alone takes longer than a whole assessment
(docs/adr/0005-pydantic-core.md).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, dataclass_transform

from pydantic_core import SchemaValidator, ValidationError, core_schema

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Says:
    """The words of a field, from which forms, tables, sheets and documentation are made.

    `long` is a text that may take several lines.
    """

    title: str
    hint: str = ""
    unit: str = ""
    long: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Inclusive limits of a number."""

    ge: float | None = None
    le: float | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that a text must match in full, and how to say so in words."""

    regex: str
    words: str


@dataclass(frozen=True, slots=True)
class Refers:
    """The text is the key of a record in another section (`partners`, `services`, `posts`...)."""

    section: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The date says that something has happened, so it may not follow the record's own `on`."""


Slug = Annotated[
    str,
    Pattern(r"[a-z0-9][a-z0-9._-]{0,79}", "small letters, digits, dots, hyphens or underscores"),
]
Share = Annotated[float, Bounds(0, 1)]
Count = Annotated[int, Bounds(0)]
Year = Annotated[int, Bounds(1900, 2200)]
Number = Annotated[float, Bounds(0)]
Money = Annotated[Decimal, Bounds(0)]
SignedMoney = Decimal
Done = Annotated[dt.date, Outcome()]


def says(title: str, hint: str = "", *, unit: str = "", long: bool = False, default: Any = dataclasses.MISSING) -> Any:
    """A dataclass field with its words. Without a default the field is required."""
    metadata = {"says": Says(title, hint, unit, long)}
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=metadata)
    if callable(default):
        return dataclasses.field(default_factory=default, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(says,))
def frozen(cls: type[T]) -> type[T]:
    """A frozen, slotted, keyword-only dataclass: what records and catalogue entries are.

    Its methods are one shared function each: letting `dataclass` write and compile them anew for some
    sixty classes would take a third of the time that a command has to start.
    """
    made = dataclass(slots=True, kw_only=True, init=False, repr=False, eq=False)(cls)
    for name, method in _SHARED.items():
        setattr(made, name, method)
    return made


def _init(self: Any, **given: Any) -> None:
    for name, field in self.__dataclass_fields__.items():
        if name in given:
            value = given.pop(name)
        elif field.default_factory is not dataclasses.MISSING:
            value = field.default_factory()
        elif field.default is not dataclasses.MISSING:
            value = field.default
        else:
            raise TypeError(f"{type(self).__name__} needs {name}")
        object.__setattr__(self, name, value)
    if given:
        raise TypeError(f"{type(self).__name__} has no {', '.join(given)}")


def _refuse_change(self: Any, name: str, *value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} cannot be changed")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__dataclass_fields__)


def _equal(self: Any, other: object) -> bool:
    return type(other) is type(self) and _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _text_of(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({shown})"


_SHARED: Mapping[str, Callable[..., Any]] = {
    "__init__": _init,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _text_of,
}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field as every consumer sees it: its words, its plain type and its limits.

    `type` is one of: text, date, yes_no, whole, number, money, choice, list, table; `choices` belongs
    to choice; `item` is the spec of a list's or a table's members.
    """

    name: str
    says: Says
    type: str
    required: bool
    default: Any
    choices: tuple[str, ...] = ()
    bounds: Bounds | None = None
    pattern: Pattern | None = None
    refers: Refers | None = None
    outcome: bool = False
    item: FieldSpec | None = None


_PLAIN: Mapping[Any, str] = {
    str: "text",
    dt.date: "date",
    bool: "yes_no",
    int: "whole",
    float: "number",
    Decimal: "money",
}


_FIELDS: dict[type[Any], tuple[FieldSpec, ...]] = {}


def fields_of(cls: type[Any]) -> tuple[FieldSpec, ...]:
    """The fields of a dataclass in order, with what its annotations say; worked out once a class."""
    found = _FIELDS.get(cls)
    if found is None:
        hints = typing.get_type_hints(cls, include_extras=True)
        found = _FIELDS[cls] = tuple(_field_spec(field, hints[field.name]) for field in dataclasses.fields(cls))
    return found


def _field_spec(field: dataclasses.Field[Any], hint: Any) -> FieldSpec:
    words = field.metadata.get("says") or Says(field.name.replace("_", " ").capitalize())
    default = None if field.default is dataclasses.MISSING else field.default
    if field.default_factory is not dataclasses.MISSING:
        default = field.default_factory()
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    return _type_spec(field.name, words, hint, required=required, default=default)


def _type_spec(name: str, words: Says, hint: Any, *, required: bool, default: Any) -> FieldSpec:
    marks: dict[type, Any] = {}
    hint = _unwrap(hint, marks)
    extra: dict[str, Any] = {}
    origin = typing.get_origin(hint)
    if origin is Literal:
        kind = "choice"
        extra["choices"] = typing.get_args(hint)
    elif origin is tuple:
        kind = "list"
        extra["item"] = _type_spec(name, words, typing.get_args(hint)[0], required=True, default=None)
    elif origin is not None and issubclass(origin, Mapping):
        kind = "table"
        extra["item"] = _type_spec(name, words, typing.get_args(hint)[1], required=True, default=None)
    elif dataclasses.is_dataclass(hint):
        kind = "object"
        extra["choices"] = (hint,)
    else:
        kind = _PLAIN[hint]
    return FieldSpec(
        name=name,
        says=words,
        type=kind,
        required=required,
        default=default,
        bounds=marks.get(Bounds),
        pattern=marks.get(Pattern),
        refers=marks.get(Refers),
        outcome=Outcome in marks,
        **extra,
    )


def _unwrap(hint: Any, marks: dict[type, Any]) -> Any:
    """Take off `Annotated` and `| None`, collecting the marks on the way."""
    while True:
        origin = typing.get_origin(hint)
        if origin is Annotated:
            hint, *found = typing.get_args(hint)
            for mark in found:
                marks.setdefault(type(mark), mark)
        elif origin in (typing.Union, types.UnionType):
            (hint,) = (arg for arg in typing.get_args(hint) if arg is not type(None))
        else:
            return hint


def _text(spec: FieldSpec) -> core_schema.CoreSchema:
    pattern = f"^(?:{spec.pattern.regex})$" if spec.pattern else None
    return core_schema.str_schema(strict=True, strip_whitespace=True, min_length=1 if spec.required else 0, pattern=pattern)


def _number(spec: FieldSpec) -> core_schema.CoreSchema:
    bounds = spec.bounds or Bounds()
    return core_schema.float_schema(ge=bounds.ge, le=bounds.le, allow_inf_nan=False)


def _whole(spec: FieldSpec) -> core_schema.CoreSchema:
    bounds = spec.bounds or Bounds()
    ge = None if bounds.ge is None else int(bounds.ge)
    le = None if bounds.le is None else int(bounds.le)
    return core_schema.int_schema(ge=ge, le=le)


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


def schema_of(cls: type[Any]) -> core_schema.CoreSchema:
    """The pydantic-core schema of a dataclass; unknown fields are refused."""
    arguments = []
    for spec in fields_of(cls):
        schema = _schema(spec)
        if not spec.required:
            schema = core_schema.with_default_schema(schema, default=spec.default)
        arguments.append(core_schema.dataclass_field(spec.name, schema, kw_only=True))
    return core_schema.dataclass_schema(
        cls,
        core_schema.dataclass_args_schema(cls.__name__, arguments, extra_behavior="forbid"),
        [spec.name for spec in fields_of(cls)],
        slots=True,
        config=core_schema.CoreConfig(extra_fields_behavior="forbid"),
    )


_VALIDATORS: dict[type[Any], SchemaValidator] = {}


def _validator(cls: type[Any]) -> SchemaValidator:
    found = _VALIDATORS.get(cls)
    if found is None:
        found = _VALIDATORS[cls] = SchemaValidator(schema_of(cls))
    return found


@dataclass(frozen=True, slots=True)
class FieldFault:
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
