"""Indicators of the club rules: what the agreement says on each topic, and who has agreed to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from holdfast.core.decisions.agreed import agreed_on
from holdfast.core.evidence import Evidence, Record
from holdfast.core.evidence.decisions import Decision, Milestone, Review, Rule, RuleTopic
from holdfast.core.evidence.facts import go_live, months_between
from holdfast.core.evidence.history import Register
from holdfast.core.evidence.money import CaseVersion
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.people import Tie
from holdfast.core.indicators.absence import codes_in, complete_by, share_of_yes, so_far, year_before
from holdfast.core.indicators.predicates import is_live
from holdfast.core.indicators.present import present
from holdfast.core.indicators.reading import NOT_APPLICABLE, NOT_KNOWN, Reader, Reading, known, reads

GOODWILL = frozenset({"informal", "memorandum"})
UNSAID = frozenset({None, "other"})
# Indicators that are no more than the share of the partners that agreed a rule: each with the rule's topic.
AGREED: Mapping[str, RuleTopic] = {
    "chair_rotation": "chair",
    "reserved_matters": "reserved_matters",
    "separate_identity": "separate_identity",
    "go_alone_clause": "go_alone",
    "closure_cost_settled": "closure_cost",
    "next_services_agreed": "next_services",
}
TERMS_OF_LEAVING: Sequence[RuleTopic] = ("exit", "notice", "closure_cost")
INTERIM = 0.5
ENOUGH_TERMS = 3
UNSETTLED_TERM = frozenset({"open", "disputed"})
TERMS: Sequence[RuleTopic] = (
    "cost_sharing", "risk_and_reward", "exit", "notice", "dispute", "scrutiny", "client_function", "joining", "delegations", "staff",
)  # fmt: skip


def _rules(evidence: Evidence, topic: RuleTopic) -> list[Rule]:
    return [rule for rule in present(evidence, Rule) if rule.topic == topic]


def _registers(evidence: Evidence) -> tuple[Register, ...]:
    return complete_by(evidence, Rule, evidence.date, evidence.date)


def _agreed(evidence: Evidence, topic: RuleTopic) -> Reading:
    """The share of the partners whose rules on a topic are all agreed; 0 where the list of rules is complete without one."""
    registers = _registers(evidence)
    rules = _rules(evidence, topic)
    found = agreed_on(rules, codes_in(evidence))
    if found is None:
        return known(0, registers) if registers else NOT_KNOWN
    if registers:
        return known(found.agreed / (found.stated + found.silent), [*rules, *registers])
    return so_far(found.agreed / found.stated, rules, complete=not found.silent, tells=found.agreed < found.stated)


@reads(Rule, Partner, Register)
def lead_rotation(evidence: Evidence) -> Reading:
    """1 where the lead has passed from one partner to another, else the share of partners that agreed a rule on the chair (P02.6, R19)."""
    led = [partner for partner in evidence.history(Partner) if partner.role == "lead"]
    leading = {partner.partner for partner in evidence.of(Partner) if partner.role == "lead"}
    passed_on = {partner.partner for partner in led} - leading
    return known(1, led) if leading and passed_on else _agreed(evidence, "chair")


@reads(Rule, Decision, Register)
def delegated_limit(evidence: Evidence) -> Reading:
    """Decisions of a year whose sum lies within the lowest agreed limit of the joint head, over those with a sum, a share (P13.3, J11).

    Where the limit is not agreed, or the list of rules is complete without one, nothing lies within it.
    """
    rules = _rules(evidence, "delegated_limit")
    registers = _registers(evidence)
    limits = [rule.value for rule in rules if rule.status == "agreed" and rule.value is not None]
    unsettled = bool(rules) and all(rule.status != "agreed" for rule in rules)
    if unsettled or (registers and not rules) or 0 in limits:
        return known(0, rules or registers)
    start = year_before(evidence.date)
    summed = [decision for decision in present(evidence, Decision) if decision.value and decision.on >= start]
    if not limits or not summed:
        return NOT_KNOWN
    within = [decision for decision in summed if decision.value is not None and decision.value <= min(limits)]
    return known(len(within) / len(summed), [*rules, *summed])


@reads(Rule, Review, CaseVersion, Register)
def papers_reach_all(evidence: Evidence) -> Reading:
    """The lower of the share of partners with an agreed right to see papers, and the share of papers that all could read (P14.7, K84)."""
    reviews = [review for review in evidence.of(Review) if review.done]
    versions = evidence.of(CaseVersion)
    answers: list[tuple[bool | None, Record]] = [(review.seen_by_all, review) for review in reviews]
    answers += [(version.published, version) for version in versions]
    readings = [_agreed(evidence, "access_to_papers"), share_of_yes(answers, len(answers))]
    found = [(reading.value, reading) for reading in readings if reading.value is not None]
    return min(found, key=lambda item: item[0])[1] if found else NOT_KNOWN


@reads(Tie, Rule, Register)
def informal_base(evidence: Evidence) -> Reading:
    """1 where the base is a binding form, 0 where it is a memorandum, goodwill or one link for each partner (C06.2, A8).

    Agreed terms of leaving bind whatever the form is called. A form whose governance is still open is an interim one: half.
    The legal form stands in the head of the file, so `because` may be empty.
    """
    form = evidence.arrangement.type
    terms = [rule for topic in TERMS_OF_LEAVING for rule in _rules(evidence, topic) if rule.status == "agreed"]
    interim = [rule for rule in _rules(evidence, "delegations") if rule.status == "open"]
    if terms and form not in GOODWILL:
        return known(1, terms)
    if form not in UNSAID:
        return known(INTERIM if interim and form not in GOODWILL else form not in GOODWILL, interim)
    ties = present(evidence, Tie)
    return known(0, ties) if _is_one_link(evidence, ties) else NOT_KNOWN


def _is_one_link(evidence: Evidence, ties: Sequence[Tie]) -> bool:
    """Whether each partner's links run through one post only, in a list that is long enough to tell or complete."""
    posts: dict[str, set[str]] = {}
    for tie in ties:
        posts.setdefault(tie.partner, set()).add(tie.through)
    told = len(posts) > 1 or bool(complete_by(evidence, Tie, evidence.date, evidence.date))
    return bool(posts) and told and all(len(through) == 1 for through in posts.values())


@reads(Rule, Partner)
def terms_agreed(evidence: Evidence) -> Reading:
    """Share of the terms of the club on record to which every partner has agreed, of those that say (P09.7, J8, J10).

    All agreed is known from three terms on; one that is open or disputed tells at once.
    """
    by_topic = [(_agreed_by_all(evidence, rules), rules[0]) for topic in TERMS if (rules := _rules(evidence, topic))]
    return share_of_yes(by_topic, ENOUGH_TERMS)


def _agreed_by_all(evidence: Evidence, rules: Sequence[Rule]) -> bool | None:
    """Whether all agree. A term that is open while the agreement is still being written is not due yet: not known."""
    statuses = {rule.status for rule in rules}
    if "open" in statuses and "disputed" not in statuses and is_live(evidence) is not True:
        return None
    found = agreed_on(rules, codes_in(evidence))
    return found is not None and found.agreed == found.stated


@reads(Rule, Milestone)
def terms_open_months(evidence: Evidence) -> Reading:
    """Months that a term of the club has been open or disputed since go-live, the longest, in months (P09.9, J8, J10).

    A term that was once agreed counts from the day it was opened again. Before go-live it does not apply.
    """
    start = go_live(evidence)
    if start is None:
        return NOT_APPLICABLE if is_live(evidence) is False else NOT_KNOWN
    open_terms = [rule for topic in TERMS for rule in _rules(evidence, topic) if rule.status in UNSETTLED_TERM]
    if not open_terms:
        return known(0, settled) if len(settled := _settled(evidence)) >= ENOUGH_TERMS else NOT_KNOWN
    agreed = {(rule.partner, rule.topic, rule.title) for rule in evidence.history(Rule) if rule.status == "agreed"}
    since = [(rule.on if (rule.partner, rule.topic, rule.title) in agreed else start, rule) for rule in open_terms]
    longest, rule = min(since, key=lambda item: item[0])
    return known(max(months_between(longest, evidence.date), 0), (rule,))


def _settled(evidence: Evidence) -> list[Rule]:
    """One agreed rule for each term that every partner has agreed to."""
    found = [_rules(evidence, topic) for topic in TERMS]
    return [rules[0] for rules in found if rules and _agreed_by_all(evidence, rules)]


READERS = (
    lead_rotation,
    *(Reader(id, (Rule, Partner, Register), partial(_agreed, topic=topic)) for id, topic in AGREED.items()),
    delegated_limit,
    papers_reach_all,
    informal_base,
    terms_agreed,
    terms_open_months,
)
