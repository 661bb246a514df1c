"""The ledger: an append-only chain of entries that nobody can quietly change. Pure: no database, no clock."""

from holdfast.ledger.entry import Act, Entry, Envelope, Visibility
from holdfast.ledger.reader import Reader
from holdfast.ledger.standing import Standing, standing
from holdfast.ledger.verify import Verification, verify

__all__ = ["Act", "Entry", "Envelope", "Reader", "Standing", "Verification", "Visibility", "standing", "verify"]
