"""Amounts as the pages of fair shares write them: whole pounds in comparisons, pennies in statements, always adding up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from holdfast.core.sharing.pennies import POUND, to_pennies

MILLION = 1_000_000
# From here on, a sentence names an amount in thousands.
ROUGH_FROM = 100_000


@dataclass(frozen=True, slots=True)
class Pounds:
    """Writes amounts with the mark of the arrangement's currency."""

    mark: str

    def whole(self, amount: float | Decimal) -> str:
        """In whole pounds."""
        return self._signed(amount, f"{abs(round(Decimal(str(amount)))):,}")

    def moved(self, amount: float | Decimal) -> str:
        """A change in whole pounds, with its sign."""
        rounded = round(Decimal(str(amount)))
        return f"+{self.mark}{rounded:,}" if rounded > 0 else self.whole(rounded)

    def exact(self, amount: float | Decimal) -> str:
        """To the penny."""
        return self._signed(amount, f"{abs(Decimal(str(amount))):,.2f}")

    def rough(self, amount: float) -> str:
        """As a sentence names it: millions with one decimal, thousands as they are."""
        size = abs(amount)
        if round(size) >= MILLION - 50_000:
            return _("%(amount)s million") % {"amount": f"{self.mark}{size / MILLION:.1f}"}
        return f"{self.mark}{round(size, -3) if size >= ROUGH_FROM else round(size):,.0f}"

    def short(self, amount: float) -> str:
        """As an axis names it."""
        return f"{self.mark}{amount / MILLION:g}m" if amount >= MILLION / 2 else f"{self.mark}{amount:,.0f}"

    def row(self, amounts: Mapping[str, float], total: float) -> Mapping[str, Decimal]:
        """Whole pounds that add up to the total in whole pounds."""
        return to_pennies(amounts, total, POUND)

    def _signed(self, amount: float | Decimal, digits: str) -> str:
        return f"{'−' if amount < 0 and any(digit in '123456789' for digit in digits) else ''}{self.mark}{digits}"
