"""No-go areas against the plan: which limit names a service, and what that does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from holdfast.core.evidence.alignment import NoGoArea
from holdfast.core.evidence.scope import Service

# blocks: a red line on what is in the plan. talk: a preference on it, or a limit in words. clear: none, or not in the plan.
# unsaid: no limit is known, but not everybody has said.
LimitVerdict = Literal["blocks", "talk", "clear", "unsaid"]


def services_by_name(services: Iterable[Service]) -> Mapping[str, Service]:
    """The services by each name that a no-go area may call them by, in small letters."""
    return {name.casefold(): service for service in services for name in (service.name, service.service)}


def verdict_on_limits(areas: Iterable[NoGoArea], *, is_planned: bool, are_all_said: bool) -> LimitVerdict:
    """What the limits on one service, or on one subject in words (which is always planned for), mean."""
    firm = {area.firmness for area in areas} - {"no_limit"}
    if not is_planned:
        return "clear"
    if firm:
        return "blocks" if "red_line" in firm else "talk"
    return "clear" if are_all_said else "unsaid"
