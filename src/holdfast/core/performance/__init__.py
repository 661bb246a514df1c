"""How well the service does, over time and between partners."""
