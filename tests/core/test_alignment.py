"""What partners told in a sealed exchange, laid side by side: agreement, limits, roles, gaps, topics, and what changed."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from holdfast.core.alignment.comparison import Comparison, compare
from holdfast.core.alignment.complete import missing
from holdfast.core.alignment.motives import DRIVERS, are_all_given, opposed, points_left
from holdfast.core.alignment.ranks import concordance, mean_rank_correlation
from holdfast.core.alignment.roles import RoleVerdict, verdict_on_roles
from holdfast.core.alignment.since import moved
from holdfast.core.alignment.told import Told
from holdfast.core.evidence import Record
from holdfast.core.evidence.alignment import Appetite, DepthWish, Motive, NoGoArea, RoleWish, Wish
from holdfast.core.evidence.scope import Service
from tests.make import make

# Three executives order six applicants: Siegel, Nonparametric Statistics (1956), chapter 9, W = .16.
APPLICANTS = ((1, 6, 3, 2, 5, 4), (1, 5, 6, 4, 2, 3), (6, 3, 2, 5, 4, 1))
# Three orders of ten with many ties, in the same chapter: W = .83 once the ties are corrected for.
TIED = (
    (1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10),
    (2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5),
    (2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10),
)
DESK = make(Service, service="desk", name="Service desk", in_scope=True, phase=1)
NET = make(Service, service="net", name="Network", in_scope=True, phase=2)
MAPS = make(Service, service="maps", name="Mapping", in_scope=False)
BANDS = {
    "opposed_directions": (0.0, 1.0),
    "no_go_overlap": (0.0, 1.0),
    "rival_providers": (0.0, 0.5),
    "appetite_gap": (1.0, 3.0),
    "depth_gap": (1.0, 3.0),
    "driver_agreement": (0.9, 0.3),
}


def concern(indicator: str, value: float) -> float:
    healthy, critical = BANDS[indicator]
    return min(1.0, max(0.0, (value - healthy) / (critical - healthy)))


def slow_concordance(rankings: Sequence[Sequence[float]]) -> float:
    """W by the textbook: rank by counting, add up, correct for every group of ties."""
    m, n = len(rankings), len(rankings[0])
    ranked = [[sum(o < w for o in row) + (sum(o == w for o in row) + 1) / 2 for w in row] for row in rankings]
    sums = [sum(row[place] for row in ranked) for place in range(n)]
    s = sum((total - sum(sums) / n) ** 2 for total in sums)
    ties = sum(count**3 - count for row in ranked for count in (row.count(rank) for rank in set(row)))
    return 12 * s / (m**2 * (n**3 - n) - m * ties)


def motives(partner: str, *weights: float, direction: str | None = None) -> list[Record]:
    given = itertools.zip_longest(DRIVERS, weights, fillvalue=0)
    return [make(Motive, partner=partner, driver=driver, weight=weight, direction=direction) for driver, weight in given]


def told(partner: str, *records: Record, **declined: str) -> Told:
    return Told(partner, tuple(records), declined)  # type: ignore[arg-type]


def laid_out(*answers: Told, services: Sequence[Service] = (DESK, NET, MAPS)) -> Comparison:
    return compare(answers, services, concern)


def test_concordance_of_published_examples() -> None:
    assert concordance(APPLICANTS) == pytest.approx(0.1619, abs=1e-4)
    assert concordance(TIED) == pytest.approx(0.8277, abs=1e-4)


def test_concordance_of_the_same_and_of_opposite_orders() -> None:
    assert concordance([(1, 2, 3), (10, 20, 30)]) == pytest.approx(1)
    assert concordance([(1, 2, 3), (3, 2, 1)]) == pytest.approx(0)


def test_concordance_is_that_of_the_slow_way() -> None:
    draw = random.Random(4)
    for _ in range(200):
        rankings = [[draw.randint(0, 5) for _ in range(draw.choice((3, 5, 9)))]]
        rankings += [[draw.randint(0, 5) for _ in rankings[0]] for _ in range(draw.randint(1, 11))]
        if all(len(set(row)) > 1 for row in rankings):
            assert concordance(rankings) == pytest.approx(slow_concordance(rankings))


def test_concordance_and_mean_rank_correlation_say_the_same_without_ties() -> None:
    correlation = mean_rank_correlation(APPLICANTS)
    assert correlation is not None
    assert concordance(APPLICANTS) == pytest.approx((1 + 2 * correlation) / 3)


def test_what_ranks_nothing_is_left_out() -> None:
    assert concordance([(1, 2, 3), (5, 5, 5)]) is None
    assert concordance([(1, 2, 3), (5, 5, 5), (1, 2, 3)]) == pytest.approx(1)


def test_points() -> None:
    assert points_left({"savings": 60}) == 40
    assert are_all_given({"savings": 60, "skills": 40})
    assert not are_all_given({"savings": 60, "skills": 60})


def test_one_partner_alone_is_not_opposed() -> None:
    assert opposed([("a", "grow"), ("b", "keep")]) is None
    assert opposed([("a", "grow"), ("a", "shrink")]) is None
    found = opposed([("a", "grow"), ("b", "shrink"), ("c", "commercialise")])
    assert found is not None
    assert (found.expanding, found.shrinking) == (("a", "c"), ("b",))


@pytest.mark.parametrize(
    ("wishes", "everyone", "verdict"),
    [
        (("provide", "provide"), 4, "rivals"),
        (("provide", "buy", "buy"), 3, "one"),
        (("provide", "buy"), 3, "unsaid"),
        (("provide", "pool"), 2, "unwanted"),
        (("provide", "undecided"), 2, "unsaid"),
        (("buy", "buy"), 2, "nobody"),
        (("buy", "pool"), 2, "nobody"),
        (("buy", "undecided"), 2, "unsaid"),
        (("pool", "pool", "buy"), 3, "pool"),
        ((), 2, "unsaid"),
    ],
)
def test_roles(wishes: tuple[Wish, ...], everyone: int, verdict: RoleVerdict) -> None:
    assert verdict_on_roles(wishes, everyone) == verdict


def test_reasons_side_by_side() -> None:
    found = laid_out(
        told("a", *motives("a", 60, 0, 40, direction="shrink")), told("b", *motives("b", 0, 70, 30, direction="grow")), told("c")
    ).reasons
    assert found.firsts == {"a": {"savings"}, "b": {"income"}}
    assert found.drivers == ("savings", "income", "resilience")
    assert found.compared == 2
    assert found.opposed is not None
    assert "c" not in found.points


def test_limits_meet_the_plan() -> None:
    line = make(NoGoArea, partner="a", subject="Service Desk", firmness="red_line")
    wish = make(NoGoArea, partner="a", subject="net", firmness="preference")
    far = make(NoGoArea, partner="a", subject="maps", firmness="red_line")
    principle = make(NoGoArea, partner="a", subject="Redundancies", firmness="red_line")
    free = [make(NoGoArea, partner="b", subject=subject, firmness="no_limit") for subject in ("desk", "net")]
    found = laid_out(told("a", line, wish, far, principle), told("b", *free)).limits
    assert [(row.subject, row.verdict) for row in found] == [
        ("desk", "blocks"),
        ("Redundancies", "blocks"),
        ("net", "talk"),
        ("maps", "clear"),
    ]


def test_no_limit_is_only_clear_once_all_have_said() -> None:
    free = make(NoGoArea, partner="a", subject="desk", firmness="no_limit")
    found = laid_out(told("a", free), told("b", no_go_areas="rather_not_say")).limits
    assert {row.verdict for row in found if row.subject == "desk"} == {"unsaid"}


def test_gaps() -> None:
    def appetite(partner: str, level: str) -> Appetite:
        return make(Appetite, partner=partner, category="financial", level=level)

    far = laid_out(told("a", appetite("a", "minimal")), told("b", appetite("b", "eager")), told("c", appetite("c", "open")))
    assert [(row.name, row.gap, row.tone) for row in far.appetites] == [("financial", 3, "sticks")]
    assert far.appetites[0].at(3) == ("c",)
    alone = laid_out(told("a", appetite("a", "minimal")), told("b"))
    assert (alone.appetites[0].gap, alone.appetites[0].tone) == (None, "unsaid")


def test_depth_gap() -> None:
    wishes = [make(DepthWish, partner=partner, depth=depth) for partner, depth in (("a", "communicate"), ("b", "co_ordinate"))]
    found = laid_out(*(told(str(wish.partner), wish) for wish in wishes)).depth
    assert (found.gap, found.tone) == (2, "talk")


def test_topics_come_in_order_of_concern() -> None:
    rivals = [make(RoleWish, partner=partner, service=service, wish="provide") for partner in "ab" for service in ("desk", "net")]
    line = make(NoGoArea, partner="a", subject="desk", firmness="red_line")
    deep = [make(DepthWish, partner=partner, depth=depth) for partner, depth in (("a", "co_exist"), ("b", "combine"))]
    found = laid_out(
        told("a", *motives("a", 100, direction="grow"), line, *rivals[:2], deep[0]),
        told("b", *motives("b", 0, 100, direction="shrink"), *rivals[2:], deep[1]),
    )
    assert [topic.kind for topic in found.topics] == ["directions", "red_lines", "providers", "depth", "reasons"]


def test_nothing_to_talk_about_where_all_agree() -> None:
    same = [told(partner, *motives(partner, 60, 30, 10, direction="keep")) for partner in "ab"]
    assert laid_out(*same).topics == ()


def test_what_is_not_told_makes_no_topic() -> None:
    assert laid_out(told("a", *motives("a", 100, direction="grow")), Told("b", is_given=False)).topics == ()


def test_why_a_part_says_nothing() -> None:
    assert told("a", appetites="rather_not_say").state(Appetite) == "rather_not_say"
    assert told("a").state(Appetite) == "no_answer"
    assert Told("a", is_given=False).state(Appetite) == "no_answer"
    assert told("a", *motives("a", 100)).state(Motive) == "answered"


def test_what_is_missing_from_a_part() -> None:
    assert missing(Motive, motives("a", 60, 20), ()) == "20 of 100 points are left to give"
    assert "20 points too many" in missing(Motive, motives("a", 60, 60), ())
    assert missing(Motive, motives("a", 60, 40), ()) == ""
    wish = make(RoleWish, partner="a", service="desk", wish="buy")
    assert missing(RoleWish, [wish], ("desk", "net")) == "1 of 2 services has no wish yet"
    assert missing(RoleWish, [wish], ("desk",)) == ""
    assert missing(RoleWish, [], ()) == "no service is in the plan yet"
    assert missing(DepthWish, [], ()) == "choose one of the six"
    assert missing(Appetite, [], ()) == "6 of 6 kinds of risk have no level yet"
    assert missing(NoGoArea, [], ()) != ""


def test_what_changed_since() -> None:
    before = told("a", *motives("a", 60, 40), make(DepthWish, partner="a", depth="combine"))
    after = told("a", *motives("a", 50, 50))
    found = moved([before, told("b")], [after, Told("b", is_given=False), told("c", *motives("c", 100))])
    said = [(change.kind.meta.section, change.before is None, change.after is None) for change in found]
    assert said == [("motives", False, False), ("motives", False, False), ("depth_wishes", False, True)]


def test_the_same_told_twice_has_not_changed() -> None:
    assert moved([told("a", *motives("a", 60, 40))], [told("a", *motives("a", 60, 40))]) == ()
