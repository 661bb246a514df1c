"""Early warnings: what an experienced programme manager would point at today. Worked out each time, never stored."""

from holdfast.core.early_warnings.rules import RULES, early_warnings
from holdfast.core.early_warnings.watch import EarlyWarning, Rule, Watch, token_of

__all__ = ["RULES", "EarlyWarning", "Rule", "Watch", "early_warnings", "token_of"]
