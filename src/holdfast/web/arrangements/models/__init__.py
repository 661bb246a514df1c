"""What the workspace keeps."""

from holdfast.web.arrangements.models.arrangement import Arrangement
from holdfast.web.arrangements.models.draft import Draft
from holdfast.web.arrangements.models.entry import StoredEntry
from holdfast.web.arrangements.models.exchange import Exchange
from holdfast.web.arrangements.models.membership import Membership

__all__ = ["Arrangement", "Draft", "Exchange", "Membership", "StoredEntry"]
