"""What the workspace keeps."""

from holdfast.web.arrangements.models.arrangement import Arrangement
from holdfast.web.arrangements.models.ending import Ending
from holdfast.web.arrangements.models.entry import StoredEntry
from holdfast.web.arrangements.models.exchange import Exchange
from holdfast.web.arrangements.models.membership import Membership
from holdfast.web.arrangements.models.succession import Succession

__all__ = ["Arrangement", "Ending", "Exchange", "Membership", "StoredEntry", "Succession"]
