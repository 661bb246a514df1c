"""Papers: what they hold, and what comes out when each format is opened again."""
