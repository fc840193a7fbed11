"""How good a plan can be at most, proved from what goods and limits are worth.

First-order steps end near the best plan and do not say how near. What they leave
besides, the worth of one more in each row, gives a bound that needs no trust in them:
whatever the worths are, once nothing could be made for less than it is worth, no plan
costs less than what all limits are worth together (weak duality).
"""

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.linear import Linear
from folkmoot.engines.provision.situation import Plan

type Floats = NDArray[np.float64]

ROUNDS = 200


def least_cost(programme: Programme, costs: Floats, worths: Floats) -> float:
    """Return what no plan can cost less than.

    Parameters
    ----------
    programme : Programme
        What is planned; its whole numbers may be any.
    costs : array of float64, shape (columns,)
        What 1 in each column costs, 0 or more where a column has no upper bound.
    worths : array of float64, shape (rows,)
        What one more of each row is said to save; any numbers.

    Returns
    -------
    float
        The bound. The nearer the worths are to the true ones, the nearer it is.

    Notes
    -----
    Where something would be made at a loss without end, what comes out is worth less
    than said; where building would, so is the room that is built; where keeping would,
    so is what is kept. This only lowers worths, so it comes to an end. What rounding
    leaves of it is taken off all worths alike, by as much as costs allow.
    """
    linear = programme.linear
    worths = _signed(linear, worths)
    lower = _Lower(programme)
    for _round in range(ROUNDS):
        over = _over(linear, costs, worths)
        if not over.any():
            break
        worths = lower(worths, over)
    over = _over(linear, costs, worths)
    some = over < 0
    part = np.min(costs[some] / (costs[some] - over[some]), initial=1.0)
    return _bound(linear, costs, worths * part)


def cost_of(programme: Programme, costs: Floats, plan: Plan) -> float:
    """Return what a plan costs: its own hours, less what its needs are worth."""
    columns, sizes = programme.columns, programme.sizes
    claims, means = programme.claims, programme.situation.means
    values = np.zeros(columns.n_columns)
    for block, amounts in (
        (columns.makes, plan.makes),
        (columns.starts, plan.starts),
        (columns.gets, plan.gets),
        (columns.keeps, plan.stocks),
    ):
        some = block >= 0
        values[block[some]] = amounts[some] / sizes[block[some]]
    is_claim = claims.of_needs >= 0
    values[columns.met[claims.of_needs[is_claim]]] = plan.met[is_claim]
    for block, there, asked in (
        (columns.kept, plan.stocks[-1], means.end_stocks),
        (columns.able, _able_after(programme, plan), means.end_capacities),
    ):
        some = block >= 0
        values[block[some]] = np.minimum(there[some] / asked[some], 1.0)
    return float(costs @ values)


def _able_after(programme: Programme, plan: Plan) -> Floats:
    """Return what can be done of each technique after the last period."""
    means = programme.situation.means
    able, last = means.capacities, means.n_periods
    for period in range(last + 1):
        begun = period - means.leads
        is_ready = (begun >= 0) & (begun < last)
        ready = plan.starts[begun * is_ready, np.arange(len(begun))] * is_ready
        stays = 1 - means.wear if period else 1.0
        able = able * stays + ready
        if period < last:
            able = able + means.arriving[period]
    return np.asarray(able)


def _signed(linear: Linear, worths: Floats) -> Floats:
    """Return worths without those that no bound of a row gives."""
    least = np.where(np.isfinite(linear.row_upper), -np.inf, 0.0)
    most = np.where(np.isfinite(linear.row_lower), np.inf, 0.0)
    return np.clip(worths, least, most)


def _over(linear: Linear, costs: Floats, worths: Floats) -> Floats:
    """Return by how much a column without an end costs less than it is worth: below 0."""
    left = costs - linear.matrix.T @ worths
    return np.where(np.isfinite(linear.upper), 0.0, np.minimum(left, 0.0))


def _bound(linear: Linear, costs: Floats, worths: Floats) -> float:
    left = costs - linear.matrix.T @ worths
    of_rows = np.where(worths > 0, _ended(linear.row_lower), _ended(linear.row_upper))
    of_columns = np.where(left > 0, linear.lower, _ended(linear.upper))
    return float(worths @ of_rows + left @ of_columns)


def _ended(bounds: Floats) -> Floats:
    return np.where(np.isfinite(bounds), bounds, 0.0)


class _Lower:
    """Lowers what is worth so much that making, keeping or building it has no end."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        rows, technology = programme.rows, programme.situation.technology
        outputs = technology.outputs.tocoo()
        worth = outputs.data * programme.weights[outputs.row]
        order = np.argsort(worth, kind="stable")
        n_techniques = outputs.shape[1]
        self.main = np.zeros(n_techniques, dtype=np.int64)
        self.main[outputs.col[order]] = outputs.row[order]
        at = self.main, np.arange(n_techniques)
        net = np.asarray((technology.outputs - technology.inputs)[at]).ravel()
        size = programme.weights[self.main] / programme.size
        self.each = net * size * programme.sizes[programme.columns.makes[0]]
        self.rooms = np.vstack([rows.able, rows.able_after])
        self.is_room = np.zeros(rows.n_rows, dtype=bool)
        self.is_room[self.rooms[self.rooms >= 0]] = True

    def __call__(self, worths: Floats, over: Floats) -> Floats:
        found = worths.copy()
        self._made(worths, over, found)
        self._kept(worths, over, found)
        self._built(worths, over, found)
        return found

    def _made(self, worths: Floats, over: Floats, found: Floats) -> None:
        less = over[self.programme.columns.makes]
        periods, techniques = np.nonzero((less < 0) & (self.each > 0))
        goods = self.programme.rows.goods[periods, self.main[techniques]]
        lower = worths[goods] + less[periods, techniques] / self.each[techniques]
        np.minimum.at(found, goods, np.maximum(lower, 0.0))

    def _kept(self, worths: Floats, over: Floats, found: Floats) -> None:
        keeps = self.programme.columns.keeps
        less = np.where(keeps >= 0, over[keeps], 0.0)
        periods, goods = np.nonzero(less < 0)
        later = self.programme.rows.goods[periods + 1, goods]
        stays = 1 - self.programme.situation.means.losses[goods]
        lower = worths[later] + less[periods, goods] / stays
        np.minimum.at(found, later, np.maximum(lower, 0.0))

    def _built(self, worths: Floats, over: Floats, found: Floats) -> None:
        starts = self.programme.columns.starts
        less = np.where(starts >= 0, over[starts], 0.0)
        gains = self.programme.linear.matrix.T @ np.where(self.is_room, worths, 0.0)
        gain = np.where(starts >= 0, gains[starts], 0.0)
        is_over = (less < 0) & (gain > 0)
        part = np.where(is_over, (gain + less) / np.where(is_over, gain, 1.0), 1.0)
        parts = np.broadcast_to(np.maximum(part.min(axis=0), 0.0), self.rooms.shape)
        some = self.rooms >= 0
        found[self.rooms[some]] *= parts[some]
