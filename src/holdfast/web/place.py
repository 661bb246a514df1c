"""Where an installation keeps what it keeps: one folder, made on first use, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

DATA = Path(os.environ.get("HOLDFAST_DATA") or Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "holdfast")


def made() -> Path:
    """The folder, made where it was not there."""
    DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    return DATA


def secret_key() -> str:
    """The key that signs cookies: made once and kept, so that a restart signs nobody out."""
    kept = made() / "secret-key"
    try:
        with kept.open("x", encoding="ascii") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text(encoding="ascii")
