"""The pictures of a round: the dots of each area, the heat map of questions, and the map of strengths and weaknesses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.catalogue import Catalogue
from holdfast.core.rounds.gaps import FAR_APART
from holdfast.core.rounds.published import Split
from holdfast.core.rounds.read import SHARED_FROM, STRENGTH_FROM
from holdfast.core.rounds.results import AreaResult, Gap, GroupScore, MapPoint, QuestionResult, RoundResults, compared
from holdfast.web.rounds.asked import name_of, said
from holdfast.web.rounds.page.groups import GroupBook, GroupShown, some_of
from holdfast.web.rounds.page.marks import LevelShown, lanes, level_text, place, shown_figure, shown_score, width

# So many questions are shown at once; of more, those of the weakest area, and the rest on asking.
AT_ONCE = 20
# Marks with letters have room for so many groups; more are drawn as plain dots.
LETTERED = 8
APART, APART_PLAIN = 0.36, 0.1
LANE, LANE_PLAIN, ROOM = 32, 16, 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far two groups stand apart, in a word with a tone, and in a sentence."""

    tone: str
    symbol: str
    words: str
    said: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One group on the line of an area."""

    shown: GroupShown
    level: LevelShown
    x: str
    y: int


@dataclass(frozen=True, slots=True)
class DotRow:
    """One area: a dot for each group, the range of all together, and how far the furthest are apart."""

    area: str
    name: str
    questions: int
    all: LevelShown
    x: str
    low: str
    span: str
    dots: tuple[Dot, ...]
    unsaid: str
    levels: tuple[LevelShown, ...]
    height: int
    verdict: Verdict
    is_plain: bool
    ends: str

    @property
    def bar(self) -> int:
        """How high the bar of all together is."""
        return self.height - 4


NOTHING = Verdict("", "", "", "")


def _scores(result: AreaResult | QuestionResult, split: Split) -> tuple[GroupScore, ...]:
    return compared(result.partners if split == "partner" else result.roles)


def dot_rows(found: RoundResults, book: GroupBook, split: Split) -> tuple[DotRow, ...]:
    """Every area, the weakest first."""
    rows = sorted(found.areas, key=lambda area: (area.all.level is None, area.all.level or 0.0))
    silent = silent_groups(found, book, split)
    return tuple(_dot_row(area, book, split, silent) for area in rows)


def silent_groups(found: RoundResults, book: GroupBook, split: Split) -> tuple[GroupShown, ...]:
    """The groups of which nothing is shown in any area: said once, and not on every line."""
    told = {score.group.id for area in found.areas for score in _scores(area, split) if score.score.level is not None}
    return tuple(shown for shown in compared(book.of(split)) if shown.group.id not in told)


def _dot_row(area: AreaResult, book: GroupBook, split: Split, silent: tuple[GroupShown, ...]) -> DotRow:
    said = [score for score in _scores(area, split) if score.score.level is not None]
    said.sort(key=lambda score: score.score.level or 0.0)
    is_plain = len(book.of(split)) > LETTERED
    levels = [score.score.level or 0.0 for score in said]
    rows = lanes(levels, APART_PLAIN if is_plain else APART)
    lane = LANE_PLAIN if is_plain else LANE
    dots = tuple(
        Dot(book.shown(score.group), shown_score(score.score), place(level), ROOM + row * lane)
        for score, level, row in zip(said, levels, rows, strict=True)
    )
    low, high = area.all.low, area.all.high
    return DotRow(
        area=area.area,
        name=name_of(area.area),
        questions=area.questions,
        all=shown_score(area.all),
        x=place(area.all.level or 0.0),
        low=place(low) if low is not None else "",
        span=width(low, high) if low is not None and high is not None else "",
        dots=dots,
        unsaid=some_of(
            [
                shown.short
                for score in _scores(area, split)
                if score.score.level is None and (shown := book.shown(score.group)) not in silent
            ]
        ),
        levels=tuple(shown_score(score.score) for score in _scores(area, split)),
        height=ROOM * 2 + lane * (max(rows, default=0) + 1),
        verdict=verdict(area.gap, book) if split == "partner" else NOTHING,
        is_plain=is_plain,
        ends=_ends(dots) if is_plain else "",
    )


def _ends(dots: Sequence[Dot]) -> str:
    if len(dots) < 2:
        return ""
    return _("lowest %(low)s, highest %(high)s") % {"low": dots[0].shown.short, "high": dots[-1].shown.short}


def verdict(gap: Gap | None, book: GroupBook) -> Verdict:
    """What may be said of the widest gap between two partners."""
    if gap is None:
        return NOTHING
    far = {
        "higher": book.shown(gap.higher).short,
        "lower": book.shown(gap.lower).short,
        "difference": level_text(gap.difference),
        "low": level_text(gap.low),
        "high": level_text(gap.high),
    }
    sentence = _("%(higher)s stands %(difference)s above %(lower)s, between %(low)s and %(high)s") % far
    if not round(gap.difference, 1):
        return Verdict("unclear", "=", _("alike"), sentence)
    if not gap.is_clear:
        return Verdict("unclear", "○", _("%(difference)s, may be chance") % far, sentence)
    if round(gap.difference, 1) >= FAR_APART:
        return Verdict("far", "✕", _("%(difference)s apart") % far, sentence)
    return Verdict("some", "◆", _("%(difference)s apart") % far, sentence)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One question: a cell for each group, all together, and how far two partners stand apart."""

    id: str
    text: str
    all: LevelShown
    cells: tuple[tuple[GroupShown, LevelShown], ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class HeatArea:
    """The questions of one area."""

    area: str
    name: str
    rows: tuple[HeatRow, ...]
    is_open: bool


def heat_map(found: RoundResults, book: GroupBook, split: Split, catalogue: Catalogue) -> tuple[HeatArea, ...]:
    """Every question, area by area."""
    by_area: dict[str, list[HeatRow]] = {}
    for question in found.questions:
        by_area.setdefault(question.area, []).append(_heat_row(question, book, split, catalogue))
    count = sum(len(rows) for rows in by_area.values())
    weakest = min(
        (result for result in found.areas if result.all.level is not None), key=lambda result: result.all.level or 0, default=None
    )
    first = weakest.area if weakest else ""
    return tuple(HeatArea(each, name_of(each), tuple(rows), count <= AT_ONCE or each == first) for each, rows in by_area.items())


def _heat_row(question: QuestionResult, book: GroupBook, split: Split, catalogue: Catalogue) -> HeatRow:
    return HeatRow(
        id=question.question,
        text=text_of(question.question, catalogue),
        all=shown_score(question.all),
        cells=tuple((book.shown(each.group), shown_figure(each.figure, each.score)) for each in _scores(question, split)),
        verdict=verdict(question.gap, book) if split == "partner" else NOTHING,
    )


def text_of(question: str, catalogue: Catalogue) -> str:
    """A question's text; its id where the catalogue no longer has it."""
    found = catalogue.questions.get(question)
    return said(found.text) if found else question.replace("_", " ").capitalize()


CORNERS: Mapping[str, tuple[str, Promise, Promise]] = {
    "shared_weakness": ("▲", gettext_lazy("Weak, and people agree"), gettext_lazy("Mend these first: nobody has to be persuaded.")),
    "disputed_weakness": ("◆", gettext_lazy("Weak, and people differ"), gettext_lazy("Find out who sees what the others do not.")),
    "disputed_strength": ("◇", gettext_lazy("Strong, and people differ"), gettext_lazy("Good for some: ask those who see it otherwise.")),
    "shared_strength": ("●", gettext_lazy("Strong, and people agree"), gettext_lazy("Build on these.")),
}


@dataclass(frozen=True, slots=True)
class MapMark:
    """One question on the map."""

    text: str
    level: str
    agreement: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of the map, with its questions: the most telling first."""

    id: str
    symbol: str
    name: str
    advice: str
    marks: tuple[MapMark, ...]


# Where the lines of the map stand.
LINES = (place(STRENGTH_FROM), place(1 - SHARED_FROM, 1))


def corners(points: Iterable[MapPoint], catalogue: Catalogue) -> tuple[Corner, ...]:
    """The four corners, each with its questions, the weakest first where it is weak and the strongest first where it is strong."""
    made = []
    for id, (symbol, name, advice) in CORNERS.items():
        own = [point for point in points if point.corner == id]
        own.sort(key=lambda point: point.level, reverse=id.endswith("strength"))
        marks = tuple(
            MapMark(
                text_of(point.question, catalogue),
                level_text(point.level),
                f"{point.agreement:.2f}",
                place(point.level),
                place(1 - point.agreement, 1),
            )
            for point in own
        )
        made.append(Corner(id, symbol, str(name), str(advice), marks))
    return tuple(made)
