"""What is run today: each indicator at its best, at its worst, not known and not applicable."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from holdfast.core.evidence import Record
from holdfast.core.evidence.estate import Contract, Maturity, System
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.partners import Partner
from holdfast.core.indicators import estate as theme
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN
from tests.make import evidence, make

A, B = (make(Partner, id=code, partner=code, name=code.title()) for code in "ab")
ENDS = dt.date(2028, 3, 31)
LISTED = make(Register, id="contracts", section="contracts", complete_from=dt.date(2025, 1, 1), complete_to=dt.date(2026, 1, 1))
COMPLETE = make(Register, id="all", section="systems", complete_from=dt.date(2025, 1, 1), complete_to=dt.date(2026, 1, 1))


def systems(code: str | None, *scores: float | None) -> list[Record]:
    names = (f"{code or 'all'}-{number}" for number in range(len(scores)))
    return [make(System, id=name, partner=code, system=name, legacy_score=score) for name, score in zip(names, scores, strict=True)]


def shared(*answers: bool | None) -> list[Record]:
    return [make(System, system=f"s{number}", shared=True, customised=answer) for number, answer in enumerate(answers)]


def own(code: str, domain: str) -> System:
    return make(System, id=f"{code}-{domain.lower()}", partner=code, system=f"{code}-{domain.lower()}", domain=domain, shared=False)


def contract(code: str, name: str, ends: dt.date | None = None) -> Contract:
    return make(Contract, id=name, partner=code, contract=name, supplier="Supplier", ends=ends)


def level(code: str, domain: str, found: float | None) -> Maturity:
    return make(Maturity, id=f"{code}-{domain}", partner=code, domain=domain, level=found)


@pytest.mark.parametrize(
    ("reader", "records", "value"),
    [
        (theme.legacy_estate, (*systems("a", 4, 8), *systems("b", 5)), 6),
        (theme.legacy_estate, systems("a", 20, 16), 18),
        (theme.legacy_estate, systems(None, 3), 3),
        (theme.red_systems, (*systems("a", 4, 15.5), *systems("b", 5)), 0),
        (theme.red_systems, (*systems("a", 16, 20), *systems("b", 5, None)), 0.5),
        (theme.red_systems, (*systems("a", 4), COMPLETE), 0),
        (theme.platform_customisation, shared(False, False), 0),
        (theme.platform_customisation, shared(True, True, None, False), 0.5),
        (theme.contract_register, (contract("a", "one", ENDS), contract("b", "two", ENDS), contract("a", "three", ENDS)), 1),
        (theme.contract_register, (contract("a", "one", ENDS), contract("a", "two"), LISTED), 0.5),
        (theme.own_platforms, (own("a", "Desk"), own("b", "desk"), own("b", "Phones")), 2),
        (theme.own_platforms, (own("a", "Desk"), own("b", "Phones"), COMPLETE), 1),
        (theme.own_platforms, (make(System, system="s", partner="a", domain="Desk", shared=True), COMPLETE), 0),
        (theme.project_capability, (level("a", "project_management", 4), level("b", "project_management", 5)), 4),
        (theme.project_capability, (level("a", "project_management", 1), level("b", "digital", 5)), 1),
        (theme.digital_readiness, (level("a", "digital", 4), level("b", "digital", 4.5)), 4),
        (theme.digital_readiness, (level("b", "digital", 2),), 2),
        (theme.maturity_gap, [level(code, domain, 3) for code in "ab" for domain in ("data", "security")], 0),
        (theme.maturity_gap, (level("a", "data", 1), level("b", "data", 4), level("a", "security", 5), level("b", "security", 4)), 3),
    ],
)
def test_known(reader: Any, records: tuple[Record, ...], value: float) -> None:
    reading = reader.read(evidence(A, B, *records))
    assert reading.value == pytest.approx(value)
    assert reading.because


@pytest.mark.parametrize(
    ("reader", "records"),
    [
        *((reader, ()) for reader in theme.READERS),
        (theme.own_platforms, (own("a", "Desk"),)),
        (theme.legacy_estate, systems("a", 4)),
        (theme.legacy_estate, (*systems("a", 4, None), *systems("b", 4))),
        (theme.red_systems, (*systems("a", 4, None), *systems("b", 4))),
        (theme.red_systems, systems("a", None)),
        (theme.platform_customisation, shared(False, None)),
        (theme.platform_customisation, systems("a", 4)),
        (theme.contract_register, (contract("a", "one", ENDS), contract("b", "two"))),
        (theme.project_capability, (level("a", "project_management", 4),)),
        (theme.digital_readiness, (level("a", "digital", None), level("b", "data", 1))),
        (theme.maturity_gap, (level("a", "data", 1), level("b", "security", 4))),
        (theme.maturity_gap, (level("a", "project_management", 1), level("b", "project_management", 4))),
    ],
)
def test_not_known(reader: Any, records: tuple[Record, ...]) -> None:
    assert reader.read(evidence(A, B, *records)) == NOT_KNOWN


def test_no_shared_system_leaves_nothing_to_tailor() -> None:
    own = [make(System, system=f"s{number}", shared=False, customised=True) for number in range(2)]
    assert theme.platform_customisation.read(evidence(A, B, *own)) == NOT_APPLICABLE


def test_reasons_name_the_records_that_decide() -> None:
    found = evidence(A, B, *systems("a", 4, 8), *systems("b", 20), contract("a", "one", ENDS), contract("b", "two"), LISTED)
    assert theme.legacy_estate.read(found).because == ("systems/b-0",)
    assert theme.contract_register.read(found).because == ("contracts/two", f"registers/{LISTED.id}")
