"""The small pictures and words of a sealed exchange: partners, points, lines, verdicts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from holdfast.web.arrangements.exchange_forms import Choice
from holdfast.web.arrangements.exchanges import UNANSWERED, Part
from holdfast.web.page.exchange import Bar, Cell, Stop, Verdict
from holdfast.web.page.exchange_topics import count
from holdfast.web.page.partner_marks import PartnerMark

register = template.Library()


@register.inclusion_tag("components/partner.svg.html")
def partner_mark(mark: PartnerMark, named: bool = False) -> dict[str, Any]:
    """A partner's shape and letter; `named` where no name stands beside it."""
    return {"mark": mark, "named": named}


@register.inclusion_tag("components/points.svg.html")
def points(bar: Bar) -> dict[str, Any]:
    """A bar of points with its number."""
    return {"bar": bar}


@register.inclusion_tag("components/dots_line.svg.html")
def dots_line(stop: Stop, tone: str) -> dict[str, Any]:
    """The line between the two furthest partners, as it passes through one step."""
    return {"stop": stop, "tone": tone}


@register.inclusion_tag("components/verdict.html")
def verdict(verdict: Verdict) -> dict[str, Any]:
    """What a row comes to."""
    return {"verdict": verdict}


@register.simple_tag
def limit(cell: Cell) -> SafeString:
    """What a partner keeps back of a service."""
    if cell.code not in ("red_line", "preference"):
        return format_html('<span class="{}">{}</span>', "hf-none" if cell.code else "hf-unsaid", cell.text)
    note = format_html(' <span class="hf-limit__note">{}</span>', cell.note) if cell.note else ""
    words = '<span class="hf-limit hf-limit--{}"><b><span aria-hidden="true">{}</span> {}</b>{}</span>'
    return format_html(words, cell.code, cell.symbol, cell.text, note)


@register.simple_tag
def wish(cell: Cell) -> SafeString:
    """A partner's wish for a service."""
    if not cell.code:
        return format_html('<span class="hf-unsaid">{}</span>', cell.text)
    return format_html('<span class="hf-wish hf-wish--{}"><span aria-hidden="true">{}</span> {}</span>', cell.code, cell.symbol, cell.text)


@register.simple_tag
def proof_words(state: str, since: dt.datetime | None = None) -> str:
    """What the digests say of an answer."""
    when = date_format(localtime(since), "j M, H:i") if since else ""
    return {
        "unchanged": _("✓ unchanged since %(when)s") % {"when": when} if when else _("✓ unchanged since it was sealed"),
        "altered": _("✕ altered since it was sealed"),
        "erased": _("– erased since, as the ledger says"),
        "no_answer": _("– did not answer"),
    }[state]


@register.simple_tag
def part_state(part: Part) -> SafeString:
    """How far a part of one's own answer is."""
    if part.is_finished:
        left_out = {"rather_not_say": _("Left out: would rather not say"), "does_not_apply": _("Left out: does not apply")}
        return format_html("<span>✓ {}</span>", left_out.get(part.state, _("Finished")))
    words = _("Not begun") if part.state == UNANSWERED else _("Not finished")
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', "grey" if part.state == UNANSWERED else "yellow", words)


@register.filter
def spaced(digest: str) -> str:
    """A digest in groups of four, to read it aloud."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


@register.filter
def in_words(number: int) -> str:
    """A small number as a word."""
    return count(number)


@register.filter
def listed(first: object, second: object = None) -> list[object]:
    """One thing or two as a list."""
    return [first] if second is None else [first, second]


@register.filter
def unhinted(choice: Choice) -> Choice:
    """A choice whose hint stands elsewhere on the page."""
    return replace(choice, hint="")
