"""Synthetic evidence of any size, spread over the kinds, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from holdfast.core.evidence import KINDS, Arrangement, Evidence, Record
from holdfast.core.schema import FieldSpec, build, fields_of

SEED = 2
START = dt.date(2016, 1, 1)
DAYS = 3650
PARTNERS = 20
CODES = 200
# A round and a register say what others rely on, so a few are enough; answers need questions, which are few.
WEIGHTED: tuple[type[Record], ...] = tuple(kind for kind in KINDS if kind.meta.section not in ("rounds", "registers"))

_OF: Mapping[str, Callable[[random.Random, FieldSpec], Any]] = {
    "text": lambda dice, spec: f"{spec.name}-{dice.randrange(CODES)}",
    "date": lambda dice, spec: START + dt.timedelta(days=dice.randrange(DAYS)),
    "yes_no": lambda dice, spec: dice.random() < 0.5,
    "whole": lambda dice, spec: dice.randint(*_limits(spec)),
    "number": lambda dice, spec: float(dice.randint(*_limits(spec))),
    "money": lambda dice, spec: dice.randrange(1_000_000),
    "choice": lambda dice, spec: dice.choice(spec.choices),
}


def _limits(spec: FieldSpec) -> tuple[int, int]:
    bounds = spec.bounds
    low = int(bounds.ge) if bounds and bounds.ge is not None else 0
    return low, int(bounds.le) if bounds and bounds.le is not None else low + 100


def _value(dice: random.Random, spec: FieldSpec) -> Any:
    if spec.name == "partner" or (spec.refers and spec.refers.section == "partners"):
        return f"partner-{dice.randrange(PARTNERS)}"
    return _OF[spec.type](dice, spec)


def _raw(dice: random.Random, kind: type[Record], number: int) -> dict[str, Any]:
    raw: dict[str, Any] = {
        spec.name: _value(dice, spec) for spec in fields_of(kind) if spec.type in _OF and (spec.required or dice.random() < 0.5)
    }
    return {**raw, "id": f"r{number}", "on": START + dt.timedelta(days=dice.randrange(DAYS)), "source": "synthetic"}


def _record(dice: random.Random, number: int) -> Record:
    kind = WEIGHTED[number % len(WEIGHTED)]
    return build(kind, _raw(dice, kind, number))


def records(count: int) -> Iterator[Record]:
    """This many records, spread evenly over the kinds."""
    dice = random.Random(SEED)
    return (_record(dice, number) for number in range(count))


def evidence(count: int) -> Evidence:
    """An arrangement with this many records."""
    return Evidence(build(Arrangement, {"name": "Synthetic"}), records(count))
