"""The results of a round as one page: the answer, what to talk about first, the pictures, and what is not said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.catalogue import Catalogue
from holdfast.core.rounds.published import Published, Split
from holdfast.core.rounds.results import BlindSpot, Change, RoundResults
from holdfast.web.page.values import listed
from holdfast.web.rounds.asked import in_words, name_of
from holdfast.web.rounds.page.groups import GroupBook, some_of
from holdfast.web.rounds.page.marks import LevelShown, difference_text, level_text, percent, shown_score
from holdfast.web.rounds.page.pictures import LINES, Corner, DotRow, HeatArea, corners, dot_rows, heat_map, silent_groups, text_of

SPOTS_SHOWN = 5
FIRST = 3


@dataclass(frozen=True, slots=True)
class Headline:
    """What the round says in one line: the strongest and the weakest area of all bodies together."""

    sentence: str
    weakest: tuple[tuple[str, LevelShown], ...]
    strongest: tuple[tuple[str, LevelShown], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One blind spot, as a heading and a sentence; `weight` is how much it tells beside others of any kind."""

    kind: str
    title: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A change since the last round."""

    name: str
    who: str
    before: str
    after: str
    difference: str
    between: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class PostSaid:
    """What the holder of a post said on the record."""

    title: str
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Everything that the results page shows."""

    headline: Headline
    first: tuple[Spot, ...]
    dots: tuple[DotRow, ...]
    silent: str
    heat: tuple[HeatArea, ...]
    corners: tuple[Corner, ...]
    spots: Mapping[str, tuple[Spot, ...]]
    lines: tuple[str, str]
    moved: tuple[Moved, ...]
    moved_apart: tuple[Moved, ...]
    posts: tuple[PostSaid, ...]
    unsaid: tuple[str, ...]
    has_figures: bool

    @property
    def has_map(self) -> bool:
        """Whether any question has a place on the map."""
        return any(corner.marks for corner in self.corners)


def results_page(found: RoundResults, book: GroupBook, catalogue: Catalogue, *, split: Split = "partner", area: str = "") -> ResultsPage:
    """The page of a round, for one split of its people, and one area or all."""
    found = _of_area(found, area) if area else found
    spots = _spots(found, book, catalogue)
    return ResultsPage(
        headline=_headline(found, area),
        first=_first(spots),
        dots=dot_rows(found, book, split),
        silent=some_of([shown.name for shown in silent_groups(found, book, split)]),
        heat=heat_map(found, book, split, catalogue),
        corners=corners(found.map, catalogue),
        spots={kind: tuple(own[:SPOTS_SHOWN]) for kind, own in spots.items()},
        lines=LINES,
        moved=tuple(_moved(change, book, catalogue) for change in found.changes if _is_of_all(change)),
        moved_apart=tuple(_moved(change, book, catalogue) for change in _apart_and_clear(found.changes)),
        posts=_posts(found.published, book, catalogue),
        unsaid=_unsaid(found.published, book),
        has_figures=any(figure.level is not None or figure.dont_know is not None for figure in found.published.figures.values()),
    )


def _of_area(found: RoundResults, area: str) -> RoundResults:
    """What is found of one area: less of the same, and nothing else."""
    questions = tuple(each for each in found.questions if each.area == area)
    asked = {each.question for each in questions}
    return replace(
        found,
        areas=tuple(each for each in found.areas if each.area == area),
        questions=questions,
        map=tuple(point for point in found.map if point.area == area),
        blind_spots=tuple(spot for spot in found.blind_spots if spot.question in asked),
        changes=tuple(change for change in found.changes if change.area == area),
    )


def _headline(found: RoundResults, area: str) -> Headline:
    scored = sorted((area for area in found.areas if area.all.level is not None), key=lambda area: area.all.level or 0.0)
    if not scored and area:
        return Headline(_("Nothing may be said of %(area)s: see below why.") % {"area": name_of(area)}, (), ())
    if not scored:
        return Headline(_("Too few people answered for anything to be said."), (), ())
    if len(scored) == 1:
        alone = {"area": name_of(scored[0].area), "level": shown_score(scored[0].all).number}
        return Headline(_("%(area)s stands at %(level)s of 4.") % alone, (), ())
    weakest = tuple((name_of(area.area), shown_score(area.all)) for area in scored[:FIRST])
    strongest = tuple((name_of(area.area), shown_score(area.all)) for area in reversed(scored[-FIRST:]))
    ends = {"weak": weakest[0][0], "low": weakest[0][1].number, "strong": strongest[0][0], "high": strongest[0][1].number}
    return Headline(_("%(weak)s is weakest, at %(low)s of 4; %(strong)s is strongest, at %(high)s.") % ends, weakest, strongest)


def _spots(found: RoundResults, book: GroupBook, catalogue: Catalogue) -> dict[str, list[Spot]]:
    made: dict[str, list[Spot]] = {"bodies_apart": [], "leaders_and_staff": [], "unknown": []}
    for spot in found.blind_spots:
        made[spot.kind].append(_SPOT[spot.kind](spot, book, catalogue))
    for own in made.values():
        own.sort(key=lambda spot: spot.weight, reverse=True)
    return made


def _apart(spot: BlindSpot, book: GroupBook, catalogue: Catalogue) -> Spot:
    far = {"higher": book.together(spot.higher), "lower": book.together(spot.lower), "gap": level_text(spot.value)}
    text = _("%(higher)s: %(gap)s points above %(lower)s.") % far
    return Spot(spot.kind, text_of(spot.question, catalogue), text, spot.value / 4)


def _unknown(spot: BlindSpot, book: GroupBook, catalogue: Catalogue) -> Spot:
    text = _("About %(share)s do not know.") % {"share": percent(spot.value)}
    if spot.higher:
        text = _("About %(share)s do not know; most often %(who)s.") % {"share": percent(spot.value), "who": book.together(spot.higher)}
    return Spot(spot.kind, text_of(spot.question, catalogue), text, spot.value / 2)


_SPOT = {"bodies_apart": _apart, "leaders_and_staff": _apart, "unknown": _unknown}


def _first(spots: Mapping[str, Sequence[Spot]]) -> tuple[Spot, ...]:
    """Three things to talk about: the most telling of each kind, then whatever else tells most."""
    best = [own[0] for own in spots.values() if own]
    rest = sorted((spot for own in spots.values() for spot in own[1:]), key=lambda spot: spot.weight, reverse=True)
    return tuple([*best, *rest][:FIRST])


def _is_of_all(change: Change) -> bool:
    """Whether it is that of an area, for all together."""
    return not change.question and change.group is None


def _apart_and_clear(found: Sequence[Change]) -> list[Change]:
    """Of single partners and questions only what is more than chance, the largest first."""
    told = [change for change in found if change.is_clear and not _is_of_all(change)]
    return sorted(told, key=lambda change: abs(change.difference), reverse=True)


def _moved(change: Change, book: GroupBook, catalogue: Catalogue) -> Moved:
    tone, words = ("unclear", _("Cannot tell"))
    if change.is_clear:
        tone, words = ("up", _("Rose")) if change.difference > 0 else ("down", _("Fell"))
    ends = {"low": difference_text(change.low), "high": difference_text(change.high)}
    return Moved(
        name=text_of(change.question, catalogue) if change.question else name_of(change.area),
        who=book.shown(change.group).short if change.group else _("All"),
        before=level_text(change.before),
        after=level_text(change.after),
        difference=difference_text(change.difference),
        between=_("%(low)s to %(high)s") % ends,
        tone=tone,
        words=words,
    )


def _posts(published: Published, book: GroupBook, catalogue: Catalogue) -> tuple[PostSaid, ...]:
    return tuple(
        PostSaid(
            f"{said.post}, {book.body(said.partner)}",
            tuple(
                (text_of(id, catalogue), in_words(catalogue.questions[id], value), said.comments.get(id, ""))
                for id, value in said.answers.items()
                if id in catalogue.questions
            ),
        )
        for said in published.on_record
    )


def _unsaid(published: Published, book: GroupBook) -> tuple[str, ...]:
    """What is not said, and why, each a sentence."""
    joined = [shown for shown in (*book.partners, *book.roles) if shown.group.is_joined]
    few = sum(figure.withheld == "few" for figure in published.figures.values())
    held = sum(figure.withheld == "singles_out" for figure in published.figures.values())
    sentences = []
    if joined:
        together = listed([shown.name for shown in joined])
        sentences.append(
            _("Fewer than %(least)d people answered in some groups, so these are spoken of together: %(groups)s.")
            % {"least": published.minimum, "groups": together}
        )
    if few:
        sentences.append(
            ngettext(
                "%(count)d figure is not shown because too few answered.", "%(count)d figures are not shown because too few answered.", few
            )
            % {"count": few}
        )
    if held:
        sentences.append(
            ngettext(
                "%(count)d more is held back, because with the others it would single somebody out.",
                "%(count)d more are held back, because with the others they would single somebody out.",
                held,
            )
            % {"count": held}
        )
    if published.comments_held_back:
        sentences.append(_("There are comments that are not shown, because too few people wrote any."))
    sentences.append(
        _(
            "Figures are given by partner or by group of people, never by both at once, and rounded: "
            "so nobody can work out what one person said."
        )
    )
    return tuple(sentences)
