"""What the workspace keeps."""

from holdfast.web.arrangements.models.access import AccessAct, AccessChange, OfferedPlace
from holdfast.web.arrangements.models.api_token import ApiToken
from holdfast.web.arrangements.models.arrangement import Arrangement
from holdfast.web.arrangements.models.draft import Draft
from holdfast.web.arrangements.models.ending import Ending
from holdfast.web.arrangements.models.entry import StoredEntry
from holdfast.web.arrangements.models.exchange import Exchange
from holdfast.web.arrangements.models.exchange_draft import ExchangeDraft
from holdfast.web.arrangements.models.fact_request import FactReply, FactRequest
from holdfast.web.arrangements.models.following import Following
from holdfast.web.arrangements.models.membership import Membership
from holdfast.web.arrangements.models.retention import Retention
from holdfast.web.arrangements.models.sent_form import SentForm
from holdfast.web.arrangements.models.set_aside import SetAside
from holdfast.web.arrangements.models.succession import Succession

__all__ = [
    "AccessAct",
    "AccessChange",
    "ApiToken",
    "Arrangement",
    "Draft",
    "Ending",
    "Exchange",
    "ExchangeDraft",
    "FactReply",
    "FactRequest",
    "Following",
    "Membership",
    "OfferedPlace",
    "Retention",
    "SentForm",
    "SetAside",
    "StoredEntry",
    "Succession",
]
