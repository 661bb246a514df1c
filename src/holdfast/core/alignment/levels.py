"""Steps on an ordered scale: how far apart the partners stand, and what a legal form asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from holdfast.core.evidence.alignment import AppetiteLevel, Depth
from holdfast.core.evidence.arrangement import Form

DEPTH_STEPS: Mapping[Depth, int] = {depth: step for step, depth in enumerate(get_args(Depth))}
APPETITE_STEPS: Mapping[AppetiteLevel, int] = {level: step for step, level in enumerate(get_args(AppetiteLevel))}

# Proposed. What sets the order is who stands behind the arrangement: nobody, a host for the others, or each as an owner with capital.
FORM_ASKS: Mapping[Form, AppetiteLevel] = {
    "informal": "averse",
    "memorandum": "averse",
    "staff_sharing": "minimal",
    "supply": "minimal",
    "contract": "cautious",
    "lead_authority": "cautious",
    "joint_committee": "cautious",
    "company": "open",
    "joint_venture": "open",
}


def widest_gap(steps: Iterable[int]) -> int:
    """How many steps apart the two furthest stand; none apart where there are fewer than two."""
    found = tuple(steps)
    return max(found) - min(found) if found else 0


def form_step(form: Form | None) -> int | None:
    """The step of risk appetite that a legal form asks of each partner, or none where the form says too little."""
    level = FORM_ASKS.get(form) if form else None
    return None if level is None else APPETITE_STEPS[level]
