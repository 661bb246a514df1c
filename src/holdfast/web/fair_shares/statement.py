"""A partner's recharge statement for a year: every line to the penny, with its true-up, on a page and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from holdfast.core.sharing.recharge import Recharge, recharges
from holdfast.core.sharing.shares import RuleShares
from holdfast.web.fair_shares.played import Played
from holdfast.web.page.partner_marks import PartnerMark

# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A service: what it costs all, the partner's share of the whole, what it pays of it."""

    name: str
    cost: str
    share: str
    amount: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One partner's statement."""

    mark: PartnerMark
    year: str
    lines: tuple[StatementLine, ...]
    share: str
    whole: str
    planned: str
    actual: str
    final: str
    true_up: str
    is_owed: bool
    is_back: bool


def statements(played: Played, chosen: RuleShares, year: int, *, actual: float | None, tolerance: float) -> tuple[Statement, ...]:
    """A statement for every partner, in their order."""
    found = recharges(played.game, chosen.rule, year, actual=actual, tolerance=tolerance)
    marks = {mark.code: mark for mark in played.marks}
    whole = sum((each.planned for each in found), Decimal(0))
    return tuple(_statement(played, marks[each.partner], each, whole) for each in found)


def year_words(year: int) -> str:
    """A financial year as people write it."""
    return f"{year}/{(year + 1) % 100:02d}"


def _statement(played: Played, mark: PartnerMark, found: Recharge, whole: Decimal) -> Statement:
    pounds = played.pounds
    owed = found.true_up or Decimal(0)
    return Statement(
        mark=mark,
        year=year_words(found.year),
        lines=tuple(
            StatementLine(line.name, pounds.exact(line.cost), f"{line.share:.4%}", pounds.exact(line.amount)) for line in found.lines
        ),
        share=f"{found.lines[0].share:.4%}",
        whole=pounds.exact(whole),
        planned=pounds.exact(found.planned),
        actual="" if found.actual is None else pounds.exact(found.actual),
        final=pounds.exact(found.planned + owed),
        true_up="" if found.true_up is None else pounds.exact(abs(owed)),
        is_owed=owed > 0,
        is_back=owed < 0,
    )


def as_csv(played: Played, chosen: RuleShares, year: int, *, actual: float | None, tolerance: float) -> str:
    """The same lines for a spreadsheet: plain numbers, a row for each line of each partner."""
    made = io.StringIO()
    rows = csv.writer(made)
    rows.writerow([_("Partner"), _("Year"), _("Rule"), _("Line"), _("Cost for all"), _("Share"), _("Amount")])
    for each in recharges(played.game, chosen.rule, year, actual=actual, tolerance=tolerance):
        name = safe(next(mark.name for mark in played.marks if mark.code == each.partner))
        first = [name, year_words(year), safe(chosen.title)]
        rows.writerows([*first, safe(line.name), line.cost, f"{line.share:.10f}", line.amount] for line in each.lines)
        rows.writerow([*first, _("Planned, together"), "", "", each.planned])
        if each.true_up is not None:
            rows.writerow([*first, _("True-up"), each.actual, "", each.true_up])
    return made.getvalue()


def safe(words: str) -> str:
    """Words that a spreadsheet does not take for a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


def pick(found: Sequence[Statement], partner: str) -> tuple[Statement, ...]:
    """The statement of one partner, or all of them."""
    return tuple(each for each in found if each.mark.code == partner) or tuple(found)
