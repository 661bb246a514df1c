"""The form that changes assumptions for one sum: what was sent, what it changes, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from holdfast.web.fair_shares.played import NotPlayed, Played
from holdfast.web.fair_shares.resting import Entry, FigureGroup, figure_groups, no_page, read_changes

PUT_BACK = "put_back"
Replay = Callable[[Mapping[str, float]], Played | NotPlayed]


@dataclass(frozen=True)
class Sent:
    """What a form changes and the game with it; where something is wrong, the form again with what was typed and the faults."""

    changes: Mapping[str, float]
    groups: tuple[FigureGroup, ...] = ()
    errors: tuple[str, ...] = ()
    played: Played | None = None

    @property
    def is_usable(self) -> bool:
        """Whether there is nothing wrong."""
        return not self.groups


def read_sent(played: Played, sent: QueryDict, replay: Replay, entry: Entry = no_page) -> Sent:
    """The changes of a form that shows the game; `replay` plays it with other changes.

    A figure that is as it was recorded is no change, and one that is not asked for is passed over.
    """
    told = {name: sent.get(name, "") for name in sent}
    if PUT_BACK in told:
        return Sent({})
    changes, typed, errors = read_changes(told.items())
    recorded = _recorded(replay) if changes else {}
    asked = {each.key for each in (*played.game.assumptions, *played.game.lacking)}
    wanted = {key: value for key, value in changes.items() if key in asked and recorded.get(key) != value}
    again = None if errors else replay(wanted)
    if isinstance(again, Played):
        return Sent(wanted, played=again)
    return Sent(wanted, figure_groups(played, entry, typed=typed, errors=errors), again.faults if again else ())


def _recorded(replay: Replay) -> Mapping[str, float | None]:
    """Every figure as it stands without changes."""
    found = replay({})
    return {each.key: each.value for each in found.game.assumptions} if isinstance(found, Played) else {}
