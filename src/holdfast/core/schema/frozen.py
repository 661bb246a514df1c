"""Frozen dataclasses whose fields carry their words and limits: what records and catalogue entries are."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")


class Says(NamedTuple):
    """The words of a field, from which forms, tables, sheets and documentation are made.

    `long` is a text that may take several lines.
    """

    title: str
    hint: str = ""
    unit: str = ""
    long: bool = False


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
    made = dataclasses.dataclass(slots=True, kw_only=True, init=False, repr=False, eq=False)(cls)
    # What belongs to the class (such as a record's `meta`) is no field of the thing made, though `dataclass` lists it among them.
    made.__dataclass_fields__ = {field.name: field for field in dataclasses.fields(made)}  # type: ignore[arg-type,attr-defined]
    for name, method in _SHARED.items():
        setattr(made, name, method)
    return made


def _init(self: Any, **given: Any) -> None:
    fields = self.__dataclass_fields__
    for name, value in given.items():
        if name not in fields:
            raise TypeError(f"{type(self).__name__} has no {name}")
        object.__setattr__(self, name, value)
    if len(given) < len(fields):
        _fill(self, (field for name, field in fields.items() if name not in given))


def _fill(self: Any, left_out: Iterable[dataclasses.Field[Any]]) -> None:
    for field in left_out:
        if field.default_factory is not dataclasses.MISSING:
            value = field.default_factory()
        elif field.default is not dataclasses.MISSING:
            value = field.default
        else:
            raise TypeError(f"{type(self).__name__} needs {field.name}")
        object.__setattr__(self, field.name, value)


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


@frozen
class Bounds:
    """Inclusive limits of a number."""

    ge: float | None = None
    le: float | None = None


@frozen
class Pattern:
    """A regular expression that a text must match in full, and how to say so in words."""

    regex: str
    words: str


@frozen
class Refers:
    """The text is the key of a record in another section (`partners`, `services`, `posts`...)."""

    section: str


@frozen
class Outcome:
    """The date says that something has happened, so it may not follow the record's own `on`."""


Slug = Annotated[str, Pattern(regex=r"[a-z0-9][a-z0-9._-]{0,79}", words="small letters, digits, dots, hyphens or underscores")]
Share = Annotated[float, Bounds(ge=0, le=1)]
Count = Annotated[int, Bounds(ge=0)]
Year = Annotated[int, Bounds(ge=1900, le=2200)]
Number = Annotated[float, Bounds(ge=0)]
Money = Annotated[Decimal, Bounds(ge=0)]
SignedMoney = Decimal
Done = Annotated[dt.date, Outcome()]
