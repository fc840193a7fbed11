"""One collective in an exchange: what it would give and get, and the work it has then.

Nothing of its recipes, stocks or needs is told: an answer is what it gives (above 0) or
gets (below 0) of each good, and hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csc_array, hstack

from folkmoot.engines.provision.building import build
from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.levels import raise_levels, solve_within
from folkmoot.engines.provision.linear import Linear, Solver, UnsolvedError
from folkmoot.engines.provision.refusing import refuse_unfit
from folkmoot.engines.provision.situation import Situation

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

FULL = 1 - 1e-9
LEEWAYS = (0.0, 1e-6, 1e-3)  # of the hours alone, for the rounding of what is settled
WHOLLY, NEARLY = 1.0, 1 - 1e-6  # how much of what it has to give; nearly: by rounding
ROUNDING = 1e-9  # as the solver counts, so that the plan made alone fits in itself
URGENCY = 4.0  # what an hour of a need that is not met weighs; half for the next class
LEAST_URGENCY = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """What collectives exchange, each good in every period.

    Parameters
    ----------
    goods, units : sequence of str
        The goods by the names that the collectives give them, and what each is counted
        in. Who does not know a good takes no part in exchanging it.
    hours : array of float64, shape (goods,)
        Hours of work for carrying one unit, done by who gets it.
    n_periods : int
        How many periods the plans have.
    """

    goods: Sequence[str]
    units: Sequence[str]
    hours: Floats
    n_periods: int = 1

    @property
    def size(self) -> int:
        """How many numbers an offer has: one for each good and period."""
        return len(self.goods) * self.n_periods


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a collective answers.

    Parameters
    ----------
    trade : array of float64, shape (exchanged,)
        What it gives, above 0, or gets, below 0, in each good's own unit; period after
        period.
    hours : float
        Its hours of work then.
    missing : float
        Its needs that are not met then, counted in hours and by urgency.
    """

    trade: Floats
    hours: float
    missing: float

    @property
    def burden(self) -> float:
        """Work and what is missing."""
        return self.hours + self.missing


class Seat:
    """One collective's place in an exchange; its situation stays where the seat is.

    Parameters
    ----------
    situation : Situation
        What it can do, what it needs, what it has.
    exchange : Exchange
        What is exchanged.
    """

    def __init__(self, situation: Situation, exchange: Exchange) -> None:
        refuse_unfit(situation)
        if situation.means.n_periods != exchange.n_periods:
            message = (
                f"a collective plans {situation.means.n_periods} periods; the exchange"
                f" has {exchange.n_periods}"
            )
            raise ProvisionError(message)
        self.situation, self.exchange = situation, exchange
        known = {name: place for place, name in enumerate(situation.technology.goods)}
        found = [known.get(name, -1) for name in exchange.goods]
        self.goods = np.array(found, dtype=np.int64)
        for place, good in enumerate(self.goods.tolist()):
            self._refuse_unit(place, good)

    def _refuse_unit(self, place: int, good: int) -> None:
        units = self.situation.technology.units
        wanted = self.exchange.units[place] if self.exchange.units else ""
        if good >= 0 and wanted and units and units[good] != wanted:
            message = (
                f"{self.exchange.goods[place]} is exchanged in {wanted}; a collective"
                f" counts it in {units[good]}"
            )
            raise ProvisionError(message)

    def __getstate__(self) -> dict[str, Any]:
        """Return what travels to where the work is done: no solver."""
        return {name: vars(self)[name] for name in ("situation", "exchange", "goods")}

    @cached_property
    def _table(self) -> "_Table":
        return _Table(self)

    def own_hours(self) -> Floats:
        """Return what one of each good takes here; NaN for what is not made here."""
        made = np.diff(self.situation.technology.outputs.tocsr().indptr) > 0
        weights = self._table.programme.weights
        is_made = (self.goods >= 0) & made[self.goods]
        each = np.where(is_made, weights[self.goods], np.nan)
        return np.tile(each, self.exchange.n_periods)

    def alone(self, measure: Floats) -> Answer:
        """Return the answer without any exchange."""
        return self._table.alone(measure)

    def answer(
        self, measure: Floats, worth: Floats, least: Floats, most: Floats
    ) -> Answer | None:
        """Return what it would give and get at some worth, within limits.

        Parameters
        ----------
        measure : array of float64, shape (exchanged,)
            Hours that one of each good usually takes, for what is missing.
        worth : array of float64, shape (exchanged,)
            Hours that one of each good is taken for this time.
        least, most : array of float64, shape (exchanged,)
            Between what its trade has to lie.

        Returns
        -------
        Answer or None
            Of least burden, the worth of what it gives taken off: never more hours than
            alone, no need met less. None where there is no such plan.
        """
        return self._table.answer(measure, worth, least, most)

    def keep(self, measure: Floats, trade: Floats) -> Answer | None:
        """Return the answer with this trade; its work may rise by a rounding."""
        free = np.zeros(self.exchange.size)
        got = np.where(trade < 0, trade, 0.0)
        given = np.where(trade > 0, trade, 0.0)
        try:
            for leeway in LEEWAYS:
                self._table.cap(leeway)
                kept = self._table.answer(measure, free, given + got, given)
                if kept is not None:
                    return kept
            return None
        finally:
            self._table.cap()


class _Table:
    """The programme of a collective with columns for giving and getting."""

    def __init__(self, seat: Seat) -> None:
        self.exchange, self.size = seat.exchange, seat.exchange.size
        self.programme = programme = build(seat.situation)
        solver = Solver(programme.linear)
        self.levels = raise_levels(programme, solver)
        self.least = solve_within(programme, solver, programme.costs)
        self.there = np.flatnonzero(np.tile(seat.goods >= 0, seat.exchange.n_periods))
        goods = np.tile(seat.goods, seat.exchange.n_periods)[self.there]
        periods = (self.there // max(len(seat.goods), 1)).astype(np.int64)
        self.local, self.unit = goods, programme.size / programme.weights[goods]
        carrying = np.tile(seat.exchange.hours, seat.exchange.n_periods)[self.there]
        self.carrying = carrying * self.unit / programme.size
        n_columns = programme.columns.n_columns
        self.gets = n_columns + np.arange(len(goods))
        self.gives = self.gets + len(goods)
        self.solver = Solver(self._widen(solver, goods, periods))
        self.work = np.concatenate([self._hours(), self.carrying, 0 * self.carrying])
        row = programme.rows.all_hours
        self.limit = float(self.solver.row_upper[row])
        hours = float(self.work[: len(self.least.columns)] @ self.least.columns)
        self.most_hours = hours * programme.size
        self.cap()

    def _widen(self, solver: Solver, goods: Ints, periods: Ints) -> Linear:
        """Return the rows and columns with those for the exchange."""
        rows, linear = self.programme.rows, self.programme.linear
        many = len(goods)
        ones, each = np.ones(many), np.arange(many)
        taken = rows.goods[periods, goods]
        total = np.full(many, rows.all_hours)
        blocks = (
            (taken, each, ones),
            (taken, each + many, -ones),
            (rows.hours[periods], each, self.carrying),
            (total, each, self.carrying / self.exchange.n_periods),
        )
        at, columns, values = (
            np.concatenate(part) for part in zip(*blocks, strict=True)
        )
        shape = linear.matrix.shape[0], 2 * many
        added = coo_array((values, (at, columns)), shape=shape)
        wide = csc_array(hstack([linear.matrix, added]))
        matrix = csc_array(
            (wide.data, wide.indices.astype(np.int32), wide.indptr.astype(np.int32)),
            shape=wide.shape,
        )
        nothing = np.zeros(2 * many)
        lower, shares = solver.lower.copy(), self.programme.columns.met
        lower[shares] = np.maximum(0.0, lower[shares] - ROUNDING)
        return Linear(
            matrix,
            np.concatenate([lower, nothing]),
            np.concatenate([solver.upper, nothing]),
            solver.row_lower,
            solver.row_upper,
            whole=np.zeros(0, dtype=np.int64),
        )

    def _hours(self) -> Floats:
        """Return the work in each column, without the trifle for what takes none."""
        programme = self.programme
        columns, technology = programme.columns, programme.situation.technology
        found = np.zeros(columns.n_columns)
        each = technology.hours * programme.sizes[columns.makes] / programme.size
        found[columns.makes] = each
        where = columns.starts >= 0
        hours = programme.situation.means.build_hours
        building = np.broadcast_to(hours, where.shape)[where]
        some = columns.starts[where]
        found[some] = building * programme.sizes[some] / programme.size
        return found

    def cap(self, leeway: float = 0.0) -> None:
        """Let nobody work more than alone."""
        row = self.programme.rows.all_hours
        limit = self.most_hours / self.programme.size / self.exchange.n_periods
        upper = min(self.limit, limit * (1 + leeway) + ROUNDING)
        self.solver.bound_rows([row], -np.inf, upper)

    def _urgent(self, measure: Floats) -> tuple[Ints, Floats]:
        """Return what is short alone, and the burden of each when nothing is met."""
        programme, claims = self.programme, self.programme.claims
        short = np.flatnonzero(self.levels.shares[: len(claims.goods)] < FULL)
        each = programme.weights.copy()
        # What nobody here makes is measured by those who make it.
        np.maximum.at(each, self.local, measure[self.there])
        urgency = URGENCY / 2.0 ** (claims.classes[short] - 1)
        worth = claims.amounts[short] * each[claims.goods[short]]
        return short, worth * np.maximum(urgency, LEAST_URGENCY)

    def alone(self, measure: Floats) -> Answer:
        """Return the answer without any exchange."""
        short, weights = self._urgent(measure)
        missing = float(weights @ (1 - self.levels.shares[short]))
        return Answer(np.zeros(self.size), self.most_hours, missing)

    def answer(
        self, measure: Floats, worth: Floats, least: Floats, most: Floats
    ) -> Answer | None:
        programme, columns = self.programme, self.programme.columns
        short, weights = self._urgent(measure)
        value = worth[self.there] * self.unit / programme.size
        costs = self.work.copy()
        costs[self.gives] -= value
        costs[self.gets] += value
        costs[columns.met[short]] = -weights / programme.size
        some = np.concatenate([self.gives, self.gets])
        low, high = least[self.there] / self.unit, most[self.there] / self.unit
        lower = np.maximum(np.concatenate([low, -high]), 0.0)
        upper = np.maximum(np.concatenate([high, -low]), 0.0)
        for part in (WHOLLY, NEARLY):
            self.solver.bound(some, lower * part, upper)
            try:
                found = self.solver.minimise(costs).columns
            except UnsolvedError:
                continue  # nobody can do so by a rounding, or at all
            return self._read(found, short, weights)
        return None

    def _read(self, found: Floats, short: Ints, weights: Floats) -> Answer:
        trade = np.zeros(self.size)
        trade[self.there] = (found[self.gives] - found[self.gets]) * self.unit
        hours = float(self.work @ found) * self.programme.size
        met = found[self.programme.columns.met[short]]
        return Answer(trade, hours, float(weights @ (1 - met)))
