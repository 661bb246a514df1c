"""What every record has in common, and the decorator that makes a class a record kind."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeVar, dataclass_transform

from holdfast.core.schema import FieldFault, Refers, Slug, fields_of, frozen, says

Shape = Literal["state", "event"]
PartnerRef = Annotated[Slug, Refers(section="partners")]
ServiceRef = Annotated[Slug, Refers(section="services")]
R = TypeVar("R", bound="Record")


class KindMeta(NamedTuple):
    """What a record kind is: its section in files, its theme, and how its records hold over time.

    A *state* holds until a later record with the same key replaces it; of an *event* all are kept.
    `code` names the field by which other records refer to this kind (a post, a service...).
    """

    section: str
    theme: str
    title: str
    purpose: str
    shape: Shape
    key: tuple[str, ...]
    code: str


@frozen
class Record:
    """One dated, sourced statement of what is known.

    `on` is when the statement became known, never the date it speaks of.
    """

    meta: ClassVar[KindMeta]

    id: Slug = says("Reference", "Short and unique in its section, such as gate-3")
    partner: PartnerRef | None = says("Partner", "Leave empty when it is about the whole arrangement", default=None)
    on: dt.date = says("Known on", "The date this became known")
    source: str = says("Source", "The paper, minute, register or person it comes from")
    note: str = says("Note", "Anything a reader should know", long=True, default="")

    def faults(self) -> Iterator[FieldFault]:
        """What is wrong between the fields of this one record: outcomes before their time, and the kind's own rules."""
        for spec in fields_of(type(self)):
            if spec.outcome:
                value = getattr(self, spec.name)
                if value is not None and value > self.on:
                    yield FieldFault(
                        spec.name,
                        f"{value} is after {self.on}, the date this became known; an outcome cannot be known before it happens",
                    )

        yield from self.rules()

    def rules(self) -> Iterator[FieldFault]:
        """What a kind asks between its own fields; most ask nothing."""
        yield from ()

    def key(self) -> tuple[object, ...]:
        """What this record is a statement about: the latest per key holds (states only)."""
        return tuple(getattr(self, name) for name in self.meta.key)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(says,))
def record(
    section: str, *, theme: str, title: str, purpose: str, key: tuple[str, ...] = (), code: str = ""
) -> Callable[[type[R]], type[R]]:
    """Make a class a record kind. A kind with a key is a state, one without is an event."""

    def decorate(cls: type[R]) -> type[R]:
        cls.__doc__ = cls.__doc__ or purpose  # or dataclass() would work out a signature for each of them
        made = frozen(cls)
        shape: Shape = "state" if key else "event"
        made.meta = KindMeta(section, theme, title, purpose, shape, key, code)
        return made

    return decorate
