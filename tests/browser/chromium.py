"""Finds a Chromium on this computer, or says that there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

# The one without windows opens a page at a quarter of the cost.
LIGHT = "chromium-headless-shell"
NAMES = (LIGHT, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """The path of a Chromium: the system's own, or the one playwright has fetched."""
    own = next((found for name in NAMES if (found := shutil.which(name))), None)
    return own or _fetched()


def is_light() -> bool:
    """Whether it is the system's own Chromium without windows."""
    return shutil.which(LIGHT) is not None


def _fetched() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
