"""The worked examples of the API do what their page says."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from tests.workspace.personas import Persona
from tests.workspace.programs import Program, bearer

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
BLOCK = re.compile(r"^```http\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WHATEVER = "…"


class Block(NamedTuple):
    """One block of an example: its first line, its headers and its body."""

    first: str
    headers: dict[str, str]
    body: str


def block(text: str, arrangement: str) -> Block:
    closes_on = (timezone.localdate() + dt.timedelta(days=14)).isoformat()
    head, _, body = text.replace("{arrangement}", arrangement).replace("{in a fortnight}", closes_on).partition("\n\n")
    first, *headers = head.strip().splitlines()
    return Block(first, dict(line.split(": ", 1) for line in headers), body.strip())


def agrees(said: Any, found: Any) -> bool:
    """Whether what was found is what the page says, where it says anything."""
    if said == WHATEVER:
        return True
    if isinstance(said, dict) and isinstance(found, dict):
        return said.keys() == found.keys() and all(agrees(said[name], found[name]) for name in said)
    if isinstance(said, list) and isinstance(found, list):
        return len(said) == len(found) and all(agrees(*pair) for pair in zip(said, found, strict=True))
    return bool(said == found)


def test_every_example_is_answered_as_the_page_says(ann: Persona) -> None:
    program = Program(ann)
    blocks = [block(text, str(ann.place.arrangement.public_id)) for text in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]
    pairs = list(zip(blocks[::2], blocks[1::2], strict=True))
    assert len(pairs) > 5
    for asked, said in pairs:
        method, path = asked.first.split()
        headers = {**bearer(program.secret), **asked.headers}
        media_type = headers.pop("Content-Type", "application/json")
        answer = program.client.generic(method, path, asked.body.encode(), media_type, headers=headers)
        assert answer.status_code == int(said.first), (asked, answer.content)
        found = json.loads(answer.content)
        assert agrees(json.loads(said.body), found), (asked.first, found)
        for name, value in said.headers.items():
            assert agrees(value, answer.headers[name]) and answer.headers[name]
