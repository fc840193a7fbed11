"""Every shortage names what really helps; every sentence about work adds up."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.provision.economies import add_building, make_situation
from tests.engines.provision.test_plans import bakery, need
from tests.examples import tried_on

from folkmoot.engines.provision import (
    Scarce,
    Situation,
    clashing_needs,
    explain_shortages,
    make_plans,
    work_inside,
)


def explain(technology, needs, means):
    return explain_shortages(make_plans(Situation(technology, needs, means)))


class TestShortages:
    def test_nothing_is_short(self):
        technology, means = bakery()
        assert explain(technology, need((2, 1, 10)), means) == ()

    def test_work_is_short(self):
        technology, means = bakery(hours=10.0)
        (one,) = explain(technology, need((2, 1, 20), (1, 2, 100)), means)
        assert (one.good, one.number, one.share) == (1, 2, pytest.approx(0.5))
        assert one.missing == pytest.approx(50)
        (reason,) = one.reasons
        assert (reason.kind, reason.limit) == (Scarce.HOURS, 10)
        # 0.1 hours more make 1 kg more of 100; 1 % more of what is needed takes 0.1.
        assert reason.gain == pytest.approx(0.01)
        assert reason.wanted == pytest.approx(0.1)
        # 20 loaves use half of the work.
        assert dict(reason.used_by) == pytest.approx({1: 0.5, 2: 0.5})

    def test_grain_is_short(self):
        technology, means = bakery(hours=100.0, outside=np.array([30.0, 0, 0]))
        (one,) = explain(technology, need((2, 1, 100)), means)
        assert [(reason.kind, reason.place) for reason in one.reasons] == [
            (Scarce.OUTSIDE, 0)
        ]

    def test_two_things_are_short_together(self):
        technology, means = bakery(hours=2.5, outside=np.array([6.0, 0, 0]))
        (one,) = explain(technology, need((2, 1, 100)), means)
        assert one.is_joint
        assert {reason.kind for reason in one.reasons} == {Scarce.HOURS, Scarce.OUTSIDE}

    def test_nobody_can_make_it(self):
        technology, means = bakery(outside=np.zeros(3))
        (one,) = explain(technology, need((2, 1, 100)), means)
        assert one.reasons == ()

    def test_what_is_in_stock_is_short(self):
        technology, means = bakery(outside=np.zeros(3))
        means = replace(means, stocks=np.array([0, 10.0, 0]))
        (one,) = explain(technology, need((2, 1, 100)), means)
        assert [reason.kind for reason in one.reasons] == [Scarce.STOCK]

    @tried_on(12)
    @given(st.integers(0, 10**6), st.integers(2, 9), st.integers(1, 3), st.booleans())
    def test_more_of_it_really_helps(self, seed, n_goods, n_periods, builds):
        situation = make_situation(seed, n_goods, n_periods, squeeze=0.4)
        if builds:
            situation = add_building(situation, seed)
        for one in explain_shortages(make_plans(situation, aims=[], is_tested=False)):
            assert one.reasons
            assert all(reason.gain > 0 for reason in one.reasons)


class TestWorkInside:
    def test_a_loaf(self):
        technology, means = bakery()
        plans = make_plans(Situation(technology, need((2, 1, 100)), means))
        found = work_inside(plans, plans.best.plan, 2)
        assert found.hours == pytest.approx(0.25)
        assert found.parts == ((1, pytest.approx(0.2)), (0, pytest.approx(0.05)))

    @tried_on(15)
    @given(st.integers(0, 10**6))
    def test_the_parts_add_up_and_so_do_all_goods(self, seed):
        situation = make_situation(seed, 8)
        plans = make_plans(situation, aims=[], is_tested=False)
        plan, needs = plans.best.plan, situation.needs
        total = 0.0
        for place in range(needs.n_needs):
            found = work_inside(plans, plan, int(needs.goods[place]))
            assert sum(part for _, part in found.parts) == pytest.approx(
                found.hours, rel=1e-6
            )
            total += found.hours * needs.amounts[place] * plan.met[place]
        # What is over carries the rest of the work.
        assert total <= plans.best.figures.hours * (1 + 1e-9)


class TestClashes:
    def test_promises_that_can_be_kept(self):
        technology, means = bakery()
        situation = Situation(technology, need((2, 1, 10), (1, 1, 10)), means)
        assert clashing_needs(situation, np.array([0, 1])).tolist() == []

    def test_only_those_that_clash_are_named(self):
        technology, means = bakery(hours=10.0)
        needs = need((2, 1, 30), (1, 1, 60), (0, 1, 10))
        situation = Situation(technology, needs, means)
        # 7.5 and 6 hours of 10; grain takes no work.
        assert clashing_needs(situation, np.array([0, 1, 2])).tolist() == [0, 1]

    def test_one_promise_can_be_too_much_alone(self):
        technology, means = bakery(hours=10.0)
        needs = need((2, 1, 100), (1, 1, 60))
        situation = Situation(technology, needs, means)
        assert clashing_needs(situation, np.array([0, 1])).tolist() == [0]
