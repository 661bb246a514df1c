"""Each command is one module."""
