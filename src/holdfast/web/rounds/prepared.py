"""A question that is put to the database with every request: Django writes its SQL once, and not each time anew.

With hundreds of people answering at once, writing the same SQL again took a quarter of the time of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, Model, QuerySet

M = TypeVar("M", bound=Model)
# Stands for the value while the SQL is written.
VALUE = "value"


@dataclass(frozen=True, slots=True)
class Part:
    """One model of a row: where its columns are, and the relation by which the one before it leads here."""

    model: type[Model]
    relation: str
    names: tuple[str, ...]
    first: int

    def read(self, values: Sequence[Any]) -> Model:
        """The object that its columns tell."""
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values[self.first : self.first + len(self.names)])


@dataclass(frozen=True, slots=True)
class Written:
    """The SQL of a question, the parts of a row that answers it, and how the values of columns are read."""

    sql: str
    parts: tuple[Part, ...]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]


class Prepared(Generic[M]):
    """A query set by one text value that fits one row at most, with what its relations lead to, one after the other.

    It is as fresh as any: only its SQL is kept, never a row.
    """

    def __init__(self, asked: Callable[[str], QuerySet[M]], *relations: str) -> None:
        self._asked = asked
        self._relations = relations
        self._written: Written | None = None

    def one(self, value: str) -> M | None:
        """The object that the database has now; nothing where there is none."""
        written = self._written = self._written or _written(self._asked(VALUE), self._relations)
        with connection.cursor() as cursor:
            cursor.execute(written.sql, [value])
            row = cursor.fetchone()
        if row is None:
            return None
        values = list(row)
        for place, read in written.readers:
            values[place] = read(values[place])
        whole: Any = written.parts[0].read(values)
        found = whole
        for part in written.parts[1:]:
            beside = part.read(values)
            setattr(found, part.relation, beside)
            found = beside
        return whole  # type: ignore[no-any-return]


def _written(asked: QuerySet[M], relations: Sequence[str]) -> Written:
    parts: list[Part] = []
    columns: list[str] = []
    readers: list[tuple[int, Callable[[Any], Any]]] = []
    model: Any = asked.model
    path = ""
    for relation in ("", *relations):
        if relation:
            model, path = model._meta.get_field(relation).related_model, f"{path}{relation}__"
        fields = model._meta.concrete_fields
        parts.append(Part(model, relation, tuple(field.attname for field in fields), len(columns)))
        readers += [(len(columns) + at, read) for at, field in enumerate(fields) for read in _readers(field)]
        columns += [f"{path}{field.attname}" for field in fields]
    # One row at most needs no order, and asking for one takes the database time.
    sql, values = asked.order_by().values_list(*columns).query.sql_with_params()
    assert tuple(values) == (VALUE,), values
    return Written(sql, tuple(parts), tuple(readers))


def _readers(field: Field[Any, Any]) -> Iterator[Callable[[Any], Any]]:
    """How the database's own value of a field is read: first as the database has it, then as the field does."""
    column = field.cached_col
    for read in (*connection.ops.get_db_converters(column), *field.get_db_converters(connection)):
        yield _reader(read, column)


def _reader(read: Callable[..., Any], column: object) -> Callable[[Any], Any]:
    return lambda value: read(value, column, connection)
