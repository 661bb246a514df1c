"""What to talk about first, in words: one sentence and the particulars, from the comparison's topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from holdfast.core.alignment.comparison import Comparison, LimitRow, RoleRow, Scale, TopicKind
from holdfast.core.evidence.scope import Service
from holdfast.web.page import exchange_words as words

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NAMED = 4
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TopicShown:
    """One thing to talk about."""

    kind: TopicKind
    title: str
    text: str


def topics_shown(found: Comparison, names: Names) -> tuple[TopicShown, ...]:
    """Every topic of a comparison in words, the most worrying first."""
    return tuple(TopicShown(topic.kind, *_WORDS[topic.kind](found, names)) for topic in found.topics)


def count(number: int) -> str:
    """A number as a word, where there is a short one."""
    return _(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def joined(names: Iterable[str]) -> str:
    """Names as a sentence lists them."""
    *first, last = names
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def phase(service: Service) -> str:
    """Where a service stands in the plan."""
    if service.in_scope is False:
        return _("Not in the plan")
    return _("In the plan") if service.phase is None else _("Phase %(phase)d") % {"phase": service.phase}


def _some(items: Sequence[str]) -> str:
    more = len(items) - NAMED
    return "; ".join(items[:NAMED]) + (_("; and %(more)s more") % {"more": count(more)} if more > 0 else "") + "."


def _directions(found: Comparison, names: Names) -> tuple[str, str]:
    sides = found.reasons.opposed
    assert sides is not None
    growing = ngettext("%(who)s wants to grow", "%(who)s want to grow", len(sides.expanding))
    shrinking = ngettext("%(who)s wants to shrink", "%(who)s want to shrink", len(sides.shrinking))
    said = {
        "growing": growing % {"who": joined(names[one] for one in sides.expanding)},
        "shrinking": shrinking % {"who": joined(names[one] for one in sides.shrinking)},
    }
    return _("%(growing)s; %(shrinking)s.") % said, _("Opposed directions for one arrangement.")


def _red_lines(found: Comparison, names: Names) -> tuple[str, str]:
    rows = [row for row in found.limits if row.verdict == "blocks" and row.service]
    lines = [_red_line(names[partner], row) for row in rows for partner, area in row.areas.items() if area.firmness == "red_line"]
    title = ngettext("%(count)s red line meets the plan.", "%(count)s red lines meet the plan.", len(lines)) % {"count": count(len(lines))}
    return capfirst(title), _some(lines)


def _red_line(who: str, row: LimitRow) -> str:
    assert row.service is not None
    return _("%(who)s: %(service)s, %(phase)s") % {"who": who, "service": row.service.name, "phase": phase(row.service).lower()}


def _providers(found: Comparison, names: Names) -> tuple[str, str]:
    said: list[str] = []
    lists: list[str] = []
    for verdict, misfit in _MISFITS.items():
        rows = [row for row in found.roles if row.verdict == verdict]
        if rows:
            said.append(misfit(rows, not said))
            lists.append(joined(row.service.name for row in rows))
    return capfirst(_("%(said)s.") % {"said": joined(said)}), _some(lists)


def _rivals(rows: Sequence[RoleRow], is_first: bool) -> str:
    said = ngettext("%(count)s service has several would-be providers", "%(count)s services have several would-be providers", len(rows))
    return said % {"count": count(len(rows))}


def _nobody(rows: Sequence[RoleRow], is_first: bool) -> str:
    whole = ngettext("%(count)s service has no would-be provider", "%(count)s services have no would-be provider", len(rows))
    short = ngettext("%(count)s has none", "%(count)s have none", len(rows))
    return (whole if is_first else short) % {"count": count(len(rows))}


def _unwanted(rows: Sequence[RoleRow], is_first: bool) -> str:
    whole = ngettext("nobody would buy %(count)s service", "nobody would buy %(count)s services", len(rows))
    short = ngettext("nobody would buy %(count)s", "nobody would buy %(count)s", len(rows))
    return (whole if is_first else short) % {"count": count(len(rows))}


_MISFITS: Mapping[str, Callable[[Sequence[RoleRow], bool], str]] = {"rivals": _rivals, "nobody": _nobody, "unwanted": _unwanted}


def _appetites(found: Comparison, names: Names) -> tuple[str, str]:
    rows = [row for row in found.appetites if row.tone == "sticks"]
    said = {"who": _ends(rows[0], names), "gap": count(rows[0].gap or 0), "what": kind_of_risk(rows[0])}
    title = _("%(who)s are %(gap)s levels apart on %(what)s risk.") % said
    others = joined(kind_of_risk(row) for row in rows[1:]) if rows[1:] else ""
    also = _(" So will those about %(others)s risk.") % {"others": others} if others else ""
    return title, _("Decisions about it will stick.") + also


def kind_of_risk(row: Scale) -> str:
    """A kind of risk as a sentence names it."""
    return str(words.CATEGORIES[row.name][0]).lower()  # type: ignore[index]


def _ends(row: Scale, names: Names) -> str:
    low, high = min(row.steps.values()), max(row.steps.values())
    return joined(names[one] for one in (row.at(high)[0], row.at(low)[0]))


def _depth(found: Comparison, names: Names) -> tuple[str, str]:
    steps = found.depth.steps
    depths = [str(name).lower() for name, _hint in words.DEPTHS.values()]
    most, least = max(steps.values()), min(steps.values())
    said = {
        "deep": names[found.depth.at(most)[0]],
        "most": depths[most],
        "shallow": names[found.depth.at(least)[0]],
        "least": depths[least],
    }
    title = _("%(deep)s would %(most)s; %(shallow)s would only %(least)s.") % said
    return title, _("%(gap)s steps apart on how deep to go.") % {"gap": capfirst(count(found.depth.gap or 0))}


def _reasons(found: Comparison, names: Names) -> tuple[str, str]:
    agreement = _("Kendall’s W is %(value).2f, where 1 is the same order.") % {"value": found.reasons.concordance or 0.0}
    return _("The partners would share for different reasons."), agreement


_WORDS: Mapping[TopicKind, Callable[[Comparison, Names], tuple[str, str]]] = {
    "directions": _directions,
    "red_lines": _red_lines,
    "providers": _providers,
    "appetites": _appetites,
    "depth": _depth,
    "reasons": _reasons,
}
