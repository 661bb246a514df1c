"""What partners say is wrong, to be printed beside the finding, reading or record that they contest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.assessment import Finding
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.facts import partner_names
from holdfast.core.evidence.history import Contest

ABOUT: Mapping[str, Promise] = {"finding": _("This finding"), "indicator": _("A reading"), "record": _("A record")}


@dataclass(frozen=True, slots=True)
class ContestShown:
    """One contest in words: who contests what, and what they say instead."""

    partner: str
    about: Promise
    of: str
    says: str
    on: dt.date
    is_settled: bool
    answer: str


class ContestBook:
    """Finds contests by what they are about; one that was withdrawn is not shown."""

    def __init__(self, evidence: Evidence) -> None:
        self._names = partner_names(evidence)
        self._found: dict[tuple[str, str], list[Contest]] = {}
        for contest in evidence.of(Contest):
            if contest.status != "withdrawn":
                self._found.setdefault((contest.about, contest.of), []).append(contest)

    def on(self, finding: Finding, titles: Mapping[str, str]) -> tuple[ContestShown, ...]:
        """What is contested in a finding: itself, its readings, and the records behind them; `titles` names the indicators."""
        made = [*self._shown("finding", finding.id, finding.title)]
        for reading in finding.readings:
            made.extend(self._shown("indicator", reading.indicator, titles[reading.indicator]))
        references = dict.fromkeys(reference for reading in finding.readings for reference in reading.because)
        for reference in references:
            made.extend(self._shown("record", reference.partition("/")[2], reference))
        return tuple(made)

    def on_record(self, number: str, name: str) -> tuple[ContestShown, ...]:
        """What is contested in one record."""
        return tuple(self._shown("record", number, name))

    def _shown(self, about: str, of: str, name: str) -> Iterable[ContestShown]:
        for contest in self._found.get((about, of), ()):
            yield ContestShown(
                partner=self._names.get(contest.partner, contest.partner),
                about=ABOUT[about],
                of=name,
                says=contest.says_instead,
                on=contest.on,
                is_settled=contest.status == "settled",
                answer=contest.answer,
            )
