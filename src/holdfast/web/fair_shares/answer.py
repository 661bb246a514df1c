"""The answer to "who should pay what?" in two sentences, and what would make the chosen rule hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.sharing.faults import Impossible
from holdfast.core.sharing.payments import side_payments, subsidy
from holdfast.core.sharing.shares import RuleShares
from holdfast.core.sharing.structure import Balance, balances
from holdfast.web.fair_shares.played import AGREED, MOST_LOOKED_AT, Played, rule_words
from holdfast.web.fair_shares.rows import HOLDS
from holdfast.web.page.partner_marks import PartnerMark
from holdfast.web.page.values import listed

# A change of a gap between cost and votes below this many points is not worth a warning.
POINTS_TO_MIND = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The two sentences of the heading, what follows from them, and the three sums beside them."""

    saves: str
    holds: str
    verdict: str
    sentences: tuple[str, ...]
    apart: str
    together: str
    saving: str
    saving_percent: str
    is_saving: bool


def answer(played: Played, chosen: RuleShares) -> Answer:
    """What sharing saves, and whether the chosen split would keep it together."""
    shares, pounds = played.shares, played.pounds
    apart = sum(shares.alone.values())
    saving = {"amount": pounds.rough(shares.saving)}
    saves = _("Sharing saves %(amount)s a year.") if shares.saving >= 0 else _("Sharing costs %(amount)s a year more than going alone.")
    return Answer(
        saves=saves % saving,
        holds=_verdict(chosen),
        verdict=HOLDS[chosen.in_core],
        sentences=tuple(filter(None, [_who_walks(played, chosen), _who_pays_more(played, chosen), _others(played, chosen), _core(played)])),
        apart=pounds.whole(apart),
        together=pounds.whole(shares.total),
        saving=pounds.whole(abs(played.saving)),
        saving_percent=f"{abs(shares.saving) / apart:.0%}" if apart else "",
        is_saving=shares.saving >= 0,
    )


def _verdict(chosen: RuleShares) -> str:
    words = {
        True: _("%(rule)s would keep it together."),
        False: _("%(rule)s would not keep it together."),
        None: _("Whether %(rule)s would keep it together, nobody can say."),
    }
    return capfirst(words[chosen.in_core] % {"rule": rule_words(chosen)})


def _who_walks(played: Played, chosen: RuleShares) -> str:
    complaint = chosen.largest_complaint
    if complaint is None:
        return ""
    told = {"group": played.group(complaint.coalition), "amount": played.pounds.whole(abs(complaint.amount)), "rule": rule_words(chosen)}
    if chosen.in_core is None:
        return _("Under %(rule)s, no group was found that would do better alone; there are too many groups to look at every one.") % told
    if chosen.in_core:
        return _("Under %(rule)s, nobody would do better alone. Nearest to it, with %(amount)s a year to spare: %(group)s.") % told
    if len(complaint.coalition) == 1:
        return _("Under %(rule)s, %(group)s would save %(amount)s a year by going alone.") % told
    words = _("Under %(rule)s, %(group)s would together pay %(amount)s a year less by sharing among themselves, without the others.")
    if not complaint.is_largest:
        words += " " + _("There are too many groups to look at every one: another may gain more.")
    return words % told


def _who_pays_more(played: Played, chosen: RuleShares) -> str:
    more = [name for name, gain in played.saves(chosen.amounts or {}).items() if gain < 0]
    if not more:
        return _("Each partner pays less than going alone.")
    count = len(more)
    words = ngettext("%(names)s pays more than going alone.", "%(names)s pay more than going alone.", count)
    return words % {"names": played.group(more)}


def _others(played: Played, chosen: RuleShares) -> str:
    holding = [family for family in played.families if family.rule.in_core and not family.has(chosen)]
    if not holding:
        return ""
    words = ngettext(
        "%(count)d other rule gives no group a reason to leave.", "%(count)d other rules give no group a reason to leave.", len(holding)
    )
    return words % {"count": len(holding)}


def _core(played: Played) -> str:
    if played.shares.core != "empty":
        return ""
    told = {"amount": played.pounds.whole(_subsidy(played))}
    words = _(
        "However it is split, some group would do better alone: it takes %(amount)s a year from outside, or less cost, to keep all in."
    )
    return words % told


def _subsidy(played: Played) -> float:
    return subsidy(played.game.inquiry.table)


def checked(played: Played) -> str:
    """What was checked of these sums, for whoever wants to rely on them."""
    size = len(played.marks)
    proofs = [rule.certificate for rule in played.answered if rule.certificate is not None]
    if size > MOST_LOOKED_AT:
        looked = _("%(count)s groups are too many to look at each, so a group was searched for.") % {"count": f"{2**size - 2:,}"}
    else:
        looked = _("All %(count)s groups were looked at.") % {"count": f"{2**size - 2:,}"}
    proved = (
        _("Every result is proved.") if all(proof.holds for proof in proofs) else _("Some results are not proved: see each rule above.")
    )
    return " ".join([looked, _("Every line adds up to the whole."), proved])


@dataclass(frozen=True, slots=True)
class RepairLine:
    """One partner: what it pays, what changes, what it pays then, and what it saves against going alone."""

    mark: PartnerMark
    now: str
    change: str
    then: str
    saves: str
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """The least money to move so that nobody would do better alone, or why there is none; `minds` are what it would worsen."""

    lines: tuple[RepairLine, ...]
    moved: str
    total: str
    saved: str
    nothing: str
    sentence: str
    why_not: str
    minds: tuple[str, ...]


def repair(played: Played, chosen: RuleShares) -> Repair | None:
    """The smallest change that makes the chosen rule hold; none where it holds as it is."""
    if chosen.in_core:
        return None
    inquiry = played.game.inquiry
    if inquiry.game.size > MOST_LOOKED_AT:
        return _no_repair(inquiry.too_many(inquiry.game.size, "") + ".")
    try:
        found = side_payments(inquiry.table, inquiry.dealt(chosen.rule).split)
    except Impossible as reason:
        return _no_repair(f"{capfirst(str(reason))}.")
    pounds, shares = played.pounds, played.shares
    now, then, saves = played.pays(chosen.amounts or {}), played.pays(found.amounts), played.saves(found.amounts)
    moves = {mark.code: then[mark.code] - now[mark.code] for mark in played.marks}
    lines = tuple(
        RepairLine(
            mark,
            pounds.whole(now[mark.code]),
            pounds.moved(moves[mark.code]),
            pounds.whole(then[mark.code]),
            pounds.whole(saves[mark.code]),
            bool(moves[mark.code]),
        )
        for mark in played.marks
    )
    return Repair(
        lines,
        pounds.whole(found.moved),
        pounds.whole(shares.total),
        pounds.whole(played.saving),
        pounds.whole(0),
        _moved(played, {name: float(move) for name, move in moves.items()}, found.moved),
        "",
        minds(played, chosen, found.amounts),
    )


def _no_repair(why: str) -> Repair:
    return Repair((), "", "", "", "", "", why, ())


def _moved(played: Played, moves: dict[str, float], moved: float) -> str:
    more = [mark.short for mark in played.marks if moves[mark.code] > 0]
    less = [mark.short for mark in played.marks if moves[mark.code] < 0]
    told = {"more": listed(more), "less": listed(less), "amount": played.pounds.whole(moved)}
    return _("%(amount)s a year moves: %(more)s would pay more, %(less)s less.") % told


def minds(played: Played, chosen: RuleShares, amounts: Mapping[str, float]) -> tuple[str, ...]:
    """Who would pay for even more, or even less, than it decides: mending one finding must not worsen another unseen."""
    before = {each.partner: each for each in balances(played.evidence, chosen)}
    after = balances(played.evidence, replace(chosen, amounts=amounts))
    worse = [each for each in after if _gap(each) - _gap(before[each.partner]) > POINTS_TO_MIND]
    worse.sort(key=_gap, reverse=True)
    return tuple(_mind(played, each, before[each.partner]) for each in worse[:1])


def minds_of_choice(played: Played, chosen: RuleShares) -> tuple[str, ...]:
    """The same for taking the chosen rule in the place of the split agreed so far."""
    agreed = next((rule for rule in played.answered if rule.rule == AGREED), None)
    return () if agreed is None or chosen.amounts is None else minds(played, agreed, chosen.amounts)


def _gap(balance: Balance) -> float:
    return abs(balance.votes_short or 0.0)


def _mind(played: Played, after: Balance, before: Balance) -> str:
    told = {
        "name": played.short(after.partner),
        "cost": f"{after.cost_share:.0%}",
        "votes": f"{after.vote_share or 0:.0%}",
        "before": f"{before.cost_share:.0%}",
    }
    return _("%(name)s would then pay %(cost)s, not %(before)s, and still hold %(votes)s of the votes.") % told
