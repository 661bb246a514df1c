"""Reads the catalogue's TOML files, checks them against each other, and keeps the parsed form in a cache.

The cache holds plain JSON under the user's cache folder, keyed by the names, sizes and times of the files,
as Python keeps compiled code: without it each command would spend longer on reading TOML than on its work.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from holdfast.core.catalogue.catalogue import Catalogue
from holdfast.core.catalogue.check import inconsistencies
from holdfast.core.catalogue.model import (
    Action,
    Case,
    Floor,
    Indicator,
    OutlookRule,
    Parameter,
    Prior,
    Problem,
    Question,
    Source,
    Weight,
)
from holdfast.core.schema import Refused, build

PACKAGED = Path(__file__).parents[2] / "catalogue"
Raw = dict[str, dict[str, dict[str, Any]]]
T = TypeVar("T")

# folder or file -> the lists a file may hold and where each goes; none where a file is one entry
PLACES: Mapping[str, Mapping[str, str] | None] = {
    "sources.toml": {"source": "sources"},
    "problems": None,
    "patterns": None,
    "indicators": {"indicator": "indicators"},
    "questions": {"question": "questions"},
    "actions": {"action": "actions"},
    "parameters": None,
    "casebook": None,
    "casebook_readings.toml": {"case": "case_readings"},
    "weights.toml": {"strength": "strengths", "floor": "floors", "prior": "priors"},
    "outlook.toml": {"rule": "rules"},
}


class CatalogueRefused(Exception):
    """The catalogue, or a local addition to it, is not consistent; `faults` lists every sentence."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@cache
def load_catalogue(*additions: Path) -> Catalogue:
    """The packaged catalogue with local additions: a later folder adds, or overrides fields, by id.

    Raises:
        CatalogueRefused: with every fault, each a sentence naming file and entry.
    """
    signature = _signature(PACKAGED)
    raw = _cached(signature)
    if raw is None:
        raw = _read(PACKAGED)
        _made(raw, signature, ())
        _keep(signature, raw)
    if not additions:
        return _made(raw, signature, (), trusted=True)
    local: list[str] = []
    for folder in additions:
        _merge(raw, _read(folder), local)
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()
    return _made(raw, digest, tuple(sorted(local)))


def _made(raw: Raw, signature: str, local: tuple[str, ...], *, trusted: bool = False) -> Catalogue:
    faults: list[str] = []
    made = {shelf: dict(_entries(raw.get(shelf, {}), cls, shelf, faults)) for shelf, cls in _CLASSES.items()}
    if faults:
        raise CatalogueRefused(tuple(faults))
    catalogue = Catalogue(
        problems=_in_order(made["problems"]),
        patterns=_in_order(made["patterns"]),
        indicators=dict(sorted(made["indicators"].items(), key=lambda item: _ref_order(item[1].ref))),
        questions=made["questions"],
        actions=made["actions"],
        parameters=made["parameters"],
        cases=made["casebook"],
        sources=made["sources"],
        weights=made["strengths"],
        floors=made["floors"],
        priors=made["priors"],
        rules=tuple(made["rules"].values()),
        case_readings={name: entry["readings"] for name, entry in raw.get("case_readings", {}).items()},
        digest=signature[:12],
        local=local,
    )
    if not trusted:
        found = tuple(inconsistencies(catalogue))
        if found:
            raise CatalogueRefused(found)
    return catalogue


_CLASSES: Mapping[str, type[Any]] = {
    "sources": Source,
    "problems": Problem,
    "patterns": Problem,
    "indicators": Indicator,
    "questions": Question,
    "actions": Action,
    "parameters": Parameter,
    "casebook": Case,
    "strengths": Weight,
    "floors": Floor,
    "priors": Prior,
    "rules": OutlookRule,
}


def _entries(raw: Mapping[str, dict[str, Any]], cls: type[T], shelf: str, faults: list[str]) -> Iterator[tuple[str, T]]:
    for name, fields in raw.items():
        try:
            yield name, build(cls, fields)
        except Refused as refused:
            faults.extend(f"catalogue, {shelf}, {name}, {fault.field}: {fault.message}" for fault in refused.faults)


def _in_order(problems: Mapping[str, Problem]) -> Mapping[str, Problem]:
    return dict(sorted(problems.items(), key=lambda item: item[1].number))


def _ref_order(ref: str) -> tuple[bool, int, int]:
    problem, _, number = ref[1:].partition(".")
    return ref.startswith("C"), int(problem), int(number)


def _read(root: Path) -> Raw:
    raw: Raw = {}
    faults: list[str] = []
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        place = name if name in PLACES else name.partition("/")[0]
        if place not in PLACES:
            faults.append(f"{name}: is not a part of a catalogue; the parts are {', '.join(PLACES)}")
            continue
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{name}: is not readable as TOML in UTF-8: {error}")
            continue
        lists = PLACES[place]
        blocks = {place: [content]} if lists is None else {lists.get(key, key): found for key, found in content.items()}
        for shelf, entries in blocks.items():
            if lists is not None and shelf not in lists.values():
                faults.append(f"{name}: {shelf} is not expected here; expected {', '.join(f'[[{key}]]' for key in lists)}")
            else:
                _shelve(raw.setdefault(shelf, {}), entries, name, faults)
    if faults:
        raise CatalogueRefused(tuple(faults))
    return raw


def _shelve(shelf: dict[str, dict[str, Any]], entries: list[dict[str, Any]], name: str, faults: list[str]) -> None:
    for entry in entries:
        key = str(entry.get("id") or entry.get("rating") or "")
        if not key:
            faults.append(f"{name}: an entry has no id")
        elif key in shelf:
            faults.append(f"{name}: the id {key} is used twice")
        else:
            shelf[key] = entry


def _merge(raw: Raw, local: Raw, names: list[str]) -> None:
    for shelf, entries in local.items():
        for name, fields in entries.items():
            raw.setdefault(shelf, {})[name] = {**raw.get(shelf, {}).get(name, {}), **fields}
            names.append(f"{shelf}/{name}")


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        raise CatalogueRefused((f"{root}: is not a folder",))
    return sorted(root.rglob("*.toml"))


def _signature(root: Path) -> str:
    """A digest of which files there are, how large, and when they changed."""
    lines = [f"{path.relative_to(root).as_posix()} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in _files(root)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _cache_file(signature: str) -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    root = Path(home) if home else Path("~/.cache").expanduser()
    return root / "holdfast" / f"catalogue-{signature[:32]}.json"


def _cached(signature: str) -> Raw | None:
    try:
        found: Raw = json.loads(_cache_file(signature).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found else None


def _keep(signature: str, raw: Raw) -> None:
    """Write the cache in one step; where that is not allowed, the next start reads the TOML again."""
    target = _cache_file(signature)
    part = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(raw, default=str), encoding="utf-8")
        part.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
