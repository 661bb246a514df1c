"""Runs one command of the site: `python -m holdfast.web.manage NAME`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from holdfast.web import place


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.web.settings")
    place.made()
    from holdfast.web.catalogue import refused_at_the_terminal

    with refused_at_the_terminal():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
