"""What each partner has agreed to on one topic of the club rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from holdfast.core.evidence.decisions import Rule


class Agreed(NamedTuple):
    """How many of the bodies a topic's rules speak of agree to them, how many they are, and whom nothing is known of."""

    agreed: int
    stated: int
    silent: int
    rules: tuple[Rule, ...]


def agreed_on(rules: Iterable[Rule], partners: Collection[str]) -> Agreed | None:
    """Who agrees to the rules of one topic, or none where there is no rule.

    A rule without a partner speaks for every partner that has none of its own. A partner with several rules
    agrees where all of them are agreed.
    """
    found = tuple(rules)
    if not found:
        return None
    by_partner: dict[str | None, bool] = {}
    for rule in found:
        by_partner[rule.partner] = by_partner.get(rule.partner, True) and rule.status == "agreed"
    common = by_partner.pop(None, None)
    bodies = sorted({*partners, *(partner for partner in by_partner if partner)})
    answers = [by_partner.get(body, common) for body in bodies] or [common]
    stated = [answer for answer in answers if answer is not None]
    return Agreed(sum(stated), len(stated), len(answers) - len(stated), found)
