"""The themes under which evidence is kept, each a page: their words, and the kinds of record that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.catalogue import load_catalogue
from holdfast.core.catalogue.model import Indicator
from holdfast.core.evidence import KINDS, Record
from holdfast.core.indicators import READERS

# Kinds that have a page of their own, apart from the theme of their class.
OWN_PAGE: Mapping[str, str] = {"rules": "rules"}
# What people answered comes from readiness rounds and files: it can be read here and retired, never typed in.
ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: `lead` says what belongs to it."""

    id: str
    title: Promise
    lead: Promise

    @property
    def kinds(self) -> tuple[type[Record], ...]:
        """The kinds of record of this theme."""
        return tuple(kind for kind in KINDS if theme_id(kind) == self.id)

    @property
    def is_typed(self) -> bool:
        """Whether its records are given in forms."""
        return self.id != ANSWERS

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators this theme feeds: those that become known by recording one of its kinds."""
        catalogue, kinds = load_catalogue(), self.kinds
        return tuple(catalogue.indicators[reader.id] for reader in READERS.values() if reader.kinds[0] in kinds)


def theme_id(kind: type[Record]) -> str:
    """The theme on whose page a kind stands."""
    return OWN_PAGE.get(kind.meta.section, kind.meta.theme)


THEMES: tuple[Theme, ...] = (
    Theme(
        "partners",
        _("Partners"),
        _("Who takes part, what each pays and decides, when it goes to the polls, and what it has said in public."),
    ),
    Theme(
        "alignment",
        _("Alignment"),
        _("What each partner wants and what it rules out. It can also be told in a sealed exchange, which opens to all at once."),
    ),
    Theme("scope", _("Scope"), _("What is, or may be, shared: the services, what they cost and do today, and the steps.")),
    Theme("money", _("Money"), _("The ways that were weighed, the business case and its versions, costs, savings and benefits.")),
    Theme("decisions", _("Decisions"), _("The gates on the road, what was decided, dates in the work, disputes and reviews.")),
    Theme("rules", _("Club rules"), _("What the agreement says on each topic, and whether each partner has agreed to it.")),
    Theme("people", _("People"), _("The posts it depends on, ties between partners, teams and training. Posts, never names of people.")),
    Theme("estate", _("Estate"), _("What is run today: systems, contracts and how far each partner has come.")),
    Theme("trading", _("Trading"), _("A company or trading arm, who buys from it, and what it charges beside the market.")),
    Theme("performance", _("Performance"), _("How well each service does, with the level before sharing where it is known.")),
    Theme("communications", _("Communications"), _("Who was told what and when, how people feel, and new names.")),
    Theme("history", _("History"), _("What has happened, which lists are complete, and what is being done about a finding.")),
    Theme(ANSWERS, _("Readiness answers"), _("What people answered in rounds of a questionnaire. Answers themselves are not shown.")),
)
_BY_ID: Mapping[str, Theme] = {theme.id: theme for theme in THEMES}


def theme_of(kind: type[Record]) -> Theme:
    """The theme of a kind."""
    return _BY_ID[theme_id(kind)]


def theme_or_404(id: str) -> Theme:
    """The theme of this name.

    Raises:
        Http404: there is none.
    """
    if id not in _BY_ID:
        raise Http404
    return _BY_ID[id]


def kind_or_404(theme: str, section: str) -> type[Record]:
    """The kind of this section on a theme's page.

    Raises:
        Http404: there is none.
    """
    found = next((kind for kind in theme_or_404(theme).kinds if kind.meta.section == section), None)
    if found is None:
        raise Http404
    return found
