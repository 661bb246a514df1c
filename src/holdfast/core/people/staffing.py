"""How teams are staffed: which share of their posts is vacant or held by interims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from holdfast.core.evidence.people import Team

Gap = Literal["vacant", "interim"]


class Staffing(NamedTuple):
    """The share of posts that are so far known to be vacant or held by interims, and whether every team says."""

    share: float
    teams: tuple[Team, ...]
    complete: bool


def share_of_posts(teams: Sequence[Team], *gaps: Gap) -> Staffing | None:
    """Posts with these gaps over all posts. What a team leaves out counts as no gap, so the share is at least this.

    None where no team gives its posts, or none of them says anything about these gaps.
    """
    posts, missing, stated, sized = 0.0, 0.0, 0, []
    for team in teams:
        if team.posts:
            posts += team.posts
            sized.append(team)
            for gap in gaps:
                number = team.vacant if gap == "vacant" else team.interim
                if number is not None:
                    missing += number
                    stated += 1
    if not stated:
        return None
    complete = stated == len(gaps) * len(sized) and all(team.posts is not None for team in teams)
    return Staffing(missing / posts, tuple(sized), complete)
