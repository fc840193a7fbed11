"""Plans too large for the simplex method: first-order steps, then made good in kind."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.alternatives import AFTER, Aim, Chooser, short_class
from folkmoot.engines.provision.bounding import cost_of, least_cost
from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.checking import check_plan
from folkmoot.engines.provision.figures import work_of
from folkmoot.engines.provision.holding import BEARABLE, within_limits
from folkmoot.engines.provision.levels import Levels
from folkmoot.engines.provision.linear import (
    Linear,
    Solver,
    UnsolvedError,
    scale_rows,
)
from folkmoot.engines.provision.plans import read_plan
from folkmoot.engines.provision.situation import Plan

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]
type Aiming = Callable[[Solver], Floats]

# Above one of them the simplex method is slower than first-order steps.
MOST_COLUMNS = 10_000
MOST_COEFFICIENTS = 80_000
KEPT_BACK = 2e-3  # of each limit, for what is made good afterwards
LEAST_WORTH = 2.0  # hours of work that an hour's worth of the last class may take
MOST_STEPS = 6  # classes that each count twice the next; the rest counts alike
ENDS = 0.2  # of the worth of the first class
MOST_SOLVES = 3
LEAST_FLOW = 1e-6  # of the middling one: what flows less weighs no more
FIRST, LATER = 20_000, 6_000  # steps of a solve, for the first plan and for others
GIVES = 0.02  # of each need, which may go to what another plan is for
KEEPS = 0.95  # of what the first plan meets: another plan meets at least this much
MOST_TOUCHED = 1.5e10  # coefficients in all steps for other plans: half a minute


def is_large(programme: Programme) -> bool:
    """Whether a programme is solved in first-order steps.

    What comes whole is not, up to `MOST_COLUMNS`: they know no whole numbers.
    """
    is_wide = programme.columns.n_columns > MOST_COLUMNS
    if len(programme.linear.whole):
        return is_wide
    return is_wide or programme.linear.matrix.nnz > MOST_COEFFICIENTS


class Rough:
    """Makes plans of one programme in first-order steps, each made good in kind.

    ``touched`` counts the coefficients in all steps so far; ``rates`` are what one more
    of each row saves, as each solve for the first plan leaves it.

    Notes
    -----
    First-order methods (Applegate and others 2021) end when the norm of all errors is
    small. So a little of each limit is kept back; what is missing in kind is made
    besides; if a limit is then exceeded all the same, the whole plan is made smaller by
    that part, which keeps every balance, since all of them hold for a part of a plan.

    Where that would be more than a little, small flows went under in the norm: an error
    that is nothing beside the largest row is many times a small machine's hours. Then
    it is solved again with each row in parts of what flows through it, so that all
    errors are parts of their own flow. Of the plans that the checker finds nothing in,
    the one that meets most is kept.
    """

    def __init__(self, programme: Programme) -> None:
        self.programme, self.tight = programme, _tighten(programme)
        self.parts = np.ones(len(self.tight.row_upper))
        self.costs = costs_of(programme)
        self.worths = -self.costs[programme.columns.met]
        self.rates = [np.zeros(len(self.tight.row_upper))]
        self.columns = np.zeros(programme.columns.n_columns)
        self.touched, self.solves = 0.0, 0

    def make(self, aiming: Aiming, steps: int) -> Plan:
        """Return a plan of least cost, as ``aiming`` says the costs and bounds.

        How rows are best weighed is kept from the first plan for all others.

        Raises
        ------
        UnsolvedError
            If none was found that can be kept to.
        """
        found: list[tuple[float, Plan]] = []
        parts, columns = self.parts, self.columns
        for attempt in range(MOST_SOLVES):
            more = steps * 2**attempt
            solver = Solver(scale_rows(self.tight, parts), most_steps=more)
            solution = solver.minimise(aiming(solver))
            columns = solution.columns
            if steps == FIRST:
                self.rates.append(solution.duals * parts)
            self.solves += 1
            self.touched += float(solver.steps) * self.tight.matrix.nnz
            plan = read_plan(self.programme, solution)
            plan, part = within_limits(self.programme, plan)
            is_kept_to = not check_plan(self.programme.situation, plan)
            if is_kept_to:
                found.append((self.worth_of(plan), plan))
            is_over = steps != FIRST and self.touched > MOST_TOUCHED
            if is_over or (is_kept_to and part >= 1 - BEARABLE):
                break
            parts = self._parts_of_flows(solution.columns)
        if not found:
            message = "no plan was found that can be kept to"
            raise UnsolvedError(message)
        if steps == FIRST:
            self.parts, self.columns = parts, columns
        return max(found, key=lambda one: one[0])[1]

    def least(self) -> float:
        """Return what no plan costs less than, as the first plan's steps prove it."""
        return max(
            least_cost(self.programme, self.costs, rates) for rates in self.rates
        )

    def gap_of(self, plan: Plan) -> float:
        """Return by how much a plan can cost more than the best one, as a part of it.

        What it costs are its hours less what its needs are worth.
        """
        least = self.least()
        cost = cost_of(self.programme, self.costs, plan)
        return (cost - least) / abs(cost) if cost else float(least < 0)

    def worth_of(self, plan: Plan) -> float:
        """Return what a plan meets, each class counting twice the next."""
        return float(self.worths @ shares_of(self.programme, plan)[: len(self.worths)])

    def _parts_of_flows(self, columns: Floats) -> Floats:
        """Return for each row one over what flows through it in a solution."""
        linear = self.programme.linear
        flows = np.asarray(abs(linear.matrix) @ np.abs(columns))
        is_limit = np.isfinite(linear.row_upper) & (linear.row_upper > 0)
        flows = np.where(is_limit, np.maximum(flows, linear.row_upper), flows)
        middling = float(np.median(flows[flows > 0])) if flows.any() else 1.0
        parts: Floats = 1.0 / np.maximum(flows, middling * LEAST_FLOW)
        return parts


def plan_large(programme: Programme) -> tuple[Plan, Levels, Rough]:
    """Return a plan whose promises hold in kind, what it meets, and who makes others.

    Parameters
    ----------
    programme : Programme
        What is planned; without whole numbers.

    Returns
    -------
    Plan
        Needs weigh by class, each class twice the next one, against the work they take.
    Levels
        The shares that the plan meets. Its steps are empty: no claim is shown to be
        unable to rise.
    Rough
        It keeps how rows are best weighed.
    """
    rough = Rough(programme)
    plan = rough.make(lambda _solver: rough.costs, FIRST)
    return plan, Levels(shares_of(programme, plan), (), rough.solves), rough


class RoughChooser(Chooser):
    """Makes alternatives in first-order steps, near what the first plan meets.

    Each may meet a little less of every need than the first plan, for what it is for.
    """

    def __init__(self, rough: Rough, plan: Plan, levels: Levels, counted: Ints) -> None:
        self.rough, self.programme, self.plan = rough, rough.programme, plan
        self.levels, self.counted, self.now = levels, counted, None
        work = float(work_of(rough.programme, plan).sum())
        self.least = max(work / rough.programme.size, 1e-12)
        rough.touched = 0.0

    def find(self, aim: Aim) -> Plan | None:
        """Return the plan for an aim; nothing if there is none, or it takes too long."""
        if aim == Aim.LEAST_WORK:
            return self.plan
        if aim == Aim.FEWEST_CHANGES or self.rough.touched > MOST_TOUCHED:
            return None
        try:
            plan = self.rough.make(lambda solver: self._aim(solver, aim), LATER)
        except UnsolvedError:
            return None
        return plan if self._is_near(plan, aim) else None

    def _bound_work(self, most: float) -> None:
        """As for any chooser; its rows are in parts of what flows through them."""
        total = self.programme.rows.all_hours
        entries = self.programme.linear.matrix[[total], :]
        scaled = self.solver.linear.matrix[[total], :]
        super()._bound_work(most * float(scaled.sum() / entries.sum()))

    def _is_near(self, plan: Plan, aim: Aim) -> bool:
        """Say whether a plan meets nearly what the first one does.

        Where one class gets more, those after it may give way.
        """
        claims, n_claims = self.programme.claims, len(self.programme.claims.goods)
        is_in = np.ones(n_claims, dtype=bool)
        if aim == Aim.MOST_NEEDS:
            is_in = claims.classes <= (short_class(self.programme, self.levels) or 0)
        worths = np.where(is_in, self.rough.worths, 0.0)
        shares = shares_of(self.programme, plan)[:n_claims]
        before = self.levels.shares[:n_claims]
        return float(worths @ shares) >= KEEPS * float(worths @ before)

    def _aim(self, solver: Solver, aim: Aim) -> Floats:
        """Return what is kept small, in hours as the first plan; bound what is met."""
        columns, n_claims = self.programme.columns, len(self.programme.claims.goods)
        self.solver = solver
        solver.bound(columns.met, self.levels.shares[:n_claims] * (1 - GIVES), 1.0)
        for block in (columns.kept, columns.able):  # what has to be there at the end
            some = block[block >= 0]
            solver.bound(some, self.rough.columns[some] * (1 - GIVES), 1.0)
        return self._costs(aim) * self.least + self.programme.costs * AFTER


def _tighten(programme: Programme) -> Linear:
    """Return the programme with a little of every limit kept back.

    Where a capacity is built up there may be no limit but what is built: then each
    activity counts a little more instead.
    """
    linear, rows = programme.linear, programme.rows.able
    matrix = linear.matrix.copy()
    is_able = np.zeros(matrix.shape[0], dtype=bool)
    is_able[rows[rows >= 0]] = True
    is_made = np.zeros(matrix.shape[1], dtype=bool)
    is_made[programme.columns.makes.ravel()] = True
    columns = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
    matrix.data[is_able[matrix.indices] & is_made[columns]] /= 1 - KEPT_BACK
    is_limit = (linear.row_upper > 0) & ~is_able
    upper = np.where(is_limit, linear.row_upper * (1 - KEPT_BACK), linear.row_upper)
    return replace(linear, matrix=matrix, row_upper=upper)


def shares_of(programme: Programme, plan: Plan) -> Floats:
    """Return what a plan meets of each claim; what has to be there at the end is 1."""
    shares = np.ones(len(programme.rows.levels))
    of_needs = programme.claims.of_needs
    is_claim = of_needs >= 0
    shares[of_needs[is_claim]] = plan.met[is_claim]
    return shares


def costs_of(programme: Programme) -> Floats:
    """Return what each column costs: hours, less what needs are worth."""
    claims, columns = programme.claims, programme.columns
    means, weights = programme.situation.means, programme.weights / programme.size
    costs = programme.costs.copy()
    order = np.unique(claims.classes)
    after = len(order) - 1 - np.searchsorted(order, claims.classes)
    worth = LEAST_WORTH * 2.0 ** np.minimum(after, MOST_STEPS)
    costs[columns.met] = -worth * claims.amounts * weights[claims.goods]
    most = float(worth.max(initial=LEAST_WORTH))
    some = columns.kept >= 0
    costs[columns.kept[some]] = -most * (means.end_stocks * weights)[some]
    some = columns.able >= 0
    hours = programme.situation.technology.hours / programme.size
    costs[columns.able[some]] = -most * ENDS * (means.end_capacities * hours)[some]
    return costs
