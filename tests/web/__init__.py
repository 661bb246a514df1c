"""Tests of the site: one file per page."""
