"""What is due by the calendar is done before anybody is shown anything, whichever page they open first."""

from __future__ import annotations

import pytest

from tests.workspace.addresses import page
from tests.workspace.exchange import begun as exchange_begun
from tests.workspace.exchange import overdue, services
from tests.workspace.personas import Persona
from tests.workspace.rounds import begun as round_begun
from tests.workspace.rounds import over

pytestmark = pytest.mark.django_db
FIRST_LOOKS = "overview over_time warnings tasks evidence shares_overview history papers export rounds exchanges".split()


@pytest.mark.parametrize("first", FIRST_LOOKS)
def test_a_round_is_closed_and_an_exchange_is_open_whichever_page_is_looked_at_first(ann: Persona, ben: Persona, first: str) -> None:
    services(ann)
    exchange, of = exchange_begun(ann), round_begun(ann)
    overdue(exchange)
    over(of)
    assert ben.client.get(page(ann, first)).status_code == 200
    exchange.refresh_from_db()
    of.refresh_from_db()
    assert exchange.opened
    assert of.closed
