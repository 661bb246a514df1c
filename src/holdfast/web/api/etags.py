"""Entity tags: what an answer is called, so that nothing is sent twice and nothing is written over what nobody has seen.

The first part is where the ledger stands, `count.chain`; the second is a digest of the answer itself, since what is shown depends on the
reader and on the day as well. What is written `If-Match` is held against the first part alone.
"""

from __future__ import annotations

import hashlib
import re

from holdfast.web.arrangements.models import Arrangement

CHAIN_SHOWN = 16
_LEDGER = re.compile(r'(?:W/)?"(\d{1,10}\.[0-9a-f]{16})(?:[.-][0-9a-f]*)?"')
_TAG = re.compile(r'(?:W/)?("[^"]*")')
ANY = "*"


def place_of(arrangement: Arrangement) -> str:
    """Where the ledger of an arrangement stands."""
    return f"{arrangement.count}.{arrangement.head[:CHAIN_SHOWN]}"


def tag_of(arrangement: Arrangement | None, content: bytes) -> str:
    """The tag of an answer."""
    said = hashlib.sha256(content).hexdigest()[:CHAIN_SHOWN]
    return f'"{place_of(arrangement)}-{said}"' if arrangement else f'"{said}"'


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether a program says that it has this answer already; a weak tag counts, since compressing an answer weakens its tag."""
    return if_none_match.strip() == ANY or tag in _TAG.findall(if_none_match)


def places_in(if_match: str) -> frozenset[str] | None:
    """The places of the ledger that a program has seen; none where it does not say, or would write on any."""
    return None if not if_match.strip() or if_match.strip() == ANY else frozenset(_LEDGER.findall(if_match))
