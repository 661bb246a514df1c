"""The two clocks as a program names them, checked by the form that the pages use."""

from __future__ import annotations

from ninja import Field

from holdfast.web.api.asked import Asked
from holdfast.web.api.refusals import form_faults
from holdfast.web.api.schemas import Day, Given
from holdfast.web.arrangements.moment import Moment
from holdfast.web.arrangements.moment import asked as asked_of


class MomentWanted(Given):
    """As at which day, and as known on which; today with all that is known, where nothing is said."""

    as_at: Day = Field(None, description="What was true on this day, from 1990 to five years ahead.")
    known_at: Day = Field(None, description="What had been entered by the end of this day.")


def moment_of(request: Asked) -> Moment:
    """The moment that is asked for.

    Raises:
        NotRight: there is no such day, or nobody can say yet.
    """
    form = asked_of(request.GET)
    faults = form_faults(form) if form.is_bound else None
    if faults:
        raise faults
    return form.moment
