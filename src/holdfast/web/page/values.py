"""Values of records in the language of whoever reads the page: holdfast.core.evidence.words with the words of the site's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from holdfast.core.evidence import Evidence, words
from holdfast.core.evidence.words import (
    COMMON,
    NAMING,
    NUMBERS,
    SHARE,
    is_money,
    is_year,
    mark_of,
    naming_field,
    percentage,
    plain_number,
    unit_words,
)

__all__ = [
    "COMMON",
    "NAMING",
    "NUMBERS",
    "SHARE",
    "Words",
    "code_title",
    "code_words",
    "is_money",
    "is_year",
    "listed",
    "mark_of",
    "naming_field",
    "percentage",
    "plain_number",
    "unit_words",
]


class Words(words.Words):
    """The words of one body of evidence, as a page says them."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence, gettext)


def code_words(code: object) -> str:
    """A code of a record in words, as it stands inside a sentence."""
    return words.code_words(code, gettext)


def code_title(code: object) -> str:
    """The same with a capital, as it stands alone."""
    return words.code_title(code, gettext)


def listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
