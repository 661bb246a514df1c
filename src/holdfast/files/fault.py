"""What is wrong with a file, each fault as one sentence with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from holdfast.core.evidence.check import RecordFault

MAX_BYTES = 25 * 1024 * 1024


class Fault(NamedTuple):
    """One fault: the file, its section, the row in it and the field, each empty where the fault is wider."""

    file: str
    section: str
    row: int | None
    field: str
    message: str

    @property
    def sentence(self) -> str:
        """The place and what is wrong there, on one line; in a workbook a section is a sheet."""
        is_workbook = self.file.lower().endswith(".xlsx")
        places = (
            self.file,
            f"sheet {self.section}" if self.section and is_workbook else self.section,
            f"row {self.row}" if self.row is not None else "",
            self.field,
        )
        words = " ".join(f"{', '.join(place for place in places if place)}: {self.message}".split())
        # What cannot be printed could steer the reader's terminal.
        return words if words.isprintable() else "".join(letter if letter.isprintable() else "�" for letter in words)


class FileRefused(Exception):
    """The file cannot be read, or written; `faults` lists everything wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.sentence for fault in self.faults))


def refused(file: str, message: str) -> FileRefused:
    """A refusal of the whole file."""
    return FileRefused([Fault(file, "", None, "", message)])


def placed(file: str, faults: Iterable[RecordFault]) -> FileRefused:
    """Faults of records, each with the file they stand in."""
    return FileRefused(Fault(file, fault.section, fault.row, fault.field, fault.message) for fault in faults)
