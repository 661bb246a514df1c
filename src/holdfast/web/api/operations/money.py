"""The business case and the shares of cost, of what the reader a token stands for may read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ninja import Field, Query, Router

from holdfast import __version__
from holdfast.core.business_case import work_out
from holdfast.core.evidence import Evidence
from holdfast.core.evidence.hints import nearest
from holdfast.core.sharing.from_evidence import sharing_game
from holdfast.core.sharing.rules import RULES
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.api.moments import MomentWanted, moment_of
from holdfast.web.api.refusals import NotRight
from holdfast.web.api.schemas import component
from holdfast.web.arrangements.permissions import Permission
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.refusal import Fault

router = Router()
PLACE = "/arrangements/{uuid:arrangement}"


class SharesWanted(MomentWanted):
    """At which moment, and by which rules."""

    rule: list[str] = Field([], max_length=30, description="Only by these rules; by all of them where none is named.")


@router.get(f"{PLACE}/business-case", response=component("BusinessCase"), url_name="api_business_case", summary="The business case")
@needs(Permission.READ)
def business_case(request: Asked, arrangement: UUID, moment: Query[MomentWanted]) -> dict[str, Any]:
    """What it costs and brings, for whom, how sure that is, and what could turn it: what `holdfast business-case --json` prints."""
    return _worked_out(request, ("business case",), lambda evidence: work_out(evidence, site_catalogue()).to_dict())


@router.get(f"{PLACE}/shares", response=component("Shares"), url_name="api_shares", summary="Shares of cost")
@needs(Permission.READ)
def shares(request: Asked, arrangement: UUID, wanted: Query[SharesWanted]) -> dict[str, Any]:
    """Who should pay what under each rule, and whether it would hold: what `holdfast share --json` prints."""
    faults = [Fault(["rule"], f"“{rule[:80]}” is not a rule{nearest(rule, RULES)}") for rule in wanted.rule if rule not in RULES]
    if faults:
        raise NotRight(faults)
    rules = tuple(sorted(set(wanted.rule)))
    return _worked_out(request, ("shares", *rules), lambda evidence: sharing_game(evidence).share(rules).to_dict())


def _worked_out(request: Asked, what: tuple[str, ...], work: Callable[[Evidence], dict[str, Any]]) -> dict[str, Any]:
    """A result, kept beside the ledger by all that it depends on, as assessments are."""
    moment, member = moment_of(request), request.member
    state = state_of(member.arrangement)

    def made() -> dict[str, Any]:
        return work(state.evidence(member.reader, known_at=moment.known_at).as_at(moment.as_at))

    key = (what, member.reader, moment.as_at, moment.known_at, site_catalogue().digest, __version__)
    return state.result(key, made)
