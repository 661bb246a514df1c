"""The workspace: arrangements, what their partners record in the ledger, and everything worked out from it."""
