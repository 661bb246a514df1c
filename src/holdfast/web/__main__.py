"""Starts the site: `python -m holdfast.web --port 8000`."""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from django.template.loader import get_template
from django.urls import reverse
from waitress.server import BaseWSGIServer, create_server

from holdfast.files import MAX_BYTES
from holdfast.web import processes
from holdfast.web.database import prepare

THREADS = 8
# Browsers keep their connections open: whoever comes after so many waits until another has left.
CONNECTIONS = 1000
# Seconds until one thread makes room for another that waits; Python's own 0.005 adds up over many short questions.
SWITCH = 0.0005
# For so many seconds a start may wait for ledgers that are read ahead.
READING = 2.0
# Above the limit of an upload, so that the site itself can say that a file is too large.
LARGEST_BODY = 2 * MAX_BYTES


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--catalogue", "additions", type=click.Path(path_type=Path), multiple=True, help="A folder of local additions.")
@click.option("--processes", "count", type=click.IntRange(1, 64), default=processes.usual, help="How many processes serve.")
def main(port: int, host: str, additions: tuple[Path, ...], count: int) -> None:
    """Start the site and print its address; Ctrl-C stops it."""
    if additions:
        os.environ["HOLDFAST_CATALOGUE"] = os.pathsep.join(map(str, additions))
    from holdfast.web import place, settings

    place.made()
    from holdfast.web.bodies import Channel
    from holdfast.web.wsgi import application

    _check_catalogue()
    prepare()
    try:
        sockets = processes.listening(host, port)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        click.echo(f"Holdfast cannot listen on {host}, port {port}: {reason}. Try another one with --port.", err=True)
        raise SystemExit(2) from None
    _compile_templates(settings.HERE / "templates")
    # The site map brings in every page, and is turned round to find an address by its name; without this the first visitor waits.
    reverse("portfolio")
    from holdfast.web.arrangements.ahead import read_ahead
    from holdfast.web.arrangements.state import forget_ledgers

    read_ahead(READING)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Holdfast is at http://{shown}:{sockets[0].getsockname()[1]}/ (press Ctrl-C to stop)")
    if not _has_accounts():
        click.echo("Nobody has an account yet. To record evidence together, make the first: holdfast admin you@example.gov.uk")
    sys.stdout.flush()
    # A host name may stand for several sockets, each with a server of its own: they share the class.
    BaseWSGIServer.channel_class = Channel
    # What is here now stays for good. Looking through the ledgers in memory for garbage at every turn only costs time.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    # An entry asks the database some twenty times, and after each answer waits for whoever is drawing a page: let it wait less.
    sys.setswitchinterval(SWITCH)
    processes.run(count, lambda: _serve(application, sockets, "https" if settings.IS_HTTPS else "http"), let_go=forget_ledgers)
    click.echo("Holdfast has stopped.")


def _serve(application: Any, sockets: Sequence[socket.socket], scheme: str) -> None:
    """Answer whoever comes, until this process is stopped."""
    server = create_server(
        application,
        sockets=list(sockets),
        threads=THREADS,
        connection_limit=CONNECTIONS,
        ident=None,
        url_scheme=scheme,
        max_request_body_size=LARGEST_BODY,
        # Waitress moves what is larger than these to temporary files: nothing may be stored.
        inbuf_overflow=LARGEST_BODY + 1,
        outbuf_overflow=LARGEST_BODY + 1,
    )
    server.run()


def _check_catalogue() -> None:
    """Read the catalogue now, so that the first visitor does not wait for it, and nobody meets one that is not sound."""
    from holdfast.web.catalogue import refused_at_the_terminal, site_catalogue

    with refused_at_the_terminal():
        site_catalogue()


def _has_accounts() -> bool:
    from holdfast.web.accounts.models import User

    return User.objects.exists()


def _compile_templates(folder: Path) -> None:
    """Read every template now, so that the first visitor does not wait for it."""
    for path in folder.rglob("*.html"):
        get_template(path.relative_to(folder).as_posix())


if __name__ == "__main__":
    main()
