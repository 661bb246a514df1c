"""Reads a workbook as evidence: finds the sheets and their headings, and hands every cell to the one check."""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.check import HEAD, KIND_OF, EvidenceRefused, RawRecord, RecordFault, check
from holdfast.core.evidence.hints import nearest
from holdfast.files.fault import placed, refused
from holdfast.files.workbook.frame import ARRANGEMENT, LISTS, READ_ME
from holdfast.files.workbook.package import DAMAGED, unsafe
from holdfast.files.workbook.sheets import Head, read_head, read_sheet
from holdfast.files.workbook.source import rows_of

_FOR_PEOPLE = frozenset({READ_ME.lower(), LISTS.lower()})


def read_workbook(name: str, data: bytes, questions: Collection[str] | None, beside: Evidence | None = None) -> Evidence:
    """The evidence of a workbook, or `FileRefused` with every fault."""
    reason = unsafe(data)
    if reason:
        raise refused(name, reason)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            head, sections, faults = _sheets(load_workbook(io.BytesIO(data), read_only=True, keep_links=False))
    except Exception:  # a damaged or hostile workbook can make the library raise anything
        raise refused(name, DAMAGED) from None
    try:
        return check(head.values, sections, questions=questions, found=faults, rows=head.rows, beside=beside, may_replace=True)
    except EvidenceRefused as refusal:
        raise placed(name, refusal.faults) from None


def _sheets(book: Workbook) -> tuple[Head, dict[str, tuple[RawRecord, ...]], list[RecordFault]]:
    head = Head(None, {})
    sections: dict[str, tuple[RawRecord, ...]] = {}
    faults: list[RecordFault] = []
    for sheet in book.worksheets:
        section = "_".join(sheet.title.lower().split())
        if sheet.title.strip().lower() in _FOR_PEOPLE:
            continue
        if section == HEAD:
            head = read_head(sheet, faults)
        elif section in sections:
            faults.append(RecordFault(sheet.title, None, "", f"is a second sheet for {section}; put the rows of both on one sheet"))
        elif section in KIND_OF:
            sections[section] = tuple(read_sheet(sheet, KIND_OF[section], faults))
        elif any(row.cells for row in rows_of(sheet).rows):
            known = (ARRANGEMENT, *KIND_OF)
            hint = nearest(sheet.title, known) or "; expected Arrangement or the name of a section, such as partners or gates"
            faults.append(RecordFault(sheet.title, None, "", f"is not a sheet of this workbook{hint}"))
            # So that the fault is told in the place of its sheet.
            sections[sheet.title] = ()
    return head, sections, faults
