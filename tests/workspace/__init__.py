"""The workspace: one file a page, three bodies and an outsider."""
