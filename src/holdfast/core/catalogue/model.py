"""What the catalogue holds: frozen entries, each with its own words, numbers and sources."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from holdfast.core.evidence.answers import Role
from holdfast.core.schema import Bounds, Share, Slug, Year, frozen, says

Strength = Literal["slight", "moderate", "strong"]
Confidence = Literal["low", "medium", "high"]
Theme = Literal[
    "partners", "alignment", "scope", "money", "decisions", "people", "estate", "trading", "performance", "communications", "history",
]  # fmt: skip
Area = Literal["vision", "culture", "resources", "risk", "governance", "money", "legal_form", "estate", "people", "exit"]
Unit = Literal["share", "points", "count", "days", "months", "years", "ratio", "yes_no", "score", "level", "correlation"]
Measure = Literal[
    "agree_share", "low_share", "mean_point", "lowest_partner_agree_share", "smallest_partner_agree_share",
    "partner_gap", "role_gap", "dont_know_share", "opposed_share",
]  # fmt: skip
Telling = Literal["both", "alarm"]
Predicate = Literal["has_company", "is_cross_tier", "has_rebrand", "is_live"]


@frozen
class Source:
    """Where a fact, threshold or idea comes from."""

    id: str
    title: str
    link: str = says("Link", default="")


@frozen
class Indicator:
    """One number read from evidence, or not known.

    A record-based indicator has a function of the same name; a survey-based one names a question and
    a measure. `proxy` is the question whose answer serves until the record is there. `sentences` put a worrying
    reading into words (`sentences.py`). An `alarm` is worrying so seldom among arrangements that hold that its
    healthy reading says next to nothing.
    """

    id: Slug
    ref: str
    title: str
    theme: Theme
    meaning: str
    sentences: tuple[str, ...]
    unit: Unit
    healthy: float
    critical: float
    basis: Literal["published", "proposed"]
    why: str
    sources: tuple[str, ...]
    who: str
    ask: str
    question: str = says("Question", default="")
    measure: Measure | None = says("Measure", default=None)
    roles: tuple[tuple[Role, ...], ...] = says("Role groups compared", default=())
    proxy: str = says("Proxy question", default="")
    group: str = says("Group", default="")
    applies_if: Predicate | None = says("Applies if", default=None)
    telling: Telling = says("What a healthy reading tells", default="both")


@frozen
class Question:
    """One readiness question with its anchored points, 0 (worst) to 4 (best)."""

    id: Slug
    area: Area
    text: str
    why: str
    points: tuple[str, ...]
    who: tuple[Role, ...]
    quick: bool = says("Asked in the quick check", default=True)


@frozen
class Questionnaire:
    """A choice of questions that a round asks: those listed, or every one of the catalogue."""

    id: Slug
    title: str
    purpose: str
    minutes: Annotated[int, Bounds(ge=1, le=60)]
    questions: tuple[str, ...] = says("Questions", default=())
    every: bool = says("Asks every question", default=False)


@frozen
class Link:
    """How strongly one indicator bears on a problem."""

    indicator: str
    strength: Strength


@frozen
class Problem:
    """One of the guide's 15 problems, or one of its 7 cases as a pattern."""

    id: Slug
    number: Annotated[int, Bounds(ge=1, le=99)]
    title: str
    short: str
    summary: str
    signs: tuple[str, ...]
    lesson: str
    indicators: Mapping[str, Strength]
    sources: tuple[str, ...]
    applies_if: Predicate | None = says("Applies if", default=None)


@frozen
class Action:
    """What to do about a problem, who does it, and how they know it worked."""

    id: Slug
    title: str
    what: str
    who: str
    weeks: float
    days: float
    worked: str
    indicators: tuple[str, ...]
    sources: tuple[str, ...]


@frozen
class Parameter:
    """One dated number the sums rely on."""

    id: Slug
    title: str
    unit: str
    value: float
    low: float | None = says("Low", default=None)
    high: float | None = says("High", default=None)
    starts: dt.date
    checked: dt.date
    basis: Literal["published", "derived", "proposed"]
    why: str
    source: str


def bounds(parameter: Parameter) -> tuple[float, float]:
    """The low and the high end of a parameter, its value where it has none."""
    low = parameter.value if parameter.low is None else parameter.low
    return low, parameter.value if parameter.high is None else parameter.high


@frozen
class Reason:
    """A documented reason of a public case, mapped to a problem or pattern."""

    problem: str = says("Problem", default="")
    pattern: str = says("Pattern", default="")
    confidence: Confidence
    evidence: str
    sources: tuple[str, ...]


@frozen
class Case:
    """A public arrangement: what became of it, why, and who says so."""

    id: Slug
    name: str
    place: str
    outcome: Literal["failed", "reshaped", "lasted"]
    start: Year
    end: Year | None = says("End", default=None)
    partners: int
    cutoff: dt.date
    services: str
    form: str
    summary: str
    what_happened: str
    lesson: str
    money: str
    reasons: tuple[Reason, ...]
    managed: Mapping[str, str] = says("What was handled", "Problem = how", default=dict)
    sources: tuple[Source, ...]
    quality: Confidence


@frozen
class Weight:
    """What a strength of link adds, in log-odds: at most `expose` at critical, `-protect` at healthy, `-alarm` at healthy for an alarm."""

    id: Strength
    number: int
    expose: float
    protect: float
    alarm: float
    basis: str

    def protects(self, telling: Telling) -> float:
        """What a healthy reading takes away: little where nearly every arrangement reads healthy."""
        return self.alarm if telling == "alarm" else self.protect


@frozen
class Floor:
    """A numbered cut-off or factor of the formula with its basis."""

    id: Slug
    number: int
    value: float
    basis: str


@frozen
class Prior:
    """The exposure a problem starts from before anything is known."""

    id: Slug
    number: int
    value: Share
    basis: str


@frozen
class OutlookRule:
    """One row of the outlook table; the first that holds gives the rating."""

    rating: Literal["red", "amber_red", "amber", "amber_green", "green"]
    exposed_at_least: int | None = says("Exposed at least", default=None)
    watch_at_least: int | None = says("Watch or exposed at least", default=None)
    worst_at_least: Share | None = says("Highest exposure at least", default=None)
    words: str
