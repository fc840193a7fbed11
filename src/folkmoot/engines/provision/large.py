"""Plans too large for the simplex method: first-order steps, then made good in kind."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.figures import uses_of
from folkmoot.engines.provision.levels import Levels
from folkmoot.engines.provision.linear import Linear, Solver, scale_rows
from folkmoot.engines.provision.plans import Plan, read_plan

type Floats = NDArray[np.float64]

MOST_COLUMNS = 10_000  # above it the simplex method is slower than first-order steps
KEPT_BACK = 2e-3  # of each limit, for what is made good afterwards
LEAST_WORTH = 2.0  # hours of work that an hour's worth of the last class may take
MOST_STEPS = 6  # classes that each count twice the next; the rest counts alike
ENDS = 0.2  # of the worth of the first class
MOST_SOLVES = 3
BEARABLE = 1e-2  # of a plan, by which it may be made smaller without another solve
LEAST_FLOW = 1e-6  # of the middling one: what flows less weighs no more


def is_large(programme: Programme) -> bool:
    """Whether a programme is solved in first-order steps."""
    return programme.columns.n_columns > MOST_COLUMNS


def plan_large(programme: Programme) -> tuple[Plan, Levels]:
    """Return a plan whose promises hold in kind, and what it meets as levels.

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

    Notes
    -----
    First-order methods (Applegate and others 2021) end when the norm of all errors is
    small. So a little of each limit is kept back; what is missing in kind is made
    besides; if a limit is then exceeded all the same, the whole plan is made smaller by
    that part, which keeps every balance, since all of them hold for a part of a plan.

    Where that would be more than a little, small flows went under in the norm: an error
    that is nothing beside the largest row is many times a small machine's hours. Then
    it is solved again with each row in parts of what flows through it, so that all
    errors are parts of their own flow. The plan that meets most is kept.
    """
    linear = programme.linear
    tight = replace(
        linear,
        row_upper=np.where(
            linear.row_upper > 0, linear.row_upper * (1 - KEPT_BACK), linear.row_upper
        ),
    )
    costs, solves = _costs(programme), 0
    parts = np.ones(len(linear.row_upper))
    found: list[tuple[float, Plan, Floats]] = []
    while solves < MOST_SOLVES:
        solver = Solver(scale_rows(tight, parts), is_large=True)
        solution = solver.minimise(costs)
        solves += solver.solves
        plan = read_plan(programme, solution)
        most = max((one.share for one in uses_of(programme, plan)), default=0.0)
        plan = _part_of(plan, 1.0 / most if most > 1 else 1.0)
        shares = _shares_of(programme, plan)
        worths = -costs[programme.columns.met]
        found.append((float(worths @ shares[: len(worths)]), plan, shares))
        if most <= 1 + BEARABLE:
            break
        parts = _parts_of_flows(linear, solution.columns)
    _worth, plan, shares = max(found, key=lambda one: one[0])
    return plan, Levels(shares, (), solves)


def _shares_of(programme: Programme, plan: Plan) -> Floats:
    """Return what a plan meets of each claim."""
    shares = np.ones(len(programme.rows.levels))
    of_needs = programme.claims.of_needs
    is_claim = of_needs >= 0
    shares[of_needs[is_claim]] = plan.met[is_claim]
    return shares


def _costs(programme: Programme) -> Floats:
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


def _parts_of_flows(linear: Linear, columns: Floats) -> Floats:
    """Return for each row one over what flows through it in a solution."""
    flows = np.asarray(abs(linear.matrix) @ np.abs(columns))
    is_limit = np.isfinite(linear.row_upper) & (linear.row_upper > 0)
    flows = np.where(is_limit, np.maximum(flows, linear.row_upper), flows)
    middling = float(np.median(flows[flows > 0])) if flows.any() else 1.0
    parts: Floats = 1.0 / np.maximum(flows, middling * LEAST_FLOW)
    return parts


def _part_of(plan: Plan, part: float) -> Plan:
    """Return a part of a plan.

    Where capacity was built, the building shrinks with the plan and what was there does
    not, so that a part of a plan stays within its capacity as well.
    """
    return Plan(
        plan.makes * part,
        plan.stocks * part,
        plan.gets * part,
        plan.starts * part,
        plan.met * part,
    )
