"""How far the quick check has come: the outlook so far, and how much is known after each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.core.assessment import Assessment
from holdfast.core.words import RATINGS, RatingWords
from holdfast.reports.pictures.axis import percent
from holdfast.web.page.assessment import Scale, scale_of

# The picture has room for this many answers before its columns begin to narrow.
FEWEST_COLUMNS = 21


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """What was known after so many answers, placed on the small picture."""

    answers: int
    coverage: float
    left: float
    rating: RatingWords
    worst: RatingWords
    best: RatingWords
    x: str
    width: str
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The outlook so far and the steps that led there."""

    scale: Scale
    steps: tuple[ProgressStep, ...]
    floor: float
    floor_at: str

    @property
    def now(self) -> ProgressStep:
        """Where it stands after the latest answer."""
        return self.steps[-1]


def progress_of(assessments: Sequence[Assessment], floor: float) -> Progress:
    """The steps from no answer to the latest one; from the floor of coverage on a rating is given."""
    whole = assessments[0].doubt or 1.0
    steps = []
    for place, assessment in enumerate(assessments):
        outlook, left = assessment.outlook, assessment.doubt / whole
        steps.append(
            ProgressStep(
                answers=place,
                coverage=outlook.coverage,
                left=left,
                rating=RATINGS[outlook.rating],
                worst=RATINGS[outlook.worst],
                best=RATINGS[outlook.best],
                x=percent(place / max(len(assessments), FEWEST_COLUMNS)),
                width=percent(0.82 / max(len(assessments), FEWEST_COLUMNS)),
                y=percent(1 - outlook.coverage),
                height=percent(outlook.coverage),
            )
        )
    return Progress(scale_of(assessments[-1]), tuple(steps), floor, percent(1 - floor))
