"""The pages of fair shares: what they show, worked out from one game, for an arrangement of the workspace, an example or a file."""
