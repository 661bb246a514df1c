"""Whether a workbook is safe to open: looks at the list of its parts before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 2_000
# A part this small does no harm however well it is packed.
_SMALL = 1024 * 1024
_MACRO_TYPE = b"macroEnabled"
_DOCUMENT_TYPE = b"<!DOCTYPE"
DAMAGED = "is not a workbook that can be read: a part of it is damaged or not allowed; save it again as .xlsx"


def unsafe(data: bytes) -> str:
    """Why the workbook is not to be opened, or nothing where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _bomb(archive, len(data)) or _foreign(archive) or _macros(archive) or _document_types(archive)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return "is not a workbook: its zip file is damaged; save it again as .xlsx"


def _bomb(archive: zipfile.ZipFile, size: int) -> str:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS:
        return f"holds {len(parts):,} parts, more than the {MAX_PARTS:,} of any real workbook; it is not opened"
    if total > MAX_UNPACKED:
        return f"would unpack to more than {MAX_UNPACKED // 1024 // 1024} MB; it is not opened"
    dense = any(part.file_size > max(_SMALL, MAX_RATIO * part.compress_size) for part in parts)
    if dense or total > max(_SMALL, MAX_RATIO * size):
        return f"would unpack to more than {MAX_RATIO} times its size, as no real workbook does; it is not opened"
    return ""


def _foreign(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        return "is a zip file but not an Excel workbook; save it as .xlsx from a spreadsheet program"
    return ""


def _macros(archive: zipfile.ZipFile) -> str:
    is_macro_part = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    if is_macro_part or _MACRO_TYPE in archive.read("[Content_Types].xml"):
        return "holds macros, which are never opened; save it as .xlsx without macros"
    return ""


def _document_types(archive: zipfile.ZipFile) -> str:
    """No part of a real workbook declares a document type; it is how entities that grow without end are brought in."""
    # Without its zeros, so that a part in UTF-16 cannot hide one.
    declares = (_DOCUMENT_TYPE in archive.read(name).replace(b"\0", b"") for name in archive.namelist() if name.endswith((".xml", ".rels")))
    return DAMAGED if any(declares) else ""
