"""How far the quick check has come: the outlook so far, and the doubt left after each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.core.assessment import Assessment
from holdfast.core.words import RATINGS, RatingWords
from holdfast.web.page.assessment import Scale, scale_of
from holdfast.web.page.axis import percent


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

    @property
    def now(self) -> ProgressStep:
        """Where it stands after the latest answer."""
        return self.steps[-1]


def progress_of(assessments: Sequence[Assessment]) -> Progress:
    """The steps from no answer to the latest one."""
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
                x=percent(place / len(assessments)),
                width=percent(0.8 / len(assessments)),
                y=percent(1 - left),
                height=percent(left),
            )
        )
    return Progress(scale_of(assessments[-1]), tuple(steps))
