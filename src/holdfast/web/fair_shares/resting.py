"""What the sums rest on: every figure with its source and date, and the form that changes them for one sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from holdfast.core.sharing.assumptions import Assumption
from holdfast.core.sharing.from_evidence import COORDINATION
from holdfast.web.fair_shares.played import Played
from holdfast.web.page.values import plain_number

FIELD = "set."
# A slider goes from nothing to twice what is recorded.
TWICE = 2
# Returns to scale are a power: a little more or less changes much.
POWER = ("0.5", "1.5", "0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """One assumption as the page shows and asks it."""

    key: str
    field: str
    id: str
    words: str
    remark: str
    value: str
    unit: str
    source: str
    on: object
    links: tuple[str, ...]
    state: str
    typed: str
    error: str
    now: str
    lowest: str
    highest: str
    step: str

    @property
    def unit_words(self) -> str:
        """The unit as it stands beside a field."""
        return self.unit.replace("GBP", "£")

    @property
    def has_slider(self) -> bool:
        """Whether it has a value to slide around."""
        return bool(self.highest)


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of one service, or of working together: what holds for all first, then what each partner gave."""

    title: str
    common: tuple[Figure, ...]
    own: tuple[Figure, ...]
    is_left_out: bool = False

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every figure of the group."""
        return self.common + self.own

    @property
    def is_open(self) -> bool:
        """Whether a figure of a partner was changed, or is wrong."""
        return any(figure.error or figure.state == "changed" for figure in self.own)


Entry = Callable[[str], str]


def no_page(record: str) -> str:
    """Where records have no page of their own."""
    return ""


def figure_groups(
    played: Played, entry: Entry = no_page, *, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> tuple[FigureGroup, ...]:
    """All figures by service; `entry` gives the page of a record, `typed` and `errors` are of a form that could not be used."""

    def made(each: Assumption) -> Figure:
        return _figure(played, each, entry, (typed or {}).get(each.key), (errors or {}).get(each.key, ""))

    figures = {each.key: made(each) for each in played.game.assumptions}
    groups = [FigureGroup(_("Working together"), tuple(figure for key, figure in figures.items() if not _service(key)), ())]
    for service in played.game.services:
        mine = {key: figure for key, figure in figures.items() if _service(key) == service.service}
        common = tuple(figure for key, figure in mine.items() if not _is_own(key))
        groups.append(FigureGroup(service.name, common, tuple(figure for key, figure in mine.items() if _is_own(key))))
    missing: dict[str, list[Assumption]] = {}
    for each in played.game.lacking:
        missing.setdefault(_service(each.key), []).append(each)
    groups += [
        FigureGroup(lacking[0].words.rpartition(", ")[0], tuple(map(made, lacking)), (), is_left_out=True) for lacking in missing.values()
    ]
    return tuple(groups)


def _is_own(key: str) -> bool:
    """Whether a figure is one partner's, as `ostley.network.cost` is."""
    return key.count(".") == 2


def _service(key: str) -> str:
    """The service a key is about: `network.fixed`, or `ostley.network.cost`; nothing for working together."""
    parts = key.split(".")
    if parts[0] == COORDINATION:
        return ""
    return parts[1] if _is_own(key) else parts[0]


def _figure(played: Played, each: Assumption, entry: Entry, typed: str | None, error: str) -> Figure:
    words, remark = _words(each)
    lowest, highest, step = _range(each)
    changed = plain_number(played.changed[each.key]).replace(",", "") if each.key in played.changed else ""
    return Figure(
        key=each.key,
        field=f"{FIELD}{each.key}",
        id=f"set-{each.key.replace('.', '-')}",
        words=words,
        remark=remark,
        value=_value(played, each),
        unit=each.unit,
        source=each.source,
        on=each.on,
        links=tuple(filter(None, map(entry, each.records))),
        state=_state(played, each),
        typed=changed if typed is None else typed,
        error=error,
        now="" if each.value is None else f"{each.value:.6f}".rstrip("0").rstrip("."),
        lowest=lowest,
        highest=highest,
        step=step,
    )


def _words(each: Assumption) -> tuple[str, str]:
    """What the figure is, without the service whose heading it stands under, and what its words add."""
    head, _colon, rest = each.words.partition(": ")
    words = head.rpartition(", ")[2]
    return (f"{words}: {rest}", "") if _is_own(each.key) else (capfirst(words), capfirst(rest))


def _state(played: Played, each: Assumption) -> str:
    if each.key in played.changed:
        return "changed"
    if each.value is None:
        return "unknown"
    return "recorded" if each.records else "assumed"


def _value(played: Played, each: Assumption) -> str:
    if each.value is None:
        return ""
    if each.unit.startswith("GBP"):
        return played.pounds.whole(each.value) if each.value == round(each.value) else played.pounds.exact(each.value)
    return plain_number(each.value)


def _range(each: Assumption) -> tuple[str, str, str]:
    if not each.value:
        return "", "", ""
    if each.key.endswith(".returns"):
        return POWER
    highest = Decimal(str(each.value)) * TWICE
    step = Decimal(1) if highest <= 1000 else Decimal(10) ** (len(str(int(highest))) - 3)
    return "0", f"{(highest / step).to_integral_value() * step:f}", f"{step:f}"


def read_changes(sent: Iterable[tuple[str, str]]) -> tuple[dict[str, float], dict[str, str], dict[str, str]]:
    """What a form changes, what was typed, and what is wrong with it, each by key. An empty field changes nothing."""
    changes: dict[str, float] = {}
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name, text in sent:
        if not name.startswith(FIELD) or not text.strip():
            continue
        key = name.removeprefix(FIELD)
        typed[key] = text
        number = read_number(text)
        if number is None:
            errors[key] = _("“%(text)s” is not right; enter a number, 0 or more, such as 30000") % {"text": text.strip()[:40]}
        else:
            changes[key] = number
    return changes, typed, errors


def read_number(text: str) -> float | None:
    """A number of 0 or more as people type it, with or without a mark and commas."""
    plain = text.strip().replace(",", "").replace(" ", "").lstrip("£€$")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
