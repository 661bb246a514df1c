"""Services with what they cost at any size, read from baselines and cost curves, each figure an assumption that can be changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.facts import services_in_scope
from holdfast.core.evidence.scope import Baseline, CostCurve, Service
from holdfast.core.sharing.assumptions import Assumption
from holdfast.core.sharing.games import Floats

# More steps of demand than this are counted in larger units.
MOST_STEPS = 100_000
ASSUMED = "assumed"
CHANGED = "changed for these sums"


@dataclass(frozen=True, slots=True)
class Curve:
    """What a service costs at a size: `fixed + unit cost * capacity ^ returns`, where capacity beyond what is owned comes in lumps.

    Where a lump has a price, it is paid for each lump bought, and the cost of a unit for the units used alone. Where it has none,
    the cost of a unit is paid for all capacity, used or not.
    """

    fixed: float
    unit_cost: float
    returns: float
    lump: float
    owned: float
    lump_price: float | None = None

    def costs(self, sizes: Floats) -> Floats:
        """What each size costs; nothing at no size."""
        beyond = np.maximum(sizes - self.owned, 0.0)
        lumps = np.ceil(beyond / self.lump - 1e-12) if self.lump > 0 else np.zeros(len(sizes))
        if self.lump_price is not None:
            found = self.fixed + self.unit_cost * sizes**self.returns + self.lump_price * lumps
        else:
            capacity = np.where(lumps > 0, self.owned + self.lump * lumps, sizes)
            found = self.fixed + self.unit_cost * capacity**self.returns
        return np.where(sizes > 0, found, 0.0)

    def cost(self, size: float) -> float:
        """What one size costs."""
        return float(self.costs(np.array([size], dtype=np.float64))[0])


@dataclass(frozen=True, slots=True)
class PricedService:
    """A service that can be priced: its curve, the volume of each partner, and what each pays for it alone."""

    service: str
    name: str
    curve: Curve
    volumes: Mapping[str, float]
    alone: Mapping[str, float]

    @property
    def shared_cost(self) -> float:
        """What it costs with everybody in it."""
        return self.curve.cost(sum(self.volumes.values()))

    def steps(self) -> float:
        """The unit in which volumes are counted: 1, or more where there are too many."""
        return max(1.0, math.ceil(sum(self.volumes.values()) / MOST_STEPS))

    def demands(self, partners: Sequence[str]) -> list[int]:
        """The volume of each partner in whole steps."""
        return [round(self.volumes[partner] / self.steps()) for partner in partners]

    def costs(self, total: int) -> Floats:
        """What every total up to this many steps costs."""
        return self.curve.costs(np.arange(total + 1, dtype=np.float64) * self.steps())


@dataclass(slots=True)
class Reader:
    """Reads figures, notes each as an assumption, and lets `changes` replace any of them.

    `lacking` are the figures of services left out that no record gives: assumed, they would bring the service in. `names` are what
    sentences call partners by; those without one go by their short name.
    """

    changes: Mapping[str, float]
    names: Mapping[str, str] = field(default_factory=dict)
    found: list[Assumption] = field(default_factory=list)
    lacking: list[Assumption] = field(default_factory=list)

    def called(self, partner: str) -> str:
        """What a sentence calls the partner."""
        return self.names.get(partner, partner)

    def read(self, key: str, words: str, value: float | None, unit: str, record: Record | None) -> float | None:
        """The figure, or what replaces it; noted either way."""
        source, on, records = ("", None, ()) if record is None else (record.source, record.on, (f"{record.meta.section}/{record.id}",))
        if key in self.changes:
            value, source, on, records = self.changes[key], CHANGED, None, ()
        self.found.append(Assumption(key, words, value, unit, source or ASSUMED, on, records))
        return value

    def take(self, key: str, words: str, value: float | None, default: float, otherwise: str, unit: str, record: Record) -> float:
        """The figure or, where no record gives it, a default that the words own up to."""
        if value is None and key not in self.changes:
            self.found.append(Assumption(key, f"{words}: {otherwise}", default, unit, ASSUMED, None))
            return default
        found = self.read(key, words, value, unit, record)
        return default if found is None else found


def priced_services(evidence: Evidence, partners: Sequence[str], reader: Reader) -> tuple[list[PricedService], list[str]]:
    """The services in scope that can be priced, and for each of the others a sentence that says what is missing."""
    priced, left_out = [], []
    curves = {(curve.service, curve.partner): curve for curve in evidence.of(CostCurve)}
    for service in services_in_scope(evidence):
        baselines = {base.partner: base for base in evidence.of(Baseline) if base.service == service.service}
        curve = curves.get((service.service, None)) or curves.get((service.service, service.host))
        missing = [*_missing_curve(service, curve, reader.changes), *_missing_baselines(service, baselines, partners, reader)]
        if missing:
            left_out.append(f"{service.name or service.service} is left out: {'; '.join(missing)}")
            reader.lacking += _lacking(service, curve, baselines, partners, reader)
            continue
        assert curve is not None
        priced.append(
            PricedService(
                service.service,
                service.name or service.service,
                _curve(service, curve, reader),
                {partner: _base(service, baselines.get(partner), partner, "volume", reader) for partner in partners},
                {partner: _base(service, baselines.get(partner), partner, "cost", reader) for partner in partners},
            )
        )
    return priced, left_out


def _missing_curve(service: Service, curve: CostCurve | None, changes: Mapping[str, float]) -> Iterator[str]:
    if curve is None:
        yield "it has no cost curve, so nobody knows what it costs together"
        return
    for name, words in _CURVE_WORDS.items():
        if getattr(curve, name) is None and f"{service.service}.{name}" not in changes:
            yield f"its {words} is not known"


def _missing_baselines(service: Service, baselines: Mapping[str, Baseline], partners: Sequence[str], reader: Reader) -> Iterator[str]:
    for name, words in (("cost", "cost"), ("volume", "volume")):
        unknown = [
            reader.called(partner)
            for partner in partners
            if getattr(baselines.get(partner), name, None) is None and f"{partner}.{service.service}.{name}" not in reader.changes
        ]
        if unknown:
            yield f"the {words} of {', '.join(unknown)} is not known"
    units = sorted({base.volume_unit for base in baselines.values() if base.volume_unit})
    if len(units) > 1:
        yield f"its volume is counted in {' and '.join(units)}, which do not add up"


def _curve(service: Service, curve: CostCurve, reader: Reader) -> Curve:
    key, name = service.service, service.name or service.service
    fixed = reader.read(f"{key}.fixed", f"{name}, fixed cost", _number(curve.fixed), "GBP a year", curve)
    unit = reader.read(f"{key}.unit_cost", f"{name}, cost of one unit", _number(curve.unit_cost), "GBP a year", curve)
    returns = reader.take(
        f"{key}.returns", f"{name}, returns to scale", curve.returns, 1.0, "not recorded, so no unit is taken to be cheaper", "", curve
    )
    lump = reader.take(
        f"{key}.lump", f"{name}, lump of capacity", curve.lump, 0.0, "not recorded, so capacity is taken to fit exactly", "units", curve
    )
    if lump <= 0:
        return Curve(fixed or 0.0, unit or 0.0, returns, lump, 0.0)
    owned = reader.take(f"{key}.owned", f"{name}, capacity owned", curve.owned, 0.0, "not recorded, so none is counted", "units", curve)
    words = f"{name}, price of a lump"
    if curve.lump_price is None and f"{key}.lump_price" not in reader.changes:
        words += ": not recorded, so spare capacity costs as much as a unit in use"
    price = reader.read(f"{key}.lump_price", words, _number(curve.lump_price), "GBP a year", None if curve.lump_price is None else curve)
    return Curve(fixed or 0.0, unit or 0.0, returns, lump, owned, price)


def _lacking(
    service: Service, curve: CostCurve | None, baselines: Mapping[str, Baseline], partners: Sequence[str], reader: Reader
) -> Iterator[Assumption]:
    """Every figure of a service that no record gives, with what was assumed so far."""
    asked = [(f"{service.service}.{name}", words, "GBP a year", getattr(curve, name)) for name, words in _CURVE_WORDS.items() if curve]
    for name, (words, unit) in _BASE_WORDS.items():
        for partner in partners:
            given = getattr(baselines.get(partner), name, None)
            asked.append((f"{partner}.{service.service}.{name}", f"{reader.called(partner)}: {words}", unit, given))
    for key, words, unit, given in asked:
        if given is None:
            source = CHANGED if key in reader.changes else ""
            yield Assumption(key, f"{service.name or service.service}, {words}", reader.changes.get(key), unit, source, None)


_CURVE_WORDS = {"fixed": "fixed cost", "unit_cost": "cost of one unit"}
_BASE_WORDS = {"volume": ("volume", "units a year"), "cost": ("cost alone", "GBP a year")}


def _base(service: Service, base: Baseline | None, partner: str, name: str, reader: Reader) -> float:
    words, unit = _BASE_WORDS[name]
    key = f"{partner}.{service.service}.{name}"
    value = _number(getattr(base, name, None))
    return reader.read(key, f"{service.name or service.service}, {reader.called(partner)}: {words}", value, unit, base) or 0.0


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
