"""The pages of the business case in the workspace: what they say, to whom, with which trials, and what they say where little is known."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from holdfast.web.arrangements import assessed as kept
from holdfast.web.arrangements import changes
from holdfast.web.arrangements.changes import Change
from holdfast.web.page.case.amounts import Amounts
from holdfast.web.page.case.pages import PARTS
from tests.workspace.personas import SOURCE, TODAY, Persona, record

YEARS = (2028, 2029, 2030, 2031)


def page(by: Persona, part: str = "", status: int = 200, **query: Any) -> str:
    """The words of one page, without markup."""
    place = [by.place.arrangement.public_id]
    address = reverse(f"case_{part}", args=place) if part else reverse("business_case", args=place)
    answer = by.client.get(address, query)
    assert answer.status_code == status
    main = answer.text.split("<main")[1].split("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def line(by: Persona, category: str, year: int, likely: float | None, label: str = "", **values: Any) -> None:
    record(by, "cash_lines", category=category, year=year, likely=likely, label=label or f"{category}-{year}", **values)


def benefit(by: Persona, code: str, /, **values: Any) -> None:
    raw = {"on": TODAY, "source": SOURCE, "benefit": code, **values}
    changes.append(by=by.place, changes=[Change(section="benefits", raw=raw)])


@pytest.fixture
def planned(ben: Persona, ann: Persona) -> None:
    """A plan of two bodies that costs 400,000 and brings 900,000."""
    record(ann, "stakes", partner="ostley", cost_share=0.25)
    record(ben, "stakes", partner="marlshire", cost_share=0.75)
    line(ann, "investment", 2027, 400_000, low=380_000, high=520_000, visibility="partners")
    for year in YEARS:
        line(ann, "saving", year, 225_000, low=150_000, high=250_000, visibility="partners")


@pytest.mark.usefixtures("planned")
def test_it_answers_first_then_says_how_sure_then_why(ann: Persona) -> None:
    words = page(ann)
    order = ["Will it pay its way?", "Chance of a loss", "What takes it from the plan to there", "For the whole and for each partner"]
    order += ["Year by year", "From inside and from outside", "What matters most", "What would lower the allowance"]
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    assert "As planned, 2027/28 to 2031/32 come to £426,000" in words
    assert "10,000 trials (seed 1)" in words
    assert "Stress case not what to expect" in words


@pytest.mark.usefixtures("planned")
def test_the_figures_are_those_of_the_core(ann: Persona) -> None:
    whole = kept.case_for(ann.place.arrangement, ann.place.reader, trials=10_000, seed=1)
    words = page(ann)
    for partner in whole.case.partners.values():
        assert partner.planned.net_present_value is not None
        assert f" {round(partner.planned.net_present_value / 1000):,} " in words
    chance = next(view for view in whole.simulations if view.view == "adjusted").whole.chance_of_loss
    assert f"Chance of a loss {chance:.0%}" in words


@pytest.mark.usefixtures("planned")
def test_the_same_address_gives_the_same_figures_and_another_seed_gives_others(ann: Persona, vic: Persona) -> None:
    first, again, other = page(ann, seed=7, trials=1000), page(vic, seed=7, trials=1000), page(ann, seed=8, trials=1000)
    assert "1,000 trials (seed 7)" in first
    assert first == again, "two readers of the same evidence"
    assert first.replace("seed 7", "") != other.replace("seed 8", "")


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"seed": "many"}, "Seed: enter a whole number, such as 1"),
        ({"seed": "-1"}, "Seed: enter 0 or more"),
        ({"seed": str(2**40)}, "Seed: enter a number below"),
        ({"trials": "1000000000"}, "How many trials: choose one of the numbers listed"),
    ],
)
def test_a_wrong_wish_is_told_and_the_usual_trials_are_shown(ann: Persona, query: dict[str, str], words: str) -> None:
    shown = page(ann, status=422, **query)
    assert shown.index("There is a problem") < shown.index("Will it pay its way?")
    assert words in shown
    assert "10,000 trials (seed 1)" in shown


@pytest.mark.usefixtures("planned")
def test_an_option_with_amounts_can_be_looked_at_and_others_are_not_known(ann: Persona) -> None:
    record(ann, "options", option="alone", name="Each on its own", kind="in_house")
    record(ann, "options", option="shared", name="One service", kind="shared")
    record(ann, "options", option="firm", name="A contract", kind="outsourced")
    line(ann, "investment", 2027, 90_000, option="alone")
    line(ann, "saving", 2028, 150_000, option="alone")
    words = page(ann)
    assert "One service this plan" in words
    assert "A contract Nobody has recorded what this option costs and brings. not known not known" in words
    other = page(ann, option="alone")
    assert "Will “Each on its own” pay its way?" in other
    assert "come to £54,900" in other or "come to £54,930" in other or "come to £54,928" in other
    page(ann, status=422, option="firm")


@pytest.mark.usefixtures("planned")
def test_what_a_body_keeps_to_itself_counts_for_itself_alone(ann: Persona, ben: Persona) -> None:
    line(ben, "running", 2029, 777_777, partner="marlshire", label="secret-cost", visibility="private")
    mine, theirs = page(ben), page(ann)
    assert "come to £426,000" in theirs
    assert "come to £426,000" not in mine
    for part in PARTS:
        assert "secret-cost" not in page(ann, part if part != "worth" else "")
    assert page(ann) == theirs, "what Ben was shown is not what Ann is shown"


@pytest.mark.usefixtures("planned")
def test_a_new_entry_is_in_the_figures_at_once(ann: Persona) -> None:
    before = page(ann)
    line(ann, "saving", 2032, 100_000)
    assert page(ann) != before


def test_where_nothing_is_planned_it_says_so_and_what_to_record(ann: Persona) -> None:
    words = page(ann)
    assert "Cannot tell yet" in words
    assert "No planned amounts are on record" in words
    assert "Record what it costs and what it brings" in words
    assert "0%" not in words


@pytest.mark.usefixtures("planned")
def test_an_amount_that_nobody_knows_is_named_where_the_figure_would_be(ann: Persona) -> None:
    line(ann, "running", 2029, None, label="new licences")
    words = page(ann)
    assert "Cannot tell yet" in words
    assert "“new licences” of 2029/30 has no amount" in words
    assert "A line of 2029 without an amount bears on it." in words


def test_with_one_side_alone_nothing_is_said_of_a_loss(ann: Persona) -> None:
    record(ann, "stakes", partner="ostley", cost_share=1)
    line(ann, "saving", 2028, 300_000)
    words = page(ann)
    assert "Cannot tell yet" in words
    assert "Only one side is on record" in words
    assert "Likely to pay its way" not in words
    assert "Chance of a loss not known" in words
    assert "Chance of a loss for each" not in words


def test_without_shares_of_cost_the_whole_is_known_and_no_partner(ann: Persona, ben: Persona) -> None:
    line(ann, "investment", 2027, 400_000)
    line(ann, "saving", 2028, 900_000)
    words = page(ann)
    assert "The partners' shares of cost are not all known." in words
    row = words.split("Marlshire The partners' shares of cost are not all known.")[1]
    assert row.startswith(" not known not known not known")


def test_benefits_say_what_is_missing_late_and_realised(ann: Persona) -> None:
    whole = {"owner": "Head of ICT", "measure": "Ledger", "unit": "GBP a year"}
    benefit(ann, "desk", name="Cheaper desk", baseline=100_000, target=60_000, due=dt.date(2030, 3, 31), **whole)
    benefit(ann, "late", name="Fewer agents", baseline=9, target=3, due=dt.date(2026, 1, 1), unit="agents", owner="")
    words = page(ann, "benefits")
    assert words.index("Fewer agents") < words.index("Cheaper desk"), "the late one first"
    assert "▲ Late" in words
    assert "Missing: owner, measure" in words
    assert "£100,000 → to £60,000" in words
    assert "1 is late." in words
    assert "1 has no owner." in words


def test_a_benefit_that_stands_at_its_baseline_before_go_live_has_not_begun(ann: Persona) -> None:
    changes.append(by=ann.place, changes=[Change(section="arrangement", raw={"name": "Two Councils ICT", "stage": "case"})])
    whole = {"owner": "Head of ICT", "measure": "Log", "unit": "hours", "baseline": 45, "target": 80, "due": dt.date(2028, 4, 30)}
    benefit(ann, "cover", name="Longer hours", actuals={"2025": 45}, **whole)
    words = page(ann, "benefits")
    assert "○ Not begun" in words
    assert "Behind" not in words


def test_the_road_says_when_what_crosses_it_and_who_may_be_gone(ann: Persona, ben: Persona) -> None:
    record(ann, "gates", gate="board", name="Board", planned=dt.date(2027, 1, 15), body="Joint board", level="board")
    record(ann, "gates", gate="votes", name="The votes", planned=dt.date(2027, 4, 15), depends_on=["board"])
    record(ann, "elections", partner="ostley", date=dt.date(2027, 5, 6), control_may_change=True)
    record(ann, "posts", partner="ostley", post="chief", title="Chief Executive", duties=["sponsor"], leaves=dt.date(2027, 3, 1))
    words = page(ann, "road")
    assert "The last decision is as likely as not by" in words
    assert "Election that may change control: Ostley" in words
    assert "Waits for: Board." in words
    assert "Not said: which body decides." in words
    assert "Chief Executive, Ostley:" in words
    assert "leaves 1 Mar 2027" in words


def test_gates_that_wait_for_each_other_are_told_and_the_rest_is_still_there(ann: Persona) -> None:
    record(ann, "gates", gate="a", name="Gate A", planned=dt.date(2027, 1, 15))
    record(ann, "gates", gate="b", name="Gate B", planned=dt.date(2027, 2, 15), depends_on=["a"])
    record(ann, "gates", gate="a", name="Gate A", planned=dt.date(2027, 1, 15), depends_on=["b"], on=dt.date(2026, 11, 10))
    words = page(ann, "road")
    assert "These gates wait for each other" in words
    assert words.count("Gate B") > 1


def test_people_are_named_by_post_with_the_fewest_leavers_and_what_the_plan_lacks(ann: Persona, ben: Persona) -> None:
    record(ann, "posts", partner="ostley", post="arch", title="Enterprise Architect", duties=["technical", "security"], handover="none")
    record(ben, "posts", partner="marlshire", post="vice", title="Deputy", leaves=dt.date(2027, 6, 1))
    record(ben, "posts", partner="marlshire", post="head", title="Head of ICT", duties=["contracts"], deputy="vice", handover="tested")
    record(ann, "ties", partner="ostley", towards="marlshire", through="arch", level="managers")
    words = page(ann, "people")
    assert "One departure is enough to lose something" in words
    assert "Enterprise Architect, Ostley alone carries 3 duties or links." in words
    assert "The link between Marlshire and Ostley" in words
    assert "A deputy, a handover plan" in words
    assert "leaves on 1 June 2027" in words


def test_stages_say_whether_it_could_stop_and_what_people_care_about(ann: Persona, ben: Persona) -> None:
    record(ann, "services", service="desk", name="Service desk", in_scope=True, sensitivity=4)
    record(ann, "services", service="net", name="Network", in_scope=True)
    record(ann, "stages", stage="one", order=1, services=["desk"], starts=dt.date(2027, 4, 1), exit_cost=10_000)
    record(ann, "stages", stage="two", order=2, services=["net"], starts=dt.date(2028, 4, 1), exit_cost=10_000)
    line(ann, "investment", 2027, 50_000, service="desk")
    line(ann, "saving", 2028, 90_000, service="desk")
    record(ben, "no_go_areas", partner="marlshire", subject="desk", firmness="red_line", visibility="partners")
    words = page(ann, "stages")
    assert "It could stop after: One" in words
    assert "The first stage already takes in what people care about most: Service desk." in words
    assert "✕ Marlshire" in words
    assert "Network not known" in words, "how much people care is not known, and is not nothing"


@pytest.mark.parametrize("part", ["benefits", "road", "people", "stages"])
def test_an_empty_part_says_so(ann: Persona, part: str) -> None:
    words = page(ann, part)
    assert "on record" in words
    assert "None" not in words


def test_a_part_that_is_none_is_not_found(ann: Persona) -> None:
    page_of = reverse("business_case", args=[ann.place.arrangement.public_id]) + "nonsense/"
    assert ann.client.get(page_of).status_code == 404


@pytest.mark.usefixtures("planned")
def test_going_on_as_today_is_told_or_what_is_missing_for_it(ann: Persona, ben: Persona) -> None:
    record(ann, "options", option="shared", name="One service", kind="shared")
    assert "What it costs to go on as today is not known: no baselines are on record." in page(ann)
    record(ann, "services", service="desk", name="Service desk", in_scope=True)
    record(ann, "baselines", partner="ostley", service="desk", cost=120_000, visibility="partners")
    assert "no cost is on record for Marlshire (Service desk)." in page(ann)
    record(ben, "baselines", partner="marlshire", service="desk", cost=280_000, visibility="partners")
    assert "Going on as today costs £400,000 a year by the baselines on record, £1.9 million over the years of the plan." in page(ann)


@pytest.mark.parametrize(
    ("theme", "part"), [("money", "business-case/"), ("people", "business-case/people/"), ("scope", "business-case/stages/")]
)
def test_a_theme_leads_to_what_is_worked_out_from_it(ann: Persona, theme: str, part: str) -> None:
    place = ann.place.arrangement.public_id
    shown = ann.client.get(reverse("evidence_theme", args=[place, theme])).text
    assert f'href="/arrangements/{place}/{part}"' in shown


@pytest.mark.usefixtures("planned")
def test_it_can_be_read_as_at_another_day_and_as_known_on_one(ann: Persona) -> None:
    eve = TODAY - dt.timedelta(days=1)
    now = page(ann)
    before = page(ann, as_at=eve.isoformat())
    assert f"This is as at {eve.day} " in before
    assert "Cannot tell yet" in before
    assert "Cannot tell yet" in page(ann, known_at=(dt.date.today() - dt.timedelta(days=1)).isoformat())
    assert page(ann) == now, "what was asked of another day is not shown as today's"
    for part in ("benefits", "road", "people", "stages"):
        assert f"This is as at {eve.day} " in page(ann, part, as_at=eve.isoformat())


@pytest.mark.usefixtures("planned")
def test_a_wrong_day_is_told_and_other_trials_keep_the_day(ann: Persona) -> None:
    words = page(ann, status=422, as_at="soon")
    assert "As at: enter a real date" in words
    assert "The page below is of today." in words
    address = reverse("business_case", args=[ann.place.arrangement.public_id])
    shown = ann.client.get(address, {"as_at": TODAY.isoformat(), "seed": 2}).text
    assert f'<input type="hidden" name="as_at" value="{TODAY.isoformat()}">' in shown
    assert "(seed 2)" in shown


@pytest.mark.parametrize(("value", "told"), [("-0.4", "£0"), ("-0.6", "a loss of £1"), ("0.4", "£0"), ("-2500", "a loss of £2,500")])
def test_less_than_half_a_pound_is_no_loss(value: str, told: str) -> None:
    assert Amounts("£", 1).outcome(Decimal(value)) == told
