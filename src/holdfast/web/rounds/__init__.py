"""Readiness rounds: a questionnaire that the people of the partners answer by link, and what may be said of their answers."""
