"""Keeps what was read from the catalogue's files between two starts, as Python keeps compiled code.

The cache is one file of plain JSON for each place a catalogue is installed in, under the user's cache folder: without it
each command would spend longer on reading TOML than on its work. What it holds is taken only if it is whole, and if the
catalogue's files and the code that reads them are as they were.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from holdfast import __version__


def state_of(root: Path) -> str:
    """Which files a catalogue and its reader have, how large they are, and when they changed."""
    lines = (f"{path} {found.st_size} {found.st_mtime_ns}" for path, found in _files(root, Path(__file__).parent))
    return "\n".join((__version__, *sorted(lines)))


def _files(*roots: Path) -> Iterator[tuple[str, os.stat_result]]:
    for root in roots:
        for folder, _, names in os.walk(root):
            for name in names:
                if name.endswith((".toml", ".py")):
                    path = os.path.join(folder, name)  # noqa: PTH118 (a Path for each of 120 files takes longer than asking for them)
                    yield path, os.stat(path)  # noqa: PTH116


def kept(root: Path, state: str) -> Mapping[str, Any] | None:
    """What was kept for the catalogue in this folder in this state; none where there is nothing, or nothing whole."""
    try:
        check, _, content = _place(root).read_bytes().partition(b"\n")
        if check != _check(content):
            return None
        found: dict[str, Any] = json.loads(content)
    except (OSError, RuntimeError, ValueError):
        return None
    return found if found.pop("state") == state else None


def keep(root: Path, state: str, content: Mapping[str, Any]) -> None:
    """Write the cache in one step; where that is not allowed, the next start reads the TOML again."""
    whole = json.dumps({"state": state, **content}, default=str).encode()
    with contextlib.suppress(OSError, RuntimeError):
        target = _place(root)
        part = target.with_suffix(f".{os.getpid()}")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(_check(whole) + b"\n" + whole)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def _check(content: bytes) -> bytes:
    """Tells a cache that was cut short or damaged; it is no defence against somebody who may write there anyway."""
    return b"%08x" % zlib.crc32(content)


def _place(root: Path) -> Path:
    """Where the cache of a catalogue lies. RuntimeError where the user has no home folder."""
    home = os.environ.get("XDG_CACHE_HOME")
    folder = Path(home) if home else Path("~/.cache").expanduser()
    return folder / "holdfast" / f"catalogue-{zlib.crc32(os.fsencode(root)):08x}.json"
