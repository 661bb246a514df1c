"""The continuity plan: on whom it rests, who could stand in, who leaves when, and what would be lost."""

from __future__ import annotations

from collections.abc import Iterable

from holdfast.core.evidence.words import code_title, code_words, spoken
from holdfast.core.people.continuity import ContinuityLine
from holdfast.core.people.departures import Reliance
from holdfast.reports.blocks import Block, Column, Heading, Item, Listing, Note, Paragraph, Table, Value
from holdfast.reports.pictures.cover import Covered, Mark, cover
from holdfast.reports.sections.section import Section
from holdfast.reports.subject import Subject
from holdfast.reports.words import counted

NEEDS = ("Somebody in it", "A deputy", "Handover tried")
# A picture of more posts than this would not fit on a page; the table has them all.
MOST_DRAWN = 30
POSTS = (
    Column("Post", width=2.2),
    Column("Partner", width=1.8),
    Column("Duties", width=1.8),
    Column("Leaves", "date", 1.3),
    Column("Deputy", width=1.7),
    Column("Handover", width=1.0),
    Column("Missing", width=2.2),
)
SINGLE = (Column("What would be lost", width=3.4), Column("Kind", width=0.8), Column("With this post", width=3.0))
CONTACTS = (
    Column("Between", width=2.4),
    Column("and", width=2.4),
    Column("Through", width=2.4),
    Column("Level", width=1.2),
    Column("Post", width=0.9),
)


def build(subject: Subject) -> Iterable[Block]:
    """How many may leave, the posts with what is missing, and what hangs on a single one."""
    people = subject.case.people
    yield how_many(subject)
    if people.remarks:
        yield Listing(tuple(Item("", remark) for remark in people.remarks))
    yield from _posts(subject)
    yield from _single(subject)
    yield from _leaving(subject)
    yield from _contacts(subject)


def how_many(subject: Subject) -> Note:
    """How many departures it takes before something is lost."""
    least = subject.case.people.departures.at_least
    if least is None:
        return Note("How many may leave? Nobody can say", "Nothing on record says who carries which duty or tie.")
    single = len(subject.case.people.departures.single_points)
    if least == 1:
        return Note(
            "How many may leave? None", f"One departure is enough: {counted(single, 'thing rests', 'things rest')} on one post alone."
        )
    return Note(f"How many may leave? {least - 1}", f"It takes {least} departures before a duty or a tie is lost.")


def _posts(subject: Subject) -> Iterable[Block]:
    plan = subject.case.people.plan
    if not plan:
        return
    yield Heading("The key posts")
    if len(plan) <= MOST_DRAWN:
        yield cover(
            "cover", "The key posts, and what each needs", NEEDS, [Covered(_titled(subject, line), _marks(subject, line)) for line in plan]
        )
    yield Table("posts", "The key posts, and what is missing for each", POSTS, tuple(_row(subject, line) for line in plan))


def _titled(subject: Subject, line: ContinuityLine) -> str:
    return f"{line.title}, {subject.name_of(line.partner)}" if line.partner else line.title


def _is_empty(subject: Subject, line: ContinuityLine) -> bool:
    return bool(line.vacant_since or (line.leaves and line.leaves <= subject.evidence.date))


def _marks(subject: Subject, line: ContinuityLine) -> tuple[Mark, ...]:
    deputy: Mark = "there" if line.deputy else "missing" if line.covered is False else "unknown"
    if line.deputy and any("deputy" in words for words in line.missing):
        deputy = "partly"
    handovers: dict[str | None, Mark] = {"tested": "there", "planned": "partly", "none": "missing", None: "unknown"}
    return ("missing" if _is_empty(subject, line) else "there", deputy, handovers[line.handover])


def _row(subject: Subject, line: ContinuityLine) -> tuple[Value, ...]:
    return (
        line.title,
        subject.name_of(line.partner) if line.partner else None,
        ", ".join(map(code_words, line.duties)) or None,
        line.leaves,
        subject.records.name_of("posts", line.deputy) if line.deputy else None,
        code_title(line.handover) if line.handover else None,
        ", ".join(line.missing) or "nothing",
    )


def _single(subject: Subject) -> Iterable[Block]:
    people = subject.case.people
    titles = dict(people.titles)
    if people.departures.single_points:
        yield Heading("What rests on one post")
        rows = tuple(
            (_reliance(subject, item), code_title(item.kind), ", ".join(titles.get(post, post) for post in item.posts))
            for item in people.departures.single_points
        )
        yield Table("single_points", "Duties and ties that one departure would lose", SINGLE, rows)
    if people.breakage:
        posts = ", ".join(titles.get(post, post) for post in people.breakage.posts)
        groups = " from ".join(", ".join(map(subject.name_of, group)) for group in people.breakage.groups)
        sure = "" if people.breakage.exact else " With so many partners not every way was tried: it may take fewer."
        many = counted(len(people.breakage.posts), "departure", "departures")
        yield Paragraph(f"{many} would cut the partners apart ({posts}): {groups}.{sure}")


def _reliance(subject: Subject, item: Reliance) -> str:
    """What is lost, with the names of partners in place of their short names."""
    if item.kind == "tie":
        return " and ".join(map(subject.name_of, item.what.split(" and ")))
    duty, _, code = item.what.removesuffix(")").rpartition(" (")
    return f"{duty} ({subject.name_of(code)})" if duty else item.what


def _leaving(subject: Subject) -> Iterable[Block]:
    alarms = subject.case.people.alarms
    yield Heading("Who leaves")
    if not alarms:
        yield Paragraph("No leaving date of a filled post is on record.")
        return
    items = []
    for alarm in alarms:
        lost = "; ".join(_reliance(subject, item) for item in alarm.loses)
        items.append(
            Item(f"{spoken(alarm.leaves)}, {alarm.title}:", f"with that goes {lost}." if lost else "others carry on what it does.")
        )
    yield Listing(tuple(items))


def _contacts(subject: Subject) -> Iterable[Block]:
    contacts = subject.case.people.contacts
    if not contacts:
        return
    yield Heading("Who speaks with whom")
    rows = tuple(
        (
            subject.name_of(contact.partner),
            subject.name_of(contact.towards),
            subject.records.name_of("posts", contact.post),
            code_title(contact.level),
            "Filled" if contact.held else "Empty",
        )
        for contact in contacts
    )
    yield Table("contacts", "Working links between partners", CONTACTS, rows)


SECTION = Section("continuity", "On whom it rests", build)
