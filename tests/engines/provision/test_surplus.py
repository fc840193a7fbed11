"""What can be done with what is left over: every option is a plan that holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.provision.economies import add_building, make_situation
from tests.engines.provision.test_plans import bakery, need
from tests.examples import tried_on

from folkmoot.engines.provision import (
    Leftover,
    ProvisionError,
    Situation,
    check_plan,
    make_plans,
    surplus_options,
)


def options(situation, **wishes):
    plans = make_plans(situation, people=5, is_tested=False)
    return {one.kind: one for one in surplus_options(plans, people=5, **wishes)}


class TestABakery:
    def test_less_work_for_all(self):
        technology, means = bakery(hours=50.0)
        found = options(Situation(technology, need((2, 1, 100)), means))
        # 25 of 50 hours are left: 5 for each of five people.
        assert found[Leftover.LESS_WORK].freed == pytest.approx(5)

    def test_more_of_what_comes_second(self):
        technology, means = bakery(hours=11.0)
        found = options(Situation(technology, need((2, 1, 20), (1, 2, 50)), means))
        # One hour is left: 10 kg of flour more, of the 12.5 that a quarter more is.
        assert found[Leftover.MORE_NEEDS].reached == pytest.approx(0.8, abs=1e-5)
        assert found[Leftover.MORE_NEEDS].figures.hours == pytest.approx(11, abs=1e-4)

    def test_a_reserve(self):
        technology, means = bakery(hours=50.0)
        found = options(Situation(technology, need((1, 1, 100)), means))
        assert found[Leftover.BIGGER_STOCKS].reached == pytest.approx(1)
        assert found[Leftover.BIGGER_STOCKS].plan.stocks[-1, 1] == pytest.approx(400)

    def test_others_get_what_is_left(self):
        technology, means = bakery(hours=30.0)
        found = options(
            Situation(technology, need((2, 1, 100)), means), asked=need((1, 1, 100))
        )
        assert found[Leftover.GIVE].reached == pytest.approx(0.5, abs=1e-5)
        assert found[Leftover.GIVE].plan.met.tolist() == pytest.approx(
            [1, 0.5], abs=1e-5
        )

    def test_nothing_is_left(self):
        technology, means = bakery(hours=25.0)
        found = options(Situation(technology, need((2, 1, 100)), means))
        assert list(found) == [Leftover.LESS_WORK]
        assert found[Leftover.LESS_WORK].freed == pytest.approx(0)

    def test_others_ask_after_the_end(self):
        technology, means = bakery()
        late = replace(need((1, 1, 100)), periods=np.array([2]), n_periods=2)
        with pytest.raises(ProvisionError, match="after the last period"):
            options(Situation(technology, need((2, 1, 10)), means), asked=late)


@tried_on(10)
@given(st.integers(0, 10**6), st.integers(2, 9), st.integers(1, 3))
def test_every_option_holds_and_keeps_the_levels(seed, n_goods, n_periods):
    situation = add_building(
        make_situation(seed, n_goods, n_periods, squeeze=1.2), seed
    )
    plans = make_plans(situation, is_tested=False)
    for one in surplus_options(plans):
        assert check_plan(one.situation, one.plan) == ()
        many = situation.needs.n_needs
        got = one.plan.met[:many] * one.situation.needs.amounts[:many]
        promised = plans.best.plan.met * situation.needs.amounts
        assert (got >= promised * (1 - 1e-6)).all()
        assert 0 <= one.reached <= 1
