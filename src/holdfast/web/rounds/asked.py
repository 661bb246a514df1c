"""What a round asks of whom: its questions for a role, area by area, in the words of the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from django.utils.translation import gettext as _

from holdfast.core.catalogue.model import Question
from holdfast.core.evidence.answers import AnswerValue, Role
from holdfast.core.rounds.questionnaires import by_area
from holdfast.web.arrangements.kept import Kept
from holdfast.web.catalogue import site_catalogue
from holdfast.web.code_names import named
from holdfast.web.rounds.models import Round

ROLES: tuple[str, ...] = get_args(Role)
PAGES_KEPT = 256
# What reading a question with its points and choosing one takes, about: proposed, not measured.
SECONDS_EACH = 20
DONT_KNOW, NOT_APPLICABLE = "dont_know", "not_applicable"
VALUES: Mapping[str, AnswerValue] = {
    "0": 0,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    DONT_KNOW: "dont_know",
    NOT_APPLICABLE: "not_applicable",
}


@dataclass(frozen=True, slots=True)
class AreaPage:
    """One area of a questionnaire as one page: its place among the pages, and the questions on it."""

    number: int
    area: str
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The area in words."""
        return name_of(self.area)


# By the questions of a round, whether all are for everybody, the role, and the catalogue.
_PAGES: Kept[tuple[tuple[str, ...], bool, str, str], tuple[AreaPage, ...]] = Kept(PAGES_KEPT)


def said(words: str) -> str:
    """Words of the catalogue in the language that is spoken. The one place where they are translated."""
    return _(words) if words else ""


def name_of(code: str) -> str:
    """A code of the catalogue, such as an area or a role, in words."""
    found = named(code)
    return said(found) if isinstance(found, str) else str(found)


def in_words(question: Question, value: AnswerValue) -> str:
    """An answer in words."""
    if isinstance(value, int):
        return said(question.points[value])
    return _("I do not know") if value == DONT_KNOW else _("Does not apply")


def questions_for(of: Round, role: str) -> tuple[Question, ...]:
    """What somebody with a role is asked, area by area; a question that the catalogue no longer has is left out."""
    known = site_catalogue().questions
    found = [known[id] for id in of.questions if id in known]
    return by_area(each for each in found if of.is_for_all or role in each.who)


def minutes_for(questions: int) -> int:
    """About how many minutes so many questions take."""
    return max(1, round(questions * SECONDS_EACH / 60))


def pages_for(of: Round, role: str) -> tuple[AreaPage, ...]:
    """The same as pages, one area each; kept, since hundreds of people turn them at once."""
    key = (tuple(of.questions), of.is_for_all, role, site_catalogue().digest)
    return _PAGES.made(key, lambda: _paged(questions_for(of, role)))


def _paged(asked: Sequence[Question]) -> tuple[AreaPage, ...]:
    areas = list(dict.fromkeys(question.area for question in asked))
    return tuple(
        AreaPage(number, area, tuple(question for question in asked if question.area == area)) for number, area in enumerate(areas, start=1)
    )


def unasked(questions: Iterable[str], roles: Sequence[str]) -> list[str]:
    """The roles that none of these questions is meant for."""
    known = site_catalogue().questions
    meant = {role for id in questions for role in known[id].who}
    return [role for role in roles if role not in meant]
