"""Evidence: what the partners know, as dated, sourced records of some forty kinds."""

from holdfast.core.evidence import (
    alignment,
    answers,
    communications,
    decisions,
    estate,
    history,
    money,
    partners,
    people,
    performance,
    scope,
    trading,
)
from holdfast.core.evidence.arrangement import Arrangement
from holdfast.core.evidence.evidence import Evidence
from holdfast.core.evidence.record import KindMeta, Record

KINDS: tuple[type[Record], ...] = (
    *partners.KINDS,
    *alignment.KINDS,
    *scope.KINDS,
    *money.KINDS,
    *decisions.KINDS,
    *people.KINDS,
    *estate.KINDS,
    *trading.KINDS,
    *performance.KINDS,
    *communications.KINDS,
    *history.KINDS,
    *answers.KINDS,
)

__all__ = ["KINDS", "Arrangement", "Evidence", "KindMeta", "Record"]
