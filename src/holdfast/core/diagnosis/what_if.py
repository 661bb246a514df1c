"""What if: readings and actions ticked as done, and where everything would then stand.

A reading is brought to healthy with its whole group, and known as far as it is now, which is what a lever is. An action
brings all its indicators there. Several together are one change: what two of them mend is mended once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from holdfast.core.assessment import Glance
from holdfast.core.catalogue import Catalogue
from holdfast.core.diagnosis.formula import Sum, Term, combined
from holdfast.core.diagnosis.glance import glance_of, sums_of
from holdfast.core.evidence import Evidence
from holdfast.core.indicators import READERS
from holdfast.core.indicators.measure import Measured, measure_all


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where everything stands, where it would, and what can be ticked.

    `worrying` are the readings that are known and not healthy, by id: only those can be put right.
    """

    before: Glance
    after: Glance
    ticked: frozenset[str]
    worrying: Mapping[str, Measured]


def what_if(evidence: Evidence, catalogue: Catalogue, *, indicators: Iterable[str] = (), actions: Iterable[str] = ()) -> WhatIf:
    """The assessment at a glance, now and with these readings and actions put right; what the catalogue lacks counts for nothing."""
    measured = measure_all(evidence, catalogue, READERS)
    ticked = {name for name in indicators if name in measured}
    ticked.update(name for action in actions if action in catalogue.actions for name in catalogue.actions[action].indicators)
    sums = sums_of(catalogue.all_problems, evidence, measured, catalogue)
    return WhatIf(
        before=glance_of(evidence.date, sums, catalogue),
        after=glance_of(evidence.date, [(healed(total, ticked), applies) for total, applies in sums], catalogue),
        ticked=frozenset(ticked),
        worrying={name: found for name, found in measured.items() if found.weight > 0 and found.concern > 0},
    )


def healed(total: Sum, indicators: Collection[str]) -> Sum:
    """A problem's sum with the groups of these indicators, as far as they are known, reading healthy."""
    mended = {total.group_of[name] for name in indicators if name in total.group_of}
    if not mended:
        return total
    groups = {name: tuple(map(_healthy, group)) if name in mended else group for name, group in total.groups.items()}
    held = {name: combined(term.known for term in group if term.is_known) for name, group in groups.items()}
    return total._replace(groups=groups, held=held, log_odds=total.prior + sum(held.values()))


def _healthy(term: Term) -> Term:
    return term.reading(term.measured._replace(concern=0.0)) if term.is_known else term
