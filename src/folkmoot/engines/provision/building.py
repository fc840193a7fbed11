"""The elastic programme of a situation: every wish fits in, what is short is a number.

All goods are counted in the hours of work they take, all activities in the hours of
what comes out, so that the numbers are of one size and an error reads as hours.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array

from folkmoot.engines.provision.layout import Claims, Columns, Counter, Rows, claim
from folkmoot.engines.provision.linear import Linear, Solver
from folkmoot.engines.provision.measuring import measure
from folkmoot.engines.provision.situation import Situation

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Flags = NDArray[np.bool_]

IDLE = 1e-5  # of an hour, for what takes no work
END = -1  # the class of what has to be there after the end


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """A situation as rows and columns, with what is needed to read a solution.

    Parameters
    ----------
    situation : Situation
        What it was built from.
    claims : Claims
        The needs, those that are served alike as one.
    linear : Linear
        The rows and columns.
    columns : Columns
        Which column is what.
    rows : Rows
        Which row is what.
    sizes : array of float64, shape (columns,)
        What 1 in a column is, in the unit of the thing itself.
    row_sizes : array of float64, shape (rows,)
        What 1 in a row is, in the unit of the thing itself.
    weights : array of float64, shape (goods,)
        Hours that one unit of each good takes: the measure of its rows.
    size : float
        Hours that 1 in a row of goods or work stands for.
    costs : array of float64, shape (columns,)
        Hours of work of 1 in each column, in `size`, and a trifle for what takes none.
    moves : array of float64, shape (rows,)
        What the rows of what was moved are bounded by, once it is counted.
    """

    situation: Situation
    claims: Claims
    linear: Linear
    columns: Columns
    rows: Rows
    sizes: Floats
    row_sizes: Floats
    weights: Floats
    size: float
    costs: Floats
    moves: Floats

    def count_moves(self, solver: Solver) -> None:
        """Let a solver count what is moved; until then those rows only slow it."""
        some = self.rows.moved[self.rows.moved >= 0]
        solver.bound_rows(some, -np.inf, self.moves[some])


def build(situation: Situation, now: Floats | None = None) -> Programme:
    """Return the programme of a situation.

    Parameters
    ----------
    situation : Situation
        What can be done, what is needed, what there is.
    now : array of float64, shape (periods, techniques), optional
        What is done now, or was promised: makes the columns of what was moved.

    Returns
    -------
    Programme
        Ready for a `Solver`.

    Notes
    -----
    For each good and period: what is made, less what goes into making and building,
    plus what was kept, is in stock or had from outside, covers what is kept and the
    share of each need that is met (planning in kind after Kantorovich 1939). What is
    over may be left: leaving costs nothing.
    """
    return _Builder(situation, now).build()


class _Builder:
    """Collects coefficients block by block."""

    def __init__(self, situation: Situation, now: Floats | None) -> None:
        self.situation = situation
        self.technology, self.means = situation.technology, situation.means
        self.now = now
        self.n_periods = self.means.n_periods
        self.n_goods = len(self.technology.goods)
        self.n_techniques = len(self.technology.techniques)
        self.claims = claim(situation)
        self.weights = measure(self.technology)
        asked = self.claims.amounts * self.weights[self.claims.goods]
        self.size = float(np.exp(np.log(asked).mean())) if len(asked) else 1.0
        worth = self.technology.outputs.T @ self.weights
        taken = self.technology.inputs.T @ self.weights + self.technology.hours
        worth = np.where(worth > 0, worth, np.where(taken > 0, taken, self.size))
        self.per_hour = self.size / worth
        self.columns = self._columns()
        self.rows = self._rows()
        self.resource_sizes = self._resource_sizes()
        self.parts: list[tuple[Ints, Ints, Floats]] = []
        self.lower = np.zeros(self.columns.n_columns)
        self.upper = np.full(self.columns.n_columns, np.inf)
        self.sizes = np.ones(self.columns.n_columns)
        self.row_lower = np.full(self.rows.n_rows, -np.inf)
        self.row_upper = np.full(self.rows.n_rows, np.inf)
        self.moves = self.row_upper.copy()

    def _columns(self) -> Columns:
        means, count = self.means, Counter()
        wide = (self.n_periods, self.n_techniques)
        tall = (self.n_periods, self.n_goods)
        periods = np.arange(self.n_periods)[:, None]
        in_time = periods + means.leads <= self.n_periods
        can_keep = (means.losses < 1) & (periods < self.n_periods - 1)
        return Columns(
            makes=count.number(np.ones(wide, dtype=bool)),
            keeps=count.number(np.broadcast_to(can_keep, tall)),
            starts=count.number(np.broadcast_to(means.can_build & in_time, wide)),
            gets=count.number(np.broadcast_to(means.outside > 0, tall)),
            met=count.number(np.ones(len(self.claims.goods), dtype=bool)),
            kept=count.number(means.end_stocks > 0),
            able=count.number(means.end_capacities > 0),
            worst=count.one(),
            spare=count.one(),
            moved=count.number(np.full(wide, self.now is not None)),
            n_columns=count.total,
        )

    def _rows(self) -> Rows:
        means, count = self.means, Counter()
        wide = (self.n_periods, self.n_techniques)
        n_levels = len(self.claims.goods) + self.n_goods + self.n_techniques
        is_level = np.zeros(n_levels, dtype=bool)
        is_level[:] = (
            np.concatenate([self.columns.met, self.columns.kept, self.columns.able])
            >= 0
        )
        return Rows(
            goods=count.number(np.ones((self.n_periods, self.n_goods), dtype=bool)),
            able=count.number(np.broadcast_to(means.can_build, wide)),
            able_after=count.number(means.end_capacities > 0),
            limits=count.number(np.isfinite(means.limits)),
            budgets=count.number(np.ones(len(means.budgets), dtype=bool)),
            hours=count.number(np.ones(self.n_periods, dtype=bool)),
            all_hours=count.one(),
            levels=count.number(is_level),
            moved=count.number(np.full((2, *wide), self.now is not None)),
            n_rows=count.total,
        )

    def build(self) -> Programme:
        self._bound_columns()
        self._goods()
        self._building()
        self._work_and_resources()
        self._shares()
        if self.now is not None:
            self._moves(self.now)
        rows, columns, values = (
            np.concatenate(part) for part in zip(*self.parts, strict=True)
        )
        shape = self.rows.n_rows, self.columns.n_columns
        matrix = csc_array(coo_array((values, (rows, columns)), shape=shape))
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        narrow = csc_array(
            (
                matrix.data,
                matrix.indices.astype(np.int32),
                matrix.indptr.astype(np.int32),
            ),
            shape=shape,
        )
        is_lump = (self.columns.starts >= 0) & (self.means.lumps > 0)
        linear = Linear(
            narrow,
            self.lower,
            self.upper,
            self.row_lower,
            self.row_upper,
            whole=self.columns.starts[is_lump],
        )
        return Programme(
            self.situation,
            self.claims,
            linear,
            self.columns,
            self.rows,
            self.sizes,
            self._row_sizes(),
            self.weights,
            self.size,
            self._costs(),
            self.moves,
        )

    def _add(self, rows: Ints, columns: Ints, values: Floats) -> None:
        """Add coefficients, given in the things' own units, where both numbers exist."""
        rows, columns, values = np.broadcast_arrays(rows, columns, values)
        is_there = (rows >= 0) & (columns >= 0) & (values != 0)
        columns = columns[is_there]
        scaled = values[is_there] * self.sizes[columns]
        self.parts.append((rows[is_there], columns, scaled))

    def _bound_columns(self) -> None:
        """Say what 1 in each column is, and how far each may go."""
        columns, means = self.columns, self.means
        per_good = self.size / self.weights
        self.sizes[columns.makes] = self.per_hour
        for block in (columns.keeps, columns.gets):
            where = block >= 0
            self.sizes[block[where]] = np.broadcast_to(per_good, block.shape)[where]
        where = columns.starts >= 0
        pieces = np.where(means.lumps > 0, means.lumps, self.per_hour)
        self.sizes[columns.starts[where]] = np.broadcast_to(pieces, where.shape)[where]
        where = columns.moved >= 0
        self.sizes[columns.moved[where]] = np.broadcast_to(self.per_hour, where.shape)[
            where
        ]
        where = columns.gets >= 0
        outside = np.broadcast_to(means.outside / per_good, where.shape)
        self.upper[columns.gets[where]] = outside[where]
        self.upper[columns.makes] = np.where(
            means.can_build, np.inf, self._left()[:-1] / self.per_hour
        )
        for block in (columns.met, columns.kept, columns.able):
            self.upper[block[block >= 0]] = 1.0
        self.upper[columns.worst], self.upper[columns.spare] = 1.0, 0.0

    def _left(self) -> Floats:
        """Return what is left of capacities begun before, in each period and after."""
        means = self.means
        has_limit = np.isfinite(means.capacities)
        now = np.where(has_limit, means.capacities, 0.0)
        left = []
        for arriving in means.arriving:
            left.append(now + arriving)
            now = left[-1] * (1 - means.wear)
        return np.where(has_limit, np.stack([*left, now]), np.inf)

    def _goods(self) -> None:
        """Let what there is of each good cover what goes away."""
        means, columns, claims = self.means, self.columns, self.claims
        net = coo_array(self.technology.outputs - self.technology.inputs)
        goods, techniques = net.coords
        values = net.data * self.weights[goods] / self.size
        builds = coo_array(means.builds)
        built = -builds.data * self.weights[builds.coords[0]] / self.size
        each = self.weights / self.size
        for period in range(self.n_periods):
            rows = self.rows.goods[period]
            self._add(rows[goods], columns.makes[period][techniques], values)
            self._add(
                rows[builds.coords[0]], columns.starts[period][builds.coords[1]], built
            )
            self._add(rows, columns.gets[period], each)
            self._add(rows, columns.keeps[period], -each)
            if period:
                self._add(rows, columns.keeps[period - 1], each * (1 - means.losses))
        last = self.rows.goods[-1]
        self._add(last, columns.kept, -each * means.end_stocks)
        rows = self.rows.goods[claims.periods, claims.goods]
        asked = claims.amounts * each[claims.goods]
        self._add(rows, columns.met, -asked)
        is_first = claims.classes == claims.most_urgent
        self._add(rows[is_first], np.array(columns.spare), -asked[is_first])
        self.row_lower[self.rows.goods] = 0.0
        self.row_lower[self.rows.goods[0]] = -means.stocks * each

    def _building(self) -> None:
        """Keep activity within what is left of a capacity and what was built."""
        means, columns, left = self.means, self.columns, self._left()
        for period in range(self.n_periods + 1):
            is_after = period == self.n_periods
            rows = self.rows.able_after if is_after else self.rows.able[period]
            if not is_after:
                self._add(rows, columns.makes[period], 1 / self.per_hour)
            for begun in range(min(period + 1, self.n_periods)):
                age = period - begun - means.leads
                worn = np.where(age >= 0, (1 - means.wear) ** np.maximum(age, 0), 0.0)
                sign = 1.0 if is_after else -1.0
                self._add(rows, columns.starts[begun], sign * worn / self.per_hour)
            if is_after:
                self._add(rows, columns.able, -means.end_capacities / self.per_hour)
        where = self.rows.able >= 0
        self.row_upper[self.rows.able[where]] = (left[:-1] / self.per_hour)[where]
        where = self.rows.able_after >= 0
        self.row_lower[self.rows.able_after[where]] = -(left[-1] / self.per_hour)[where]

    def _work_and_resources(self) -> None:
        """Keep work and resources within what is offered."""
        means, columns, rows = self.means, self.columns, self.rows
        hours, building = self.technology.hours, means.build_hours
        uses = coo_array(self.technology.uses)
        resources, users = uses.coords
        total = self.size * self.n_periods
        for period in range(self.n_periods):
            for row, size in ((rows.hours[period], self.size), (rows.all_hours, total)):
                self._add(np.array(row), columns.makes[period], hours / size)
                self._add(np.array(row), columns.starts[period], building / size)
            makes = columns.makes[period][users]
            scaled = uses.data / self.resource_sizes[resources]
            self._add(rows.limits[period][resources], makes, scaled)
            self._add(rows.budgets[resources], makes, scaled)
        self.row_upper[rows.hours] = means.hours / self.size
        self.row_upper[rows.all_hours] = means.hours_budget / total
        where = rows.limits >= 0
        self.row_upper[rows.limits[where]] = (means.limits / self.resource_sizes)[where]
        self.row_upper[rows.budgets] = means.budgets / self.resource_sizes

    def _resource_sizes(self) -> Floats:
        """Return what 1 in the row of each resource is: about what an hour uses."""
        uses = coo_array(self.technology.uses)
        resources, users = uses.coords
        found = np.zeros(len(self.technology.resources))
        np.maximum.at(found, resources, uses.data * self.per_hour[users])
        return np.where(found > 0, found, 1.0)

    def _shares(self) -> None:
        """Let each share be at least the worst one, once its row is bounded."""
        columns = self.columns
        shares = np.concatenate([columns.met, columns.kept, columns.able])
        self._add(self.rows.levels, shares, np.array(1.0))
        self._add(self.rows.levels, np.array(columns.worst), np.array(-1.0))

    def _moves(self, now: Floats) -> None:
        """Let what was moved be at least the difference to what is done now."""
        columns, now = self.columns, now / self.per_hour
        for sign, rows in zip((1.0, -1.0), self.rows.moved, strict=True):
            self._add(rows, columns.makes, sign / self.per_hour)
            self._add(rows, columns.moved, -1 / self.per_hour)
            self.moves[rows] = sign * now

    def _row_sizes(self) -> Floats:
        rows, found = self.rows, np.ones(self.rows.n_rows)
        for block, size in (
            (rows.goods, self.size / self.weights),
            (rows.able, self.per_hour),
            (rows.able_after, self.per_hour),
            (rows.limits, self.resource_sizes),
            (rows.budgets, self.resource_sizes),
            (rows.hours, np.array(self.size)),
            (rows.moved, self.per_hour),
        ):
            where = block >= 0
            found[block[where]] = np.broadcast_to(size, block.shape)[where]
        found[rows.all_hours] = self.size * self.n_periods
        return found

    def _costs(self) -> Floats:
        costs = np.zeros(self.columns.n_columns)
        hours = self.technology.hours * self.per_hour / self.size
        costs[self.columns.makes] = hours
        where = self.columns.starts >= 0
        building = np.broadcast_to(self.means.build_hours, where.shape)[where]
        some = self.columns.starts[where]
        costs[some] = building * self.sizes[some] / self.size
        # Nothing is had, kept or done to no end: of plans with the same work, the one
        # that does without is shorter to read.
        costs[self.columns.makes] += IDLE
        for block in (self.columns.gets, self.columns.keeps):
            costs[block[block >= 0]] = IDLE
        return costs
