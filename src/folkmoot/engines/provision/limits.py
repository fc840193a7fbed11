"""Everything in a programme that can be short, so that a little more can be tried."""

from dataclasses import dataclass

import numpy as np

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.figures import Scarce, Use
from folkmoot.engines.provision.linear import Solution, Solver

TIGHT = 1e-7


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound of a row or a column that stands for something there is.

    Parameters
    ----------
    use : Use
        What it is; ``used`` is not known here.
    number : int
        Of the row or the column.
    is_row : bool
        Which of both it is.
    bound : float
        The bound, as the solver has it.
    """

    use: Use
    number: int
    is_row: bool
    bound: float

    @property
    def size(self) -> float:
        """How large the bound is, for the solver."""
        return abs(self.bound)

    def multiplier(self, found: Solution) -> float:
        """Return what the solver says a little more of it would be worth."""
        values = found.duals if self.is_row else found.reduced
        return abs(float(values[self.number]))

    def is_tight(self, found: Solution) -> bool:
        """Whether a solution uses all of it."""
        values = found.rows if self.is_row else found.columns
        return abs(float(values[self.number]) - self.bound) <= TIGHT * (1 + self.size)

    def move(self, solver: Solver, times: float) -> None:
        """Let there be so many times as much of it."""
        one, moved = [self.number], self.bound * times
        if not self.is_row:
            solver.bound(one, solver.lower[self.number], moved)
        elif self.use.kind == Scarce.STOCK:
            solver.bound_rows(one, moved, np.inf)
        else:
            solver.bound_rows(one, -np.inf, moved)


def limits_of(programme: Programme) -> list[Limit]:
    """Return all that there is only so much of, where there is some of it."""
    means, rows, columns = programme.situation.means, programme.rows, programme.columns
    linear = programme.linear
    found = []

    def add(kind: Scarce, place: int, period: int, limit: float, number: int) -> None:
        is_row = kind != Scarce.OUTSIDE
        bounds = linear.row_lower if kind == Scarce.STOCK else linear.row_upper
        bound = float(bounds[number] if is_row else linear.upper[number])
        if np.isfinite(bound) and bound and np.isfinite(limit):
            found.append(
                Limit(Use(kind, place, period, 0.0, limit), number, is_row, bound)
            )

    for period in range(means.n_periods):
        add(
            Scarce.HOURS,
            -1,
            period + 1,
            float(means.hours[period]),
            int(rows.hours[period]),
        )
        for place in np.flatnonzero(rows.limits[period] >= 0):
            limit = float(means.limits[period, place])
            add(
                Scarce.RESOURCE,
                int(place),
                period + 1,
                limit,
                int(rows.limits[period, place]),
            )
        for place in np.flatnonzero(columns.gets[period] >= 0):
            limit = float(means.outside[place])
            add(
                Scarce.OUTSIDE,
                int(place),
                period + 1,
                limit,
                int(columns.gets[period, place]),
            )
    add(Scarce.HOURS, -1, 0, means.hours_budget, rows.all_hours)
    for resource, number in enumerate(rows.budgets.tolist()):
        add(Scarce.BUDGET, resource, 0, float(means.budgets[resource]), number)
    for place in np.flatnonzero(means.stocks > 0):
        add(
            Scarce.STOCK,
            int(place),
            1,
            float(means.stocks[place]),
            int(rows.goods[0, place]),
        )
    return found + _capacities(programme)


def _capacities(programme: Programme) -> list[Limit]:
    """Return what techniques can do: a row where it can be built up, else a bound."""
    rows, columns, linear = programme.rows, programme.columns, programme.linear
    found = []
    for period, place in np.ndindex(columns.makes.shape):
        row, column = int(rows.able[period, place]), int(columns.makes[period, place])
        is_row = row >= 0
        bound = float(linear.row_upper[row] if is_row else linear.upper[column])
        if np.isfinite(bound) and bound:
            limit = bound * float(programme.sizes[column])
            use = Use(Scarce.CAPACITY, place, period + 1, 0.0, limit)
            found.append(Limit(use, row if is_row else column, is_row, bound))
    return found
