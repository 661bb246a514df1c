"""Optimism bias: by how much costs and times are raised, from the published upper end down as risks are shown to be managed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Parameter, bounds
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.decisions import Review
from holdfast.core.evidence.money import CaseVersion, Option
from holdfast.core.evidence.scope import Baseline
from holdfast.core.finance.case_versions import present_case
from holdfast.core.finance.trials.words import FlowClass

OUTSOURCED = frozenset({"contract", "joint_venture"})
OUTSIDE = frozenset({"gateway", "independent", "audit"})
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Mitigation:
    """One way in which a risk is shown to be managed, and whether the records say that it is."""

    id: str
    words: str
    in_place: bool | None


@dataclass(frozen=True, slots=True)
class Optimism:
    """What costs and times are raised by, as shares, and on which grounds.

    `stated` says that the latest version of the case has been adjusted already, so nothing is added again.
    """

    set_up: float
    running: float
    duration: float
    managed: float
    stated: bool
    mitigations: tuple[Mitigation, ...]

    @property
    def uplift(self) -> Mapping[FlowClass, Decimal]:
        """What costs are raised by, as the exact sums take it."""
        return {"set_up": Decimal(str(self.set_up)), "running": Decimal(str(self.running))}


def remaining(upper: Decimal, lower: Decimal, managed: Decimal) -> Decimal:
    """The bias that is left: upper times (1 - the share of risks managed), at least the lower end (HM Treasury's worked example).

    >>> remaining(Decimal("0.51"), Decimal("0.04"), Decimal("0.92"))
    Decimal('0.0408')
    """
    return max(lower, upper * (ONE - managed))


def optimism_of(evidence: Evidence, catalogue: Catalogue, option: Option | None = None) -> Optimism:
    """The optimism bias of the arrangement, or of another option, at its date. What is not known to be managed counts as not managed."""
    mitigations = tuple(Mitigation(id, words, test(evidence)) for id, words, test in MITIGATIONS)
    managed = Decimal(sum(item.in_place is True for item in mitigations)) / len(mitigations)
    versions = [version for version in present_case(evidence.history(CaseVersion)) if version.optimism_bias is not None]
    stated = bool(versions) and versions[-1].optimism_bias is True
    outsourced = option.kind == "outsourced" if option else evidence.arrangement.type in OUTSOURCED

    def bias(name: str) -> float:
        return float(_remaining_of(catalogue.parameters[name], managed))

    return Optimism(
        set_up=0.0 if stated else bias("optimism_bias_ict_capital"),
        running=bias("optimism_bias_outsourcing_cost") if outsourced and not stated else 0.0,
        duration=0.0 if stated else bias("optimism_bias_ict_duration"),
        managed=float(managed),
        stated=stated,
        mitigations=mitigations,
    )


def _remaining_of(parameter: Parameter, managed: Decimal) -> Decimal:
    low, high = bounds(parameter)
    return remaining(Decimal(str(high)), Decimal(str(low)), managed)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """Yes where all say yes, no where one says no, otherwise not known."""
    found = list(answers)
    if not found or None in found:
        return False if False in found else None
    return all(found)


def _risks_stated(evidence: Evidence) -> bool | None:
    stated = [version.risks_stated for version in present_case(evidence.history(CaseVersion)) if version.risks_stated is not None]
    return stated[-1] if stated else None


def _reviewed(kinds: frozenset[str], passes: Callable[[Review], bool | None]) -> Callable[[Evidence], bool | None]:
    def test(evidence: Evidence) -> bool | None:
        answers = [passes(review) for review in evidence.of(Review) if review.kind in kinds and review.done]
        return True if True in answers else False if False in answers else None

    return test


def _baselines_agreed(evidence: Evidence) -> bool | None:
    return _all(baseline.agreed for baseline in evidence.of(Baseline))


def _options_scored(evidence: Evidence) -> bool | None:
    options = evidence.of(Option)
    if not options:
        return None
    scored = [option for option in options if option.scored]
    return len(scored) > 1 and any(option.kind == "no_change" for option in scored)


MITIGATIONS: Sequence[tuple[str, str, Callable[[Evidence], bool | None]]] = (
    ("risks_stated", "The latest version of the case sets out its risks", _risks_stated),
    ("options_scored", "No change and at least one other option were judged by the same criteria", _options_scored),
    ("baselines_agreed", "All partners accept the baselines", _baselines_agreed),
    (
        "due_diligence",
        "Due diligence was done and seen by all partners",
        _reviewed(frozenset({"due_diligence"}), lambda found: found.seen_by_all),
    ),
    (
        "outside_review",
        "An outside review found it good",
        _reviewed(OUTSIDE, lambda found: None if found.verdict is None else found.verdict == "good"),
    ),
    ("contingency", "A fallback is written", _reviewed(frozenset({"readiness", "gateway"}), lambda found: found.contingency)),
)
