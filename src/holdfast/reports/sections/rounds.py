"""The results of the latest readiness round: what the partners' people say, where they differ, and what is not said."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from holdfast.core.evidence.answers import AnswerValue
from holdfast.core.evidence.words import capital, code_title, code_words, spoken
from holdfast.core.rounds.published import Group
from holdfast.core.rounds.results import BlindSpot, Change, Gap, QuestionResult, RoundResults, Score, compared
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Note, Paragraph, Table, Value
from holdfast.reports.pictures.ranges import Range, ranges
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted, percent

TOP = 6
SCORES = (
    Column("Of 4", "ratio", 0.7),
    Column("Lowest", "ratio", 0.8),
    Column("Highest", "ratio", 0.8),
    Column("Answers, about", "whole", 0.9),
    Column("Do not know", "percent", 0.9),
    Column("Agreement", width=1.0),
)
AREAS = (Column("Area", width=2.6), *SCORES)
BY_GROUP = (Column("Area", width=2.2), Column("Group", width=2.6), *SCORES[:4])
QUESTIONS = (Column("Question", width=4.6), *SCORES[:3], Column("Do not know", "percent", 0.9), Column("Widest gap", width=2.4))
SPOTS = {
    "unknown": "Many do not know",
    "leaders_and_staff": "Leaders stand above staff",
    "bodies_apart": "One body rates high what another rates low",
}


def build(subject: Subject) -> Iterable[Block]:
    """The answer, the areas, where groups stand apart, and each question."""
    if not subject.rounds:
        yield Paragraph("No readiness round whose results may be shown has closed.")
        return
    telling = [found for found in subject.rounds if _is_telling(found)]
    found = (telling or subject.rounds)[-1]
    yield _answer(found)
    silent = len(subject.rounds) - 1 - subject.rounds.index(found)
    if silent:
        yield Paragraph(f"Of {counted(silent, 'round', 'rounds')} closed since, too few answered for anything to be said.", "small")
    if telling:
        yield from _figures(subject, found)
    yield from _said(subject, found)
    yield from _not_said(found)


def _is_telling(found: RoundResults) -> bool:
    """Whether anything may be said of how a group stands."""
    return any(figure.level is not None for figure in found.published.figures.values())


def _figures(subject: Subject, found: RoundResults) -> Iterable[Block]:
    yield from _areas(subject, found)
    yield from _apart(subject, found)
    yield from _changes(subject, found)
    yield Heading("Each question")
    rows = tuple(_question(subject, question) for question in found.questions)
    yield Table("round_questions", "Each question, from 0 (worst) to 4", QUESTIONS, rows)


def _answer(found: RoundResults) -> Note:
    published = found.published
    lowest = min((area for area in found.areas if area.all.level is not None), key=lambda area: area.all.level or 0.0, default=None)
    answered = counted(published.people, "person", "people") if published.people else "Too few to be counted"
    people = f"{answered} answered in confidence; the round closed on {spoken(published.closed)}."
    if lowest is None or lowest.all.level is None:
        return Note("Are they ready? Too few answered to say", people)
    weak = f"The lowest area is {code_words(lowest.area)}, at {lowest.all.level:.1f} of 4."
    return Note(f"Are they ready? Least so in {code_words(lowest.area)}", f"{people} {weak}")


def _scores(score: Score) -> tuple[Value, ...]:
    agreement = f"{capital(score.agreement)}" if score.agreement else None
    return score.level, score.low, score.high, score.answers or None, score.dont_know, agreement


def _areas(subject: Subject, found: RoundResults) -> Iterable[Block]:
    yield Heading("The areas")
    bars = [
        Range(code_title(area.area), area.all.low, area.all.level, area.all.high, f"{area.all.level:.1f}")
        for area in found.areas
        if area.all.level is not None and area.all.low is not None and area.all.high is not None
    ]
    if bars:
        yield ranges("round-areas", "How the areas stand, from 0 to 4, with their doubt", bars, lambda value: f"{value:g}", beside="Of 4")
    yield Table(
        "round_areas", "The areas, all bodies together", AREAS, tuple((code_title(area.area), *_scores(area.all)) for area in found.areas)
    )
    rows = tuple(
        (code_title(area.area), _group(subject, one.group), *_scores(one.score)[:4])
        for area in found.areas
        for split in (area.partners, area.roles)
        for one in compared(split)
    )
    if rows:
        yield Table("round_groups", "The areas by partner and by role", BY_GROUP, rows)
    yield Paragraph("Each body counts once in what all say. Lowest and highest hold what is due to chance and to rounding.", "small")


def _group(subject: Subject, group: Group) -> str:
    names = map(subject.name_of, group.members) if group.split == "partner" else map(code_title, group.members)
    return ", ".join("Not named" if name.lower() in ("not_named", "not named") else name for name in names)


def _text(subject: Subject, question: str) -> str:
    found = subject.catalogue.questions.get(question)
    return found.text if found else question


def _apart(subject: Subject, found: RoundResults) -> Iterable[Block]:
    weak = sorted((point for point in found.map if "weakness" in point.corner), key=attrgetter("level"))[:TOP]
    if weak:
        yield Heading("Where they are weakest")
        yield Listing(
            tuple(Item(f"{_text(subject, point.question)}", f"{point.level:.1f} of 4, {_shared(point.corner)}.") for point in weak)
        )
    if found.blind_spots:
        yield Heading("What somebody may not see")
        yield Listing(tuple(_spot(subject, spot) for spot in found.blind_spots[:TOP]))


def _shared(corner: str) -> str:
    return "and they agree on it" if corner.startswith("shared") else "and they do not agree on it"


def _spot(subject: Subject, spot: BlindSpot) -> Item:
    if spot.kind == "unknown":
        return Item(f"{_text(subject, spot.question)}", f"About {percent(spot.value)} do not know.")
    higher, lower = (" and ".join(_group(subject, group) for group in groups) for groups in (spot.higher, spot.lower))
    return Item(f"{_text(subject, spot.question)}", f"{SPOTS[spot.kind]}: {higher} by {spot.value:.1f} points above {lower}.")


def _changes(subject: Subject, found: RoundResults) -> Iterable[Block]:
    moved = sorted((change for change in found.changes if change.is_clear), key=lambda change: change.difference)
    if found.since:
        yield Heading("What has moved since the last round")
        yield Listing(tuple(_change(subject, change) for change in moved)) if moved else Paragraph("Nothing more than chance would move.")


def _change(subject: Subject, change: Change) -> Item:
    what = _text(subject, change.question) if change.question else code_title(change.area)
    whose = f", {_group(subject, change.group)}" if change.group else ""
    return Item(f"{what}{whose}:", f"from {change.before:.1f} to {change.after:.1f}.")


def _question(subject: Subject, result: QuestionResult) -> tuple[Value, ...]:
    score = result.all
    return _text(subject, result.question), score.level, score.low, score.high, score.dont_know, _gap(subject, result.gap)


def _gap(subject: Subject, gap: Gap | None) -> str | None:
    if gap is None or not gap.is_clear:
        return None
    return f"{_group(subject, gap.higher)} {gap.difference:.1f} above {_group(subject, gap.lower)}"


def _said(subject: Subject, found: RoundResults) -> Iterable[Block]:
    if found.published.comments:
        yield Heading("What people wrote")
        for comments in found.published.comments:
            about = _text(subject, comments.question) if comments.question else code_title(comments.area) if comments.area else "In general"
            yield Heading(about, 3)
            yield Listing(tuple(Item("", words) for words in comments.words))
    for post in found.published.on_record:
        yield Heading(f"On the record: {subject.records.name_of('posts', post.post)}, {subject.name_of(post.partner)}", 3)
        answers = tuple(
            Item(f"{_text(subject, question)}", _in_words(subject, question, value)) for question, value in post.answers.items()
        )
        yield Listing(answers) if answers else Paragraph("No answer.")


def _in_words(subject: Subject, question: str, value: AnswerValue) -> str:
    """An answer as it was chosen: its point with the words that describe it."""
    asked = subject.catalogue.questions.get(question)
    return f"{value} of 4: {asked.points[value]}" if asked and isinstance(value, int) else f"{code_words(value)}."


def _not_said(found: RoundResults) -> Iterable[Block]:
    figures = found.published.figures.values()
    few, single = (sum(figure.withheld == why for figure in figures) for why in ("few", "singles_out"))
    yield Heading("What is not said, and why")
    told = [Item("Nobody is singled out:", f"nothing is said of fewer than {counted(found.published.minimum, 'person', 'people')}.")]
    told += [Item("Too few answered:", f"{counted(few, 'figure is', 'figures are')} left out.")] * bool(few)
    told += [Item("It would single somebody out:", f"{counted(single, 'figure is', 'figures are')} left out.")] * bool(single)
    told += [Item("Comments:", "there were some, too few to be shown without telling who wrote them.")] * found.published.comments_held_back
    yield Listing(tuple(told))


SECTION = Section("rounds", "What their people say", build)
