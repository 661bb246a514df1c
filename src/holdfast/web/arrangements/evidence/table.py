"""The table of one kind of record: which columns, which rows after the filters, in which order, and what each cell says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from holdfast.core.evidence import KindMeta, Record
from holdfast.core.schema import FieldSpec
from holdfast.files.layout import LAST, columns
from holdfast.web.arrangements.evidence.recorded import WHO_READS, Recorded, Stated
from holdfast.web.page.records import PRIVATE
from holdfast.web.page.values import COMMON, NUMBERS, Words, is_year, naming_field, unit_words

ROWS_ON_THEME = 8
ROWS_ON_PAGE = 50
COLUMNS_ON_THEME = 4
EARLIER = "earlier"


class FilterForm(forms.Form):
    """What to show of the records of a theme."""

    use_required_attribute = False
    partner = forms.ChoiceField(label="", required=False)
    words = forms.CharField(label="", required=False, max_length=200)
    reads = forms.ChoiceField(label="", required=False)
    since = forms.DateField(label="", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    earlier = forms.BooleanField(label="", required=False)

    def __init__(self, data: QueryDict, words: Words) -> None:
        super().__init__(data, auto_id="filter_%s")
        labels = {
            "partner": _("Partner"),
            "words": _("Words in it"),
            "reads": _("Who may read it"),
            "since": _("Known on or after"),
            "until": _("Known on or before"),
            "earlier": _("Show earlier statements too"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        partners = [("", _("Any")), ("-", _("The whole arrangement")), *words.names("partners")]
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]
        self.fields["reads"].choices = [("", _("Any")), *WHO_READS.items()]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show: each empty where it leaves nothing out."""

    partner: str = ""
    words: str = ""
    reads: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    earlier: bool = False

    @classmethod
    def of(cls, form: FilterForm) -> Filters:
        """The filters that could be read; one that could not leaves nothing out, and the form says so."""
        form.is_valid()
        return cls(**form.cleaned_data)

    @property
    def is_on(self) -> bool:
        """Whether anything is left out, apart from what no longer holds."""
        return Filters(earlier=self.earlier) != self

    def lets_through(self, stated: Stated) -> bool:
        """Whether a record is shown, as far as this can be told without its words."""
        record = stated.record
        if stated.place == EARLIER and not self.earlier:
            return False
        return (
            self.partner in ("", record.partner or "-")
            and self.reads in ("", stated.reads)
            and (self.since is None or record.on >= self.since)
            and (self.until is None or record.on <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column with the link that sorts by it."""

    spec: FieldSpec
    is_number: bool
    unit: str
    sort: str
    order: str

    @property
    def title(self) -> str:
        """Its heading."""
        return self.spec.says.title


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says."""

    title: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the table."""

    stated: Stated
    head: str
    cells: tuple[Cell, ...]
    teller: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class KindTable:
    """The table of a kind: its columns and the rows of one page."""

    kind: type[Record]
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    count: int
    hidden: int
    page: Page[Stated]
    order: str

    @property
    def meta(self) -> KindMeta:
        """What the kind is; templates would take the class itself for something to call."""
        return self.kind.meta

    @property
    def more(self) -> int:
        """How many further rows the whole table has."""
        return self.count - len(self.rows)


def table_of(
    recorded: Recorded, kind: type[Record], filters: Filters, *, sort: str = "", page: int = 1, is_short: bool = False
) -> KindTable:
    """The table of a kind; the short form stands on the theme's page."""
    everything = recorded.of(kind)
    found = [stated for stated in everything if filters.lets_through(stated)]
    if filters.words:
        found = [stated for stated in found if _says(stated, filters.words, recorded)]
    specs = {spec.name: spec for spec in columns(kind)}
    head = _head(kind)
    shown = _shown(kind, head, found)
    order = _sorted(found, sort, specs, head, recorded.words)
    pages = Paginator(found, ROWS_ON_THEME if is_short else ROWS_ON_PAGE)
    chosen = pages.get_page(page)
    kept = shown[:COLUMNS_ON_THEME] if is_short else shown
    return KindTable(
        kind=kind,
        head=specs[head].says.title,
        columns=tuple(_column(spec, order) for spec in (specs[head], *kept)),
        rows=tuple(_row(stated, specs[head], kept, recorded) for stated in chosen),
        count=len(found),
        hidden=0 if filters.earlier else sum(stated.place == EARLIER for stated in everything),
        page=chosen,
        order=order,
    )


def _says(stated: Stated, words: str, recorded: Recorded) -> bool:
    """Whether a record says every one of these words somewhere."""
    record = stated.record
    parts = (
        []
        if record.meta.section in PRIVATE
        else [recorded.words.of(spec, getattr(record, spec.name)) for spec in columns(type(record))[:-1]]
    )
    text = " ".join(parts).casefold()
    return all(word in text for word in words.casefold().split())


def _head(kind: type[Record]) -> str:
    """The field that heads each row: its name, else the partner where each has one, else the first it must say."""
    specs = {spec.name: spec for spec in columns(kind)}
    named = naming_field(kind)
    if named or specs["partner"].required:
        return named or "partner"
    own = [spec for spec in specs.values() if spec.name not in COMMON]
    return next((spec.name for spec in own if spec.required), own[0].name)


def _shown(kind: type[Record], head: str, found: Sequence[Stated]) -> list[FieldSpec]:
    """The columns in which anything is said; a short name is left to the record's own page where there is a full one."""
    left_out = {head, *LAST, "id", *([kind.meta.code] if naming_field(kind) else [])}
    specs = [spec for spec in columns(kind) if spec.name not in left_out and not (kind.meta.section in PRIVATE and spec.type == "table")]
    return [spec for spec in specs if any(getattr(stated.record, spec.name) not in (None, "", (), {}) for stated in found)]


def _column(spec: FieldSpec, order: str) -> Column:
    is_number = _is_number(spec)
    turned = f"-{spec.name}" if order == spec.name else spec.name
    direction = "ascending" if order == spec.name else "descending" if order == f"-{spec.name}" else ""
    return Column(spec, is_number, unit_words(spec), turned, direction)


def _is_number(spec: FieldSpec) -> bool:
    return spec.type in NUMBERS and not is_year(spec)


def _tone(spec: FieldSpec) -> str:
    """How a cell is set: numbers to the right, dates on one line."""
    return "hf-number" if _is_number(spec) else "hf-nowrap" if spec.type == "date" else ""


def _row(stated: Stated, head: FieldSpec, shown: Sequence[FieldSpec], recorded: Recorded) -> Row:
    record = stated.record
    words = recorded.words
    return Row(
        stated=stated,
        head=words.alone(head, getattr(record, head.name)) or words.label(record),
        cells=tuple(Cell(spec.says.title, words.alone(spec, getattr(record, spec.name)), _tone(spec)) for spec in shown),
        teller=recorded.body_name(stated.envelope.body),
        may_change=recorded.may_change(stated.number),
    )


def _sorted(found: list[Stated], sort: str, specs: Mapping[str, FieldSpec], head: str, words: Words) -> str:
    """Sort in place by a field's name, from the last with a minus before it; what is not known comes last either way."""
    name = sort.removeprefix("-")
    if name not in specs or name == "id":
        name = head if found and found[0].record.meta.shape == "state" else "on"
        sort = name if name == head else "-on"
    spec = specs[name]
    found.sort(key=lambda stated: stated.number, reverse=sort.startswith("-"))
    known = [stated for stated in found if getattr(stated.record, name) not in (None, "", (), {})]
    unknown = [stated for stated in found if getattr(stated.record, name) in (None, "", (), {})]
    known.sort(key=lambda stated: _place(spec, getattr(stated.record, name), words), reverse=sort.startswith("-"))
    found[:] = [*known, *unknown]
    return sort


def _place(spec: FieldSpec, value: Any, words: Words) -> Any:
    return value if spec.type in (*NUMBERS, "date", "yes_no") else words.of(spec, value).casefold()
