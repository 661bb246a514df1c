"""Tests of readiness rounds."""
