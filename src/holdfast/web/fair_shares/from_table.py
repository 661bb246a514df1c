"""Fair shares of a table of coalitions: who would pay what and who would walk, from what every group would cost."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath

from django.utils import timezone
from django.utils.translation import gettext as _

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.arrangement import Arrangement
from holdfast.core.evidence.partners import Partner
from holdfast.core.sharing.faults import GameRefused
from holdfast.core.sharing.from_evidence import SharingGame
from holdfast.core.sharing.games import Game
from holdfast.core.sharing.rules import Inquiry
from holdfast.core.sharing.table import read_table
from holdfast.web.fair_shares.played import MOST_LOOKED_AT, Played, marks_of
from holdfast.web.fair_shares.pounds import Pounds
from holdfast.web.page.values import mark_of

ENDS = ".csv"


def play_table(name: str, data: bytes) -> Played:
    """The game of the table with every rule's answer, or `GameRefused` with every fault."""
    table = _read(name, data)
    today = timezone.localdate()
    evidence = Evidence(Arrangement(name=PurePath(name).stem), [_partner(player, name, today) for player in table.players], date=today)
    marks = marks_of(evidence)
    game = SharingGame(Inquiry(table, most=MOST_LOOKED_AT), (), (), ())
    return Played(evidence, game, game.share(), tuple(marks[player] for player in table.players), Pounds(mark_of("GBP")), {})


def _partner(player: str, source: str, on: dt.date) -> Partner:
    """A member of the table as a record, so that pages name it as they name every partner."""
    return Partner(id=player, partner=player, name=player, role="member", on=on, source=source)


def _read(name: str, data: bytes) -> Game:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GameRefused([_("%(name)s is not text in UTF-8; save it as CSV UTF-8") % {"name": name}]) from error
    table = read_table(text)
    if table.form != "cost":
        raise GameRefused([_("this table says what groups are worth; a page splits costs, the command “holdfast share” both")])
    if not 2 <= table.size <= MOST_LOOKED_AT:
        told = {"count": table.size, "most": MOST_LOOKED_AT}
        raise GameRefused(
            [_("a page splits between 2 and %(most)d members, the command “holdfast share” among more; this table has %(count)d") % told]
        )
    return table
