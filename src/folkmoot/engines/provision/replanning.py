"""Following a plan: what differs, what is learned from it, and a plan that moves little."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.alternatives import moving_solver
from folkmoot.engines.provision.building import Programme, build
from folkmoot.engines.provision.figures import (
    Figures,
    figures_of,
    moved_share,
    work_of,
)
from folkmoot.engines.provision.holding import hold
from folkmoot.engines.provision.levels import raise_levels, solve_within
from folkmoot.engines.provision.linear import Solver, UnsolvedError
from folkmoot.engines.provision.planning import emissions_of
from folkmoot.engines.provision.refusing import refuse_unfit
from folkmoot.engines.provision.situation import Plan, Situation
from folkmoot.engines.provision.starting import start_for

type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]

PRICE = 0.05  # hours that one may cost not to move an hour
TIGHT = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Replan:
    """A plan made from the one before it.

    Parameters
    ----------
    plan : Plan
        The new plan.
    figures : Figures
        Its six figures, changes against the plan before it; without sureness.
    moved : float
        The part of all hours that moves to another technique or period, 0 to 1.
    impossible : tuple of (int, int)
        Promises that nobody can keep any more: period (from 1), technique. Where there
        is one, those promises, and no other, are kept as far as they can be.
    """

    plan: Plan
    figures: Figures
    moved: float
    impossible: tuple[tuple[int, int], ...]


def replan(
    situation: Situation,
    before: Plan,
    *,
    promised: Flags | None = None,
    price: float = PRICE,
    people: int = 1,
) -> Replan:
    """Return a plan for a changed situation that moves little of what was agreed.

    Parameters
    ----------
    situation : Situation
        As it is now.
    before : Plan
        The plan that people go by, for the same periods and techniques.
    promised : array of bool, shape (periods, techniques), optional
        Activities that were promised: they do not change at all, nor what capacity is
        begun for them then.
    price : float
        Hours of more work that are taken so that one hour is not moved.
    people : int
        How many share the work.

    Returns
    -------
    Replan
        Needs are met as well as they can be beside the promises; then hours, and
        `price` for each hour moved, are kept small.

    Raises
    ------
    ProvisionError
        If sizes do not fit, or a number is none.
    UnsolvedError
        If no plan was found that holds when it is added up anew.

    Notes
    -----
    A receding horizon with a cost of change (Rawlings and Mayne): x - x_before is split
    into two parts that count the same.
    """
    refuse_unfit(situation, before.makes)
    if not (np.isfinite(price) and price >= 0):
        message = f"price is {price}; expected a number from 0"
        raise ValueError(message)
    if promised is None:
        promised = np.zeros(before.makes.shape, dtype=bool)
    programme = build(situation)
    solver = Solver(programme.linear)
    is_kept = _keep_promises(programme, solver, before, promised)
    raise_levels(programme, solver)
    programme = build(situation, before.makes)
    columns = programme.columns
    solver = moving_solver(programme, (solver.lower, solver.upper))
    costs = programme.costs.copy()
    costs[columns.moved] = price * programme.costs[columns.makes]
    solver.start(start_for(programme, costs))
    found = solve_within(programme, solver, costs)
    begun = is_kept & (columns.starts >= 0)

    def as_promised(plan: Plan) -> Plan:
        makes = np.where(is_kept, before.makes, plan.makes)
        return replace(
            plan, makes=makes, starts=np.where(begun, before.starts, plan.starts)
        )

    plan = hold(programme, found, as_promised)
    figures = figures_of(
        programme,
        plan,
        people=people,
        counted=emissions_of(situation),
        before=work_of(programme, before).sum(axis=0),
    )
    work = work_of(programme, before), work_of(programme, plan)
    moved = moved_share(work[0].ravel(), work[1].ravel())
    places = np.argwhere(promised & ~is_kept).tolist()
    impossible = tuple((period + 1, technique) for period, technique in places)
    return Replan(plan, figures, moved, impossible)


def _keep_promises(
    programme: Programme, solver: Solver, before: Plan, promised: Flags
) -> Flags:
    """Fix what was promised, or what of it is possible; return what is kept whole."""
    if not promised.any():
        return promised
    columns = programme.columns
    begun = promised & (columns.starts >= 0)
    some = np.concatenate([columns.makes[promised], columns.starts[begun]])
    kept = np.concatenate([before.makes[promised], before.starts[begun]])
    is_whole = _keep(solver, some, kept / programme.sizes[some]) >= 1 - TIGHT
    found = promised.copy()
    found[promised] = is_whole[: promised.sum()]
    found[begun] &= is_whole[promised.sum() :]
    return found


def _keep(solver: Solver, columns: NDArray[np.int64], kept: Floats) -> Floats:
    """Fix columns at what was promised, or what is possible; return the part of each."""
    lower, upper = solver.lower[columns].copy(), solver.upper[columns].copy()
    solver.bound(columns, np.minimum(kept, upper), np.minimum(kept, upper))
    nothing = np.zeros(len(solver.lower))
    try:
        solver.minimise(nothing)
    except UnsolvedError:
        solver.bound(columns, lower, np.minimum(kept, upper))
        costs = nothing.copy()
        costs[columns] = -1 / np.maximum(kept, TIGHT)
        values = solver.minimise(costs, is_exact=True).columns[columns]
        solver.bound(columns, values, values)
    found = solver.lower[columns]
    return np.divide(found, kept, out=np.ones(len(kept)), where=kept > 0)


class Told(StrEnum):
    """Who is told of a deviation."""

    NOBODY = "nobody"
    UNIT = "unit"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Deviation:
    """What came out differently from the plan.

    Parameters
    ----------
    place : int
        Of the technique or good, as in what was given.
    planned, done : float
        In its own unit.
    off : float
        The difference as a part of what was planned; above 0 where it is more.
    told : Told
        Nobody within the unit's own tolerance, since stocks take it up; else the unit
        itself; all only when it lasted longer than the unit's own patience.
    """

    place: int
    planned: float
    done: float
    off: float
    told: Told


def deviations(
    planned: Floats, done: Floats, tolerance: Floats, patience: NDArray[np.int64]
) -> tuple[Deviation, ...]:
    """Return what differs from the plan in the last period, and who is told.

    Parameters
    ----------
    planned, done : array of float64, shape (periods, units)
        Amounts period by period, the last one being the latest; NaN where nothing was
        written down.
    tolerance : array of float64, shape (units,)
        The part by which each unit allows itself to differ.
    patience : array of int64, shape (units,)
        For how many periods in a row each unit deals with it by itself.

    Returns
    -------
    tuple of Deviation
        One for each unit with something written down for the last period.

    Notes
    -----
    Alarms go first to those concerned and rise only after a time that they set
    themselves, as in Beer's Cybersyn.
    """
    difference = done - planned
    size = np.where(planned > 0, planned, np.maximum(np.abs(done), 1e-300))
    off = difference / size
    is_out = np.abs(off) > tolerance
    found = []
    for place in np.flatnonzero(np.isfinite(off[-1])).tolist():
        lasted = 0
        while lasted < len(is_out) and is_out[-1 - lasted, place]:
            lasted += 1
        told = Told.ALL if lasted > patience[place] else Told.UNIT
        found.append(
            Deviation(
                place=place,
                planned=float(planned[-1, place]),
                done=float(done[-1, place]),
                off=float(off[-1, place]),
                told=told if lasted else Told.NOBODY,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What observation says about coefficients.

    Parameters
    ----------
    values : array of float64
        The coefficients to propose; people confirm their own before they are used.
    variances : array of float64
        How unsure each is, in its own unit squared.
    weights : array of float64
        How much the new observation counted, 0 to 1.
    """

    values: Floats
    variances: Floats
    weights: Floats


def learn(
    values: Floats,
    variances: Floats,
    seen: Floats,
    scatter: Floats,
    drift: float = 0.02,
) -> Learned:
    """Return coefficients that move towards what was seen, the more the surer it is.

    Parameters
    ----------
    values, variances : array of float64
        The coefficients so far and how unsure they are.
    seen : array of float64
        What was used or came out per unit of activity; NaN where nobody looked.
    scatter : array of float64
        The variance of what is seen from one time to the next.
    drift : float
        The part by which a coefficient may really change in a period.

    Returns
    -------
    Learned
        New values; old ones where nothing was seen.

    Notes
    -----
    a' = (1 - g) a + g a_seen with g = p / (p + r): p is the variance so far plus drift,
    r the scatter (Kalman's filter for a level, which is exponential smoothing with a
    weight that the data set).

    Examples
    --------
    >>> import numpy as np
    >>> one = learn(np.array([0.5]), np.array([0.01]), np.array([0.7]), np.array([0.03]))
    >>> round(float(one.values[0]), 2)
    0.55
    """
    before = variances + (drift * values) ** 2
    total = before + scatter
    weights = np.divide(before, total, out=np.zeros(len(total)), where=total > 0)
    weights = np.where(np.isfinite(seen), weights, 0.0)
    moved = np.where(np.isfinite(seen), seen - values, 0.0)
    return Learned(values + weights * moved, (1 - weights) * before, weights)
