"""Compiled sums."""
