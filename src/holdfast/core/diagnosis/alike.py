"""Which public cases began like this arrangement."""

from __future__ import annotations

from collections.abc import Mapping

from holdfast.core.assessment import AlikeCase
from holdfast.core.catalogue import Catalogue
from holdfast.core.indicators.measure import Measured

CLOSE = 0.25
SHARED_AT_LEAST = 3


def alike_cases(measured: Mapping[str, Measured], catalogue: Catalogue) -> tuple[AlikeCase, ...]:
    """Cases by how many shared readings are within a quarter of concern, the most alike first.

    Ranked by the share alike, shrunk towards one half by one reading each way so that few shared readings
    do not outrank many. A case with fewer than three shared readings is left out.
    """
    known = {name: found.concern for name, found in measured.items() if found.weight > 0}
    found = []
    for case, readings in catalogue.case_readings.items():
        shared = [abs(known[name] - concern) <= CLOSE for name, concern in readings.items() if name in known]
        if len(shared) >= SHARED_AT_LEAST:
            found.append(AlikeCase(case=case, alike=sum(shared), of=len(shared)))
    return tuple(sorted(found, key=lambda item: (-(item.alike + 1) / (item.of + 2), item.case)))
