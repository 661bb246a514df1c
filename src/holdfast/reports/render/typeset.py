"""The one call of Typst: our own two fonts, no network, no system fonts, and a warning is a failure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

FONTS = Path(__file__).parents[1] / "fonts"
KEPT = 10
_ONE = '#set page(width: auto, height: auto)\n#set text(font: "Liberation Sans")\n#set document(title: "x")\n#sys.inputs.text'


class Mistake(RuntimeError):
    """What Typst warned of: a template of ours is wrong, never what a user gave."""


def typeset(
    source: bytes, data: Any, format: Literal["pdf", "png"], *, day: dt.date | None = None, ppi: float | None = None
) -> list[bytes]:
    """The pages of a template filled with data; the data is text to it, never markup."""
    stamp = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) if day else None
    made, warnings = typst.compile_with_warnings(
        source,
        format=format,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"] if format == "pdf" else [],
        timestamp=stamp,
        ppi=ppi,
    )
    _forget()
    if warnings or made is None:
        raise Mistake("; ".join(warning.message for warning in warnings))
    return made if isinstance(made, list) else [made]


def _forget() -> None:
    """Lets go of what Typst keeps of a paper for the next one: over 100 MB of a long one, until nine others have been set."""
    for _ in range(KEPT):
        typst.compile(b"", format="svg", font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def undrawable(letters: Iterable[str]) -> frozenset[str]:
    """The letters that no font at hand can draw; an accessible PDF may not hold them."""
    return frozenset(_undrawable("".join(sorted(set(letters)))))


@cache
def _undrawable(letters: str) -> tuple[str, ...]:
    """Halves what cannot be drawn until single letters are left."""
    if not letters or _is_drawn(letters):
        return ()
    if len(letters) == 1:
        return (letters,)
    half = len(letters) // 2
    return (*_undrawable(letters[:half]), *_undrawable(letters[half:]))


def _is_drawn(letters: str) -> bool:
    try:
        typst.compile(
            _ONE.encode(),
            format="pdf",
            sys_inputs={"text": letters},
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return False
    return True
