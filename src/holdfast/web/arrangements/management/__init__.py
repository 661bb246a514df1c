"""Commands that look after the arrangements."""
