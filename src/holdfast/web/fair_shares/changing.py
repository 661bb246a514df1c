"""The form that changes assumptions for one sum: what was sent, what it changes, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from holdfast.core.evidence import Evidence
from holdfast.web.fair_shares.played import NotPlayed, Played, play
from holdfast.web.fair_shares.resting import Entry, FigureGroup, figure_groups, no_page, read_changes

PUT_BACK = "put_back"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form changes; where something is wrong, the form again with what was typed and the faults."""

    changes: Mapping[str, float]
    groups: tuple[FigureGroup, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether there is nothing wrong."""
        return not self.groups


def read_sent(played: Played, evidence: Evidence, sent: QueryDict, entry: Entry = no_page) -> Sent:
    """The changes of a form; a figure that is as it was recorded is no change, and one that is not asked for is passed over."""
    told = {name: sent.get(name, "") for name in sent}
    if PUT_BACK in told:
        return Sent({})
    changes, typed, errors = read_changes(told.items())
    recorded = _recorded(evidence)
    asked = {each.key for each in (*played.game.assumptions, *played.game.gaps)}
    wanted = {key: value for key, value in changes.items() if key in asked and recorded.get(key) != value}
    again = play(evidence, wanted) if not errors else None
    if errors or isinstance(again, NotPlayed):
        faults = again.faults if isinstance(again, NotPlayed) else ()
        return Sent(wanted, figure_groups(played, entry, typed=typed, errors=errors), faults)
    return Sent(wanted)


def _recorded(evidence: Evidence) -> Mapping[str, float | None]:
    """Every figure as it stands without changes."""
    found = play(evidence, {})
    return {each.key: each.value for each in found.game.assumptions} if isinstance(found, Played) else {}
