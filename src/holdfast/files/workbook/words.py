"""What the first sheet of the workbook says: how to fill it in and how values are written."""

from __future__ import annotations

HEADING = "What the partners know about one arrangement"
OPENING = (
    "This workbook holds the evidence of one shared service, planned or running. Holdfast reads it and says how exposed the "
    "arrangement is, why, what nobody knows yet, and what to do next."
)
STEPS = (
    "Fill in the sheet Arrangement first, then partners and services. Everything else refers to them.",
    "Then go to the sheets you have something for. Leave the others as they are: no sheet has to be filled in.",
    "Each row, from row 5 down, is one record: one thing that somebody knows. Say when it became known, and from which paper or post.",
    "When something changes, add a new row with its own date. The earlier row stays: it shows what was known before.",
    "Leave a cell empty where the answer is not known. An empty cell counts neither for nor against any partner.",
    "An empty sheet does not mean that there is nothing. Where a list is complete, say so on the sheet registers.",
    "Name posts, never people.",
)
RULES = (
    ("Dates", "As a date of the spreadsheet, or typed as year-month-day: 2026-11-24."),
    ("Shares", "A number from 0 to 1: a quarter is 0.25."),
    ("Money", "Amounts without a sign or a thousands mark, in the currency named on the sheet Arrangement. A year of 2027 is 2027/28."),
    ("Yes or no", "Choose yes or no. Empty means not known."),
    ("Short names", "Small letters, digits, dots, hyphens or underscores. The partner Ostley Borough Council may be called ostley."),
    ("Reference", "May stay empty: a record then takes its number on the sheet."),
    ("Several values", "In one cell with a semicolon between them: finance; legal"),
    ("Pairs", "In one cell as name = value with a semicolon between them: q1 = 3; q2 = dont_know"),
    (
        "Special marks",
        "Inside a list or a pair, put a backslash before a semicolon or a backslash that belongs to the text, and before an equals "
        "sign that belongs to a name: agreed\\; signed later",
    ),
    ("Text", "Text may begin with = + - or @. Cells of text are set up so that it stays text."),
)
LIMITS = (
    "Holdfast does not read formulas, merged cells or macros: type the values. Columns and sheets may be moved or left out. "
    "Keep the row of field names in small grey letters: it says what each column is."
)
