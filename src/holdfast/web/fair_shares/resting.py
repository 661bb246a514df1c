"""What the sums rest on: every figure with its source and date, and the form that changes them for one sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from holdfast.core.sharing.assumptions import Assumption
from holdfast.web.fair_shares.played import Played
from holdfast.web.page.values import plain_number

FIELD = "set."
# A slider goes from nothing to twice what is recorded.
TWICE = 2
# Returns to scale are a power: a little more or less changes much.
POWER = (0.5, 1.5, 0.01)


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
    records: tuple[str, ...]
    state: str
    typed: str
    error: str
    lowest: str
    highest: str
    step: str

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
    def is_open(self) -> bool:
        """Whether a figure of a partner was changed, or is wrong."""
        return any(figure.error or figure.state == "changed" for figure in self.own)


def figure_groups(
    played: Played, *, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> tuple[FigureGroup, ...]:
    """All figures by service; `typed` and `errors` are of a form that could not be used."""
    figures = [(each, _figure(played, each, typed or {}, errors or {})) for each in played.game.assumptions]
    names = {service.service: service.name for service in played.game.services}
    groups = [FigureGroup(_("Working together"), tuple(figure for each, figure in figures if _service(each.key) == ""), ())]
    for service, name in names.items():
        mine = [(each, figure) for each, figure in figures if _service(each.key) == service]
        common = tuple(figure for each, figure in mine if each.key.count(".") == 1)
        groups.append(FigureGroup(name, common, tuple(figure for each, figure in mine if figure not in common)))
    gaps = [(each, _figure(played, each, typed or {}, errors or {})) for each in played.game.gaps]
    for service in dict.fromkeys(_service(each.key) for each, _figure_of in gaps):
        missing = tuple(figure for each, figure in gaps if _service(each.key) == service)
        title = next(each.words for each, _figure_of in gaps if _service(each.key) == service).rpartition(", ")[0]
        groups.append(FigureGroup(title, missing, (), is_left_out=True))
    return tuple(groups)


def _service(key: str) -> str:
    """The service a key is about: `network.fixed`, or `ostley.network.cost`; nothing for working together."""
    parts = key.split(".")
    if parts[0] == "coordination":
        return ""
    return parts[1] if len(parts) == 3 else parts[0]


def _figure(played: Played, each: Assumption, typed: Mapping[str, str], errors: Mapping[str, str]) -> Figure:
    words, remark = _words(each)
    lowest, highest, step = _range(each)
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
        records=each.records,
        state=_state(played, each),
        typed=typed.get(each.key, plain_number(played.changed[each.key]).replace(",", "") if each.key in played.changed else ""),
        error=errors.get(each.key, ""),
        lowest=lowest,
        highest=highest,
        step=step,
    )


def _words(each: Assumption) -> tuple[str, str]:
    """What the figure is, without the service whose heading it stands under, and what its words add."""
    head, _colon, rest = each.words.partition(": ")
    words = head.rpartition(", ")[2]
    return (f"{words}: {rest}", "") if each.key.count(".") == 2 else (capfirst(words), capfirst(rest))


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
        return tuple(str(place) for place in POWER)  # type: ignore[return-value]
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
