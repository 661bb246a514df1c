"""What the rounds keep."""

from holdfast.web.rounds.models.answers import ClosedAnswers, Sheet
from holdfast.web.rounds.models.link import Draft, Link
from holdfast.web.rounds.models.round import Mode, Round

__all__ = ["ClosedAnswers", "Draft", "Link", "Mode", "Round", "Sheet"]
