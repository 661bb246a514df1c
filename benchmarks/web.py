"""How quick the workspace is and how sure, over real HTTP: `python -m benchmarks.web`, on SQLite and where it can on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import random
import re
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, print_table
from benchmarks.visitor import Visitor
from tests.postgresql import programs, server
from tests.workspace.apart import Installation, installation

ENTRIES, PEOPLE = 10_000, 50
WARM, RECORDED = 200, 100
ARRANGEMENTS = 40
CROWD_SECONDS = 20
THINKING = (1.0, 2.0)
KILLS, APPENDS, HANDS = 10, 1_000, 8
ACCEPTED = (301, 302, 303)


@dataclass
class Site:
    """A running site with its large arrangement."""

    process: subprocess.Popen[str]
    address: str
    paths: Mapping[str, str]
    sessions: list[str]

    def visitor(self, number: int = 0) -> Visitor:
        """One of its people."""
        return Visitor(self.address, self.sessions[number % len(self.sessions)])


def deed(of: Installation, name: str, *arguments: object) -> Any:
    """Something done straight in the database."""
    command = [sys.executable, "-m", "benchmarks.web_site", name, *map(str, arguments)]
    return json.loads(subprocess.run(command, env=of.environment, capture_output=True, text=True, check=True).stdout)


@contextmanager
def running(of: Installation, made: Mapping[str, Any]) -> Iterator[Site]:
    """The site, started as in production and stopped afterwards."""
    command = [sys.executable, "-m", "holdfast.web", "--port", "0"]
    paths = deed(of, "paths", made["arrangement"])
    with subprocess.Popen(command, env=of.environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://[^/]+", process.stdout.readline())
        assert found
        try:
            yield Site(process, found.group(), paths, made["sessions"])
        finally:
            process.kill()


@dataclass
class Recorder:
    """Somebody who records gates, and remembers which were acknowledged, which were not, and how long each request took."""

    visitor: Visitor
    path: str
    acknowledged: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # Sent, and the server was gone before it answered: such an entry may be there or not, but never in part.
    unanswered: list[str] = field(default_factory=list)

    def open(self) -> dict[str, str]:
        """The form, with something typed in it."""
        found = self.visitor.fields(self.path)
        said = {"gate": f"x{secrets.token_hex(6)}", "name": "Outline case", "body": "Cabinet", "source": "Board paper 4"}
        if not found.get("on", "x"):
            said["on"] = f"{dt.date.today()}"
        return {**found, **said}

    def send(self, values: Mapping[str, str]) -> None:
        """Send it, and note what came of it."""
        answer = self.visitor.post(self.path, values)
        self.seconds.append(answer.seconds)
        if answer.status in ACCEPTED:
            self.acknowledged.append(values["gate"])
        else:
            self.errors.append(f"{answer.status}")


def pages(of: Installation, made: Mapping[str, Any]) -> Iterator[Figure]:
    """The overview and the history of the large arrangement, cold and warm, and after an entry."""
    colds = []
    for _ in range(3):
        with running(of, made) as site:
            colds.append(_ok(site.visitor(), site.paths["overview"]))
    yield Figure(
        f"overview of {ENTRIES:,} entries, cold: first request after a start, median of 3", 1000 * statistics.median(colds), "ms", 1000
    )
    with running(of, made) as site:
        visitor = site.visitor()
        for name, limit in (("overview", 150.0), ("history", 150.0)):
            _ok(visitor, site.paths[name])
            times = [_ok(visitor, site.paths[name]) for _ in range(WARM)]
            yield Figure(f"{name} of {ENTRIES:,} entries, warm, p95 of {WARM}", 1000 * p95(times), "ms", limit)
        recorder = Recorder(visitor, site.paths["record"])
        after = []
        for number in range(RECORDED):
            recorder.send(recorder.open())
            if number % 5 == 0:
                after.append(_ok(visitor, site.paths["overview"]))
        yield Figure(f"recording an entry beside them, p95 of {RECORDED}", 1000 * p95(recorder.seconds), "ms", 100)
        yield Figure("overview right after an entry, p95 of 20", 1000 * p95(after), "ms")
        yield Figure("entries refused", len(recorder.errors), "", 1)


def portfolio(of: Installation, made: Mapping[str, Any]) -> Iterator[Figure]:
    """All arrangements of somebody who has forty, the large one among them."""
    path = deed(of, "arrangements", ARRANGEMENTS - 1)["portfolio"]
    with running(of, made) as site:
        visitor = site.visitor()
        # Each process of the site works them out for itself.
        for _ in range(10):
            _ok(visitor, path)
        times = [_ok(visitor, path) for _ in range(ARRANGEMENTS)]
        yield Figure(f"portfolio of {ARRANGEMENTS} arrangements, warm, p95 of {len(times)}", 1000 * p95(times), "ms", 300)


def _ok(visitor: Visitor, path: str) -> float:
    answer = visitor.get(path)
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}: {answer.text[:300]}")
    return answer.seconds


def crowd(of: Installation, made: Mapping[str, Any]) -> Iterator[Figure]:
    """Fifty people who record in the same arrangement at once, thinking between requests."""
    with running(of, made) as site:
        _ok(site.visitor(), site.paths["overview"])
        recorders = [Recorder(site.visitor(number), site.paths["record"]) for number in range(PEOPLE)]
        until = time.monotonic() + CROWD_SECONDS

        def work(recorder: Recorder) -> None:
            time.sleep(random.uniform(0, THINKING[1]))
            while time.monotonic() < until:
                values = recorder.open()
                time.sleep(random.uniform(*THINKING))
                recorder.send(values)
                time.sleep(random.uniform(*THINKING))

        _together(work, recorders)
    yield from _told(of, recorders, f"{PEOPLE} people at once")
    times = [second for recorder in recorders for second in recorder.seconds]
    yield Figure(f"{PEOPLE} people at once: recording an entry, p95 of {len(times)}", 1000 * p95(times), "ms", 300)


def kills(of: Installation, made: Mapping[str, Any]) -> Iterator[Figure]:
    """The server killed in the middle of appends, again and again: each time there are requests that it never answered."""
    recorders: list[Recorder] = []
    caught = 0
    for _ in range(KILLS):
        with running(of, made) as site:
            some = [Recorder(site.visitor(number), site.paths["record"]) for number in range(HANDS)]
            killer = threading.Thread(target=_kill, args=(site, some, random.randint(APPENDS // 10, APPENDS // 2)))
            killer.start()
            _together(_append_until_killed, some)
            killer.join()
            recorders += some
            caught += any(recorder.unanswered for recorder in some)
    name = f"killed {KILLS} times in the middle of {APPENDS:,} appends"
    yield Figure(f"{name}: times an append was under way", caught, "", KILLS, is_at_least=True)
    yield from _told(of, recorders, name)


def _append_until_killed(recorder: Recorder) -> None:
    own = recorder.open()
    for _ in range(APPENDS // HANDS):
        said = {**own, "gate": f"x{secrets.token_hex(6)}"}
        try:
            recorder.send(said)
        except (OSError, http.client.HTTPException):
            recorder.unanswered.append(said["gate"])
            return


def _kill(site: Site, some: list[Recorder], enough: int) -> None:
    """Kill the server once so many appends are acknowledged, whatever it is doing; none may end by itself before that."""
    while sum(len(recorder.acknowledged) for recorder in some) < enough and site.process.poll() is None:
        if sum(len(recorder.errors) for recorder in some) > APPENDS - enough:
            break
        time.sleep(0.002)
    site.process.send_signal(signal.SIGKILL)


def _together(work: Callable[[Recorder], None], recorders: list[Recorder]) -> None:
    threads = [threading.Thread(target=work, args=(recorder,)) for recorder in recorders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _told(of: Installation, recorders: list[Recorder], name: str) -> Iterator[Figure]:
    """Whether everything that was acknowledged is there, and the chain whole."""
    found = deed(of, "check")
    there = set(found["gates"])
    acknowledged = [gate for recorder in recorders for gate in recorder.acknowledged]
    yield Figure(f"{name}: entries acknowledged", len(acknowledged), "")
    unanswered = [gate for recorder in recorders for gate in recorder.unanswered]
    if unanswered:
        yield Figure(f"{name}: cut off before an answer, and there", sum(gate in there for gate in unanswered), f"of {len(unanswered)}")
    yield Figure(f"{name}: acknowledged and not there", sum(gate not in there for gate in acknowledged), "", 1)
    yield Figure(f"{name}: errors", sum(len(recorder.errors) for recorder in recorders), "", 1)
    yield Figure(f"{name}: faults of the chain", len(found["faults"]), "", 1)


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def measured(address: str) -> Iterator[Figure]:
    """Every figure on one kind of database."""
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder, installation(Path(folder), database=address) as bare:
        of = Installation(bare.folder, {**bare.environment, "DJANGO_SETTINGS_MODULE": "benchmarks.site.settings"})
        made = deed(of, "make", ENTRIES, PEOPLE)
        for part in (pages, crowd, kills, portfolio):
            yield from part(of, made)


def main() -> None:
    """Measure and print, on SQLite first. What else the computer is busy with counts too, so that is said before."""
    print(f"Before: {os.getloadavg()[0]:.1f} busy on {os.cpu_count()} processors\n\nSQLite", flush=True)
    print_table(measured(""))
    found = programs()
    if found is None:
        print("\nPostgreSQL is left out: there is no server on this computer.")
        return
    with server(found) as address:
        print("\nPostgreSQL", flush=True)
        print_table(measured(os.environ.get("HOLDFAST_DATABASE") or address))


if __name__ == "__main__":
    main()
