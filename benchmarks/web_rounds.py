"""Readiness rounds under load: the results of a large one from a cold start, and two hundred people who answer at once.

`python -m benchmarks.web_rounds`; a part of `make bench-web`.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, print_table
from benchmarks.visitor import Visitor, form_fields
from benchmarks.web import THINKING, Site, deed, p95, running
from tests.workspace.apart import Installation, installation

PARTNERS, PEOPLE_EACH, QUESTIONS = 32, 100, 60
RESPONDENTS = 200
COLD_STARTS = 5
VALUES = ("0", "1", "2", "3", "4", "dont_know", "not_applicable")


@dataclass
class Respondent:
    """Somebody who answers on a phone: how long each request took, and what went wrong."""

    visitor: Visitor
    link: str
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    answers: int = 0

    def answer(self) -> None:
        """From the link to the receipt, thinking between pages."""
        fields = self._fields(self.link)
        page = self._send(self.link, {**fields, "do": "begin"})
        while page and not page.endswith("/check/"):
            time.sleep(random.uniform(*THINKING))
            page = self._send(page, self._filled(self._fields(page)))
        if page:
            time.sleep(random.uniform(*THINKING))
            fields = self._fields(page)
            done = self.visitor.post(page, fields)
            self._note(done.seconds, done.status, 200)

    def _filled(self, fields: Mapping[str, str]) -> dict[str, str]:
        asked = [name.removeprefix("seen.") for name in fields if name.startswith("seen.")]
        self.answers += len(asked)
        return {**fields, **{f"answer.{id}": random.choice(VALUES) for id in asked}}

    def _fields(self, path: str) -> dict[str, str]:
        found = self.visitor.get(path)
        self._note(found.seconds, found.status, 200)
        return form_fields(found.text)

    def _send(self, path: str, values: Mapping[str, str]) -> str:
        """Send a form; whereto it leads."""
        done = self.visitor.post(path, values)
        self._note(done.seconds, done.status, 302)
        return re.sub(r"^https?://[^/]+", "", done.location)

    def _note(self, seconds: float, status: int, expected: int) -> None:
        self.seconds.append(seconds)
        if status != expected:
            self.errors.append(str(status))


def results(of: Installation, made: Mapping[str, Any]) -> Iterator[Figure]:
    """The results page of the largest round, each time from a fresh start."""
    made = {**made, **deed(of, "large_round", PARTNERS, PEOPLE_EACH, QUESTIONS)}
    name = f"results of {PARTNERS} partners x {PEOPLE_EACH} people x {QUESTIONS} questions"
    yield Figure(f"closing the round with {name.removeprefix('results of ')}", 1000 * made["closing"], "ms")
    colds, processor = [], []
    for _ in range(COLD_STARTS):
        with running(of, made) as site:
            # Any other page first: what is measured is a round that nobody has looked at, and not the start of the program.
            site.visitor().get("/accessibility/")
            before = _processor_seconds(site)
            answer = site.visitor().get(made["results"])
            assert answer.status == 200, answer.status
            colds.append(answer.seconds)
            processor.append(_processor_seconds(site) - before)
    yield Figure(f"{name}, cold, slowest of {COLD_STARTS}", 1000 * max(colds), "ms", 500)
    yield Figure(f"{name}, cold, processor time, mean of {COLD_STARTS}", 1000 * sum(processor) / len(processor), "ms")
    with running(of, made) as site:
        visitor = site.visitor()
        times = [visitor.get(made["results"]).seconds for _ in range(20)][1:]
        yield Figure(f"{name}, warm, p95 of {len(times)}", 1000 * p95(times), "ms")


def _processor_seconds(site: Site) -> float:
    """Processor time that the server has used so far, in all its processes."""
    first = site.process.pid
    others = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="ascii").split()
    used = 0
    for number in (first, *others):
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / 100


def respondents(of: Installation, made: Mapping[str, Any]) -> Iterator[Figure]:
    """Two hundred people who answer the full questionnaire at once, half by links of their own and half by one for many."""
    made = {**made, **deed(of, "open_round", RESPONDENTS)}
    with running(of, made) as site:
        people = [Respondent(Visitor(site.address), link) for link in made["links"]]

        def work(person: Respondent) -> None:
            time.sleep(random.uniform(0, THINKING[1]))
            person.answer()

        before = _processor_seconds(site)
        began = time.monotonic()
        threads = [threading.Thread(target=work, args=(person,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
        processor = _processor_seconds(site) - before
    found: Mapping[str, Any] = deed(of, "handed_in")
    times = [second for person in people for second in person.seconds]
    name = f"{RESPONDENTS} people answering at once"
    yield Figure(f"{name}: p95 of {len(times):,} requests", 1000 * p95(times), "ms", 300)
    yield Figure(f"{name}: errors", sum(len(person.errors) for person in people), "", 1)
    yield Figure(f"{name}: not handed in", RESPONDENTS - found["sheets"], "", 1)
    yield Figure(f"{name}: answers given and not there", sum(person.answers for person in people) - found["answers"], "", 1)
    yield Figure(f"{name}: processor time of the server a request", 1000 * processor / max(1, len(times)), "ms")
    yield Figure(f"{name}: of each second, processor time that the server had", processor / took, "s")


def measured() -> Iterator[Figure]:
    """Every figure, on SQLite."""
    for part in (results, respondents):
        with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder, installation(Path(folder), database="") as of:
            yield from part(of, deed(of, "make", 10, 2))


def main() -> None:
    """Measure and print."""
    print(f"Before: {os.getloadavg()[0]:.1f} busy on {os.cpu_count()} processors\n\nReadiness rounds, SQLite", flush=True)
    print_table(measured())


if __name__ == "__main__":
    main()
