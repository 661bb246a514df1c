"""Holdfast tells public bodies whether the service they share, or mean to share, will hold."""

__version__ = "0.1.0"
