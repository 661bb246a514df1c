"""Published figures read into results: scores, gaps, blind spots, the map, and the change since the last round."""

from __future__ import annotations

from holdfast.core.catalogue import Catalogue
from holdfast.core.rounds.published import Published
from holdfast.core.rounds.results import RoundResults


def results(published: Published, *, catalogue: Catalogue, before: Published | None = None, seed: int = 0) -> RoundResults:
    """The results of a round, and the change since `before`. The same seed gives the same ranges."""
    raise NotImplementedError
