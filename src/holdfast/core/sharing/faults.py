"""What is wrong with a game that was given: every fault at once, each as a sentence."""

from __future__ import annotations

from collections.abc import Iterable


class GameRefused(Exception):
    """The figures do not make a game; `faults` lists everything wrong with them."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(self.faults))


class Impossible(Exception):
    """A rule gives no answer for this game, and why."""
