"""The arrangement itself: its name, stage and legal form."""

import datetime as dt
from typing import Literal

from holdfast.core.schema import Year, frozen, says

Stage = Literal["exploring", "case", "approved", "transition", "live", "exiting", "ended"]
Form = Literal[
    "informal", "memorandum", "staff_sharing", "lead_authority", "joint_committee",
    "supply", "company", "joint_venture", "contract", "other",
]  # fmt: skip


@frozen
class Arrangement:
    """The head of every arrangement file."""

    name: str = says("Name")
    summary: str = says("Summary", "One or two sentences for somebody who has never heard of it", long=True, default="")
    stage: Stage | None = says("Stage", default=None)
    type: Form | None = says("Legal form", default=None)
    as_at: dt.date | None = says("As at", "The date the evidence is to be read at; the latest record's where empty", default=None)
    currency: str = says("Currency", default="GBP")
    price_year: Year | None = says("Price year", "Amounts are in prices of this financial year", default=None)
