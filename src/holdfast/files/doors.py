"""The doors of this package: read a file of either format, write either format."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from holdfast.core.evidence import Evidence
from holdfast.files.fault import MAX_BYTES, refused
from holdfast.files.toml.read import read_toml

__all__ = ["read", "read_bytes", "template", "write_toml", "write_workbook"]

TOO_LARGE = f"is over {MAX_BYTES // 1024 // 1024} MB, the most that is read; split it or take out what is not evidence"


def read(path: Path, *, questions: Collection[str] | None = None) -> Evidence:
    """The evidence of a .toml or .xlsx file; `questions` are the ids that answers may name.

    Raises:
        FileRefused: with every fault of the file, each a sentence.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise refused(str(path), f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
    return read_bytes(str(path), data, questions=questions)


def read_bytes(name: str, data: bytes, *, questions: Collection[str] | None = None, beside: Evidence | None = None) -> Evidence:
    """The evidence of a file that is already in memory, such as an upload; see `read`.

    `beside` is what is recorded already: the file may then leave out what that says, and correct it.
    """
    if len(data) > MAX_BYTES:
        raise refused(name, TOO_LARGE)
    suffix = Path(name).suffix.lower()
    foreign = _foreign(suffix, data)
    if foreign:
        raise refused(name, foreign)
    if suffix == ".toml":
        return read_toml(name, data, questions, beside)
    from holdfast.files.workbook.read import read_workbook

    return read_workbook(name, data, questions, beside)


def _foreign(suffix: str, data: bytes) -> str:
    """Why this is neither an arrangement in TOML nor a workbook, or nothing where it may be."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "is protected with a password; take the password off and save it again"
        return "is a workbook of the old kind; save it as .xlsx"
    if suffix in (".xls", ".xlsm", ".xlsb", ".ods"):
        return f"is a {suffix} file; save it as .xlsx, without macros"
    if suffix not in (".toml", ".xlsx"):
        return "is not a kind of file Holdfast reads; expected a name that ends in .toml or .xlsx"
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return "is empty; expected at least the name of the arrangement"
    is_zip = data.startswith(b"PK\x03\x04")
    if suffix == ".toml" and is_zip:
        return "holds a workbook or another zip file, not TOML; give a workbook a name that ends in .xlsx"
    if suffix == ".xlsx" and not is_zip:
        return "is not a workbook: what it holds is not a zip file; save it as .xlsx from a spreadsheet program"
    return ""


def write_toml(evidence: Evidence) -> str:
    """The evidence as an arrangement file in TOML."""
    from holdfast.files.toml.write import toml_of

    return toml_of(evidence)


def write_workbook(evidence: Evidence) -> bytes:
    """The evidence as an Excel workbook.

    Raises:
        FileRefused: where a cell or a sheet cannot hold what is to be written.
    """
    from holdfast.files.workbook.write import workbook_of

    return workbook_of(evidence)


def template() -> bytes:
    """An empty workbook to fill in, with hints and drop-down lists."""
    from holdfast.files.workbook.write import workbook_of

    return workbook_of(None)
