"""How cost, votes and worth are shared between partners."""
