"""An opened exchange as its page shows it: every table and picture worked out before a template sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.alignment.comparison import Comparison, LimitRow, RoleRow, Scale
from holdfast.core.alignment.told import Told
from holdfast.core.evidence import Record
from holdfast.core.evidence.alignment import Appetite, DepthWish, Driver, Motive, NoGoArea, RoleWish
from holdfast.reports.pictures.axis import percent
from holdfast.web.page import exchange_words as words
from holdfast.web.page.exchange_topics import TopicShown, count, joined, phase, topics_shown
from holdfast.web.page.exchange_words import Words
from holdfast.web.page.partner_marks import PartnerMark

FIRST_TOPICS = 3
# With more partners than this a matrix has a column for each answer instead of each partner.
COLUMNS_AT_MOST = 5
# The longest bar takes this share of its cell, so that the number beside it has room.
LONGEST_BAR = 0.5
TONES = {"sticks": ("✕", "exposed"), "talk": ("◆", "watch"), "clear": ("✓", "clear"), "unsaid": ("?", "unsaid")}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row comes to: shape, tone and words always together."""

    symbol: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One partner's points for one driver; none where it did not answer."""

    mark: PartnerMark
    points: float | None
    width: str
    is_first: bool
    silent: Words


@dataclass(frozen=True, slots=True)
class Cell:
    """What one partner says of one row: shape, words and a second line, or why it says nothing."""

    mark: PartnerMark
    code: str
    symbol: str
    text: Words
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of a matrix: what it is about, where it stands in the plan, each partner's cell, and what it comes to."""

    name: str
    plan: str
    cells: tuple[Cell, ...]
    verdict: Verdict

    @property
    def speaking(self) -> tuple[Cell, ...]:
        """The cells that keep something back, for the list."""
        return tuple(cell for cell in self.cells if cell.code in ("red_line", "preference"))


@dataclass(frozen=True, slots=True)
class Grouped:
    """The same row with the partners gathered by what they say, each group under its heading."""

    row: MatrixRow
    groups: tuple[tuple[Words, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix: a column for each partner, and for many partners a column for each answer."""

    rows: tuple[MatrixRow, ...]
    headings: tuple[Words, ...]
    grouped: tuple[Grouped, ...]


def _matrix(rows: Sequence[MatrixRow], answers: Mapping[str, Words]) -> Matrix:
    """A matrix of rows; `answers` heads a column for each code, in order. Who says nothing comes last."""
    headed = {**answers, "": _("Not said")}
    grouped = tuple(
        Grouped(row, tuple((heading, tuple(cell for cell in row.cells if cell.code == code)) for code, heading in headed.items()))
        for row in rows
    )
    return Matrix(tuple(rows), tuple(headed.values()), grouped)


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a scale with the partners on it; `line` says how the line between the furthest passes through."""

    name: Words
    marks: tuple[PartnerMark, ...]
    line: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One scale with its steps, those who said nothing of it, and how far the furthest are apart."""

    name: Words
    stops: tuple[Stop, ...]
    cells: tuple[Cell, ...]
    silent: tuple[PartnerMark, ...]
    verdict: Verdict
    tone: str


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """Everything the templates of an opened exchange read. A part that was not asked has no rows."""

    marks: tuple[PartnerMark, ...]
    first: tuple[TopicShown, ...]
    more: tuple[TopicShown, ...]
    agreement: str
    firsts: str
    bars: tuple[tuple[Words, tuple[Bar, ...]], ...]
    directions: tuple[Cell, ...]
    ungiven: str
    limits: Matrix
    roles: Matrix
    appetites: tuple[ScaleRow, ...]
    depth: ScaleRow | None

    @property
    def is_crowded(self) -> bool:
        """Whether there are so many partners that a table needs its narrow columns."""
        return len(self.marks) > COLUMNS_AT_MOST


def opened_page(found: Comparison, marks: Sequence[PartnerMark]) -> OpenedPage:
    """The page of a comparison; `marks` are the partners in its order."""
    names = {mark.code: mark.short for mark in marks}
    topics = topics_shown(found, names)
    told = {one.partner: one for one in found.told}
    levels, depths = tuple(words.LEVELS.values()), tuple(name for name, _hint in words.DEPTHS.values())
    return OpenedPage(
        marks=tuple(marks),
        first=topics[:FIRST_TOPICS],
        more=topics[FIRST_TOPICS:],
        agreement=_agreement(found),
        firsts=_firsts(found, names),
        bars=_bars(found, marks, told),
        directions=tuple(_direction(found, mark, told[mark.code]) for mark in marks) if found.reasons.points else (),
        ungiven=_ungiven(found),
        limits=_matrix([_limit(row, marks, told) for row in found.limits] if _is_asked(found, NoGoArea) else [], _LIMITS),
        roles=_matrix([_role(row, marks, told) for row in found.roles], _WISHES),
        appetites=tuple(
            _scale(row, words.CATEGORIES[row.name][0], levels, marks, told, Appetite)  # type: ignore[index]
            for row in found.appetites
        ),
        depth=_scale(found.depth, _("Depth"), depths, marks, told, DepthWish) if found.depth.steps else None,
    )


_LIMITS: Mapping[str, Words] = {code: capfirst(str(name)) for code, (_symbol, name, _hint) in words.FIRMNESS.items()}
_WISHES: Mapping[str, Words] = {code: name for code, (_symbol, name, _hint) in words.WISHES.items()}


def _is_asked(found: Comparison, kind: type[Record]) -> bool:
    return any(one.of(kind) for one in found.told)


def _silent(told: Told, kind: type[Record]) -> Words:
    return words.PART_STATES[told.state(kind)]


def _agreement(found: Comparison) -> str:
    if found.reasons.concordance is None:
        return _("Too few partners gave all their points to say how far the order of reasons agrees.")
    worry = next((topic.concern for topic in found.topics if topic.kind == "reasons"), 0.0)
    said = _("agrees for the most part") if worry == 0 else _("agrees only in part") if worry < 1 else _("hardly agrees")
    return _("Each partner spread 100 points. The order of reasons %(said)s:") % {"said": said}


def _firsts(found: Comparison, names: Mapping[str, str]) -> str:
    """Who puts what first, the most common first."""
    by_driver: dict[Driver, list[str]] = {}
    for partner, drivers in found.reasons.firsts.items():
        for driver in drivers:
            by_driver.setdefault(driver, []).append(names[partner])
    ranked = sorted(by_driver.items(), key=lambda item: -len(item[1]))
    said = [_first(driver, who) for driver, who in ranked]
    return "; ".join(said) + "." if said else ""


def _first(driver: Driver, who: Sequence[str]) -> str:
    reason = str(words.DRIVERS[driver][0]).lower()
    return ngettext("%(who)s puts %(reason)s first", "%(who)s put %(reason)s first", len(who)) % {"who": joined(who), "reason": reason}


def _ungiven(found: Comparison) -> str:
    left = [str(name).lower() for driver, (name, _hint) in words.DRIVERS.items() if driver not in found.reasons.drivers]
    return _("Nobody gave points to %(reasons)s.") % {"reasons": joined(left)} if left and found.reasons.points else ""


def _bars(found: Comparison, marks: Sequence[PartnerMark], told: Mapping[str, Told]) -> tuple[tuple[Words, tuple[Bar, ...]], ...]:
    most = max((points for given in found.reasons.points.values() for points in given.values()), default=0.0) or 1.0
    return tuple(
        (words.DRIVERS[driver][0], tuple(_bar(found, driver, mark, told[mark.code], most) for mark in marks))
        for driver in found.reasons.drivers
    )


def _bar(found: Comparison, driver: Driver, mark: PartnerMark, told: Told, most: float) -> Bar:
    given = found.reasons.points.get(mark.code)
    points = given.get(driver, 0.0) if given is not None else None
    is_first = driver in found.reasons.firsts.get(mark.code, ())
    return Bar(mark, points, percent((points or 0.0) / most * LONGEST_BAR), is_first, _silent(told, Motive))


def _direction(found: Comparison, mark: PartnerMark, told: Told) -> Cell:
    direction = found.reasons.directions.get(mark.code)
    if direction is None:
        return Cell(mark, "", "", _("not said") if mark.code in found.reasons.points else _silent(told, Motive))
    symbol, name, _hint = words.DIRECTIONS[direction]
    sides = found.reasons.opposed
    is_opposed = sides is not None and mark.code in (*sides.expanding, *sides.shrinking)
    return Cell(mark, "opposed" if is_opposed else "said", symbol, name)


def _limit(row: LimitRow, marks: Sequence[PartnerMark], told: Mapping[str, Told]) -> MatrixRow:
    name = row.service.name if row.service else row.subject
    plan = phase(row.service) if row.service else _("A principle")
    return MatrixRow(name, plan, tuple(_kept(row, mark, told[mark.code]) for mark in marks), _limit_verdict(row))


def _kept(row: LimitRow, mark: PartnerMark, told: Told) -> Cell:
    area = row.areas.get(mark.code)
    if area is not None:
        symbol, name, _hint = words.FIRMNESS[area.firmness]
        return Cell(mark, area.firmness, symbol, name, area.note)
    if told.state(NoGoArea) == "answered":
        # Whoever gave its list and did not name a principle keeps nothing back of it; a service may have come into the plan later.
        return Cell(mark, "no_limit", "", _("no limit")) if row.service is None else Cell(mark, "", "", _("not asked"))
    return Cell(mark, "", "", _silent(told, NoGoArea))


def _limit_verdict(row: LimitRow) -> Verdict:
    if row.verdict == "blocks" and row.service is not None and row.service.phase is not None:
        return Verdict("✕", "exposed", _("Blocks phase %(phase)d") % {"phase": row.service.phase})
    said = {
        "blocks": Verdict("✕", "exposed", _("Blocks the plan") if row.service else _("Must be settled")),
        "talk": Verdict("◆", "watch", _("Talk")),
        "clear": Verdict("✓", "clear", _("Clear")),
        "unsaid": Verdict("?", "unsaid", _("Not all have said")),
    }
    return said[row.verdict]


def _role(row: RoleRow, marks: Sequence[PartnerMark], told: Mapping[str, Told]) -> MatrixRow:
    cells = tuple(_wish(row, mark, told[mark.code]) for mark in marks)
    return MatrixRow(row.service.name, phase(row.service), cells, _role_verdict(row, is_all_said=all(cell.code for cell in cells)))


def _wish(row: RoleRow, mark: PartnerMark, told: Told) -> Cell:
    wish = row.wishes.get(mark.code)
    if wish is None:
        return Cell(mark, "", "", _("not asked") if told.state(RoleWish) == "answered" else _silent(told, RoleWish))
    symbol, name, _hint = words.WISHES[wish]
    return Cell(mark, wish, symbol, name)


def _role_verdict(row: RoleRow, *, is_all_said: bool) -> Verdict:
    pools = len(row.who("pool"))
    said = {
        "rivals": Verdict("✕", "exposed", _("%(count)d would-be providers") % {"count": len(row.who("provide"))}),
        "nobody": Verdict("✕", "exposed", _("Nobody to provide")),
        "unwanted": Verdict("✕", "exposed", _("Nobody would buy")),
        "one": Verdict("✓", "clear", _("One provider")),
        "pool": Verdict("✓", "clear", _("All would pool") if pools == len(row.wishes) else _("%(count)d would pool") % {"count": pools}),
        "unsaid": Verdict("?", "unsaid", _("Still undecided") if is_all_said else _("Not all have said")),
    }
    return said[row.verdict]


def _scale(
    row: Scale, name: Words, steps: Sequence[Words], marks: Sequence[PartnerMark], told: Mapping[str, Told], kind: type[Record]
) -> ScaleRow:
    low, high = min(row.steps.values()), max(row.steps.values())
    by_code = {mark.code: mark for mark in marks}
    symbol, tone = TONES[row.tone]
    gap = row.gap if row.gap is not None else -1
    said = _("Only one has said") if gap < 0 else ngettext("%(gap)d level", "%(gap)d levels", gap) % {"gap": gap}
    return ScaleRow(
        name=name,
        stops=tuple(Stop(label, tuple(by_code[code] for code in row.at(step)), _line(step, low, high)) for step, label in enumerate(steps)),
        cells=tuple(_level(row, steps, mark, _silent(told[mark.code], kind)) for mark in marks),
        silent=tuple(mark for mark in marks if mark.code not in row.steps),
        verdict=Verdict(symbol, tone, said if gap else _("All alike")),
        tone=row.tone,
    )


def _level(row: Scale, steps: Sequence[Words], mark: PartnerMark, silent: Words) -> Cell:
    return Cell(mark, "said", "", steps[row.steps[mark.code]]) if mark.code in row.steps else Cell(mark, "", "", silent)


def _line(step: int, low: int, high: int) -> str:
    if low == high or not low <= step <= high:
        return "none"
    return "from" if step == low else "to" if step == high else "through"


def all_of(number: int) -> str:
    """“both” of two, else “all four”."""
    return _("both") if number == 2 else _("all %(number)s") % {"number": count(number)}
