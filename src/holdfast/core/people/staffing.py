"""How teams are staffed: which share of their posts is vacant or held by interims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from holdfast.core.evidence.people import Team

Gap = Literal["vacant", "interim"]


@dataclass(frozen=True, slots=True)
class Staffing:
    """The share of posts that are so far known to be vacant or held by interims, and whether every team says."""

    share: float
    teams: tuple[Team, ...]
    complete: bool


def share_of_posts(teams: Sequence[Team], *gaps: Gap) -> Staffing | None:
    """Posts with these gaps over all posts. What a team leaves out counts as no gap, so the share is at least this.

    None where no team gives its posts, or none of them says anything about these gaps.
    """
    sized = [team for team in teams if team.posts]
    stated = [[getattr(team, gap) for gap in gaps] for team in sized]
    given = [number for numbers in stated for number in numbers if number is not None]
    if not given:
        return None
    posts = sum(team.posts for team in sized if team.posts)
    complete = len(given) == len(gaps) * len(sized) and all(team.posts is not None for team in teams)
    return Staffing(sum(given) / posts, tuple(sized), complete)
