"""What stands, beside a reference that is slow and plain to see."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from holdfast.ledger import Envelope, Reader, standing
from holdfast.ledger.entry import WIDTH
from holdfast.ledger.reader import PARTNERS, PUBLIC
from tests.ledger.chains import BODIES, START, acts, envelope

READERS = (PUBLIC, PARTNERS, *(Reader(frozenset({body})) for body in BODIES), Reader(frozenset(BODIES[:2])))
GONE = ("record", "retire", "redact")


def stands(number: int, known: list[Envelope]) -> bool:
    """A record stands when nothing entered later replaced, retired or erased it."""
    record = known[number - 1]
    return record.act == "record" and not any(later.act in GONE and later.target == number for later in known[number:])


def heir(body: str, known: list[Envelope]) -> str:
    """Follow the successions one by one, leaving out those by which a body would take the place of itself."""
    heirs: dict[str, str] = {}

    def last(of: str) -> str:
        seen = [of]
        while heirs.get(seen[-1]) and heirs[seen[-1]] not in seen:
            seen.append(heirs[seen[-1]])
        return heirs.get(seen[-1], seen[-1])

    for found in known:
        if found.act == "succeed" and found.heir and last(found.heir) != found.body:
            heirs[found.body] = found.heir
    return last(body)


def width(number: int, known: list[Envelope]) -> str:
    """The widest of how it was entered and how it was revealed while it stood."""
    widest = known[number - 1].visibility
    for place, later in enumerate(known[number:], start=number):
        if later.act == "reveal" and later.target == number and stands(number, known[:place]) and WIDTH[later.visibility] > WIDTH[widest]:
            widest = later.visibility
    return widest


def reads(number: int, reader: Reader, known: list[Envelope]) -> bool:
    """The table of who may read what, cell by cell."""
    record = known[number - 1]
    has_opened = any(found.act == "close" and found.exchange == record.exchange for found in known) and record.exchange is not None
    is_own = heir(record.body, known) in reader.bodies
    table = {
        "public": True,
        "partners": reader.is_member,
        "sealed": reader.is_member and (has_opened or is_own),
        "private": reader.is_member and is_own,
    }
    return table[width(number, known)]


@given(acts(), st.none() | st.integers(-1, 30))
def test_it_is_what_the_reference_says(found: list[Envelope], seconds: int | None) -> None:
    moment = None if seconds is None else START + dt.timedelta(seconds=seconds)
    known = [each for each in found if moment is None or each.entered <= moment]
    now = standing(found, known_at=moment)
    assert list(now.records) == [each.number for each in known if stands(each.number, known)]
    for reader in READERS:
        assert now.readable(reader) == tuple(number for number in now.records if reads(number, reader, known))


@given(acts())
def test_nobody_reads_more_than_the_table_says_of_what_no_longer_stands(found: list[Envelope]) -> None:
    now = standing(found)
    for each in found:
        for reader in READERS:
            if now.may_open(each, reader):
                assert reads(each.number, reader, found)


@given(acts())
def test_a_copy_is_led_on_alone(found: list[Envelope]) -> None:
    now = standing(found)
    assert now.copy() == now
    for part in ("records", "widened", "opened", "heirs", "erased"):
        assert getattr(now.copy(), part) is not getattr(now, part)


def test_what_was_erased_is_remembered() -> None:
    found = standing([envelope(1), envelope(2, act="redact", target=1)])
    assert found.erased == {1}
    assert found.records == {}


def test_a_wider_reader_reads_all_that_a_narrower_one_does() -> None:
    found = [
        envelope(number, visibility=visibility) for number, visibility in enumerate(("private", "sealed", "partners", "public"), start=1)
    ]
    now = standing(found)
    assert now.readable(PUBLIC) == (4,)
    assert now.readable(PARTNERS) == now.readable(Reader(frozenset({"marlshire"}))) == (3, 4)
    assert now.readable(Reader(frozenset({"ostley"}))) == (1, 2, 3, 4)


def test_audiences() -> None:
    assert PUBLIC.audience == "public"
    assert PARTNERS.audience == "partners"
    assert Reader(frozenset({"ostley", "marlshire"})).audience == "marlshire+ostley"
