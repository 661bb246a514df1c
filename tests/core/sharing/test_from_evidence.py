"""The game of an arrangement: what it rests on, what is left out, and statements that a finance officer can check."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from functools import cache

import pytest

from holdfast.core.evidence import Evidence
from holdfast.core.evidence.money import CashLine
from holdfast.core.evidence.partners import Partner
from holdfast.core.evidence.scope import Baseline, Coordination, CostCurve
from holdfast.core.schema import build
from holdfast.core.sharing.exits import entry_price, exit_price, exit_prices
from holdfast.core.sharing.faults import GameRefused, Impossible
from holdfast.core.sharing.from_evidence import SharingGame, newcomers, sharing_game
from holdfast.core.sharing.priced import Curve
from holdfast.core.sharing.recharge import recharges
from holdfast.core.sharing.structure import balances, dowries, net_subsidies, risk_shares
from holdfast.files import read
from holdfast.files.examples import complete_example

DAY = dt.date(2027, 4, 1)


@cache
def four_councils() -> Evidence:
    return read(complete_example())


@cache
def played() -> SharingGame:
    return sharing_game(four_councils())


def changed(kind: type, name: str, **values: object) -> Evidence:
    """The complete example with one record changed."""
    found = four_councils()
    records = []
    for record in found.records:
        if type(record) is kind and record.id == name:
            fields = {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}
            record = build(kind, {**fields, **values})
        records.append(record)
    return Evidence(found.arrangement, records, date=found.date)


@pytest.mark.parametrize(
    ("size", "cost"),
    [(0, 0), (1, 100 + 10), (40, 100 + 400), (41, 100 + 10 * 65), (65, 100 + 10 * 65), (66, 100 + 10 * 90)],
)
def test_capacity_beyond_what_is_owned_comes_in_lumps(size: float, cost: float) -> None:
    assert Curve(fixed=100, unit_cost=10, returns=1, lump=25, owned=40).cost(size) == pytest.approx(cost)


@pytest.mark.parametrize(("size", "cost"), [(0, 0), (40, 500), (41, 100 + 410 + 7), (65, 100 + 650 + 7), (66, 100 + 660 + 14)])
def test_a_lump_with_a_price_is_paid_beside_the_units_in_use(size: float, cost: float) -> None:
    assert Curve(fixed=100, unit_cost=10, returns=1, lump=25, owned=40, lump_price=7).cost(size) == pytest.approx(cost)


def test_working_together_is_paid_by_pair_and_by_partner_and_by_nobody_alone() -> None:
    for changes, cost in (({}, 6 * 30000), ({"coordination": 10000.0, "coordination.each_partner": 5000.0}, 6 * 10000 + 4 * 5000)):
        game = sharing_game(four_councils(), changes).inquiry.game
        assert -game.total == pytest.approx(sum(service.shared_cost for service in played().services) + cost)
        assert list(game.alone) == list(played().inquiry.game.alone)


def test_working_together_that_nobody_recorded_is_said_and_not_taken_as_nothing() -> None:
    found = four_councils()
    bare = sharing_game(found.without(found.of(Coordination)[0]))
    for key in ("coordination", "coordination.each_partner"):
        (assumption,) = [each for each in bare.assumptions if each.key == key]
        assert assumption.value is None
        assert "at most what is shown" in assumption.words
    assert "only the other is counted" in next(each for each in played().assumptions if each.key == "coordination.each_partner").words


def test_alone_is_what_each_pays_today_and_together_what_the_curves_say() -> None:
    game = played().inquiry.game
    assert -game.alone[0] == 620000 + 940000 + 780000 + 720000 + 240000
    desk = next(service for service in played().services if service.service == "service-desk")
    assert desk.shared_cost == pytest.approx(60000 + 125 * 6550**0.97 + 3 * 28000)
    assert -game.worth(3) == pytest.approx(
        sum(s.curve.cost(s.volumes["marlshire"] + s.volumes["ostley"]) for s in played().services) + 30000
    )


def test_what_is_not_known_is_left_out_and_said() -> None:
    assert [sentence.split(" is left out")[0] for sentence in played().left_out] == ["Data centre", "Cyber security"]
    without_curve = sharing_game(four_councils().without(next(c for c in four_councils().of(CostCurve) if c.service == "network")))
    assert any("Network is left out: it has no cost curve" in sentence for sentence in without_curve.left_out)
    other_unit = sharing_game(changed(Baseline, "o-desktop", volume_unit="devices"))
    assert any("counted in devices and users" in sentence for sentence in other_unit.left_out)


def test_a_figure_that_is_missing_may_be_assumed() -> None:
    keys = {
        f"thornmere.{service}.{what}": 100000.0 if what == "cost" else 610
        for service in ("data-centre", "cyber")
        for what in ("cost", "volume")
    }
    assert {each.key for each in played().lacking} == set(keys)
    assert all(each.value is None for each in played().lacking)
    some = {key: keys[key] for key in list(keys)[:1]}
    half = sharing_game(four_councils(), some)
    assert len(half.left_out) == 2, "one figure of two does not bring a service in"
    assert {each.key: each.value for each in half.lacking if each.value is not None} == some
    found = sharing_game(four_councils(), keys)
    assert found.left_out == ()
    assert found.lacking == ()
    assert {each.key for each in found.assumptions if each.source == "changed for these sums"} == set(keys)


def test_every_figure_has_its_source_and_date() -> None:
    recorded = [each for each in played().assumptions if each.records]
    assert len(recorded) > 40
    assert all(each.source and each.on for each in recorded)
    assert "baselines/m-network" in {each.records[0] for each in recorded}


def test_nothing_to_share_is_refused_with_every_reason() -> None:
    found = four_councils()
    bare = Evidence(found.arrangement, [record for record in found.records if not isinstance(record, CostCurve)], date=found.date)
    with pytest.raises(GameRefused) as refused:
        sharing_game(bare, {"cordination": 1})
    assert len(refused.value.faults) == 8
    assert "no cost curve" in refused.value.faults[1]


def test_statements_add_up_both_ways() -> None:
    statements = recharges(played(), "nucleolus", 2027)
    total = sum(service.shared_cost for service in played().services) + 180000
    assert sum(each.planned for each in statements) == Decimal(str(total)).quantize(Decimal("0.01"))
    for at, line in enumerate(statements[0].lines):
        assert sum(each.lines[at].amount for each in statements) == line.cost
    for each in statements:
        assert sum(line.amount for line in each.lines) == each.planned
        for line in each.lines:
            assert abs(float(line.cost) * line.share - float(line.amount)) < 0.05
        assert each.true_up is None


def test_true_up_beyond_the_tolerance_only() -> None:
    total = float(sum(each.planned for each in recharges(played(), "use", 2027)))
    within = recharges(played(), "use", 2027, actual=total * 1.02, tolerance=0.03)
    assert {each.true_up for each in within} == {Decimal(0)}
    beyond = recharges(played(), "use", 2027, actual=total * 1.10, tolerance=0.03)
    assert float(sum(each.true_up or 0 for each in beyond)) == pytest.approx(total * 0.10, abs=0.02)
    assert all(each.true_up and each.true_up > 0 for each in beyond)


def test_exit_price_adds_up_and_says_what_is_not_known() -> None:
    price = exit_price(four_councils(), played(), "nucleolus", "ostley", DAY)
    lines = {line.name: line for line in price.lines}
    assert lines["Notice"].amount == pytest.approx(641687.98 * 1.5, abs=1)
    assert lines["Notice"].records == ("rules/notice",)
    assert lines["Stranded cost"].amount is None
    assert price.total is None
    assert price.at_least == sum(line.amount for line in price.lines if line.amount is not None)
    assert len(exit_prices(four_councils(), played(), "nucleolus", [DAY, dt.date(2028, 4, 1)])) == 8
    with pytest.raises(Impossible):
        exit_price(four_councils(), played(), "nucleolus", "nobody", DAY)


def test_entry_price_is_a_part_of_what_the_others_have_invested() -> None:
    price = entry_price(four_councils(), played(), "use", "wexcombe", DAY)
    split = played().share(["use"]).rules[0].amounts
    assert split is not None
    assert price.total == pytest.approx(split["wexcombe"] / sum(split.values()) * (118000 + 240000))


def test_cost_beside_votes() -> None:
    rule = played().share(["nucleolus"]).rules[0]
    first = balances(four_councils(), rule)[0]
    assert first.partner == "marlshire"
    assert first.cost_share == pytest.approx(0.5884, abs=0.001)
    assert first.vote_share == 0.25
    assert first.votes_short == pytest.approx(33.8, abs=0.1)
    assert first.staff_share == 0.569


def test_who_pays_for_whom() -> None:
    equal, use = played().share(["equal", "use"]).rules[::-1]
    found = net_subsidies(equal, use)
    assert found is not None
    assert sum(found.values()) == pytest.approx(0, abs=1e-6)
    assert found["marlshire"] < 0 < found["thornmere"]


def test_who_bears_an_overspend() -> None:
    rule = played().share(["equal"]).rules[0]
    found = risk_shares(rule, [80.0, 100.0, 120.0])
    assert [each.part for each in found] == pytest.approx([0.25] * 4)
    assert found[0].middle == pytest.approx(25)
    assert found[0].low < 25 < found[0].high


def test_a_dowry_is_kept_apart_and_pays_back() -> None:
    shares = played().share(["nucleolus"])
    (found,) = dowries(four_councils(), shares, shares.rules[0], {"thornmere": 70000.0})
    assert (found.partner, found.investment, found.last_year, found.payback_year) == ("thornmere", 160000, 2027, 2030)
    assert dowries(four_councils(), shares, shares.rules[0], {})[0].payback_year is None
    bare = changed(CashLine, "thornmere-2027", category="transition")
    assert dowries(bare, shares, shares.rules[0], {}) == ()


def test_a_body_that_does_not_share_yet_can_be_counted_in() -> None:
    buys = changed(Partner, next(each.id for each in four_councils().of(Partner) if each.partner == "wexcombe"), role="customer")
    three = sharing_game(buys)
    assert three.inquiry.game.players == ("marlshire", "ostley", "thornmere")
    assert [body.partner for body in newcomers(buys)] == ["wexcombe"]
    joined = sharing_game(buys, joining=("wexcombe",)).inquiry.game
    assert set(joined.players) == set(played().inquiry.game.players)
    assert joined.total == pytest.approx(played().inquiry.game.total)


def test_what_others_lose_is_nothing_where_they_would_pay_less_without() -> None:
    price = exit_price(four_councils(), played(), "agreed", "marlshire", DAY)
    (lost,) = [line for line in price.lines if line.name == "Lost scale"]
    assert lost.amount == 0
    assert "lose nothing" in lost.how
