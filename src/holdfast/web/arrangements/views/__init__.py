"""The pages of the workspace, one module a group."""
