"""From the answers of a closed round to what may be said of it: the one door through which answers leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from holdfast.core.catalogue import Catalogue
from holdfast.core.rounds.asked import AskedRound, Response
from holdfast.core.rounds.published import Published


@dataclass(frozen=True, slots=True)
class Kept:
    """A round's published figures with the counts behind them, which only the next round's publishing may look at. Never show `counts`."""

    asked: AskedRound
    published: Published
    counts: NDArray[np.int32] = field(repr=False)


def publish(asked: AskedRound, responses: Sequence[Response], *, catalogue: Catalogue, earlier: Sequence[Kept] = (), seed: int = 0) -> Kept:
    """What may be said of a closed round, beside what was said of earlier rounds of the same arrangement.

    The order of the responses does not matter, so it cannot tell anything; `seed` shuffles the comments.
    """
    raise NotImplementedError
