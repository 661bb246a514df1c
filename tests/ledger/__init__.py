"""The ledger by itself: no database."""
