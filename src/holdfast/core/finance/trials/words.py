"""The few words of the simulation that the exact sums use too; nothing here loads numpy."""

from __future__ import annotations

from typing import Literal

Shape = Literal["triangular", "pert"]
# How a line meets the drivers: paid to set up, paid to run, gained. The order is that of the kernels.
FlowClass = Literal["set_up", "running", "benefit"]
CLASSES: tuple[FlowClass, ...] = ("set_up", "running", "benefit")
