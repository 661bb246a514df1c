"""What the sheets look alike in for writer and reader: names of sheets, rows of the head, limits."""

from __future__ import annotations

from holdfast.core.schema import FieldSpec, expected

READ_ME = "Read me"
ARRANGEMENT = "Arrangement"
LISTS = "Lists"

PURPOSE_ROW, TITLE_ROW, NAME_ROW, HINT_ROW, FIRST_ROW = 1, 2, 3, 4, 5
MAX_ROWS = 200_000
MAX_COLUMNS = 100
# Every hint begins with one of these, by which the reader tells the row of hints from a record.
REQUIRED, OPTIONAL = "Required.", "Optional."
VALUE_HEADING, FIELD_HEADING = "Value", "Field"

_SHORT = {
    "choice": "Choose from the list.",
    "yes_no": "Yes or no.",
    "date": "A date.",
    "table": "Pairs name = value, with ; between them.",
}


def hint(spec: FieldSpec, *, is_code: bool = False) -> str:
    """The hint under a heading: whether it is needed, what it is, what it takes.

    `is_code` says that the field is the name by which other sheets refer to the record.
    """
    need = REQUIRED if spec.required and spec.name != "id" else OPTIONAL
    said = spec.says.hint if not spec.says.hint or spec.says.hint.endswith((".", "?")) else f"{spec.says.hint}."
    return " ".join(part for part in (need, said, "" if is_code else _takes(spec), _unit(spec)) if part)


def _unit(spec: FieldSpec) -> str:
    unit = spec.says.unit
    if not unit or " to " in unit or unit in ("share", "money"):
        return ""
    return "For a year." if unit == "a year" else f"In {unit}."


def _takes(spec: FieldSpec) -> str:
    if spec.refers:
        return f"One from the sheet {spec.refers.section}."
    if spec.item and spec.type == "list":
        named = spec.item.refers
        members = f"from the sheet {named.section}" if named else f"of: {', '.join(str(one) for one in spec.item.choices)}"
        return f"One or more {members}, with ; between them."
    if spec.bounds and spec.bounds.ge is not None and spec.bounds.le is not None:
        words = expected(spec)
        return f"{words[:1].upper()}{words[1:]}."
    return _SHORT.get(spec.type, "")
