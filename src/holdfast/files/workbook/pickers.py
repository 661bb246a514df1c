"""Drop-down lists: choices, yes or no, and the partners, services and other names given on their own sheets."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from holdfast.core.evidence.check import KIND_OF
from holdfast.core.schema import FieldSpec, Refers
from holdfast.files.layout import columns
from holdfast.files.workbook.frame import FIRST_ROW, LISTS

# A list written into the rule itself may be this long; longer ones stand on a hidden sheet.
_MAX_INLINE = 200
_SPARE_ROWS = 1_000
YES_NO = ("yes", "no")


class Pickers:
    """Adds drop-down lists to the sheets of one workbook, keeping long lists on a hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._names: dict[tuple[str, ...], str] = {}
        self._sheet: Worksheet | None = None

    def add(self, sheet: Worksheet, spec: FieldSpec, column: int, rows: int, *, first: int = FIRST_ROW) -> None:
        """A drop-down list for a field's column, where the field takes one of a list."""
        rule = self._rule(spec)
        if rule is None:
            return
        letter = get_column_letter(column)
        last = first if rows == 1 else first + rows + _SPARE_ROWS
        rule.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(rule)

    def _rule(self, spec: FieldSpec) -> DataValidation | None:
        if spec.refers is not None:
            return _names_given(spec.refers)
        choices = YES_NO if spec.type == "yes_no" else tuple(str(choice) for choice in spec.choices) if spec.type == "choice" else ()
        if not choices:
            return None
        inline = ",".join(choices)
        formula = f'"{inline}"' if len(inline) <= _MAX_INLINE else self._named(spec.name, choices)
        rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "Not in the list", "Choose one of the list, or leave the cell empty."
        return rule

    def _named(self, field: str, choices: tuple[str, ...]) -> str:
        """The name of a long list on the hidden sheet, which is made when first needed."""
        if choices in self._names:
            return self._names[choices]
        if self._sheet is None:
            self._sheet = self._book.create_sheet(LISTS)
            self._sheet.sheet_state = "hidden"
        number = len(self._names) + 1
        name = self._names[choices] = f"list_{field}_{number}"
        letter = get_column_letter(number)
        for row, choice in enumerate((name, *choices), start=1):
            self._sheet.cell(row, number, choice)
        self._book.defined_names[name] = DefinedName(name, attr_text=f"{LISTS}!${letter}$2:${letter}${len(choices) + 1}")
        return name


def _names_given(refers: Refers) -> DataValidation:
    """A list of the names on another sheet. Others may be typed: the sheet may be filled in later."""
    kind = KIND_OF[refers.section]
    names = [spec.name for spec in columns(kind)]
    letter = get_column_letter(names.index(kind.meta.code) + 1)
    last = FIRST_ROW + _SPARE_ROWS
    source = f"{refers.section}!${letter}${FIRST_ROW}:${letter}${last}"
    return DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
