"""The business case and the shares of cost, of what the reader a token stands for may read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Field, Query, Router

from holdfast import __version__
from holdfast.core.evidence.hints import nearest
from holdfast.core.finance.simulation import DEFAULT_SEED, DEFAULT_TRIALS
from holdfast.core.sharing.from_evidence import sharing_game
from holdfast.core.sharing.rules import RULES
from holdfast.web.api.asked import Asked
from holdfast.web.api.door import needs
from holdfast.web.api.moments import MomentWanted, moment_of
from holdfast.web.api.refusals import NotRight
from holdfast.web.api.schemas import component
from holdfast.web.arrangements.assessed import assessed, case_for
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
    at, member = moment_of(request), request.member
    found = case_for(member.arrangement, member.reader, trials=DEFAULT_TRIALS, seed=DEFAULT_SEED, as_at=at.as_at, known_at=at.known_at)
    return found.to_dict()


@router.get(f"{PLACE}/shares", response=component("Shares"), url_name="api_shares", summary="Shares of cost")
@needs(Permission.READ)
def shares(request: Asked, arrangement: UUID, wanted: Query[SharesWanted]) -> dict[str, Any]:
    """Who should pay what under each rule, and whether it would hold: what `holdfast share --json` prints."""
    faults = [Fault(["rule"], f"“{rule[:80]}” is not a rule{nearest(rule, RULES)}") for rule in wanted.rule if rule not in RULES]
    if faults:
        raise NotRight(faults)
    rules = tuple(sorted(set(wanted.rule)))
    moment, member = moment_of(request), request.member

    def made() -> dict[str, Any]:
        evidence = assessed(member.arrangement, member.reader, as_at=moment.as_at, known_at=moment.known_at).evidence
        return sharing_game(evidence).share(rules).to_dict()

    key = ("shares", rules, member.reader, moment.as_at, moment.known_at, site_catalogue().digest, __version__)
    return state_of(member.arrangement).result(key, made)
