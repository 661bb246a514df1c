"""What happens by the calendar alone: whoever looks into an arrangement first after its day finds it done.

A sealed exchange opens and a round closes on the day that was settled when it began, whether or not somebody runs the
morning's command. Each app says here what falls due in it; the two doors into an arrangement (for a page and for a program)
have it done before anybody is shown anything, so that no page, paper or answer can be made of yesterday's state.
"""

from __future__ import annotations

from collections.abc import Callable

from holdfast.web.arrangements.models import Arrangement

Step = Callable[[Arrangement], None]
_STEPS: list[Step] = []


def falls_due(step: Step) -> Step:
    """Name a step that does what is due in an arrangement, and nothing where it has been done; told when its app is ready."""
    if step not in _STEPS:
        _STEPS.append(step)
    return step


def settle(arrangement: Arrangement) -> None:
    """Do everything that is due."""
    for step in _STEPS:
        step(arrangement)
