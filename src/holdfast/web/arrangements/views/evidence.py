"""The evidence of an arrangement: the themes, each theme's records with what they tell, one kind in full, one record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from holdfast.core.evidence import Record
from holdfast.files.layout import columns
from holdfast.web.accounts.models import User
from holdfast.web.arrangements.asked import waiting
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.evidence.recorded import WHO_READS_IN_FULL, Recorded, Stated, Tally
from holdfast.web.arrangements.evidence.shares import share_sums, share_warnings
from holdfast.web.arrangements.evidence.table import FilterForm, Filters, KindTable, table_of
from holdfast.web.arrangements.evidence.tells import Tells, rests_on, tells_of
from holdfast.web.arrangements.evidence.themes import THEMES, Theme, kind_or_404, theme_of, theme_or_404
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.views.case import links_of
from holdfast.web.page.case.pages import parts_of_theme
from holdfast.web.page.contests import ContestBook
from holdfast.web.page.records import PRIVATE

NOT_FILTERS = ("sort", "page")
GONE_STATUS = 410


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme of the index: how much is recorded, and what it tells."""

    theme: Theme
    tally: Tally
    tells: Tells


@for_members(Permission.READ)
def evidence(request: HttpRequest, member: Member) -> HttpResponse:
    recorded = Recorded(member)
    found = assessed(member.arrangement, member.reader)
    rows = [ThemeRow(theme, recorded.tally(theme.kinds), tells_of(theme, found.assessment, member)) for theme in THEMES]
    ctx = {
        "rows": [row for row in rows if row.theme.is_typed or row.tally.count],
        "head": recorded.evidence.arrangement,
        "may_record": member.may(Permission.RECORD) and member.body,
        "may_change_head": member.may(Permission.HEAD),
        "waiting": waiting(member) if member.may(Permission.RECORD) else 0,
        "count": sum(row.tally.count for row in rows),
        "earlier": sum(row.tally.earlier for row in rows),
    }
    return show(request, member, "evidence/index.html", ctx)


@for_members(Permission.READ)
def theme(request: HttpRequest, member: Member, theme: str) -> HttpResponse:
    of = theme_or_404(theme)
    recorded = Recorded(member)
    form = FilterForm(request.GET, recorded.words)
    filters = Filters.of(form)
    found = assessed(member.arrangement, member.reader)
    ctx = {
        **_around(request, member, of, recorded, form, filters),
        "tables": [table_of(recorded, kind, filters, is_short=True) for kind in of.kinds],
        "tells": tells_of(of, found.assessment, member),
        "worked_out": parts_of_theme(of.id, links_of(member)),
    }
    return show(request, member, "evidence/theme.html", ctx)


@for_members(Permission.READ)
def kind(request: HttpRequest, member: Member, theme: str, section: str) -> HttpResponse:
    chosen = kind_or_404(theme, section)
    recorded = Recorded(member)
    form = FilterForm(request.GET, recorded.words)
    filters = Filters.of(form)
    page = request.GET.get("page", "1")
    table = table_of(recorded, chosen, filters, sort=request.GET.get("sort", ""), page=int(page) if page.isdecimal() else 1)
    ctx = {**_around(request, member, theme_of(chosen), recorded, form, filters), "table": table, "pages": _pages(table)}
    return show(request, member, "evidence/kind.html", ctx)


def _around(request: HttpRequest, member: Member, of: Theme, recorded: Recorded, form: FilterForm, filters: Filters) -> dict[str, object]:
    """What the pages of a theme share."""
    return {
        "theme": of,
        "form": form,
        "filters": filters,
        "query": urlencode({name: value for name, value in request.GET.items() if value and name not in NOT_FILTERS}),
        "may_record": of.is_typed and member.may(Permission.RECORD) and member.body,
        "share_warnings": share_warnings(recorded) if of.id == "partners" else (),
        "share_sums": share_sums(recorded) if of.id == "partners" else (),
    }


def _pages(table: KindTable) -> list[int | str]:
    """The page numbers to link to, with a gap where some are left out."""
    paginator = table.page.paginator
    return list(paginator.get_elided_page_range(table.page.number, on_each_side=1, on_ends=1))


@for_members(Permission.READ)
def entry(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    recorded = Recorded(member)
    stated = recorded.entry(number)
    if stated is None and recorded.is_answer(number):
        return redirect("history_entry", arrangement=member.arrangement.public_id, number=number)
    if stated is None:
        return gone(request, member, recorded, number)
    found = assessed(member.arrangement, member.reader)
    ctx = {
        "stated": stated,
        "label": recorded.words.label(stated.record),
        "theme": theme_of(type(stated.record)),
        "fields": list(fields_in_words(stated.record, recorded)),
        "teller": recorded.body_name(stated.envelope.body),
        "author": author_of(stated),
        "entered": timezone.localtime(stated.envelope.entered),
        "reads": WHO_READS_IN_FULL[stated.reads],
        "contests": ContestBook(found.evidence).on_record(str(stated.number), recorded.words.label(stated.record)),
        "rests_on": rests_on(f"{stated.record.meta.section}/{stated.record.id}", found.assessment, member),
        **rights(member, recorded, stated),
    }
    return show(request, member, "evidence/entry.html", ctx)


def rights(member: Member, recorded: Recorded, stated: Stated) -> dict[str, bool]:
    """What this person may do with a record that stands."""
    is_own = recorded.may_change(stated.number)
    is_typed = theme_of(type(stated.record)).is_typed
    return {
        "may_correct": is_own and is_typed and not stated.is_fixed,
        "may_retire": is_own and not stated.is_fixed,
        "may_reveal": is_own and member.may(Permission.CORRECT) and stated.widest not in ("public", "sealed"),
        "may_contest": not is_own and member.may(Permission.RECORD),
        "may_repeat": is_typed and member.may(Permission.RECORD) and bool(member.body),
    }


def gone(request: HttpRequest, member: Member, recorded: Recorded, number: int, *, typed: str = "") -> HttpResponse:
    """The page of a record that no longer stands, with what took its place; `typed` is what was sent, so that it is not lost.

    Raises:
        Http404: this person could never read it, or there is no such record.
    """
    if recorded.told(number) is None:
        raise Http404
    successor = recorded.successor(number)
    if successor is not None and not typed and request.method != "POST":
        return redirect("entry", arrangement=member.arrangement.public_id, number=successor.number)
    label = recorded.words.label(successor.record) if successor else ""
    ctx = {"number": number, "successor": successor, "label": label, "typed": typed}
    return show(request, member, "evidence/gone.html", ctx, status=GONE_STATUS)


def fields_in_words(record: Record, recorded: Recorded) -> Iterator[tuple[str, str]]:
    """The fields of a record that say something, in words; an answer itself is personal and is left out."""
    is_private = record.meta.section in PRIVATE
    for spec in columns(type(record))[:-1]:
        said = "" if is_private and spec.type == "table" else recorded.words.alone(spec, getattr(record, spec.name))
        if said:
            yield spec.says.title, said


def author_of(stated: Stated) -> User | None:
    """The person who entered a record, where their account is still there."""
    return User.objects.filter(public_id=stated.envelope.author).first()
