"""The site: checks without an account and stores nothing; a workspace where partners record evidence together."""
