"""The money of an arrangement: cash lines, payback, versions of the case, benefits."""
