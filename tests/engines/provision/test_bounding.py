"""What no plan can cost less than, proved from any worths at all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.provision.economies import add_building, make_situation
from tests.examples import tried_on

from folkmoot.engines.provision import check_plan, large
from folkmoot.engines.provision.bounding import cost_of, least_cost
from folkmoot.engines.provision.building import build
from folkmoot.engines.provision.large import costs_of, plan_large
from folkmoot.engines.provision.linear import Solver
from folkmoot.engines.provision.plans import read_plan


def programme_of(seed, n_goods, n_periods, *, builds, squeeze=0.8):
    situation = make_situation(seed, n_goods, n_periods, squeeze=squeeze)
    return build(add_building(situation, seed) if builds else situation)


@tried_on(20)
@given(
    st.integers(0, 1000),
    st.integers(1, 12),
    st.integers(1, 4),
    st.booleans(),
    st.sampled_from([0.0, 1e-6, 1e-2, 1.0, 100.0]),
)
def test_the_bound_is_never_above_the_best(seed, n_goods, n_periods, builds, noise):
    programme = programme_of(seed, n_goods, n_periods, builds=builds)
    costs, rng = costs_of(programme), np.random.default_rng(seed)
    best = Solver(programme.linear).minimise(costs)
    worths = best.duals + noise * rng.normal(size=len(best.duals))
    close = 1e-7 * (1 + abs(best.least))
    found = least_cost(programme, costs, worths)
    assert found <= best.least + close
    if not noise:
        assert found >= best.least - close


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_small_error_costs_little(seed):
    programme = programme_of(seed, 30, 3, builds=True)
    costs, rng = costs_of(programme), np.random.default_rng(seed)
    best = Solver(programme.linear).minimise(costs)
    worths = best.duals * (1 + 1e-3 * rng.normal(size=len(best.duals)))
    assert least_cost(programme, costs, worths) >= best.least * 1.002  # below 0


@pytest.mark.parametrize("n_periods", [1, 3, 4])
def test_the_best_plan_costs_what_the_bound_says(n_periods):
    programme = programme_of(4, 25, n_periods, builds=True)
    costs = costs_of(programme)
    best = Solver(programme.linear).minimise(costs)
    cost = cost_of(programme, costs, read_plan(programme, best))
    assert cost == pytest.approx(best.least, rel=1e-6)


def test_first_order_steps_come_with_a_proof(monkeypatch):
    monkeypatch.setattr(large, "FIRST", 2_000)
    programme = programme_of(5, 20, 3, builds=True, squeeze=0.9)
    plan, _levels, rough = plan_large(programme)
    assert check_plan(programme.situation, plan) == ()
    best = Solver(programme.linear).minimise(rough.costs).least
    cost = cost_of(programme, rough.costs, plan)
    assert best - 1e-6 <= cost
    assert rough.least() <= best + 1e-6
    assert 0 <= rough.gap_of(plan) <= 0.01
