"""Collectives exchange in kind: nobody works more, the wire is narrow, the bound holds."""

import pickle
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csc_array
from tests.engines.provision.federations import AtOnce, make_federation, next_year

from folkmoot.engines.provision import (
    Exchange,
    Needs,
    ProvisionError,
    Seat,
    Situation,
    Technology,
    check_plan,
    federate,
    free_means,
    make_plans,
    with_trade,
)
from folkmoot.engines.provision.wires import Kind, Message, decode, round_down
from folkmoot.parts import Threads

ROUNDING = 1 + 1e-6


def seats_of(situations, exchange):
    return [Seat(one, exchange) for one in situations]


@cache
def world(seed, many=4, n_goods=12, n_exchanged=5):
    situations, exchange = make_federation(seed, many, n_goods, n_exchanged)
    return situations, exchange, AtOnce(situations, exchange)


GOODS, UNITS = ["loaf", "greens", "mending"], ["piece", "kg", "h"]


def village(*hours, **means):
    """Return a collective that needs 10 of each; 0 hours: it cannot make it."""
    technology = Technology(
        goods=GOODS,
        techniques=["bake", "grow", "mend"],
        resources=[],
        outputs=csc_array(np.diag([float(one > 0) for one in hours])),
        inputs=csc_array((3, 3)),
        hours=np.array(hours),
        uses=csc_array((0, 3)),
        units=UNITS,
    )
    ones = np.ones(3, dtype=np.int64)
    needs = Needs(np.arange(3), ones, np.full(3, 10.0), ones)
    return Situation(technology, needs, replace(free_means(technology), **means))


def bakers():
    return village(1.0, 2.0, 2.0)


def growers():
    return village(2.0, 0.5, 2.0)


class TestSmallWorlds:
    @given(seed=st.integers(0, 10_000), many=st.integers(1, 4), n=st.integers(2, 8))
    @settings(max_examples=8, deadline=None, derandomize=True)
    def test_nobody_works_more_and_the_bound_is_below_the_whole(self, seed, many, n):
        situations, exchange = make_federation(seed, many, n, max(1, n // 2))
        whole = AtOnce(situations, exchange)
        near = federate(seats_of(situations, exchange), rounds=4)
        free = federate(seats_of(situations, exchange), rounds=30, is_free=True)
        for found in (near, free):
            assert found.alone == pytest.approx(whole.alone, rel=1e-6)
            assert (found.together <= found.alone * ROUNDING).all()
            assert all(one.most <= ROUNDING for one in found.rounds)
            hours = [one.hours for one in found.rounds]
            assert all(b <= a * ROUNDING for a, b in pairwise(hours))
            assert found.together.sum() >= whole.together * (1 - 1e-6)
            assert (found.trades.sum(axis=0) >= 0).all()
        assert max(one.bound for one in free.rounds) <= whole.together * ROUNDING
        possible = whole.alone.sum() - whole.together
        assert free.saved >= 0.99 * possible - 1e-6 * whole.alone.sum()

    @pytest.mark.parametrize("seed", range(3))
    def test_each_part_is_a_plan_that_can_be_checked(self, seed):
        situations, exchange, _ = world(seed)
        found = federate(seats_of(situations, exchange), rounds=6)
        for one, trade, alone in zip(
            situations, found.trades, found.alone, strict=True
        ):
            own = with_trade(one, exchange, trade)
            means = replace(own.means, hours_budget=alone * ROUNDING)
            own = replace(own, means=means)
            plan = make_plans(own, aims=[], is_tested=False).best.plan
            assert check_plan(own, plan) == ()
            assert plan.met.min() > 1 - 1e-5

    def test_a_proof_comes_with_it(self):
        situations, exchange, whole = world(1)
        found = federate(
            seats_of(situations, exchange), rounds=35, is_free=True, enough=0.99
        )
        possible = whole.alone.sum() - whole.together
        assert 0.99 <= found.certified <= found.saved / possible + 1e-6
        assert len(found.rounds) < 35

    def test_people_save_much_in_few_rounds(self):
        situations, exchange, whole = world(2)
        found = federate(seats_of(situations, exchange), rounds=10)
        assert found.saved >= 0.6 * (whole.alone.sum() - whole.together)

    def test_the_next_year_begins_where_this_one_ended(self):
        situations, exchange = make_federation(3, 8, 30, 10)
        start = federate(seats_of(situations, exchange), rounds=10).start
        later = next_year(situations, 1)
        whole = AtOnce(later, exchange)
        seats = seats_of(later, exchange)
        possible = whole.alone.sum() - whole.together
        warm, cold = (
            federate(seats, rounds=4, start=one).saved for one in (start, None)
        )
        assert warm > cold
        assert warm >= 0.9 * possible


class TestShortages:
    def test_who_cannot_make_a_good_gets_it(self):
        exchange = Exchange(GOODS, UNITS, np.zeros(3))
        without = village(1.0, 0.0, 3.0)
        found = federate(
            seats_of([without, village(3.0, 0.2, 1.0)], exchange),
            rounds=20,
            is_free=True,
        )
        assert found.missing_alone[0] > 0
        assert found.missing[0] < 0.01 * found.missing_alone[0]
        assert (found.together <= found.alone * ROUNDING).all()

    def test_no_need_is_met_less_than_alone(self):
        exchange = Exchange(GOODS, UNITS, np.zeros(3))
        tired = village(1.0, 2.0, 3.0, hours=np.array([45.0]))
        seats = seats_of([tired, village(3.0, 0.2, 1.0)], exchange)
        found = federate(seats, rounds=20, is_free=True)
        assert (found.missing <= found.missing_alone + 1e-6).all()
        assert found.missing[0] < found.missing_alone[0]
        assert (found.together <= found.alone * ROUNDING).all()


class TestWires:
    def listen(self, situations, exchange, **how):
        heard = []
        federate(
            seats_of(situations, exchange),
            watch=lambda place, to, back: heard.append((place, to, back)),
            **how,
        )
        return heard

    @pytest.mark.parametrize("is_free", [False, True])
    def test_every_message_holds_amounts_and_hours_and_nothing_else(self, is_free):
        situations, exchange, _ = world(1)
        heard = self.listen(situations, exchange, rounds=6, is_free=is_free)
        assert {decode(back).kind for _, _, back in heard} == set(Kind)
        for _place, to, back in heard:
            told, answer = decode(to), decode(back)
            assert told.encode() == to
            assert answer.encode() == back
            assert answer.kind == told.kind
            assert len(answer.amounts) in {0, exchange.size}
            assert len(answer.hours) <= 2
            assert answer.parts == ()
            # A byte for the kind, two and two for lengths, then the numbers.
            assert len(back) == 5 + 4 * len(answer.amounts) + 8 * len(answer.hours)

    @pytest.mark.parametrize("is_free", [False, True])
    def test_a_round_is_narrow(self, is_free):
        situations, exchange, _ = world(1)
        found = federate(seats_of(situations, exchange), rounds=12, is_free=is_free)
        most = 16 * exchange.size + 200
        assert max(one.n_bytes for one in found.rounds) <= most

    def test_names_of_techniques_and_of_other_goods_make_no_difference(self):
        situations, exchange, _ = world(2)
        hidden = [_rename(one, exchange) for one in situations]
        one, other = (
            self.listen(some, exchange, rounds=3) for some in (situations, hidden)
        )
        assert one == other

    def test_more_than_a_message_is_refused(self):
        text = Message(Kind.OFFER, np.ones(3), (1.0, 2.0)).encode()
        with pytest.raises(ValueError, match="bytes"):
            decode(text + b"recipe")

    def test_what_is_rounded_is_never_above(self):
        amounts = np.random.default_rng(1).normal(size=1000) * 1e3
        assert (round_down(amounts) <= amounts).all()
        assert round_down(amounts) == pytest.approx(amounts, rel=1e-6)


def _rename(situation, exchange):
    technology = situation.technology
    goods = [
        one if one in exchange.goods else f"secret {one}" for one in technology.goods
    ]
    techniques = [f"secret {one}" for one in technology.techniques]
    return replace(
        situation, technology=replace(technology, goods=goods, techniques=techniques)
    )


class TestManners:
    def test_the_same_whoever_does_the_work(self):
        situations, exchange, _ = world(1)
        here, there = (
            federate(seats_of(situations, exchange), rounds=3, executor=one)
            for one in (None, Threads(2))
        )
        assert here.trades.tolist() == there.trades.tolist()

    def test_a_seat_travels_without_its_solver(self):
        situations, exchange, _ = world(1)
        seat = Seat(situations[0], exchange)
        seat.own_hours()
        again = pickle.loads(pickle.dumps(seat))  # noqa: S301 -- our own
        assert again.own_hours() == pytest.approx(seat.own_hours(), nan_ok=True)

    def test_goods_that_somebody_does_not_know(self):
        exchange = Exchange(["loaf", "greens", "song"], (), np.zeros(3))
        found = federate(seats_of([bakers(), growers()], exchange), rounds=5)
        assert not found.trades[:, 2].any()

    def test_nothing_to_exchange(self):
        exchange = Exchange([], (), np.zeros(0))
        found = federate(seats_of([bakers(), growers()], exchange), rounds=2)
        assert found.together == pytest.approx(found.alone)

    def test_several_periods(self):
        exchange = Exchange(GOODS, (), np.full(3, 0.01), 2)
        situations = [_twice(bakers()), _twice(growers())]
        found = federate(seats_of(situations, exchange), rounds=15, is_free=True)
        assert found.certified > 0.9
        assert found.saved > 0
        own = with_trade(situations[0], exchange, found.trades[0])
        plan = make_plans(own, aims=[], is_tested=False).best.plan
        assert check_plan(own, plan) == ()

    @pytest.mark.parametrize(
        ("exchange", "said"),
        [
            (Exchange(["loaf"], ["kg"], np.zeros(1)), "counts it in piece"),
            (Exchange(["loaf"], (), np.zeros(1), 3), "has 3"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, exchange, said):
        with pytest.raises(ProvisionError, match=said):
            Seat(bakers(), exchange)

    def test_each_the_same_exchange(self):
        one, other = (Exchange(["loaf"], (), np.zeros(1)) for _ in range(2))
        with pytest.raises(ProvisionError, match="same exchange"):
            federate([Seat(bakers(), one), Seat(bakers(), other)])


def _twice(situation):
    needs = situation.needs
    twice = Needs(
        np.tile(needs.goods, 2),
        np.tile(needs.classes, 2),
        np.tile(needs.amounts, 2),
        np.repeat([1, 2], needs.n_needs),
        2,
    )
    return replace(situation, needs=twice, means=free_means(situation.technology, 2))
