"""Office files are zip archives: written with one fixed date, so that the same paper gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
_CORE = "docProps/core.xml"


class Stamped(zipfile.ZipFile):
    """An archive in the making, in which every date is set to this day."""

    def __init__(self, made: io.BytesIO, day: dt.date) -> None:
        super().__init__(made, "w", zipfile.ZIP_DEFLATED)
        self._day = day

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **more: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        part = zipfile.ZipInfo(name, (*self._day.timetuple()[:3], 0, 0, 0))
        # A picture is packed as it is; to pack it again takes longer than all else here and gains nothing.
        part.compress_type = zipfile.ZIP_STORED if part.filename.endswith(".png") else zipfile.ZIP_DEFLATED
        content = data.encode() if isinstance(data, str) else data
        if part.filename == _CORE:
            content = _STAMP.sub(rb"\g<1>" + f"{self._day.isoformat()}T00:00:00Z".encode() + rb"\g<2>", content)
        super().writestr(part, content)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **more: Any) -> None:
        """A part that was written to a file of its own first."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes())


def stamped(data: bytes, day: dt.date) -> bytes:
    """The same archive with every date in it set to this day."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, Stamped(made, day) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return made.getvalue()
