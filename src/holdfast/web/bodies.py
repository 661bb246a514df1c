"""Lets the site itself answer a request whose body is too large: the body is read into nothing, then refused on a page.

The server alone would answer in one bare line of its own, and close the line while the browser still sends, so that
the reader would see a broken connection.
"""

from __future__ import annotations

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.utilities import RequestEntityTooLarge

# Beyond this nobody means well: the server closes the line.
DISCARDED_AT_MOST = 2 * 1024**3


class Nothing(FixedStreamReceiver):
    """A body of a known length of which nothing is kept."""

    def __init__(self, length: int) -> None:
        super().__init__(length, OverflowableBuffer(0))

    def received(self, data: bytes) -> int:
        """How much of the data belongs to this body."""
        taken = min(self.remain, len(data))
        self.remain -= taken
        self.completed = self.remain == 0
        return taken


class Parser(HTTPRequestParser):
    """Reads a request; one that is too large arrives without its body, and with the length it claims."""

    def received(self, data: bytes) -> int:
        if isinstance(self.body_rcv, Nothing):
            taken = self.body_rcv.received(data)
            self.completed = self.body_rcv.completed
            return taken
        taken = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge) and not self.chunked and self.content_length <= DISCARDED_AT_MOST:
            self.error, self.completed, self.body_rcv = None, False, Nothing(self.content_length)
        return taken


class Channel(HTTPChannel):
    """A connection that reads its requests so."""

    parser_class = Parser
