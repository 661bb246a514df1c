"""Short ways to an exchange in any state: begun, filled in, sealed, opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from holdfast.core.alignment.motives import DRIVERS
from holdfast.core.alignment.told import SEALED_SECTIONS
from holdfast.web.arrangements import changes, changes_exchange
from holdfast.web.arrangements.changes import Change
from holdfast.web.arrangements.models import Exchange
from holdfast.web.page.exchange_words import CATEGORIES
from tests.workspace.personas import Persona, record

Rows = Sequence[Mapping[str, Any]]
AGREED = "Programme board, 12 October, item 4"


def services(by: Persona) -> None:
    """Two services in the plan and one outside it."""
    record(by, "services", service="desk", name="Service desk", in_scope=True, phase=1)
    record(by, "services", service="net", name="Network", in_scope=True, phase=2)
    record(by, "services", service="maps", name="Mapping", in_scope=False)


def begun(by: Persona, *, bodies: Sequence[str] = ("ostley", "marlshire"), sections: Sequence[str] = SEALED_SECTIONS) -> Exchange:
    """An exchange with a fortnight to answer."""
    closes_on = timezone.localdate() + dt.timedelta(days=14)
    return changes_exchange.begin_exchange(by=by.place, bodies=bodies, sections=sections, closes_on=closes_on, agreed=AGREED)


def points(*weights: float, direction: str = "keep") -> Rows:
    """Points for the first reasons and none for the others."""
    given = [*weights, *([0.0] * (len(DRIVERS) - len(weights)))]
    rows: list[dict[str, Any]] = [{"driver": driver, "weight": weight} for driver, weight in zip(DRIVERS, given, strict=True)]
    rows[0]["direction"] = direction
    return rows


def answer(**parts: Rows | str) -> dict[str, Rows | str]:
    """A whole answer; a part given as a text is left out for that reason."""
    usual: dict[str, Rows | str] = {
        "motives": points(60, 40),
        "no_go_areas": [{"subject": subject, "firmness": "no_limit"} for subject in ("desk", "net", "maps")],
        "role_wishes": [{"service": service, "wish": "buy"} for service in ("desk", "net")],
        "depth_wishes": [{"depth": "collaborate"}],
        "appetites": [{"category": category, "level": "cautious"} for category in CATEGORIES],
    }
    return {**usual, **parts}


def filled(by: Persona, exchange: Exchange, **parts: Rows | str) -> None:
    """A whole answer, filled in and not yet sealed."""
    for section, rows in answer(**parts).items():
        if section in exchange.sections:
            state, given = (rows, ()) if isinstance(rows, str) else ("answered", rows)
            changes_exchange.save_part(by=by.place, exchange=exchange, section=section, state=state, rows=given, seen=0)


def sealed(by: Persona, exchange: Exchange, **parts: Rows | str) -> int:
    """A whole answer, sealed; the number of its entry."""
    filled(by, exchange, **parts)
    return changes_exchange.seal(by=by.place, exchange=exchange).number


def opened_at_once(of: Persona, number: int = 1) -> None:
    """Enter the opening itself, which nobody may do by hand: for tests that are about something else."""
    with transaction.atomic():
        changes.enter(changes.locked(of.place.arrangement), changes_exchange.Calendar(), [Change(act="close", exchange=number)], {})
    of.place.arrangement.refresh_from_db()


def overdue(exchange: Exchange) -> None:
    """Let the closing date pass."""
    Exchange.objects.filter(pk=exchange.pk).update(closes_on=timezone.localdate() - dt.timedelta(days=1))


def address(name: str, of: Persona, *more: object) -> str:
    """A page of the arrangement."""
    return reverse(name, args=[of.place.arrangement.public_id, *more])
