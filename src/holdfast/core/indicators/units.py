"""How a value reads in words, by unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def _plural(value: float, one: str, many: str) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return f"{shown} {one if shown == '1' else many}"


_SHOWN: Mapping[str, Callable[[float], str]] = {
    "share": lambda value: f"{value:.0%}",
    "points": lambda value: _plural(value, "point", "points"),
    "count": lambda value: f"{value:.1f}".removesuffix(".0"),
    "days": lambda value: _plural(value, "day", "days"),
    "months": lambda value: _plural(value, "month", "months"),
    "years": lambda value: _plural(value, "year", "years"),
    "ratio": lambda value: f"{value:.1f}".removesuffix(".0") + " to 1",
    "yes_no": lambda value: "Yes" if value >= 1 else "No" if value <= 0 else f"In part ({value:.0%})",
    "score": lambda value: f"{value:.1f}".removesuffix(".0"),
    "level": lambda value: f"{value:.1f}".removesuffix(".0"),
    "correlation": lambda value: f"{value:.2f}",
}

UNITS = tuple(_SHOWN)
# Units whose least value is 0: nothing lies below it.
FROM_ZERO = frozenset({"share", "points", "count", "days", "months", "years", "score", "level"})
ALL = 1.0


def shown(value: float, unit: str) -> str:
    """The value in words, such as "46%", "25 points" or "Yes"."""
    return _SHOWN[unit](value)


def band_in_words(healthy: float, critical: float, unit: str) -> str:
    """The two ends of a band, such as "Healthy 5 points or less; critical 20 points or more"."""
    if unit == "yes_no":
        return f"Healthy: {shown(healthy, unit).lower()}; critical: {shown(critical, unit).lower()}"
    if healthy < critical:
        return f"Healthy {_or_less(healthy, unit)}; critical {shown(critical, unit)} or more"
    best = shown(healthy, unit) + ("" if unit == "share" and healthy == ALL else " or more")
    return f"Healthy {best}; critical {_or_less(critical, unit)}"


def _or_less(value: float, unit: str) -> str:
    if value == 0 and unit in FROM_ZERO:
        return "none" if unit == "count" else shown(value, unit)
    return f"{shown(value, unit)} or less"
