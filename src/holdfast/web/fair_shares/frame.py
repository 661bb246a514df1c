"""What stands around every page of fair shares: where it leads, which rule it shows, which figures were changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.shared_risk import Spread
from holdfast.core.sharing.shares import RuleShares
from holdfast.web.fair_shares.answer import answer, checked, minds_of_choice, repair
from holdfast.web.fair_shares.asked import Asked, Given
from holdfast.web.fair_shares.checks import checks
from holdfast.web.fair_shares.moves import moves
from holdfast.web.fair_shares.played import Played
from holdfast.web.fair_shares.resting import figure_groups
from holdfast.web.fair_shares.rows import partner_lines, rule_table
from holdfast.web.fair_shares.statement import pick, statements, year_words
from holdfast.web.fair_shares.walking import every_group, loudest_groups, walking

# The pages in order of their navigation: the name of each, which is the end of its route's name.
PAGES: Mapping[str, Promise] = {
    "overview": _("Who pays what"),
    "checks": _("Votes, subsidies and risk"),
    "moves": _("Leaving and joining"),
    "statements": _("Statements"),
    "rests_on": _("What it rests on"),
}
# The problem that a split far from the votes feeds.
VOTES = "sovereignty_and_personal_agenda"
Path = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of the group."""

    name: Promise
    link: str
    is_here: bool


@dataclass(frozen=True)
class Frame:
    """A page in its place. `path` gives the address of a page, `carried` is what addresses must hold beside the rule."""

    here: str
    asked: Asked
    given: Given
    played: Played
    chosen: RuleShares
    path: Path
    carried: Mapping[str, str]
    finding: str
    entry: Callable[[str], str]
    is_posted: bool

    def to(self, page: str, **more: object) -> str:
        """The address of a page that shows the same."""
        query = {
            **({"rule": self.asked.rule} if self.asked.rule else {}),
            **self.carried,
            **{name: str(value) for name, value in more.items()},
        }
        return f"{self.path(page)}?{urlencode(query)}" if query else self.path(page)

    @property
    def pages(self) -> list[PageLink]:
        """The navigation of the group."""
        return [PageLink(title, self.to(page), page == self.here) for page, title in PAGES.items()]

    @property
    def overview(self) -> str:
        return self.to("overview")

    @property
    def rests_on(self) -> str:
        return self.to("rests_on")

    @property
    def statements(self) -> str:
        return self.to("statements")

    @property
    def csv(self) -> str:
        return self.to("csv", year=self.asked.year)

    @property
    def action(self) -> str:
        """Where a form of this page is sent."""
        return self.path(self.here)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form that chooses a rule must hold as well."""
        return list(self.carried.items())

    @property
    def year(self) -> str:
        return year_words(self.asked.year)

    @property
    def price_year(self) -> str:
        """The prices that amounts are in, where the arrangement says so."""
        year = self.played.evidence.arrangement.price_year
        return "" if year is None else year_words(year)


class OnePage(Frame):
    """All pages in one, for a file of which nothing is kept: what would lead to another page leads to its part."""

    def to(self, page: str, **more: object) -> str:
        """The part of this page."""
        return f"#{page}"

    @property
    def pages(self) -> list[PageLink]:
        """The parts of the page."""
        return [PageLink(title, self.to(page), False) for page, title in PAGES.items()]


class TablePage(OnePage):
    """The one page of a table, which has no parts to lead to."""

    @property
    def pages(self) -> list[PageLink]:
        """None."""
        return []


def overview(frame: Frame) -> dict[str, Any]:
    """Who pays what, who would walk, and what would keep them in."""
    played, chosen = frame.played, frame.chosen
    return {
        "answer": answer(played, chosen),
        "table": rule_table(played, chosen),
        "lines": partner_lines(played, chosen) if played.is_wide else (),
        "walking": walking(played, chosen),
        "groups": every_group(played, chosen),
        "loudest": loudest_groups(played, chosen),
        "repair": repair(played, chosen),
        "left_out": played.shares.left_out,
        "checked": checked(played),
        "choice_minds": minds_of_choice(played, chosen),
        "resting": figure_groups(played, frame.entry),
    }


def structure(frame: Frame, spread: Spread | None) -> dict[str, Any]:
    """Votes, subsidies, weaker estates and risk."""
    return {"checks": checks(frame.played, frame.chosen, spread)}


def membership(frame: Frame) -> dict[str, Any]:
    """Leaving and joining."""
    return {"moves": moves(frame.played, frame.chosen, frame.asked.dates)}


def recharge(frame: Frame) -> dict[str, Any]:
    """The statements of a year, of one partner or all."""
    given = frame.given
    found = statements(frame.played, frame.chosen, frame.asked.year, actual=given.actual, tolerance=given.tolerance / 100)
    return {
        "statements": pick(found, frame.asked.partner),
        "is_one": any(each.mark.code == frame.asked.partner for each in found),
        "actual": "" if given.actual is None else f"{given.actual:.2f}".removesuffix(".00"),
        "tolerance": f"{given.tolerance:g}" if given.tolerance else "",
    }
