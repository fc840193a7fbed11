"""Drawn federations: collectives that know the same goods and do them unlike."""

from dataclasses import replace

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, bmat, csr_array, eye_array, hstack
from tests.engines.provision.economies import make_technology

from folkmoot.engines.provision import (
    Exchange,
    Needs,
    Situation,
    free_means,
    make_plans,
)

CARRYING = 0.03  # of what a good usually takes


def make_federation(seed, many, n_goods, n_exchanged, *, unlike=0.3, room=1.5):
    """Return situations and an exchange; ``room`` is land there is to land used alone.

    The collectives differ by ``unlike`` in the hours and the land that a technique
    takes (the deviation of the logarithm), and by a third of it in what goes in.
    """
    rng = np.random.default_rng(seed)
    base, units = make_technology(rng, n_goods)
    exchanged = np.sort(rng.choice(n_goods, n_exchanged, replace=False))
    situations = [
        draw_collective(rng, base, units, unlike=unlike, room=room) for _ in range(many)
    ]
    names = [base.goods[one] for one in exchanged]
    return situations, Exchange(names, (), CARRYING * units[exchanged])


def draw_collective(rng, base, units, *, unlike, room):
    inputs, uses = base.inputs.copy(), base.uses.copy()
    inputs.data = inputs.data * np.exp(rng.normal(0, unlike / 3, len(inputs.data)))
    uses.data = uses.data * np.exp(rng.normal(0, unlike, len(uses.data)))
    hours = base.hours * np.exp(rng.normal(0, unlike, len(base.hours)))
    technology = replace(base, inputs=inputs, uses=uses, hours=hours)
    goods = np.flatnonzero(rng.random(len(units)) < 0.6)
    amounts = rng.uniform(5, 50, len(goods)) / units[goods]
    ones = np.ones(len(goods), dtype=np.int64)
    needs = Needs(goods, ones, amounts * np.exp(rng.normal(0, 0.5)), ones)
    situation = Situation(technology, needs, free_means(technology))
    plan = make_plans(situation, aims=[], is_tested=False).best.plan
    limits = room * (plan.makes @ technology.uses.T)
    return replace(situation, means=replace(situation.means, limits=limits))


def next_year(situations, seed):
    """Return the situations with needs 5 % up or down and techniques a little changed."""
    rng = np.random.default_rng(seed)
    return [_a_year_later(one, rng) for one in situations]


def _a_year_later(situation, rng):
    needs, technology = situation.needs, situation.technology
    amounts = needs.amounts * rng.uniform(0.95, 1.05, needs.n_needs)
    hours = technology.hours * rng.uniform(0.98, 1.02, len(technology.hours))
    limits = situation.means.limits * 1.05
    return Situation(
        replace(technology, hours=hours),
        replace(needs, amounts=amounts),
        replace(situation.means, limits=limits),
    )


class AtOnce:
    """The whole federation as one programme, for SciPy's HiGHS: nothing is private.

    One period, all needs met alone, no stocks and nothing from outside.
    """

    def __init__(self, situations, exchange):
        known = {name: at for at, name in enumerate(situations[0].technology.goods)}
        self.goods = np.array([known[name] for name in exchange.goods])
        self.situations, self.carrying = situations, exchange.hours
        self.alone = np.array([self._least([one]) for one in situations])
        self.together = self._least(situations, self.alone)

    def _least(self, situations, most=None):
        n_goods = len(situations[0].technology.goods)
        size = np.median(situations[0].technology.hours)
        n = len(self.goods)
        pick = csr_array((np.ones(n), (self.goods, np.arange(n))), shape=(n_goods, n))
        blocks, limits, work = [], [], []
        for place, one in enumerate(situations):
            technology = one.technology
            net = technology.outputs - technology.inputs
            free = csr_array((len(technology.resources), 2 * n))
            hours = np.concatenate([technology.hours, self.carrying, np.zeros(n)])
            rows = [hstack([-net, -pick, pick]), hstack([technology.uses, free])]
            bounds = [-one.needs.totals(n_goods)[:, 0], one.means.limits[0]]
            if most is not None:
                rows.append(csr_array(hours[None, :]))
                bounds.append(most[[place]])
            blocks.append(bmat([[row] for row in rows]))
            limits += bounds
            work.append(hours)
        equal = self._equal(len(situations), situations[0], n)
        found = linprog(
            np.concatenate(work) / size,
            A_ub=block_diag(blocks, format="csr"),
            b_ub=np.concatenate(limits),
            A_eq=equal,
            b_eq=np.zeros(equal.shape[0]),
            method="highs",
        )
        assert found.success, found.message
        return found.fun * size

    def _equal(self, many, situation, n):
        wide = len(situation.technology.techniques)
        one = hstack([csr_array((n, wide)), -eye_array(n), eye_array(n)])
        return csr_array(hstack([one] * many))
