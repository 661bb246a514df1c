"""The rounds of an arrangement as a person may see them, and what came of those that have closed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from holdfast.core.evidence.answers import Tally
from holdfast.core.rounds.published import Published
from holdfast.core.rounds.read import results
from holdfast.core.rounds.results import RoundResults
from holdfast.web.arrangements.kept import Kept
from holdfast.web.arrangements.permissions import Member
from holdfast.web.arrangements.state import state_of
from holdfast.web.catalogue import site_catalogue
from holdfast.web.rounds.closing import digest_of_all, earlier_rounds, is_as_handed_in
from holdfast.web.rounds.models import ClosedAnswers, Mode, Round
from holdfast.web.rounds.stored import published_of


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the answers are unchanged: how many there are, and what the ledger says of them."""

    digest: str
    is_whole: bool
    count_erased: int


RESULTS_KEPT = 32
_RESULTS: Kept[tuple[str, ...], RoundResults] = Kept(RESULTS_KEPT)
_PROOFS: Kept[tuple[str, ...], Proof] = Kept(RESULTS_KEPT)


def may_see(member: Member, of: Round) -> bool:
    """Whether somebody may know of a round: one in confidence only its own body may."""
    return of.mode != Mode.CONFIDENCE or (bool(member.body) and state_of(member.arrangement).standing.heir(of.body) == member.body)


def rounds_of(member: Member) -> list[Round]:
    """The rounds that a person may know of, the latest first."""
    found = Round.objects.filter(arrangement=member.arrangement).select_related("arrangement", "begun_by").order_by("-number")
    return [each for each in found if may_see(member, each)]


def round_or_404(member: Member, number: int) -> Round:
    """One of them.

    Raises:
        Http404: there is none, or it is another body's in confidence.
    """
    found = next((each for each in rounds_of(member) if each.number == number), None)
    if found is None:
        raise Http404
    return found


def closed_or_404(member: Member, number: int) -> Round:
    """One that has closed.

    Raises:
        Http404: there is none, or it has not closed.
    """
    found = round_or_404(member, number)
    if found.closed is None:
        raise Http404
    return found


def has_figures_from_elsewhere(member: Member) -> bool:
    """Whether this reader knows figures of a round whose answers are not here: no round on the site can be checked beside those."""
    told = {tally.round for tally in state_of(member.arrangement).evidence(member.reader).every(Tally)}
    return bool(told - {found.slug for found in Round.objects.filter(arrangement=member.arrangement)})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A closed round: what may be said of it, and whether its answers are those that the ledger vouches for."""

    round: Round
    results: RoundResults
    digest: str

    @property
    def published(self) -> Published:
        """The published figures."""
        return self.results.published


def outcome_of(of: Round) -> Outcome:
    """What came of a closed round, worked out once for each state of it."""
    answers = answers_of(of)
    before = _before(of)
    catalogue = site_catalogue()

    def work_out() -> RoundResults:
        earlier = published_of(answers_of(before).published) if before else None
        return results(published_of(answers.published), catalogue=catalogue, before=earlier)

    key = (str(of.pk), answers.digest, str(hash(answers.published)), catalogue.digest, answers_of(before).digest if before else "")
    return Outcome(of, _RESULTS.made(key, work_out), answers.digest)


def answers_of(of: Round) -> ClosedAnswers:
    """The answers of a closed round."""
    found: ClosedAnswers = of.answers
    return found


def _before(of: Round) -> Round | None:
    """The round that changes are measured from: the last before it of the same bodies' kind."""
    alike = [each for each in earlier_rounds(of) if (each.mode == Mode.CONFIDENCE) == (of.mode == Mode.CONFIDENCE)]
    own = [each for each in alike if of.mode != Mode.CONFIDENCE or each.body == of.body]
    return own[-1] if own else None


def proof_of(of: Round, source: str) -> Proof:
    """Holds the answers against the digest in their record; `source` is what that record says. Once for each state of both."""
    kept = answers_of(of).content

    def hold() -> Proof:
        content: Sequence[Mapping[str, Any]] = json.loads(kept)
        digest = digest_of_all(content)
        is_whole = digest in source and all(is_as_handed_in(sheet) for sheet in content)
        return Proof(digest, is_whole, sum(bool(sheet.get("erased")) for sheet in content))

    return _PROOFS.made((str(of.pk), hashlib.sha256(kept.encode()).hexdigest(), source), hold)
