"""Techniques chosen with whole plans: as the simplex method has them, and proven."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.engines.provision.large import draw_economy
from tests.engines.provision.recipes import make_technology
from tests.examples import tried_on

from folkmoot.engines.provision import (
    ProvisionError,
    choose_techniques,
    labour_values,
    recipes_of,
    repair,
    repair_within,
)

pytestmark = pytest.mark.sweep

ROUNDING = 1e-9
TOLERANCES = {
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
}


def by_simplex(technology, demand, limits):
    limited = np.isfinite(limits)
    net = technology.inputs - technology.outputs
    found = linprog(
        technology.hours,
        A_ub=np.vstack([net.toarray(), technology.uses.toarray()[limited]]),
        b_ub=np.concatenate([-demand, limits[limited]]),
        method="highs-ds",
        options=TOLERANCES,
    )
    return found.fun if found.status == 0 else None


def lacks(technology, demand, activity):
    """Return the largest share of a need that is missing, counted good by good."""
    net = technology.outputs @ activity - technology.inputs @ activity
    asked = demand > 0
    short = np.max((demand - net)[asked] / demand[asked], initial=0.0)
    turnover = technology.outputs @ activity
    return max(
        short, np.max((-net)[~asked] / np.maximum(turnover[~asked], 1), initial=0)
    )


def limited_economy(seed, n_goods, tight, median=6):
    technology, demand, _ = draw_economy(seed, n_goods, 2, 3, median=median)
    free = choose_techniques(technology, demand)
    return technology, demand, free.uses * tight, free


class TestAgainstTheSimplexMethod:
    @given(
        seed=st.integers(0, 10_000),
        n_goods=st.integers(2, 40),
        tight=st.floats(0.7, 1.1),
    )
    @tried_on(12)
    def test_small_economies(self, seed, n_goods, tight):
        technology, demand, limits, _ = limited_economy(seed, n_goods, tight, 3)
        if not demand.any():
            return
        expected = by_simplex(technology, demand, limits)
        found = choose_techniques(technology, demand, limits)

        if expected is None:
            assert found.covered < 1
            assert found.lowest == 0
        elif found.covered == 1:
            assert found.lowest <= expected * (1 + ROUNDING)
            assert expected <= found.hours * (1 + ROUNDING)
            assert found.hours <= expected * (1 + 2e-6)
        assert lacks(technology, found.covered * demand, found.activity) <= 1e-9
        assert (found.uses <= limits * (1 + 1e-6)).all()

    @pytest.mark.parametrize("n_goods", [300, 1000])
    def test_to_the_eighth_digit(self, n_goods):
        technology, demand, limits, _ = limited_economy(4, n_goods, 0.9)
        found = choose_techniques(technology, demand, limits, gap=1e-9)

        expected = by_simplex(technology, demand, limits)
        assert found.hours == pytest.approx(expected, rel=1e-8)
        assert found.lowest == pytest.approx(expected, rel=1e-8)
        assert found.gap <= 2e-9


class TestWhatTheChoiceSays:
    def test_without_limits_it_is_the_least_labour(self):
        technology, demand, _ = draw_economy(7, 200, 2, 2)
        found = choose_techniques(technology, demand)

        used = np.flatnonzero(found.activity)
        chosen = np.full(200, -1)
        products = technology.outputs.tocsc().indices
        chosen[products[used]] = used
        values = labour_values(recipes_of(technology, chosen)).values
        assert values @ demand == pytest.approx(found.hours, rel=1e-6)
        assert found.n_plans == 1
        assert not found.scarcity.any()

    def test_scarcity_is_what_one_more_saves(self):
        technology, demand, limits, _ = limited_economy(11, 80, 0.9)
        found = choose_techniques(technology, demand, limits, gap=1e-10)
        for place in np.flatnonzero(found.scarcity > 1e-6):
            more = limits.copy()
            more[place] *= 1 + 1e-4
            again = choose_techniques(technology, demand, more, gap=1e-10)
            saved = (found.hours - again.hours) / (more[place] - limits[place])
            assert saved <= found.scarcity[place] * (1 + 1e-2)
            assert saved >= 0

    def test_limits_that_cover_a_part(self):
        """By hand bread takes 2 m2 and with a machine 1; there are 15 m2 for 30."""
        technology = make_technology(
            [[1, 1]], np.zeros((1, 2)), [1, 3], uses=[[2, 1]], goods=["bread"]
        )
        found = choose_techniques(technology, [30], [15])

        assert found.covered == pytest.approx(0.5)
        assert found.activity == pytest.approx([0, 15])
        assert found.scarcity.tolist() == [np.inf]
        assert found.lowest == 0

    def test_nothing_may_be_used(self):
        technology = make_technology([[1]], [[0]], [1], uses=[[2]])

        assert choose_techniques(technology, [30], [0]).covered == pytest.approx(0)

    def test_nothing_is_asked_for(self):
        technology = make_technology([[1]], [[0]], [1], uses=[[2]])
        found = choose_techniques(technology, [0], [5])

        assert (found.hours, found.gap, found.covered) == (0, 0, 1)

    def test_techniques_without_work(self):
        technology = make_technology(
            [[1, 1, 0], [0, 0, 1]],
            [[0, 0, 0], [0, 1, 0.2]],
            [1, 0, 0],
            uses=[[0, 1, 0]],
        )
        found = choose_techniques(technology, [3, 0], [2])

        assert found.hours == pytest.approx(1)
        assert found.activity == pytest.approx([1, 2, 2.5])

    def test_a_technique_that_takes_what_nobody_makes_is_left_out(self):
        technology = make_technology(
            [[1, 1], [0, 0]], [[0, 0], [0, 1]], [5, 1], goods=["bread", "manna"]
        )

        assert choose_techniques(technology, [2, 0]).activity == pytest.approx([2, 0])

    def test_the_same_question_twice_gives_the_same_bytes(self):
        technology, demand, limits, _ = limited_economy(5, 100, 0.9)
        one, two = (choose_techniques(technology, demand, limits) for _ in range(2))

        assert one.activity.tobytes() == two.activity.tobytes()


class TestRefusals:
    @pytest.mark.parametrize("demand", [[-1], [np.nan], [np.inf], [1, 2]])
    def test_demand(self, demand):
        technology = make_technology([[1]], [[0]], [1])
        with pytest.raises(ProvisionError, match="demand is not one number of 0 or"):
            choose_techniques(technology, demand)

    @pytest.mark.parametrize("limits", [[-1], [np.nan], [1, 2]])
    def test_limits(self, limits):
        technology = make_technology([[1]], [[0]], [1], uses=[[1]])
        with pytest.raises(ProvisionError, match="limits are not one number of 0 or"):
            choose_techniques(technology, [1], limits)

    def test_by_products(self):
        technology = make_technology([[1], [1]], [[0], [0]], [1])
        with pytest.raises(ProvisionError, match="technique “way 0” makes 2 goods;"):
            choose_techniques(technology, [1, 1])

    def test_what_nobody_makes(self):
        technology = make_technology(
            [[1], [0]], [[0], [1]], [1], goods=["bread", "manna"]
        )
        with pytest.raises(
            ProvisionError, match="bread is asked for, and nobody makes"
        ):
            choose_techniques(technology, [1, 0])

    def test_no_techniques_that_make_what_they_take(self):
        technology = make_technology([[1]], [[1.2]], [1], goods=["seed"])
        with pytest.raises(ProvisionError, match=r"make 1 kg of seed takes 1\.2 kg"):
            choose_techniques(technology, [1])


class TestRepair:
    @given(
        seed=st.integers(0, 10_000),
        n_goods=st.integers(2, 200),
        error=st.floats(1e-9, 1.0),
    )
    @tried_on(10)
    def test_every_need_is_met_whatever_the_solver_left(self, seed, n_goods, error):
        technology, demand, _ = draw_economy(seed, n_goods, 2, joint=0.1, median=5)
        rng = np.random.default_rng(seed)
        start = rng.exponential(size=len(technology.techniques))
        plan = repair(technology, demand, start * (start > 1))
        noisy = plan * (1 - error * rng.random(len(plan)))
        noisy *= rng.random(len(plan)) > 0.1 * error

        found = repair(technology, demand, noisy)

        assert lacks(technology, demand, found) <= 1e-9
        assert (found >= noisy).all()

    def test_a_good_plan_stays_as_it_is(self):
        technology, demand, limits, _ = limited_economy(3, 60, 0.95)
        found = choose_techniques(technology, demand, limits)

        again = repair(technology, demand, found.activity)
        np.testing.assert_allclose(again, found.activity, rtol=1e-9)

    def test_a_small_error_costs_little(self):
        technology, demand, _, free = limited_economy(3, 300, 1)
        rng = np.random.default_rng(1)
        noisy = free.activity * (1 + 1e-4 * rng.normal(size=len(free.activity)))
        found = repair(technology, demand, noisy)

        assert lacks(technology, demand, found) <= 1e-9
        extra = (found - noisy) @ technology.hours
        assert extra <= 1e-3 * free.hours

    def test_what_is_left_over_is_used_first(self):
        technology = make_technology(np.eye(2), [[0, 0], [0.7, 0]], [1, 1])

        assert repair(technology, [10, 0], [0, 7]) == pytest.approx([10, 7], abs=1e-6)
        assert repair(technology, [10, -7], [0, 0]) == pytest.approx([10, 0], abs=1e-6)

    def test_only_what_may_be_raised(self):
        technology = make_technology([[1, 1]], np.zeros((1, 2)), [1, 2])
        may = np.array([False, True])

        assert repair(technology, [10], [4, 0], may) == pytest.approx([4, 6])
        none = np.zeros(2, dtype=bool)
        assert repair(technology, [10], [4, 0], none).tolist() == [4, 0]

    @pytest.mark.parametrize("joint", [0, 0.1])
    @pytest.mark.parametrize("seed", range(3))
    def test_limits_are_kept_too(self, seed, joint):
        """As after a first-order solve: a little short here, a little over there."""
        technology, demand, _ = draw_economy(seed, 300, 2, 3, joint=joint, median=6)
        start = repair(technology, demand, np.zeros(len(technology.techniques)))
        limits = 0.97 * (technology.uses @ start)
        rng = np.random.default_rng(seed)
        best = repair_within(technology, demand, start, limits)
        noisy = best * (1 + 1e-3 * rng.normal(size=len(best)))

        found = repair_within(technology, demand, noisy, limits)

        assert lacks(technology, demand, found) <= 1e-9
        assert (technology.uses @ found <= limits * (1 + 1e-6)).all()
        assert technology.hours @ found <= 1.01 * technology.hours @ best

    def test_limits_that_cannot_be_kept_leave_the_needs_met(self):
        technology = make_technology([[1]], [[0]], [1], uses=[[2]])

        assert repair_within(technology, [10], [9], [5]) == pytest.approx([10])
        with pytest.raises(ProvisionError, match="limits are not one number of 0 or"):
            repair_within(technology, [10], [9], [np.nan])

    @pytest.mark.parametrize(
        ("demand", "activity"), [([np.nan], [1]), ([1], [np.inf]), ([1, 1], [1])]
    )
    def test_numbers_that_are_none(self, demand, activity):
        technology = make_technology([[1]], [[0]], [1])
        with pytest.raises(ProvisionError, match="demand"):
            repair(technology, demand, activity)
