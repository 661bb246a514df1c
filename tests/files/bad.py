"""Files for the tests of refusals: a sound one, and short ways to spoil it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from holdfast.files import FileRefused, read_bytes, write_workbook

SOUND = """
[arrangement]
name = "Ostley and Marsh"
stage = "case"

[[partners]]
partner = "ostley"
name = "Ostley Borough Council"
net_budget = 15000000.50
on = 2026-01-01
source = "Budget book"

[[partners]]
partner = "marsh"
name = "Marsh District Council"
on = 2026-01-01
source = "Budget book"

[[gates]]
gate = "cabinet"
name = "Cabinet decision"
planned = 2026-11-24
on = 2026-01-01
source = "Plan"
"""


def sentences(data: bytes | str, name: str = "arrangement.toml", **options: Any) -> list[str]:
    """What is said about a file that is refused."""
    raw = data.encode() if isinstance(data, str) else data
    with pytest.raises(FileRefused) as refused:
        read_bytes(name, raw, **options)
    said = [fault.sentence for fault in refused.value.faults]
    assert all(sentence.startswith(name) and "\n" not in sentence for sentence in said)
    return said


def with_block(section: str, /, **fields: str) -> str:
    """The sound file and one more record, whose values are written as TOML."""
    given = {"on": "2026-01-01", "source": '"test"', **fields}
    return SOUND + f"\n[[{section}]]\n" + "".join(f"{name} = {value}\n" for name, value in given.items() if value)


@cache
def sound_workbook() -> bytes:
    """The sound file as a workbook."""
    return write_workbook(read_bytes("sound.toml", SOUND.encode()))


def spoiled(spoil: Callable[[Workbook], object]) -> bytes:
    """The sound workbook after somebody has changed it in a spreadsheet."""
    book = load_workbook(io.BytesIO(sound_workbook()))
    spoil(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(**parts: bytes) -> bytes:
    """The sound workbook with parts of its zip file added or replaced; `__` in a name stands for `/`, `_dot_` for a dot."""
    stream = io.BytesIO()
    names = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(sound_workbook())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename not in names:
                new.writestr(item.filename, old.read(item.filename))
        for name, content in names.items():
            new.writestr(name, content)
    return stream.getvalue()
