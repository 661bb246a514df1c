"""Stages as their page shows them: could it stop there, what going on adds and risks, and how much each service matters to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from holdfast.core.business_case import WholeCase
from holdfast.core.finance.stages import ServiceConcern, StageResult
from holdfast.web.page.case.amounts import Amounts, Axis, Bar, bar
from holdfast.web.page.case.names import Names
from holdfast.web.page.case.worth import amounts_of

CAN_STOP: Mapping[bool | None, tuple[str, Promise]] = {
    True: ("✓", gettext_lazy("Yes")),
    False: ("✕", gettext_lazy("Not yet")),
    None: ("?", gettext_lazy("Not known")),
}
MOST_SENSITIVE = 4


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage in words. Amounts are empty where they are not known; `is_last` has no next stage to go on to."""

    name: str
    starts: dt.date | None
    services: tuple[str, ...]
    running: str
    saving: str
    exit_cost: str
    value: str
    value_bar: Bar | None
    gain: str
    gain_bar: Bar | None
    at_risk: str
    risk_bar: Bar | None
    symbol: str
    can_stop: str
    stops: bool | None
    against: tuple[str, ...]
    said: str
    why_not: tuple[str, ...]
    is_last: bool
    is_for_contracts_alone: bool


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One service: how sensitive it is, in which stage it comes, who keeps it back."""

    name: str
    sensitivity: int | None
    dots: tuple[bool, ...]
    stage: str
    red_lines: tuple[str, ...]
    preferences: tuple[str, ...]
    exceptions: int


@dataclass(frozen=True, slots=True)
class StagesPage:
    """Everything the page's templates read."""

    whole: WholeCase
    amounts: Amounts
    answer: str
    sentences: tuple[str, ...]
    stages: tuple[StageRow, ...]
    axis: Axis
    concerns: tuple[ConcernRow, ...]


def stages_page(whole: WholeCase, names: Names) -> StagesPage:
    """The page of the stages."""
    amounts = amounts_of(whole)
    stages = whole.stages.stages
    shown = [(stage.value_if_stopped, stage.gain, stage.at_risk and -stage.at_risk) for stage in stages]
    ends = [value for values in shown for value in values if value is not None]
    axis = Axis.around(ends, amounts)
    rows = tuple(_stage(stage, at == len(stages), axis, names, amounts) for at, stage in enumerate(stages, 1))
    return StagesPage(
        whole=whole,
        amounts=amounts,
        answer=_answer(rows),
        sentences=tuple(_sentences(rows, whole.stages.concerns, names)),
        stages=rows,
        axis=axis,
        concerns=tuple(_concern(item, names) for item in whole.stages.concerns),
    )


def _answer(rows: tuple[StageRow, ...]) -> str:
    if not rows:
        return _("No stages are on record")
    before = rows[:-1]
    stops = [row.name for row in before if row.stops]
    if stops:
        return _("It could stop after: %(stages)s") % {"stages": ", ".join(stops)}
    if any(row.stops is None for row in before):
        return _("Cannot tell yet whether it could stop on the way")
    return _("As things stand it could not stop on the way") if before else _("It is one stage: all or nothing")


def _sentences(rows: tuple[StageRow, ...], concerns: tuple[ServiceConcern, ...], names: Names) -> Iterator[str]:
    if not rows:
        yield _(
            "Sharing that comes in stages can be stopped when it does not pay. "
            "Record what each stage takes in, when it starts, and what stopping would cost."
        )
        return
    for row in rows[:-1]:
        if row.stops is False and row.against:
            words = {"stage": row.name, "against": "; ".join(row.against)}
            if row.is_for_contracts_alone:
                yield _("After %(stage)s: %(against)s. Renew them in time, and it could stop there.") % words
            else:
                yield _("After %(stage)s: %(against)s.") % words
    first = rows[0].services
    early = [item.name for item in concerns if (item.red_lines or (item.sensitivity or 0) >= MOST_SENSITIVE) and item.name in first]
    if early and len(rows) > 1:
        yield _("The first stage already takes in what people care about most: %(services)s.") % {"services": ", ".join(early)}


def _stage(stage: StageResult, is_last: bool, axis: Axis, names: Names, amounts: Amounts) -> StageRow:
    symbol, words = CAN_STOP[stage.can_stop]
    return StageRow(
        name=names.stage(stage.stage),
        starts=stage.starts,
        services=tuple(names.service(code) for code in stage.services),
        running=amounts.cell(stage.running_cost),
        saving=amounts.cell(stage.saving),
        exit_cost=amounts.cell(stage.exit_cost),
        value=amounts.cell(stage.value_if_stopped),
        value_bar=_signed_bar(axis, stage.value_if_stopped),
        gain=amounts.signed(stage.gain),
        gain_bar=_signed_bar(axis, stage.gain),
        at_risk=amounts.cell(stage.at_risk),
        risk_bar=None if stage.at_risk is None else bar(axis, -stage.at_risk, 0, "loss"),
        symbol="" if is_last else symbol,
        can_stop=_("The end") if is_last else str(words),
        stops=None if is_last else stage.can_stop,
        against=tuple(_against(stage, names)),
        said={True: _("planned to stand alone"), False: _("not planned to stand alone"), None: ""}[stage.said_to_stand_alone],
        why_not=stage.why_not,
        is_last=is_last,
        is_for_contracts_alone=bool(stage.contracts) and stage.pays_its_way is True and not stage.posts,
    )


def _signed_bar(axis: Axis, value: Decimal | None) -> Bar | None:
    """A bar from nothing to a value; none where it is not known."""
    return None if value is None else bar(axis, 0, value, "up" if value < 0 else "down")


def _against(stage: StageResult, names: Names) -> Iterator[str]:
    """What speaks against stopping there."""
    if stage.pays_its_way is False:
        yield _("it would not have paid its way")
    if stage.contracts:
        yield _("contracts of services not yet shared will have ended: %(contracts)s") % {
            "contracts": ", ".join(names.contract(code) for code in stage.contracts)
        }
    if stage.posts:
        yield _("posts that nobody can stand in for will be empty: %(posts)s") % {"posts": ", ".join(stage.posts)}


def _concern(item: ServiceConcern, names: Names) -> ConcernRow:
    return ConcernRow(
        name=item.name,
        sensitivity=item.sensitivity,
        dots=tuple(place < (item.sensitivity or 0) for place in range(MOST_SENSITIVE)),
        stage=names.stage(item.stage) if item.stage else "",
        red_lines=tuple(names.partner(code) for code in item.red_lines),
        preferences=tuple(names.partner(code) for code in item.preferences),
        exceptions=item.exceptions,
    )
