"""Who said what and when: the entries of an arrangement, and each of them on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from holdfast.web.arrangements.entry_page import entry_page
from holdfast.web.arrangements.history import ACTS, History, Wanted
from holdfast.web.arrangements.page import show
from holdfast.web.arrangements.permissions import Member, Permission, for_members
from holdfast.web.arrangements.state import state_of

ENTRIES_A_PAGE = 30
YEARS = (1990, 2200)
NO_DATE = _("Enter a real date, such as 2026-11-09")


class Filter(forms.Form):
    """Which entries to show; every field may be left as it is."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    section = forms.ChoiceField(label=_("Kind"), required=False)
    act = forms.ChoiceField(label=_("What was done"), required=False)
    author = forms.ChoiceField(label=_("Who"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, error_messages={"invalid": NO_DATE}, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, error_messages={"invalid": NO_DATE}, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, data: Any, found: History) -> None:
        super().__init__(data)
        self._offer("body", _("All bodies"), found.bodies.items())
        self._offer("section", _("All kinds"), found.kinds().items())
        self._offer("act", _("Everything"), ACTS.items())
        self._offer("author", _("Everybody"), ((id, author.name) for id, author in found.authors().items()))

    def _offer(self, name: str, everything: Any, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            day = found.get(name)
            if day and not YEARS[0] <= day.year <= YEARS[1]:
                self.add_error(name, NO_DATE)
        return found

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return self.is_bound and any(self.data.get(name) for name in self.fields)

    def wanted(self) -> Wanted:
        """What was asked for; all entries where something of it is not right."""
        return Wanted(**self.cleaned_data) if self.is_valid() else Wanted()


@for_members(Permission.AUDIT)
@require_safe
def history(request: HttpRequest, member: Member) -> HttpResponse:
    found = History(member.arrangement, state_of(member.arrangement), member.reader)
    form = Filter(request.GET, found)
    page = Paginator(found.numbers(form.wanted()), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": found.lines(list(page.object_list)),
        "query": _query(request),
        "count": found.state.count,
        "head": found.state.chains[-1],
        "around": _around(page),
    }
    return show(request, member, "ledger/history.html", context)


def _query(request: HttpRequest) -> str:
    """The filters, to carry from page to page."""
    kept = request.GET.copy()
    kept.pop("page", None)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return f"{kept.urlencode()}&" if kept else ""


def _around(page: Page[Any]) -> list[int | str]:
    """The numbers of the pages to go to, with gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@for_members(Permission.AUDIT)
@require_safe
def entry(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    state = state_of(member.arrangement)
    if not 0 < number <= state.count:
        raise Http404
    found = History(member.arrangement, state, member.reader)
    return show(request, member, "ledger/entry.html", {"found": entry_page(found, member, number)})
