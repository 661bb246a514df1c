"""A catalogue small enough to work out by hand: six indicators, three problems, one pattern, five actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from holdfast.core.catalogue import Catalogue
from holdfast.core.catalogue.model import Action, Floor, Indicator, OutlookRule, Prior, Problem, Question, Weight
from holdfast.core.schema import build

T = TypeVar("T")
WEIGHTS = {"slight": (0.3, 0.2), "moderate": (0.9, 0.5), "strong": (1.5, 0.7)}
ALARMS = {"slight": 0.1, "moderate": 0.2, "strong": 0.3}
PRIORS = {"skills": 0.3, "pace": 0.4, "trading": 0.25, "people": 0.2}
FLOORS = {
    "exposed": 0.6,
    "watch": 0.35,
    "finding_coverage": 0.3,
    "outlook_coverage": 0.3,
    "proxy_strength": 0.6,
    "sample_half": 2,
    "prior_base": 0.3,
    "prior_pull": 0.5,
    "pattern_base": 0.2,
}
RULES: tuple[dict[str, Any], ...] = (
    {"rating": "red", "exposed_at_least": 3, "words": "Three or more"},
    {"rating": "amber_red", "exposed_at_least": 2, "words": "Two"},
    {"rating": "amber", "exposed_at_least": 1, "words": "One"},
    {"rating": "amber_green", "watch_at_least": 2, "words": "Two to watch"},
    {"rating": "green", "words": "None"},
)


def indicator(id: str, ref: str, **fields: Any) -> Indicator:
    """An indicator that is healthy at 0 and critical at 1 unless said otherwise."""
    common = {
        "title": id.replace("_", " ").capitalize(),
        "theme": "people",
        "meaning": "A test.",
        "sentences": ["{value} was read."],
        "unit": "share",
        "healthy": 0,
        "critical": 1,
        "basis": "proposed",
        "why": "A test.",
        "sources": ["G"],
        "who": f"Who knows {id}",
        "ask": "What is it?",
    }
    return build(Indicator, {**common, "id": id, "ref": ref, **fields})


def problem(id: str, number: int, indicators: dict[str, str], **fields: Any) -> Problem:
    """A problem or pattern that links these indicators."""
    words = {"title": id.capitalize(), "short": id.capitalize(), "summary": "A test.", "signs": ["A"], "lesson": "B"}
    return build(Problem, {**words, "id": id, "number": number, "indicators": indicators, "sources": ["G"], **fields})


def question(id: str) -> Question:
    """A question with five points."""
    words = {"text": f"{id}?", "why": "A test.", "points": ["a", "b", "c", "d", "e"], "who": ["ict"]}
    return build(Question, {**words, "id": id, "area": "people"})


def action(id: str, *indicators: str) -> Action:
    """An action that mends these indicators."""
    words = {"title": id.capitalize(), "what": "Do it.", "who": "A post", "weeks": 1, "days": 1, "worked": "It did."}
    return build(Action, {**words, "id": id, "indicators": list(indicators), "sources": ["G"]})


INDICATORS = (
    indicator("interim_posts", "P03.3", critical=0.5, group="vacancy", proxy="team_full"),
    indicator("staff_released", "P04.2", healthy=1, critical=0, proxy="work_shared_fairly"),
    indicator("shared_vision", "P06.6", healthy=1, critical=0, question="shared_vision", measure="agree_share"),
    indicator("vacancies", "P11.1", critical=0.5, group="vacancy", proxy="team_full"),
    indicator("joint_training", "P11.4", unit="yes_no", healthy=1, critical=0, proxy="change_capacity_ready"),
    indicator("largest_customer", "C05.2", healthy=0.2, critical=0.8, proxy="income_signed", applies_if="has_company"),
)
PROBLEMS = (
    problem("skills", 1, {"vacancies": "strong", "interim_posts": "moderate", "shared_vision": "moderate", "joint_training": "slight"}),
    problem("pace", 2, {"staff_released": "strong", "shared_vision": "moderate"}),
    problem("trading", 3, {"largest_customer": "strong", "vacancies": "slight"}, applies_if="has_company"),
)
PATTERNS = (problem("people", 1, {"vacancies": "strong"}),)
QUESTIONS = tuple(question(id) for id in ("team_full", "work_shared_fairly", "shared_vision", "change_capacity_ready", "income_signed"))
ACTIONS = (
    action("fill_posts", "vacancies", "interim_posts"),
    action("release_staff", "staff_released"),
    action("talk", "shared_vision"),
    action("train", "joint_training"),
    action("win_customers", "largest_customer"),
)


def small_catalogue(**changes: Any) -> Catalogue:
    """The whole small catalogue; any part may be given instead."""
    parts: dict[str, Any] = {
        "problems": _by_id(PROBLEMS),
        "patterns": _by_id(PATTERNS),
        "indicators": _by_id(INDICATORS),
        "questions": _by_id(QUESTIONS),
        "actions": _by_id(ACTIONS),
        "parameters": {},
        "cases": {},
        "sources": {},
        "weights": _by_id(
            build(Weight, {"id": id, "number": number, "expose": up, "protect": down, "alarm": ALARMS[id], "basis": "A test."})
            for number, (id, (up, down)) in enumerate(WEIGHTS.items(), 1)
        ),
        "floors": _by_id(
            build(Floor, {"id": id, "number": number, "value": value, "basis": "A test."})
            for number, (id, value) in enumerate(FLOORS.items(), 4)
        ),
        "priors": _by_id(
            build(Prior, {"id": id, "number": number, "value": value, "basis": "A test."})
            for number, (id, value) in enumerate(PRIORS.items(), 101)
        ),
        "rules": tuple(build(OutlookRule, rule) for rule in RULES),
        "case_readings": {},
        "digest": "small",
    }
    return Catalogue(**{**parts, **changes})


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}
