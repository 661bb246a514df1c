"""Reads the catalogue's TOML files, or what a cache keeps of them, and checks them against each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from holdfast.core.catalogue.cache import keep, kept, state_of
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
    Questionnaire,
    Source,
    Weight,
)
from holdfast.core.catalogue.shelf import Shelf

PACKAGED = Path(__file__).parents[2] / "catalogue"
Raw = dict[str, dict[str, dict[str, Any]]]

# folder or file -> the lists a file may hold and where each goes; none where a file is one entry
PLACES: Mapping[str, Mapping[str, str] | None] = {
    "sources.toml": {"source": "sources"},
    "problems": None,
    "patterns": None,
    "indicators": {"indicator": "indicators"},
    "questions": {"question": "questions"},
    "questionnaires.toml": {"questionnaire": "questionnaires"},
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
    raw, digest = _packaged()
    if not additions:
        return _made(raw, digest, (), trusted=True)
    local: list[str] = []
    for folder in additions:
        _merge(raw, _read(folder), local)
    return _made(raw, _digest(raw), tuple(sorted(local)))


def _packaged() -> tuple[Raw, str]:
    """The packaged catalogue as it was written, once it has passed its checks, and its digest."""
    state = state_of(PACKAGED)
    found = kept(PACKAGED, state)
    if found is None:
        raw = _read(PACKAGED)
        found = {"raw": raw, "digest": _digest(raw)}
        _made(raw, found["digest"], ())
        keep(PACKAGED, state, found)
    return found["raw"], found["digest"]


def _digest(raw: Raw) -> str:
    """Tells one content from another; the same wherever, and whenever, it was installed."""
    import hashlib  # slow to load, and not needed where a cache is kept

    return hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()[:12]


def _made(raw: Raw, digest: str, local: tuple[str, ...], *, trusted: bool = False) -> Catalogue:
    made: Mapping[str, Shelf[Any]] = {name: Shelf(cls, raw.get(name, {})) for name, cls in _CLASSES.items()}
    if not trusted:
        faults = tuple(f"catalogue, {name}, {fault}" for name, shelf in made.items() for fault in shelf.faults())
        if faults:
            raise CatalogueRefused(faults)
    catalogue = Catalogue(
        problems=_in_order(made["problems"]),
        patterns=_in_order(made["patterns"]),
        indicators=dict(sorted(made["indicators"].items(), key=lambda item: _ref_order(item[1].ref))),
        questions=made["questions"],
        questionnaires=made["questionnaires"],
        actions=made["actions"],
        parameters=made["parameters"],
        cases=made["casebook"],
        sources=made["sources"],
        weights=dict(made["strengths"]),
        floors=dict(made["floors"]),
        priors=dict(made["priors"]),
        rules=tuple(made["rules"].values()),
        case_readings={name: entry["readings"] for name, entry in raw.get("case_readings", {}).items()},
        digest=digest,
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
    "questionnaires": Questionnaire,
    "actions": Action,
    "parameters": Parameter,
    "casebook": Case,
    "strengths": Weight,
    "floors": Floor,
    "priors": Prior,
    "rules": OutlookRule,
}


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
            content = tomli.loads(path.read_text(encoding="utf-8"))
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
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
