"""The levels of needs beside another way to find them, need by need with SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.engines.provision.economies import make_situation
from tests.examples import tried_on

from folkmoot.engines.provision import make_plans

EXACT = 1e-6


def levels_by_enumeration(situation):
    """Return the share of each need, each tried alone against all others.

    The worst is raised; then every need is asked by itself whether it can rise while no
    other falls, and those that cannot are fixed. One period, no stocks.
    """
    technology, needs, means = situation.technology, situation.needs, situation.means
    net = (technology.outputs - technology.inputs).toarray()
    n_goods, n_techniques = net.shape
    units = technology.hours[:n_goods]
    many = needs.n_needs
    goods_rows = np.zeros((n_goods, n_techniques + many + 1))
    goods_rows[:, :n_techniques] = -net * units[:, None]
    goods_rows[needs.goods, n_techniques + np.arange(many)] = (
        needs.amounts * units[needs.goods]
    )
    work = np.append(technology.hours, np.zeros(many + 1))
    rows, limits = [*goods_rows, work], [*np.zeros(n_goods), means.hours[0]]

    def most(costs, floors, free):
        extra = np.zeros((len(free), n_techniques + many + 1))
        for row, one in zip(extra, free, strict=True):
            row[n_techniques + one], row[-1] = -1, 1
        bounds = (
            [(0, None)] * n_techniques + [(floor, 1) for floor in floors] + [(0, 1)]
        )
        table = np.vstack([rows, extra])
        found = linprog(costs, table, [*limits, *np.zeros(len(free))], bounds=bounds)
        assert found.status == 0
        return -found.fun

    def cost_of(column):
        costs = np.zeros(n_techniques + many + 1)
        costs[column] = -1
        return costs

    floors = np.zeros(many)
    for one in sorted(set(needs.classes.tolist())):
        free = np.flatnonzero(needs.classes == one).tolist()
        while free:
            level = most(cost_of(-1), floors, free)
            floors[free] = max(0, level - 1e-9)
            stuck = {
                need
                for need in free
                if most(cost_of(n_techniques + need), floors, []) <= level + EXACT
            }
            free = [need for need in free if need not in stuck]
            assert stuck
    return floors


@tried_on(15)
@given(st.integers(0, 10**6), st.integers(2, 8), st.sampled_from([0.1, 0.4, 0.8]))
def test_each_level_is_the_one_found_by_trying_each_need(seed, n_goods, squeeze):
    situation = make_situation(seed, n_goods, squeeze=squeeze, wanted=0.9)
    plans = make_plans(situation, aims=[], is_tested=False)
    assert plans.best.plan.met == pytest.approx(
        levels_by_enumeration(situation), abs=1e-5
    )


def test_each_claim_stands_in_one_step_and_has_its_level():
    plans = make_plans(make_situation(7, 30, 3, squeeze=0.5), aims=[], is_tested=False)
    seen = np.concatenate([claims for _, _, claims in plans.levels.steps])
    assert len(seen) == len(set(seen.tolist())) == len(plans.programme.claims.goods)
    for _, level, claims in plans.levels.steps:
        assert plans.levels.shares[claims].tolist() == [level] * len(claims)
