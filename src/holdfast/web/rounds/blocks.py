"""The questions of a page as HTML: what is the same for everybody is rendered once, and only a person's own answers are put in."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from holdfast.core.catalogue.model import Question
from holdfast.web.rounds.answering import Given
from holdfast.web.rounds.asked import DONT_KNOW, NOT_APPLICABLE, said
from holdfast.web.rounds.frames import framed, place

COMMENT_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen; `mark` stands where a chosen one is marked."""

    value: str
    words: str
    mark: SafeString


def block(given: Given, *, otherwise: str = "") -> SafeString:
    """One question with what was answered to it so far, and with what was said on another device meanwhile."""
    own = {
        "seen": str(given.seen),
        f"is-{given.value}": " checked",
        "comment": escape(given.comment),
        "open": " open" if given.comment else "",
        "otherwise": format_html('<p class="hf-otherwise"><b>{}</b> {}</p>', _("On another device:"), otherwise) if otherwise else "",
    }
    return framed(("question", given.question.id), lambda: _rendered(given.question), own)


def row(given: Given, link: str) -> SafeString:
    """One question with its answer, to be checked; `link` leads to the page on which it is asked."""
    own = {"comment": _said(given.comment) if given.comment else "", "link": escape(link)}
    return framed(("row", given.question.id, given.value), lambda: _row(given), own)


def _row(given: Given) -> str:
    """The HTML of a row with this answer: there are no more of them than answers."""
    words = given.words or format_html('<span class="hf-unanswered">{}</span>', _("No answer yet"))
    places = {name: place(name) for name in ("comment", "link")}
    context = {"question": given.question, "text": said(given.question.text), "words": words, **places}
    return render_to_string("rounds/answering/_row.html", context)


def _said(comment: str) -> str:
    return format_html('<span class="hf-small hf-said">{}</span>', linebreaksbr(comment))


def _rendered(question: Question) -> str:
    """The HTML of a question, with a mark at every place where something of a person's own goes."""
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
        **{name: place(name) for name in ("seen", "comment", "open", "otherwise")},
    }
    return render_to_string("rounds/answering/_question.html", context)


def _choice(value: str, words: str) -> Choice:
    return Choice(value, words, place(f"is-{value}"))
