"""Indicators of the people it depends on: staffing, released time, clients kept, sponsors, deputies, links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.facts import months_between, partners_in
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import Budget
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Duty, Post, Release, Team, Tie, Training
from holdfast.core.indicators.absence import codes_in, complete_by, registers_of, so_far, term_before, year_before
from holdfast.core.indicators.present import present, speak_for_all
from holdfast.core.indicators.reading import NOT_KNOWN, Reading, known, reads
from holdfast.core.people.cover import INFLUENTIAL, busiest_post, cover_of, different_ties, is_empty, is_key, key_roles
from holdfast.core.people.staffing import Gap, share_of_posts

HALF = 0.5
MANY_INTERIMS = 0.2
TWICE_SECTOR_TURNOVER = 0.17
CAPACITY_LEAVES_GAPS = 0.25
MANY_ROLES = 2
SPONSOR_DUTIES: frozenset[Duty] = frozenset({"sponsor", "political_sponsor"})
LONGEST_STAY = 36.0
LONG_STAY = 24.0
LEVELS_WANTED = 3
LARGE_BUDGET = 5_000_000


def _staffing(teams: Sequence[Team], many: float, *gaps: Gap) -> Reading:
    found = share_of_posts(teams, *gaps)
    return so_far(found.share, found.teams, complete=found.complete, tells=found.share >= many) if found else NOT_KNOWN


@reads(Team)
def interim_posts(evidence: Evidence) -> Reading:
    """Posts held by interims over all posts of the teams, as a share (P03.3, R15)."""
    return _staffing(present(evidence, Team), MANY_INTERIMS, "interim")


@reads(Team)
def vacancies(evidence: Evidence) -> Reading:
    """Posts vacant or held by interims over all posts of the teams, as a share (P11.1, R15, B1)."""
    return _staffing(present(evidence, Team), TWICE_SECTOR_TURNOVER, "vacant", "interim")


@reads(Team, Register)
def change_capacity(evidence: Evidence) -> Reading:
    """Filled posts of the project teams over all their posts, as a share; 0 where there is none (P11.6, L9)."""
    teams = [team for team in present(evidence, Team) if team.project or team.function == "project"]
    registers = complete_by(evidence, Team, evidence.date, evidence.date)
    if not any(team.posts for team in teams):
        nobody = bool(teams or registers) and all(team.posts == 0 for team in teams)
        return so_far(0, [*teams, *registers], complete=nobody, tells=False)
    found = share_of_posts(teams, "vacant")
    if found is None:
        return NOT_KNOWN
    return so_far(1 - found.share, found.teams, complete=found.complete, tells=found.share >= CAPACITY_LEAVES_GAPS)


@reads(Release, Partner)
def staff_released(evidence: Evidence) -> Reading:
    """Staff time given over staff time promised, the lowest of any partner, as a share of 1 at most (P04.2, A1).

    Where neither was promised nor given, nobody is released: 0.
    """
    found = [(share, release) for release in present(evidence, Release) if (share := _released(release)) is not None]
    if not found:
        return NOT_KNOWN
    lowest = min(share for share, _ in found)
    records = [release for share, release in found if share == lowest]
    enough = speak_for_all(evidence, Release, {release.partner for _, release in found})
    return so_far(lowest, records, complete=enough, tells=lowest <= HALF)


def _released(release: Release) -> float | None:
    planned, actual = release.planned_fte, release.actual_fte
    if actual is None or (planned is None and actual):
        return None
    return min(1.0, actual / planned) if planned else float(actual > 0)


@reads(Post)
def undeclared_interests(evidence: Evidence) -> Reading:
    """Posts whose holders gain or lose by the decision and have not declared it, a count (P07.5, the guide)."""
    posts = present(evidence, Post)
    affected = [post for post in posts if post.affected_by_outcome]
    undeclared = [post for post in affected if post.interest_declared is False]
    told = all(post.affected_by_outcome is not None for post in posts) and all(post.interest_declared is not None for post in affected)
    records = undeclared or affected or posts
    return so_far(len(undeclared), records, complete=bool(posts) and told, tells=bool(undeclared))


def _holds(team: Team) -> bool:
    """Whether somebody works in the team; one of unknown size is taken at its word."""
    return team.posts is None or team.posts > (team.vacant or 0)


def _is_thin(team: Team, evidence: Evidence) -> bool:
    """Whether a team of one, which it is said to be, watches over a large part of the shared budget: no more than a name on the door."""
    large = {budget.partner for budget in present(evidence, Budget) if (budget.budget or 0) >= LARGE_BUDGET}
    return team.posts is not None and team.posts <= 1 and team.partner in large


@dataclass(slots=True)
class _ClientSide:
    """The teams and posts of a partner (or of all) that commission and check the service, and whether any is filled."""

    is_filled: bool = False
    records: list[Record] = field(default_factory=list)

    def add(self, record: Record, *, is_filled: bool) -> None:
        """Count one more team or post."""
        self.is_filled |= is_filled
        self.records.append(record)


def _client_sides(evidence: Evidence) -> dict[str | None, _ClientSide]:
    """The client side by partner, none for what serves all. What was last heard of over four years ago may be long gone."""
    found: dict[str | None, _ClientSide] = defaultdict(_ClientSide)
    start = term_before(evidence.date)
    teams = [team for team in present(evidence, Team) if (team.client_side or team.function == "client") and team.on >= start]
    thin = {team.partner for team in teams if _is_thin(team, evidence)}
    for team in teams:
        found[team.partner].add(team, is_filled=_holds(team) and team.partner not in thin)
    for post in present(evidence, Post):
        if "client" in post.duties and post.on >= start:
            found[post.partner].add(post, is_filled=not is_empty(post, evidence.date) and post.partner not in thin)
    return dict(found)


def _kept_by(evidence: Evidence) -> tuple[dict[str, bool], list[Record]]:
    """Which partners keep a client function, as far as is known, and the records that say so."""
    found = _client_sides(evidence)
    listed = registers_of(evidence, Team, evidence.date, evidence.date)
    for_all = found.get(None)
    kept: dict[str, bool] = {}
    records = list(for_all.records) if for_all else []
    for code in sorted(partner.partner for partner in partners_in(evidence) if partner.type != "company"):
        sides = [side for side in (found.get(code), for_all) if side]
        register = listed.get(code) or listed.get(None)
        if sides or register:
            kept[code] = any(side.is_filled for side in sides)
        if code in found:
            records += found[code].records
        elif register and not sides:
            records.append(register)
    return kept, records


@reads(Team, Post, Budget, Partner, Register)
def retained_client(evidence: Evidence) -> Reading:
    """Partners that keep a filled team or post to commission and check the service, over those where it is known (P11.3, K10).

    A company that takes part needs no client of its own. A team or post of no partner serves all. Where only some are known,
    one without a client tells, and the others count as having one.
    """
    kept, records = _kept_by(evidence)
    if not kept:
        return NOT_KNOWN
    if speak_for_all(evidence, Team, kept.keys()):
        return known(sum(kept.values()) / len(kept), records)
    lacking = len(kept) - sum(kept.values())
    return so_far(1 - lacking / _clients_wanted(evidence), records, complete=False, tells=lacking > 0)


def _clients_wanted(evidence: Evidence) -> int:
    return sum(partner.type != "company" for partner in partners_in(evidence))


@reads(Post, Team, Partner, Register)
def company_client(evidence: Evidence) -> Reading:
    """Safeguards in place around the company, of two, as a share: every owner has a client, and a post scrutinises it (C04.6, J16, K42)."""
    kept, records = _kept_by(evidence)
    client = all(kept.values()) if speak_for_all(evidence, Team, kept.keys()) or False in kept.values() else None
    scrutiny, watching = _duty(evidence, "scrutiny")
    answers = (client, scrutiny)
    in_place = sum(answer is not False for answer in answers) / len(answers)
    return so_far(in_place, [*records, *watching], complete=None not in answers, tells=False in answers)


def _duty(evidence: Evidence, duty: Duty) -> tuple[bool | None, Sequence[Record]]:
    """Whether a filled post has the duty, with the records that say so. No is known of empty posts or a complete list."""
    posts = [post for post in present(evidence, Post) if duty in post.duties]
    filled = [post for post in posts if not is_empty(post, evidence.date)]
    registers = complete_by(evidence, Post, evidence.date, evidence.date)
    if filled:
        return True, filled
    return (False, posts or registers) if posts or registers else (None, ())


@reads(Post, Register)
def communications_lead(evidence: Evidence) -> Reading:
    """1 where a filled post has the duty of communications, else 0 (P14.2, R4, R5)."""
    answer, records = _duty(evidence, "communications")
    return NOT_KNOWN if answer is None else known(answer, records)


@reads(Training, Register)
def joint_training(evidence: Evidence) -> Reading:
    """1 where the joint team has been trained in working together, else 0 (P11.4, A1)."""
    held = [training for training in present(evidence, Training) if training.attended or (training.held and training.attended != 0)]
    registers = complete_by(evidence, Training, year_before(evidence.date), evidence.date)
    return so_far(bool(held), held or registers, complete=bool(registers), tells=bool(held))


@reads(Post, Register)
def single_holders(evidence: Evidence) -> Reading:
    """The most key roles that rest on one filled post for which nobody can stand in, a count (C01.1, the guide)."""
    listed = registers_of(evidence, Post, evidence.date, evidence.date)
    cover = cover_of(present(evidence, Post), evidence.date, lambda post: None in listed or post.partner in listed)
    most = max(map(key_roles, cover.alone), default=0)
    records = [post for post in cover.alone if key_roles(post) == most] or cover.covered
    return so_far(most, records, complete=bool(records) and not cover.unclear, tells=most >= MANY_ROLES)


@reads(Post)
def sponsor_leaving(evidence: Evidence) -> Reading:
    """Months until the first known leaving date of a sponsor or of a post with influence 3 or 4, from 0 to 36 (C01.2, H9).

    A date that has passed counts 0. A long stay is known only where every such post gives its date.
    """
    sponsors = [post for post in present(evidence, Post) if _is_sponsor(post) and not (post.vacant_since and post.leaves is None)]
    leaving = [(post.leaves, post) for post in sponsors if post.leaves is not None]
    if not leaving:
        return NOT_KNOWN
    first = min(leaves for leaves, _ in leaving)
    months = min(LONGEST_STAY, max(0.0, months_between(evidence.date, first)))
    records = [post for leaves, post in leaving if leaves == first]
    return so_far(months, records, complete=len(leaving) == len(sponsors), tells=months < LONG_STAY)


def _is_sponsor(post: Post) -> bool:
    return (post.influence or 0) >= INFLUENTIAL or not SPONSOR_DUTIES.isdisjoint(post.duties)


@reads(Post, Register)
def critical_vacancy(evidence: Evidence) -> Reading:
    """Months for which a key post has stood vacant, the longest of any; 0 where all are filled (C01.3, K24)."""
    posts = [post for post in present(evidence, Post) if is_key(post)]
    vacant = [(post.vacant_since, post) for post in posts if post.vacant_since is not None]
    if vacant:
        since = min(start for start, _ in vacant)
        return known(months_between(since, evidence.date), [post for start, post in vacant if start == since])
    listed = bool(complete_by(evidence, Post, evidence.date, evidence.date))
    filled = [post for post in posts if listed or post.in_post_since or (post.leaves and post.leaves > evidence.date)]
    return so_far(0, filled, complete=0 < len(filled) == len(posts), tells=False)


def _ties(evidence: Evidence) -> tuple[Tie, ...]:
    codes = codes_in(evidence)
    return different_ties(tie for tie in evidence.of(Tie) if tie.partner in codes and tie.towards in codes)


@reads(Tie, Partner, Register)
def ties_through_one(evidence: Evidence) -> Reading:
    """Working links that run through the busiest post over all links, as a share (C01.5, P1).

    One link alone says nothing unless the list is complete.
    """
    ties = _ties(evidence)
    hub = busiest_post(ties)
    complete = len(ties) > 1 or bool(complete_by(evidence, Tie, evidence.date, evidence.date))
    return so_far(hub.share, hub.ties, complete=complete, tells=False) if hub else NOT_KNOWN


@reads(Tie, Partner, Register)
def levels_of_contact(evidence: Evidence) -> Reading:
    """Levels (members, executives, managers, staff) at which a partner has links, the fewest of any partner, a count (C01.7, W2)."""
    ties = _ties(evidence)
    levels: dict[str, dict[str, Tie]] = {code: {} for code in codes_in(evidence)}
    for tie in ties:
        for partner in (tie.partner, tie.towards):
            levels[partner].setdefault(tie.level, tie)
    fewest = min(map(len, levels.values()), default=0)
    registers = complete_by(evidence, Tie, evidence.date, evidence.date)
    records = chain.from_iterable(found.values() for found in levels.values() if len(found) == fewest)
    return so_far(fewest, _or(records, registers), complete=bool(registers) and len(levels) > 1, tells=fewest >= LEVELS_WANTED)


def _or(records: Iterable[Record], otherwise: Iterable[Record]) -> Iterable[Record]:
    return tuple(records) or otherwise


READERS = (
    interim_posts,
    vacancies,
    change_capacity,
    staff_released,
    undeclared_interests,
    retained_client,
    company_client,
    communications_lead,
    joint_training,
    single_holders,
    sponsor_leaving,
    critical_vacancy,
    ties_through_one,
    levels_of_contact,
)
