"""The `holdfast` command and its list of subcommands, each loaded only when it is called."""

from __future__ import annotations

import atexit
import gc
import importlib
from collections.abc import Mapping

import click

from holdfast import __version__

# command -> its one-line help; the module of the same name, hyphens as underscores, holds a click command called `command`
COMMANDS: Mapping[str, str] = {
    "assess": "Will it hold? Assess an arrangement from a file.",
    "share": "Who should pay what? Split cost and savings by every rule.",
    "business-case": "What it costs and brings, for whom, and how sure that is.",
    "check": "Answer one question at a time; see the outlook tighten.",
    "template": "Write an empty workbook to fill in.",
    "convert": "Turn a TOML file into a workbook, or back.",
    "catalogue": "Read the problems, indicators, questions, actions and cases.",
    "calibrate": "See how well the public cases are recovered.",
    "verify": "Check that an exported ledger was not altered.",
    "serve": "Start the site.",
    "admin": "Make an administrator of the site.",
    "backup": "Write everything the site keeps to one file.",
    "restore": "Put back what a back-up holds.",
    "manage": "Verify, import and look after what the site keeps.",
    "demo": "Assess the complete example, then start the site.",
}


class Commands(click.Group):
    """Loads a subcommand's module when it is called, so that each starts with what it needs and no more."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"holdfast.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands)
@click.version_option(__version__, prog_name="holdfast")
def main() -> None:
    """Holdfast tells public bodies whether the service they share, or mean to share, will hold."""


def run() -> None:
    """What the installed command starts: `main` in a process of its own.

    A command ends before its garbage matters: to look for some while thousands of entries are made, and once more through
    all that was made when the interpreter ends, only costs time.
    """
    gc.disable()
    atexit.register(gc.freeze)
    main()
