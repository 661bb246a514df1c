"""`holdfast share`: who should pay what under each rule, and whether it would hold."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from holdfast.cli.shared import evidence_from, file_argument, load, refuse
from holdfast.core.evidence.hints import nearest
from holdfast.core.sharing.faults import GameRefused
from holdfast.core.sharing.rules import RULES
from holdfast.files.fault import MAX_BYTES

ALL_RULES = "; the rules are " + ", ".join(RULES)
# A table of 2^24 groups takes far more room than an arrangement does.
MAX_TABLE_BYTES = 64 * MAX_BYTES
# Seconds after which whoever waits is told why.
SOON = 5.0
WAITING = "Still working: with many partners there are many groups to look at; some 30 partners can take minutes. --rule asks for less."


@click.command()
@file_argument
@click.option("--rule", "names", multiple=True, help="Only this rule; may be given more than once.")
@click.option("--assume", "changes", multiple=True, metavar="KEY=NUMBER", help="Change an assumption, such as coordination=30000.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(file: Path, names: tuple[str, ...], changes: tuple[str, ...], as_json: bool) -> None:
    """Split the cost of the arrangement in FILE (.toml or .xlsx), or the game in FILE (.csv), by every rule."""
    is_table = file.suffix.lower() == ".csv"
    changed, faults = _changes(changes, is_table)
    faults += [f"--rule: “{name}” is not a rule{nearest(name, RULES) or ALL_RULES}" for name in names if name not in RULES]
    if faults:
        refuse(faults)
    from holdfast.core.sharing.from_evidence import sharing_game
    from holdfast.core.sharing.rules import Inquiry
    from holdfast.core.sharing.shares import share
    from holdfast.core.sharing.table import read_table

    try:
        with _patience():
            if is_table:
                shares = share(Inquiry(read_table(_text(file))), names)
            else:
                shares = sharing_game(evidence_from(file, load(())), changed).share(names)
    except GameRefused as refused:
        refuse(f"{file}: {fault}" for fault in refused.faults)
    if as_json:
        click.echo(json.dumps(shares.to_dict(), indent=2, ensure_ascii=False))
        return
    from holdfast.cli.share_text import print_shares

    print_shares(shares)


@contextmanager
def _patience() -> Iterator[None]:
    """A line to whoever waits for long, so that nobody takes it for broken."""
    soon = threading.Timer(SOON, lambda: click.echo(WAITING, err=True))
    soon.daemon = True
    soon.start()
    try:
        yield
    finally:
        soon.cancel()


def _changes(given: tuple[str, ...], is_table: bool) -> tuple[dict[str, float], list[str]]:
    """The changed assumptions, and what is wrong with them."""
    changed: dict[str, float] = {}
    faults = ["--assume: a table of coalitions rests on no assumptions; leave it out"] if given and is_table else []
    for text in given:
        key, _, number = text.partition("=")
        try:
            changed[key.strip()] = float(number)
        except ValueError:
            faults.append(f"--assume: “{text}” is not right; expected a key and a number, such as coordination=30000")
    return changed, faults


def _text(file: Path) -> str:
    """The text of a table, or leave with the reason in words."""
    try:
        if file.stat().st_size > MAX_TABLE_BYTES:
            refuse([f"{file}: is larger than {MAX_TABLE_BYTES // 2**20} MB; expected a smaller table"])
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        refuse([f"{file}: cannot be read: {error.strerror}"])
    except UnicodeDecodeError:
        refuse([f"{file}: is not text in UTF-8; save it as CSV UTF-8"])
