"""What the workspace keeps."""

from holdfast.web.arrangements.models.access import AccessAct, AccessChange, OfferedPlace
from holdfast.web.arrangements.models.arrangement import Arrangement
from holdfast.web.arrangements.models.entry import StoredEntry
from holdfast.web.arrangements.models.exchange import Exchange
from holdfast.web.arrangements.models.membership import Membership

__all__ = ["AccessAct", "AccessChange", "Arrangement", "Exchange", "Membership", "OfferedPlace", "StoredEntry"]
