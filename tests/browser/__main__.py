"""Makes sure that there is a browser for the tests: `python -m tests.browser`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.browser.chromium import LIGHT, find, is_light

LEFT_OUT = (
    "The browser tests are left out: no Chromium was found and none could be fetched. "
    "Install one with `apt-get install chromium`, or with `python -m playwright install --with-deps chromium`, and run the tests again."
)


def main() -> None:
    """Look for the lightest browser; then try the system's packages, and where there is none at all, playwright's own download."""
    if is_light():
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests ...", flush=True)
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", LIGHT)
        if not find():
            _try("apt-get", "install", "-y", "-qq", "chromium")
    if not find():
        print("Fetching Chromium for the browser tests ...", flush=True)
        _try(sys.executable, "-m", "playwright", "install", "chromium")
    if not find():
        print(LEFT_OUT)
        if os.environ.get("HOLDFAST_BROWSER") == "required":
            raise SystemExit(1)


def _try(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
