"""A plan in kind, read from a solution and made exact."""

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.linear import Solution
from folkmoot.engines.provision.situation import Plan

type Floats = NDArray[np.float64]

MENDINGS = 40
TRIFLE = 1e-8  # of an hour
SMALLEST = 1e-15
COVERED = 1e-12  # of what there is of a good: less is the rounding of adding up
DUST = 1e-9  # of what is usual in a column: less is the solver's rounding


def read_plan(programme: Programme, solution: Solution) -> Plan:
    """Return the plan of a solution, in kind and with the solver's rounding mended.

    Where the numbers of a solution do not cover a need by some billionth, the need is
    reported as met by so much less: what stands in a plan can be checked to the last
    grain.
    """
    columns = programme.columns
    values = np.where(solution.columns > DUST, solution.columns, 0.0) * programme.sizes
    stocks = _read(values, columns.keeps)
    kept = _read(values, columns.kept) * programme.situation.means.end_stocks
    stocks[-1] += kept
    plan = Plan(
        makes=_read(values, columns.makes),
        stocks=stocks,
        gets=_read(values, columns.gets),
        starts=_read(values, columns.starts),
        met=np.ones(programme.situation.needs.n_needs),
    )
    shares = np.clip(values[columns.met], 0.0, 1.0)
    _mend(programme, plan, shares)
    if _leave_dust(programme, plan, shares):
        _mend(programme, plan, shares)
    shares = _settle(programme, plan, shares)
    of_needs = programme.claims.of_needs
    met = np.where(of_needs >= 0, np.append(shares, 1.0)[of_needs], 1.0)
    return Plan(plan.makes, plan.stocks, plan.gets, plan.starts, met)


def _read(values: Floats, block: NDArray[np.int64]) -> Floats:
    return np.where(block >= 0, np.append(values, 0.0)[block], 0.0)


def balance(programme: Programme, plan: Plan) -> Floats:
    """Return what is there of each good for needs: shape (periods, goods)."""
    situation = programme.situation
    net = situation.technology.outputs - situation.technology.inputs
    there = plan.makes @ net.T - plan.starts @ situation.means.builds.T
    before = np.vstack(
        [situation.means.stocks, plan.stocks[:-1] * (1 - situation.means.losses)]
    )
    return np.asarray(there + plan.gets + before - plan.stocks)


def _asked(programme: Programme, shares: Floats) -> Floats:
    """Return what goes to needs of each good: shape (periods, goods)."""
    claims = programme.claims
    n_periods = programme.situation.means.n_periods
    asked = np.zeros((n_periods, len(programme.weights)))
    np.add.at(asked, (claims.periods, claims.goods), claims.amounts * shares)
    return asked


def _mend(programme: Programme, plan: Plan, shares: Floats) -> None:
    """Make a little more where the solver's rounding left a good uncovered.

    What is missing is made by the technique that makes most of it in the plan, then
    what that takes, and so on: in an economy that can reproduce itself this dies out
    within a few rounds (the series of Leontief and Neumann).
    """
    asked = _asked(programme, shares)
    makers, each = _makers(programme, plan)
    made = plan.makes @ programme.situation.technology.outputs.T
    small = COVERED * (made + plan.gets + plan.stocks + asked)
    best, least = plan.makes.copy(), np.inf
    for _ in range(MENDINGS):
        lack = np.maximum(asked - balance(programme, plan), 0.0)
        total = float((lack * programme.weights).sum())
        if total >= least:
            # What is made takes more than it gives: better a billionth too little.
            break
        best, least = plan.makes.copy(), total
        more = np.where((makers >= 0) & (lack > small), lack / each, 0.0)
        if not more.any():
            break
        for period, row in enumerate(more):
            some = row > 0
            plan.makes[period] += np.bincount(
                makers[period, some], row[some], plan.makes.shape[1]
            )
    plan.makes[:] = best


def _leave_dust(programme: Programme, plan: Plan, shares: Floats) -> bool:
    """Leave out a trifle of an activity that takes what nobody makes."""
    lack = _asked(programme, shares) - balance(programme, plan)
    is_short = lack * programme.weights > programme.size * SMALLEST
    inputs = programme.situation.technology.inputs
    takers = ((is_short @ (inputs > 0)) > 0) & (plan.makes > 0)
    small = programme.sizes[programme.columns.makes] * TRIFLE
    dust = takers & (plan.makes < small)
    plan.makes[dust] = 0.0
    return bool(dust.any())


def _makers(programme: Programme, plan: Plan) -> tuple[NDArray[np.int64], Floats]:
    """Return who makes most of each good in each period, and how much at a time."""
    outputs = programme.situation.technology.outputs.tocoo()
    goods, techniques = outputs.coords
    worth = outputs.data * programme.weights[goods]
    # More of a by-product would bring much of the main product along.
    is_main = worth >= np.bincount(techniques, worth)[techniques] / 2
    makers = np.full((len(plan.makes), len(programme.weights)), -1)
    each = np.ones(makers.shape)
    usual = plan.makes.mean(axis=0)
    for period, row in enumerate(plan.makes):
        # Who makes it in other periods is asked only where nobody does in this one.
        made = outputs.data * (row + usual * DUST)[techniques]
        made = np.where(is_main, made, made * DUST)
        order = np.argsort(made, kind="stable")
        order = order[made[order] > 0]
        makers[period, goods[order]] = techniques[order]
        each[period, goods[order]] = outputs.data[order]
    return makers, each


def _settle(programme: Programme, plan: Plan, shares: Floats) -> Floats:
    """Return shares that what is there covers, the least urgent giving way."""
    claims = programme.claims
    there = balance(programme, plan)
    asked = _asked(programme, shares)
    # A last stock gives way first: it was put there as a number of the same solution.
    missing = np.maximum(asked - there, 0.0)
    gives = np.minimum(missing[-1], plan.stocks[-1])
    plan.stocks[-1] -= gives
    missing[-1] -= gives
    settled = shares.copy()
    for place in np.argsort(-claims.classes, kind="stable"):
        period, good = claims.periods[place], claims.goods[place]
        lack = missing[period, good]
        if lack > 0:
            less = min(lack, settled[place] * claims.amounts[place])
            settled[place] -= less / claims.amounts[place]
            missing[period, good] -= less
    return np.clip(settled, 0.0, 1.0)
