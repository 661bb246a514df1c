"""Readiness rounds: what may be said of people's answers, and what that tells. Figures are published first; all else is made of those."""
