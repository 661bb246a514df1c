"""Bringing in people's answers: figures of groups stand in their place, once, and nobody is told an answer that a ledger brings along."""

from __future__ import annotations

import pytest

from holdfast.core.evidence.answers import Answers, Tally
from holdfast.web.arrangements.assessed import assessed
from holdfast.web.arrangements.changes_redact import redact
from holdfast.web.arrangements.evidence.content import content_of
from holdfast.web.arrangements.models import StoredEntry
from holdfast.web.arrangements.state import forget_ledgers, number_of, state_of
from tests.workspace.addresses import page
from tests.workspace.personas import Persona, record
from tests.workspace.programs import Program
from tests.workspace.test_import import known_to, take, tally, upload

ROUND = '[[rounds]]\nround = "r1"\nminimum_group = 3\n{}on = 2026-01-01\nsource = "s"\n'
SHEETS = "".join(
    f'[[answers]]\npartner = "ostley"\nround = "r1"\nrespondent = "zqx{at}"\nrole = "staff"\non = 2026-01-01\nsource = "s"\n'
    f'answers.shared_vision = {at % 2 + 2}\ncomments.shared_vision = "Zanzibar{at}"\n'
    for at in range(8)
)


@pytest.mark.parametrize("is_recorded", [False, True])
def test_what_was_told_in_confidence_stands_in_no_entry(ann: Persona, ben: Persona, is_recorded: bool) -> None:
    closed = ROUND.format("closed = 2026-01-01\n")
    if is_recorded:
        record(ann, "rounds", round="r1", minimum_group=3, closed="2026-01-01", on="2026-01-01", source="s")
    take(ann, upload(ann, SHEETS if is_recorded else closed + SHEETS), visibility="partners")
    known = known_to(ben)
    assert known.every(Answers) == () and {told.question for told in known.every(Tally)} == {"shared_vision"}
    place = ann.place.arrangement
    assert not any(
        "Zanzibar" in row.payload or "zqx" in row.payload for row in StoredEntry.objects.filter(arrangement=place) if row.payload
    )
    told = ann.client.get(page(ann, "export_toml", "own")).text
    assert "[[tallies]]" in told and "Zanzibar" not in told
    assert tally(upload(ann, SHEETS if is_recorded else closed + SHEETS))["new"] == 0, "the same file twice changes nothing"


def test_what_was_told_in_a_round_that_has_not_closed_waits(ann: Persona) -> None:
    preview = upload(ann, ROUND.format("") + SHEETS)
    assert tally(preview)["new"] == 1
    take(ann, preview)
    assert known_to(ann).every(Answers) == known_to(ann).every(Tally) == ()


def test_a_second_file_with_one_person_more_brings_no_second_set_of_figures(ann: Persona, ben: Persona) -> None:
    """The difference between two sets would be what that person answered; nor does it help to look both files over first."""
    closed = ROUND.format("closed = 2026-01-01\n")
    more = SHEETS + SHEETS[: SHEETS.index("[[", 2)].replace("zqx0", "zqx9").replace("shared_vision = 2", "shared_vision = 0")
    early = upload(ben, closed + more)
    assert tally(early)["new"] > 1
    take(ann, upload(ann, closed + SHEETS), visibility="partners")
    first = {content_of(item) for item in known_to(ann).every(Tally)}
    late = upload(ann, closed + more)
    assert tally(late)["new"] == tally(late)["changed"] == 0 and "recorded already for r1" in late.text
    for by, preview in ((ann, late), (ben, early)):
        answer = take(by, preview, visibility="partners")
        take(by, answer, visibility="partners")
    told = state_of(ann.place.arrangement).ever_told()
    assert {content_of(item) for item in told if isinstance(item, Tally)} == first != set()


def round_of(name: str, points: str, questions: str = "shared_vision") -> str:
    """A closed round of a file in which people gave these points, one each."""
    head = f'[[rounds]]\nround = "{name}"\nminimum_group = 3\nclosed = 2026-01-01\non = 2026-01-01\nsource = "s"\n'
    return head + "".join(
        f'[[answers]]\npartner = "ostley"\nround = "{name}"\nrespondent = "r{at}"\nrole = "staff"\non = 2026-01-01\nsource = "s"\n'
        f"answers.{questions} = {point}\n"
        for at, point in enumerate(points)
    )


def told_of(by: Persona) -> set[str]:
    """The rounds of which the ledger has figures."""
    return {item.round for item in known_to(by).every(Tally)}


def test_a_round_under_another_name_brings_no_figures_that_nobody_can_check(ann: Persona) -> None:
    """Whether the people are the same, and what they said the first time, only the answers tell; with them in the file it is checked."""
    take(ann, upload(ann, round_of("r1", "44332211")))
    renamed = upload(ann, round_of("again", "443322110"))
    assert "The figures of again are left out" in renamed.text
    take(ann, renamed)
    assert told_of(ann) == {"r1"}
    take(ann, upload(ann, round_of("r1", "00112233") + round_of("again", "443322110")))
    assert told_of(ann) == {"r1"}, "with other answers of the first round it is not checked either"
    take(ann, upload(ann, round_of("else", "44332211", "users_content")))
    take(ann, upload(ann, round_of("r1", "44332211") + round_of("again", "0123401234")))
    assert told_of(ann) == {"r1", "else", "again"}
    assert "came here from elsewhere, without its answers" in ann.client.get(page(ann, "new_round")).text


def test_figures_that_were_erased_make_room_for_no_others(ann: Persona) -> None:
    take(ann, upload(ann, round_of("r1", "44332211")))
    figures = {number_of(item) for item in known_to(ann).every(Tally)}
    for number in figures:
        redact(by=ann.place, number=number, reason="It was a mistake")
    forget_ledgers()
    for file in (round_of("r1", "443322110"), round_of("again", "443322110")):
        take(ann, upload(ann, file))
        assert told_of(ann) == set()


def test_nobody_is_told_the_answers_of_a_ledger_from_elsewhere(ann: Persona, ben: Persona) -> None:
    promise = record(ann, "rounds", round="r1", minimum_group=3, closed="2026-01-01", on="2026-01-01", source="s").number
    for at in range(8):
        said = {"shared_vision": at % 2 + 2}
        record(ann, "answers", round="r1", partner="ostley", respondent=f"zqx{at}", role="staff", answers=said, on="2026-01-01", source="s")
    ben.place.arrangement.refresh_from_db()
    found = assessed(ben.place.arrangement, ben.place.reader)
    assert found.evidence.every(Answers) == found.evidence.every(Tally) == ()
    assert "zqx" not in ben.client.get(page(ben, "export_toml", "partners")).text
    lines = b"".join(ben.client.get(page(ben, "export_ledger", "partners")).streaming_content).decode()
    assert '"minimum_group"' in lines and "zqx" not in lines
    numbers = sorted(state_of(ben.place.arrangement).standing.records)
    # Nor where they are looked at over time, nor once the promise is taken back, or its words are erased and the ledger is read anew.
    record(ann, "rounds", round="r1", closed="2026-01-01", on="2026-01-01", source="s", target=promise)
    redact(by=ann.place, number=promise, reason="It was a mistake")
    forget_ledgers()
    ben.place.arrangement.refresh_from_db()
    state = state_of(ben.place.arrangement)
    for some in (numbers, numbers[:-1]):
        assert state.among(frozenset(some)).every(Answers) == state.among(frozenset(some)).every(Tally) == ()
    assert state.evidence(ben.place.reader).every(Answers) == ()
    for name in ("evidence", "over_time", "history"):
        assert "zqx" not in ben.client.get(page(ben, name)).text
    proof = ben.client.get(page(ben, "history_entry", numbers[-1])).text
    assert "zqx" not in proof and "shared_vision" not in proof
    from_program = Program(ben).get(Program(ben).at(f"/entries/{numbers[-1]}"))
    assert from_program.status_code == 200 and b"zqx" not in from_program.content
