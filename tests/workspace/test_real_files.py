"""With real files, threads and processes: appends follow each other, survive being killed, and erased words are nowhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace.apart import DATABASE, Installation, installation

WORD = "Quillfeather"
ON_SQLITE = not os.environ.get(DATABASE)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation of its own, whose entries 3 and 4 hold a word that will have to go."""
    with installation(tmp_path_factory.mktemp("here")) as found:
        found.do("fill", 2, WORD)
        yield found


def test_people_who_record_at_once_follow_each_other(here: Installation) -> None:
    told = here.do("record_at_once", 4, 6)
    numbers = sorted(number for some in told for number in some)
    assert numbers == list(range(5, 29))
    assert all(some == sorted(some) for some in told)


def test_what_was_acknowledged_survives_a_kill(here: Installation) -> None:
    command = [sys.executable, "-m", "tests.workspace.apart", "record", "5000"]
    with subprocess.Popen(command, env=here.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        acknowledged = [process.stderr.readline() for _ in range(25)]
        process.send_signal(signal.SIGKILL)
        acknowledged += [line for line in process.stderr.readlines() if line.endswith("\n")]
    found = here.do("check")
    assert found["faults"] == []
    for number, chain in (line.split() for line in acknowledged):
        assert found["chains"][number] == chain


def test_erased_words_are_in_no_file(here: Installation) -> None:
    assert not ON_SQLITE or _files_with(here.folder, WORD)
    for number in (3, 4):
        here.do("erase", number)
    assert _files_with(here.folder, WORD) == []


def _files_with(folder: Path, word: str) -> list[str]:
    """The files in which a word stands."""
    return [path.name for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_a_back_up_can_be_put_back_beside_a_reader(here: Installation, tmp_path: Path) -> None:
    found = here.do("restore_beside_a_reader", tmp_path / "backup.sqlite3")
    before, after = found["seen"]
    assert (before, after) == (found["now"] + 2, found["now"])
    assert here.do("check")["faults"] == []


def test_a_deleted_arrangement_is_in_no_file(tmp_path: Path) -> None:
    with installation(tmp_path) as bare:
        found = Installation(bare.folder, {**bare.environment, "WORD": WORD})
        found.do("fill", 2, WORD)
        assert not ON_SQLITE or _files_with(found.folder, WORD)
        assert found.do("delete") == {"gone": ["Two Councils ICT"], "held": []}
