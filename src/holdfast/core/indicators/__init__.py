"""Indicators: evidence in, one number each out, or not known, or not applicable."""

from collections.abc import Mapping

from holdfast.core.indicators import (
    alignment,
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
from holdfast.core.indicators.reading import Reader

READERS: Mapping[str, Reader] = {
    reader.id: reader
    for theme in (partners, alignment, scope, money, decisions, people, estate, trading, performance, communications, history)
    for reader in theme.READERS
}

__all__ = ["READERS", "Reader"]
