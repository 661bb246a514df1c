"""Diagnosis: indicators in, findings out, by one additive formula."""
