"""The evidence of an arrangement by theme: what is recorded, what it tells, and the forms that record, correct and bring in."""
