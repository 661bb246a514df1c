"""The words of the sealed exchange: what is asked, and what each answer means. Written once for forms, pictures and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from holdfast.core.alignment.told import PartState
from holdfast.core.evidence.alignment import AppetiteLevel, Category, Depth, Direction, Driver, Firmness, Wish

Words = Promise | str


@dataclass(frozen=True, slots=True)
class Asked:
    """One part of an exchange: its short name, the question and how to answer it."""

    name: Words
    question: Words
    how: Words


PARTS: Mapping[str, Asked] = {
    "motives": Asked(
        _("Motives"),
        _("Why would you share?"),
        _("Spread 100 points over the reasons, more where a reason matters more to you. Leave a reason empty to give it none."),
    ),
    "no_go_areas": Asked(
        _("No-go areas"),
        _("What would you not share?"),
        _("Name what you keep back, in the plan or outside it. Every service that you do not name is told as “no limit”."),
    ),
    "role_wishes": Asked(
        _("Role wishes"),
        _("Which services would you provide, and which would you buy?"),
        _("Say it for each service in the plan. “Undecided” is an honest answer."),
    ),
    "depth_wishes": Asked(
        _("Depth"),
        _("How deep would you go?"),
        _("Choose the furthest step your body would be content to live with."),
    ),
    "appetites": Asked(
        _("Risk appetites"),
        _("How much risk would you take?"),
        _("For each kind of risk choose the words that come nearest to how your body decides today."),
    ),
}

# How each driver is called, and what it covers.
DRIVERS: Mapping[Driver, tuple[Words, Words]] = {
    "savings": (_("Savings"), _("The same service for less money")),
    "income": (_("Income from others"), _("Selling services, or earning from what we own")),
    "resilience": (_("Resilience"), _("Fewer failures, and cover when somebody is away")),
    "quality": (_("Quality of service"), _("Better for the people who use it")),
    "skills": (_("Skills"), _("People we cannot hire or keep alone")),
    "capacity": (_("Capacity"), _("More hands, more hours, more at once")),
    "digital": (_("Digital change"), _("New ways of working that we cannot afford alone")),
    "control": (_("Control of own systems"), _("Keeping a say over what we depend on")),
    "mandate": (_("Mandate"), _("Because government, an inspector or our members ask for it")),
}
# Shape and words of each direction.
DIRECTIONS: Mapping[Direction, tuple[str, Words, Words]] = {
    "grow": ("▲", _("Grow and serve more"), _("Take on more partners or customers")),
    "commercialise": ("▲", _("Grow and sell"), _("Trade, and earn from bodies outside")),
    "keep": ("■", _("Keep as it is"), _("Neither larger nor smaller")),
    "shrink": ("▼", _("Shrink the estate"), _("Own and run less than today")),
}
FIRMNESS: Mapping[Firmness, tuple[str, Words, Words]] = {
    "red_line": ("■", _("Red line"), _("We would rather leave than give this up")),
    "preference": ("◇", _("Preference"), _("We would like to keep it, and would talk about it")),
    "no_limit": ("", _("no limit"), ""),
}
WISHES: Mapping[Wish, tuple[str, Words, Words]] = {
    "provide": ("▲", _("Provide"), _("We would run it for the others")),
    "buy": ("▽", _("Buy"), _("Somebody else runs it for us")),
    "pool": ("◎", _("Pool"), _("We would run it together")),
    "undecided": ("?", _("Undecided"), _("We do not know yet")),
}
DEPTHS: Mapping[Depth, tuple[Words, Words]] = {
    "co_exist": (_("Co-exist"), _("Each runs its own. We know of each other and leave each other alone.")),
    "communicate": (_("Communicate"), _("Each runs its own. We tell each other our plans and what we learn.")),
    "co_operate": (_("Co-operate"), _("We help each other now and then, where it suits both.")),
    "co_ordinate": (_("Co-ordinate"), _("We plan together and buy together. Staff and budgets stay where they are.")),
    "collaborate": (_("Collaborate"), _("We run some services together, with shared staff, money and decisions.")),
    "combine": (_("Combine"), _("One service with one budget and one head, for all of us.")),
}
LEVELS: Mapping[AppetiteLevel, Words] = {
    "averse": _("Averse"),
    "minimal": _("Minimal"),
    "cautious": _("Cautious"),
    "open": _("Open"),
    "eager": _("Eager"),
}
CATEGORIES: Mapping[Category, tuple[Words, Words]] = {
    "financial": (_("Financial"), _("Money put in, savings promised, and what happens if they do not come")),
    "legal": (_("Legal form"), _("Duties, liabilities and new kinds of body")),
    "security": (_("Information security"), _("Data and systems that others can reach")),
    "reputation": (_("Reputation"), _("What residents, members and the press say")),
    "people": (_("People and jobs"), _("Employers, places of work, terms and posts")),
    "technology": (_("New technology"), _("Tools and ways that few have proved")),
}
# What each level means for each kind of risk, from the most careful on.
APPETITES: Mapping[Category, Mapping[AppetiteLevel, Words]] = {
    "financial": {
        "averse": _("No money at risk: we sign once every pound is certain."),
        "minimal": _("Small sums only, which we could lose without notice."),
        "cautious": _("We invest where the case is tested and pays back soon."),
        "open": _("We invest for a fair return, and accept that some of it may not come."),
        "eager": _("We put in a lot where the gain is large, although we may lose it."),
    },
    "legal": {
        "averse": _("Nothing beyond what the law plainly lets us do today."),
        "minimal": _("Simple agreements that we can leave at short notice."),
        "cautious": _("Forms that others have used and that have stood up."),
        "open": _("A form that is new to us, with sound advice and a way out."),
        "eager": _("We would be the first to try a form, and argue for it."),
    },
    "security": {
        "averse": _("Nobody else touches our data or systems."),
        "minimal": _("Others see only what they must, under our rules."),
        "cautious": _("Shared systems that meet an agreed standard before we join."),
        "open": _("Shared systems now, with gaps closed to an agreed plan."),
        "eager": _("Speed first: we mend weaknesses as we meet them."),
    },
    "reputation": {
        "averse": _("Nothing that could draw a bad headline."),
        "minimal": _("Only what almost everybody here would welcome."),
        "cautious": _("Some criticism, where we can explain the gain."),
        "open": _("We stand by a contested choice if it is right."),
        "eager": _("We would lead in public, whatever is said."),
    },
    "people": {
        "averse": _("No change to employers, places or terms."),
        "minimal": _("Changes only by choice of the person concerned."),
        "cautious": _("Staff may move, with the same terms and full talks first."),
        "open": _("New structures and fewer posts, fairly done."),
        "eager": _("We would redraw the whole service at once."),
    },
    "technology": {
        "averse": _("What we have, until it no longer runs."),
        "minimal": _("Only what bodies like ours have run for years."),
        "cautious": _("Proved tools, after a trial of our own."),
        "open": _("New tools where they look better, with a way back."),
        "eager": _("We would try what nobody else has yet."),
    },
}
PART_STATES: Mapping[PartState, Words] = {
    "answered": _("answered"),
    "rather_not_say": _("would rather not say"),
    "does_not_apply": _("does not apply"),
    "erased": _("erased since"),
    "no_answer": _("did not answer"),
}
PROGRESS: Mapping[str, tuple[str, Words]] = {
    "done": ("✓", _("Done")),
    "working": ("◐", _("Working on it")),
    "not_begun": ("○", _("Not begun")),
}
