"""What the workspace keeps."""

from holdfast.web.arrangements.models.arrangement import Arrangement
from holdfast.web.arrangements.models.entry import StoredEntry
from holdfast.web.arrangements.models.exchange import Exchange
from holdfast.web.arrangements.models.following import Following
from holdfast.web.arrangements.models.membership import Membership
from holdfast.web.arrangements.models.set_aside import SetAside

__all__ = ["Arrangement", "Exchange", "Following", "Membership", "SetAside", "StoredEntry"]
