"""The ledger of an arrangement on its way out: whole for whoever verifies it, open only where its reader may read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from holdfast import __version__
from holdfast.core.evidence import Evidence
from holdfast.ledger import Entry, Reader
from holdfast.ledger.export import Manifest, in_one_line, write_export
from holdfast.web.arrangements.history import rows_of
from holdfast.web.arrangements.models import Arrangement
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import LedgerState, state_of
from holdfast.web.catalogue import site_catalogue

# Rows are read in pieces, so that a slow download holds nothing open in the database.
AT_A_TIME = 500


def exported(by: Member, reader: Reader) -> Iterator[bytes]:
    """The lines of the export, up to the entry that is the last one now.

    Raises:
        BrokenChain: a row has been altered, also after the first lines have gone: the file then ends early and verifies nowhere.
    """
    state = state_of(by.arrangement)
    count, head = state.count, state.chains[-1]
    manifest = Manifest(
        arrangement=state.arrangement,
        name=in_one_line(state.evidence(reader).arrangement.name),
        count=count,
        head=head,
        audience=reader.audience,
        exported=timezone.now().isoformat(timespec="seconds"),
        author=by.author,
        post=in_one_line(by.user.post),
        body=by.body,
        holdfast=__version__,
        catalogue=site_catalogue().digest,
    )
    return write_export(manifest, _entries(by, state, reader, count))


def _entries(by: Member, state: LedgerState, reader: Reader, count: int) -> Iterator[Entry]:
    answers = state.in_confidence
    for first in range(1, count + 1, AT_A_TIME):
        numbers = range(first, min(first + AT_A_TIME, count + 1))
        rows = rows_of(by.arrangement, state, numbers)
        for number in numbers:
            entry = rows[number].entry(state.arrangement)
            is_open = state.standing.may_open(entry.envelope, reader) and number not in answers
            yield entry if is_open else entry.closed()


def evidence_for(arrangement: Arrangement, reader: Reader) -> Evidence:
    """What stands for a reader, as a file of evidence tells it: nobody's own answers, as on the pages."""
    return state_of(arrangement).evidence(reader)
