"""What came of a round that has closed: the results, the comments, the figures as a file, and the proof that nothing was changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.rounds.published import Published, Split
from holdfast.core.rounds.results import compared
from holdfast.web.accounts.changes import ChangeRefused
from holdfast.web.arrangements.assessed import names_for
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds import changes
from holdfast.web.rounds.asked import name_of
from holdfast.web.rounds.closing import earlier_rounds
from holdfast.web.rounds.comments import erase_comment
from holdfast.web.rounds.found import Outcome, closed_or_404, outcome_of, proof_of
from holdfast.web.rounds.models import Mode, Round
from holdfast.web.rounds.page.groups import GroupBook
from holdfast.web.rounds.page.pictures import text_of
from holdfast.web.rounds.page.results import results_page
from holdfast.web.rounds.views.running import questionnaire_name

FIGURES = ("withheld", "answers", "level", "step", "low", "middle", "agree", "share_step", "dont_know", "dont_know_step", "agreement")
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Shown(forms.Form):
    """What is chosen among all that may be said: a filter never says more."""

    by = forms.ChoiceField(
        label=gettext_lazy("By"),
        required=False,
        choices=[("partner", gettext_lazy("Partner")), ("role", gettext_lazy("Group of people"))],
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)

    def __init__(self, data: object, areas: list[tuple[str, str]], *, is_compared: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.is_compared = is_compared
        self.fields["area"].choices = [("", _("All")), *areas]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def split(self) -> Split:
        """By partner, unless groups of people were asked for, or there are no two partners to be compared: one alone is all."""
        return "role" if self.cleaned_data.get("by") == "role" or not self.is_compared else "partner"

    @property
    def one(self) -> str:
        """The one area that was asked for."""
        return str(self.cleaned_data.get("area") or "")


@for_members(Permission.READ)
def results(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = closed_or_404(member, number)
    outcome = outcome_of(found)
    book = GroupBook(outcome.published, names_for(member))
    areas = [(area.area, name_of(area.area)) for area in outcome.results.areas]
    is_compared = bool(compared(book.of("partner")))
    chosen = Shown(request.GET, areas, is_compared=is_compared)
    page = results_page(outcome.results, book, site_catalogue(), split=chosen.split, area=chosen.one)
    context = {
        "round": found,
        "questionnaire": questionnaire_name(found),
        "outcome": outcome,
        "published": outcome.published,
        "page": page,
        "groups": compared(book.of(chosen.split)),
        "split": chosen.split,
        "form": chosen,
        "is_compared": is_compared,
        "in_confidence": found.mode == Mode.CONFIDENCE,
        "since": next((each for each in earlier_rounds(found) if each.slug == outcome.results.since), None),
        "proof": proof_of(found, _recorded(found)),
        "comments": sum(len(comments.words) for comments in outcome.published.comments),
    }
    return show(request, member, "rounds/results.html", context)


def _recorded(found: Round) -> str:
    """What the ledger says of the round: nothing where the words of its entry were erased."""
    record = state_of(found.arrangement).records.get(found.entry or 0)
    return str(getattr(record, "source", ""))


@for_members(Permission.READ)
def comments(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    found = closed_or_404(member, number)
    outcome, catalogue = outcome_of(found), site_catalogue()
    groups = [
        {
            "place": place,
            "title": text_of(each.question, catalogue)
            if each.question
            else name_of(each.area)
            if each.area
            else _("On the round as a whole"),
            "area": name_of(each.area) if each.question and each.area else "",
            "words": list(enumerate(each.words)),
        }
        for place, each in enumerate(outcome.published.comments)
    ]
    context = {
        "round": found,
        "groups": groups,
        "held_back": outcome.published.comments_held_back,
        "may_erase": changes.may_run(member, found),
    }
    return show(request, member, "rounds/comments.html", context)


@for_members(Permission.READ, post=Permission.ROUNDS)
def erase(request: HttpRequest, member: Member, number: int, place: int, which: int) -> HttpResponse:
    """Erase a comment that says who wrote it, or about whom: asked for first, then done."""
    found = closed_or_404(member, number)
    told = outcome_of(found).published.comments
    if place >= len(told) or which >= len(told[place].words):
        raise Http404
    if not changes.may_run(member, found):
        if request.method == "POST":
            raise PermissionDenied
        return redirect("round_comments", arrangement=member.arrangement.public_id, number=number)
    words = told[place].words[which]
    if request.method == "POST":
        try:
            erase_comment(by=member, of=found, place=place, words=request.POST.get("words", ""))
            messages.success(request, _("The comment is erased."))
        except ChangeRefused as refused:
            messages.warning(request, str(refused))
        return redirect("round_comments", arrangement=member.arrangement.public_id, number=number)
    return show(request, member, "rounds/erase.html", {"round": found, "words": words})


@for_members(Permission.READ)
def as_csv(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Every figure that may be said, one a row: the same that the pages show."""
    found = closed_or_404(member, number)
    outcome = outcome_of(found)
    book = GroupBook(outcome.published, names_for(member))
    text = io.StringIO()
    csv.writer(text).writerows(_rows(outcome, book))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    return response


def _rows(outcome: Outcome, book: GroupBook) -> Iterator[list[str]]:
    published: Published = outcome.published
    catalogue = site_catalogue()
    yield ["split", "group", "name", "people", "question", "text", *FIGURES]
    for (split, group, id), figure in published.figures.items():
        values = ["" if (value := getattr(figure, name)) is None else str(value) for name in FIGURES]
        shown = book.shown(figure.group)
        yield [_plain(cell) for cell in (split, group, shown.name, str(figure.group.people), id, text_of(id, catalogue), *values)]


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
