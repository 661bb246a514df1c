"""The two digests of an entry: of what it says, and of everything up to it."""

from __future__ import annotations

import hashlib
import re

SALT_BYTES = 32
# What the first entry of an arrangement follows.
GENESIS = "0" * 64
_DIGEST = re.compile(r"[0-9a-f]{64}")


def is_digest(text: object) -> bool:
    """Whether something is a digest as this ledger writes them: 64 small hexadecimal digits."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def payload_digest(salt: bytes, content: bytes) -> str:
    """SHA-256 of 32 random bytes and the canonical content, in hexadecimal.

    Without the salt, somebody who knows that a value is one of five could try all five against its receipt.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + content).hexdigest()


def chain_digest(previous: str, envelope: bytes, content: str) -> str:
    """SHA-256 of the chain digest before, the canonical envelope and the payload digest, in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(previous) + envelope + bytes.fromhex(content)).hexdigest()
