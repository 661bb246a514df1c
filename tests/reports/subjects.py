"""What the papers of the tests are about: the complete example, an empty arrangement, and text that means harm."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from holdfast.core.assess import assess
from holdfast.core.catalogue import load_catalogue
from holdfast.core.evidence import Arrangement, Evidence, Record
from holdfast.core.evidence.history import Contest, Task
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Partner, Stake
from holdfast.core.schema import FieldSpec, build, fields_of
from holdfast.files import read
from holdfast.files.examples import complete_example
from holdfast.reports import Subject
from tests.make import evidence, make

# What markup, a formula or a template of any of the formats would make something of.
HARM = '=1+1 <script>alert("x")</script> &amp; #strong[b] *c* _d_ $e$ @f \\g `h` {{ i }} % ]]> _x0041_ <w:t>'
ARABIC, HEBREW, CHINESE = "مجلس المدينة", "מועצת העיר", "議會😀"
LONG = "Llanfair" * 60
DATE = dt.date(2026, 6, 1)


def subject(found: Evidence, **more: Any) -> Subject:
    """A paper's subject from evidence."""
    audience = more.pop("audience", "file")
    return Subject(found, assess(found, load_catalogue(), audience=audience), load_catalogue(), **more)


@cache
def example() -> Evidence:
    """The complete example."""
    return read(complete_example(), questions=frozenset(load_catalogue().questions))


@cache
def of_example() -> Subject:
    """The complete example as a subject, assessed once, with the head of a ledger."""
    return subject(example(), ledger_head="0123456789abcdef")


PLAN = (
    make(CashLine, id="l1", category="investment", year=2026, likely=1000, on=DATE),
    make(CashLine, id="l2", category="saving", year=2027, low=2000, likely=4000, high=5000, on=DATE),
)
MANY = tuple(f"Body number {number} of the arrangement" for number in range(500))


@cache
def of_many() -> Subject:
    """An arrangement of 500 partners with a plan, assessed once."""
    found = named(*MANY)
    return subject(Evidence(found.arrangement, [*found.records, *PLAN]))


def empty() -> Evidence:
    """An arrangement of which nothing is known but its name."""
    return evidence(name="Nothing yet")


def harmful() -> Evidence:
    """The complete example with harm in every free text of every record."""
    found = example()
    return Evidence(build(Arrangement, {"name": HARM, "summary": HARM, "as_at": found.date}), map(_harmed, found.records))


def _harmed(record: Record) -> Record:
    specs = fields_of(type(record))
    return build(type(record), {spec.name: HARM if _is_free(spec) else getattr(record, spec.name) for spec in specs})


def _is_free(spec: FieldSpec) -> bool:
    return spec.type == "text" and spec.pattern is None and spec.refers is None and spec.name not in ("finding", "action", "id")


@cache
def of_harm() -> Subject:
    """The same as a subject, assessed once."""
    return subject(harmful())


def named(*names: str) -> Evidence:
    """An arrangement of partners with these names, each with its shares and a word to say."""
    records: list[Record] = []
    for number, name in enumerate(names):
        records.append(make(Partner, partner=f"p{number}", name=name, population=1000, on=DATE))
        records.append(make(Stake, partner=f"p{number}", cost_share=1 / len(names), vote_share=1 / len(names), on=DATE))
    records.append(make(Task, task="t", title=f"Ask {names[0]}", owner=names[-1], on=DATE))
    records.append(make(Contest, partner="p0", about="finding", of="unclear_benefits", says_instead=f"{names[0]} disagrees", on=DATE))
    return evidence(*records, name=names[0])
