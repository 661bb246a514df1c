"""The assessment: one frozen object that every page, paper and command renders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from holdfast.core.evidence import Arrangement

State = Literal["exposed", "watch", "low", "cannot_tell", "not_applicable"]
Rating = Literal["red", "amber_red", "amber", "amber_green", "green", "cannot_tell"]


class Outlook(NamedTuple):
    """Delivery confidence of the whole: as known, if all unknown is bad, if all unknown is good.

    `rule` says in words which row of outlook.toml gave the rating.
    """

    rating: Rating
    best: Rating
    worst: Rating
    coverage: float
    rule: str


class FindingReading(NamedTuple):
    """One known indicator in one finding. `contribution` is in log-odds, after the group rule.

    `running` is the exposure after this reading has been added to those before it, `says` one sentence on what was read.
    """

    indicator: str
    ref: str
    title: str
    value: float
    unit: str
    shown: str
    concern: float
    contribution: float
    because: tuple[str, ...]
    basis: Literal["record", "survey", "statement", "proxy"]
    running: float
    says: str


class UnknownReading(NamedTuple):
    """What is not known, or only in part, and how far it could move the finding.

    The contributions are in log-odds, beyond what is known now; `low` and `high` are the exposures that
    follow if it alone turned out healthy, or critical.
    """

    indicator: str
    ref: str
    title: str
    low_contribution: float
    high_contribution: float
    low: float
    high: float
    who: str
    ask: str


class Lever(NamedTuple):
    """What the exposure would be with one reading, and its whole group, healthy."""

    indicator: str
    title: str
    exposure: float
    state: State


class Finding(NamedTuple):
    """How exposed the arrangement is to one problem or pattern, with the reasons. Shares from 0 to 1."""

    id: str
    number: int
    title: str
    state: State
    exposure: float
    low: float
    high: float
    coverage: float
    prior: float
    readings: tuple[FindingReading, ...]
    unknown: tuple[UnknownReading, ...]
    levers: tuple[Lever, ...]
    actions: tuple[str, ...]
    reasons: tuple[str, ...]


class Seen(NamedTuple):
    """Where a finding stands, without the reasons. Shares from 0 to 1; all zero where it does not apply."""

    id: str
    state: State
    exposure: float
    low: float
    high: float
    coverage: float


class Glance(NamedTuple):
    """An assessment at a glance: the outlook, and where each problem and pattern stands, by id."""

    as_at: dt.date
    outlook: Outlook
    seen: Mapping[str, Seen]


class SuggestedAction(NamedTuple):
    """What to do: `effect` is the summed fall of exposure over the problems it would lower.

    `before` and `after` are the exposures of `main_finding`, the problem it lowers most.
    """

    id: str
    title: str
    findings: tuple[str, ...]
    effect: float
    main_finding: str
    before: float
    after: float


class NextQuestion(NamedTuple):
    """What to find out next: `gain` is the mean fall of the sum of (high - low) over applicable problems.

    `id` is a question's, or for a record the indicator's that it would make known.
    """

    kind: Literal["question", "record"]
    id: str
    partner: str | None
    who: str
    gain: float
    text: str
    indicators: tuple[str, ...]


class AlikeCase(NamedTuple):
    """A public case whose early facts read like this arrangement's: `alike` of `of` shared readings."""

    case: str
    alike: int
    of: int


class Assessment(NamedTuple):
    """Will it hold? The whole answer, of the evidence that its audience may read, at one date."""

    arrangement: Arrangement
    as_at: dt.date
    audience: str
    records: int
    outlook: Outlook
    findings: tuple[Finding, ...]
    patterns: tuple[Finding, ...]
    actions: tuple[SuggestedAction, ...]
    next_questions: tuple[NextQuestion, ...]
    doubt: float
    alike: tuple[AlikeCase, ...]
    versions: Mapping[str, Any]

    @property
    def worrying(self) -> tuple[Finding, ...]:
        """The problems that are exposed or to be watched and have a reason to give, highest exposure first."""
        return tuple(found for found in self.findings if found.state in ("exposed", "watch") and found.reasons)

    def finding(self, id: str) -> Finding:
        """The finding on a problem or pattern; KeyError where there is none."""
        for found in (*self.findings, *self.patterns):
            if found.id == id:
                return found
        raise KeyError(id)

    def to_dict(self) -> dict[str, Any]:
        """The public JSON contract of `holdfast assess --json` (src/holdfast/schemas/assess.json)."""
        return {
            "arrangement": self.arrangement.name,
            "as_at": self.as_at.isoformat(),
            "audience": self.audience,
            "outlook": {
                "rating": self.outlook.rating,
                "best": self.outlook.best,
                "worst": self.outlook.worst,
                "coverage": self.outlook.coverage,
                "rule": self.outlook.rule,
            },
            "findings": [_finding(found) for found in self.findings],
            "patterns": [_finding(found) for found in self.patterns],
            "actions": [
                {"id": action.id, "title": action.title, "findings": list(action.findings), "effect": action.effect}
                for action in self.actions
            ],
            "next_questions": [
                {"kind": item.kind, "id": item.id, "partner": item.partner, "who": item.who, "gain": item.gain}
                for item in self.next_questions
            ],
            "versions": dict(self.versions),
        }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "id": found.id,
        "number": found.number,
        "title": found.title,
        "state": found.state,
        "exposure": found.exposure,
        "low": found.low,
        "high": found.high,
        "coverage": found.coverage,
        "readings": [
            {
                "indicator": reading.indicator,
                "ref": reading.ref,
                "value": reading.value,
                "unit": reading.unit,
                "concern": reading.concern,
                "contribution": reading.contribution,
                "because": list(reading.because),
                "says": reading.says,
            }
            for reading in found.readings
        ],
        "levers": [{"indicator": lever.indicator, "exposure": lever.exposure} for lever in found.levers],
        "actions": list(found.actions),
    }
