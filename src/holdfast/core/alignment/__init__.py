"""How far what the partners want points the same way."""
