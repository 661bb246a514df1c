"""The questions of a page as HTML: what is the same for everybody is rendered once, and only a person's own answers are put in.

Hundreds of people answer the same few pages in the same hour, so this is where the time went.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from holdfast.core.catalogue.model import Question
from holdfast.web.arrangements.kept import Kept
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds.answering import Given
from holdfast.web.rounds.asked import DONT_KNOW, NOT_APPLICABLE, said

COMMENT_AT_MOST = 1000
# Stands around the name of each place where something of a person's own goes; no text of ours holds it.
EDGE = "\x1f"
BLOCKS_KEPT = 2000
_BLOCKS: Kept[tuple[str, str, str], tuple[str, ...]] = Kept(BLOCKS_KEPT)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen; `mark` stands where a chosen one is marked."""

    value: str
    words: str
    mark: SafeString


def block(given: Given, *, otherwise: str = "") -> SafeString:
    """One question with what was answered to it so far, and with what was said on another device meanwhile."""
    parts = _BLOCKS.made((given.question.id, get_language() or "", site_catalogue().digest), lambda: _parts(given.question))
    own = {
        "seen": str(given.seen),
        f"is-{given.value}": " checked",
        "comment": escape(given.comment),
        "open": " open" if given.comment else "",
        "otherwise": format_html('<p class="hf-otherwise"><b>{}</b> {}</p>', _("On another device:"), otherwise) if otherwise else "",
    }
    # Every second part is the name of a place.
    return mark_safe("".join(own.get(part, "") if place % 2 else part for place, part in enumerate(parts)))


def _parts(question: Question) -> tuple[str, ...]:
    """The HTML of a question, cut at every place where something of a person's own goes."""
    others = ((DONT_KNOW, _("I do not know")), (NOT_APPLICABLE, _("Does not apply")))
    context = {
        "question": {
            "id": question.id,
            "text": said(question.text),
            "why": said(question.why),
            "points": [_choice(str(point), said(words)) for point, words in enumerate(question.points)],
            "others": [_choice(value, words) for value, words in others],
        },
        "comment_at_most": COMMENT_AT_MOST,
        **{name: _place(name) for name in ("seen", "comment", "open", "otherwise")},
    }
    return tuple(render_to_string("rounds/answering/_question.html", context).split(EDGE))


def _choice(value: str, words: str) -> Choice:
    return Choice(value, words, _place(f"is-{value}"))


def _place(name: str) -> SafeString:
    return mark_safe(f"{EDGE}{name}{EDGE}")
