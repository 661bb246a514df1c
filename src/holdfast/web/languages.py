"""The languages of the site: English, and each for which whoever runs it has added a translation."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf.locale import LANG_INFO

ENGLISH = "English"


def languages(own: str, folders: Iterable[Path]) -> list[tuple[str, str]]:
    """The codes of the languages, each with its name in itself; the site's own comes first."""
    found = {path.parents[1].name.lower().replace("_", "-") for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")}
    return [(own, ENGLISH), *((code, _name(code)) for code in sorted(found - {own}))]


def _name(code: str) -> str:
    info = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0]) or {}
    return str(info.get("name_local", code))
