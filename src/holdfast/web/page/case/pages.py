"""The five pages of a case as one table: what each is called, what it is made of, which template shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.business_case import WholeCase
from holdfast.core.catalogue import Catalogue
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.money import CashLine, Option
from holdfast.web.navigation import Place
from holdfast.web.page.case.benefits import benefits_page
from holdfast.web.page.case.form import TRIALS, TrialsForm, trials_form
from holdfast.web.page.case.names import Names
from holdfast.web.page.case.people import people_page
from holdfast.web.page.case.road import road_page
from holdfast.web.page.case.stages import stages_page
from holdfast.web.page.case.worth import worth_page

WORTH = "worth"
Make = Callable[[WholeCase, Names, Catalogue], Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a case."""

    name: Promise
    title: Promise
    lead: Promise
    template: str
    make: Make


PARTS: Mapping[str, Part] = {
    WORTH: Part(
        _("What it is worth"),
        _("Business case"),
        _("What it costs and brings, for whom, how sure that is, and what would turn it."),
        "case/_worth.html",
        worth_page,
    ),
    "benefits": Part(
        _("Benefits"),
        _("Benefits"),
        _("What was promised, who answers for it, and how much has come."),
        "case/_benefits.html",
        lambda whole, names, catalogue: benefits_page(whole, names),
    ),
    "road": Part(
        _("Road to a decision"),
        _("The road to a decision"),
        _("Who decides what and when, what may cross it, and who may be gone by then."),
        "case/_road.html",
        lambda whole, names, catalogue: road_page(whole, names),
    ),
    "people": Part(
        _("People it depends on"),
        _("The people it depends on"),
        _("Posts, not names: who carries what alone, and who could stand in."),
        "case/_people.html",
        lambda whole, names, catalogue: people_page(whole, names),
    ),
    "stages": Part(
        _("Stages"),
        _("Stages"),
        _("What each stage adds, whether it could stop there, and what going on would risk."),
        "case/_stages.html",
        lambda whole, names, catalogue: stages_page(whole, names),
    ),
}


# What is worked out from the records of a theme.
OF_THEME: Mapping[str, tuple[str, ...]] = {
    "money": (WORTH, "benefits"),
    "decisions": ("road",),
    "people": ("people",),
    "scope": ("stages",),
}


def parts_of_theme(theme: str, link_of: Callable[[str], str]) -> tuple[Place, ...]:
    """The pages of the case that rest on a theme's records."""
    return tuple(Place(PARTS[part].title, link_of(part)) for part in OF_THEME.get(theme, ()))


def options_with_amounts(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """The options that can be worked out by themselves."""
    named = {line.option for line in evidence.of(CashLine) if line.option and line.status == "plan"}
    return tuple((option.option, option.name) for option in evidence.of(Option) if option.option in named)


def form_for(query: QueryDict, evidence: Evidence, counts: Sequence[int] = TRIALS) -> TrialsForm:
    """The form of the trials, as the address fills it."""
    return trials_form(query, options_with_amounts(evidence), counts)


def part_context(
    part: str, whole: WholeCase, evidence: Evidence, catalogue: Catalogue, form: TrialsForm, link_of: Callable[[str], str]
) -> dict[str, Any]:
    """What the template of one page reads; `link_of` gives the address of a part."""
    this = PARTS[part]
    return {
        "page_base": "base.html",
        "page": this.make(whole, Names(evidence), catalogue),
        "form": form,
        "here": link_of(part),
        "part_template": this.template,
        "parts": tuple(Place(item.name, link_of(slug), slug == part) for slug, item in PARTS.items()),
        "title": this.title,
        "lead": this.lead,
        "name": whole.arrangement.name,
        "as_at": whole.as_at,
        "versions": whole.versions,
    }


def show_all(request: HttpRequest, whole: WholeCase, evidence: Evidence, catalogue: Catalogue, file_name: str) -> HttpResponse:
    """Every part on one page, as for a file that is not kept."""
    names = Names(evidence)
    context = {
        "sections": tuple((slug, item, item.make(whole, names, catalogue)) for slug, item in PARTS.items()),
        "name": whole.arrangement.name,
        "as_at": whole.as_at,
        "versions": whole.versions,
        "file_name": file_name,
    }
    return render(request, "case/file.html", context)
