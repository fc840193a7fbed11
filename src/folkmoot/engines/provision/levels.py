"""Nobody is left behind: class by class, the worst served first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import END, Programme
from folkmoot.engines.provision.linear import Solution, Solver, UnsolvedError

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

FULL = 1 - 1e-9
NO_MULTIPLIER = 1e-7
RISE = 1e-7  # less than this is no rise
MOST_ROUNDS = 400
LEEWAYS = (0.0, 1e-8, 1e-7, 1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The share of each claim that is met at most, when the worst served go first.

    Parameters
    ----------
    shares : array of float64, shape (claims + goods + techniques,)
        0 to 1, in the order of `Rows.levels`; 1 where there is no claim.
    steps : tuple of (int, float, array of int64)
        In the order in which they were found: the class, the level, and the claims
        that were shown to be unable to rise above it.
    solves : int
        How many programmes were solved.
    """

    shares: Floats
    steps: tuple[tuple[int, float, Ints], ...]
    solves: int


def class_order(programme: Programme) -> list[int]:
    """Return the classes in the order of their urgency.

    What has to be there after the end comes after the first class: the most urgent
    needs of today are met, then nobody eats what those after us need.
    """
    found = sorted(set(programme.claims.classes.tolist()))
    has_ends = bool((_shares(programme)[len(programme.claims.goods) :] >= 0).any())
    return [*found[:1], *([END] if has_ends else []), *found[1:]]


def _shares(programme: Programme) -> Ints:
    columns = programme.columns
    return np.concatenate([columns.met, columns.kept, columns.able])


def members(programme: Programme, wanted: int) -> Ints:
    """Return the places in `Rows.levels` of the claims of a class."""
    n_claims = len(programme.claims.goods)
    if wanted == END:
        return n_claims + np.flatnonzero(_shares(programme)[n_claims:] >= 0)
    return np.flatnonzero(programme.claims.classes == wanted)


def raise_levels(programme: Programme, solver: Solver) -> Levels:
    """Return the levels of all claims, and leave the solver bound to them.

    Parameters
    ----------
    programme : Programme
        What is planned.
    solver : Solver
        Its solver; afterwards no share may fall below its level.

    Returns
    -------
    Levels
        Each level with the claims that cannot rise above it.

    Notes
    -----
    The lexicographic maximum of the smallest share, as in Ogryczak's and Luss's work on
    fair allocation: within a class the worst share is raised as far as it goes; a claim
    whose row has a multiplier above 0 is at that level in every best solution, so it is
    fixed there, which is the certificate; the others go on. Multipliers add up to 1, so
    that each round fixes at least one claim.
    """
    if len(programme.linear.whole):
        _decide_lumps(programme, solver)
    shares = np.ones(len(_shares(programme)))
    steps: list[tuple[int, float, Ints]] = []
    for one in class_order(programme):
        _raise_class(programme, solver, one, shares, steps)
    columns = _shares(programme)
    is_there = columns >= 0
    kept = np.minimum(shares[is_there], solver.lower[columns[is_there]])
    shares[is_there] = kept
    return Levels(shares, tuple(steps), solver.solves)


def solve_within(
    programme: Programme, solver: Solver, costs: Floats, *, is_exact: bool = False
) -> Solution:
    """Return a solution; levels give way by some ten-millionths where they must.

    A level is what a solution reached. By the solver's rounding it can lie a little
    above what is possible together with the other levels.
    """
    columns = _shares(programme)
    columns = columns[columns >= 0]
    for leeway in LEEWAYS:
        if leeway:
            lower = np.maximum(0.0, solver.lower[columns] - leeway)
            solver.bound(columns, lower, solver.upper[columns])
        try:
            return solver.minimise(costs, is_exact=is_exact)
        except UnsolvedError:
            if leeway == LEEWAYS[-1]:
                raise
    raise AssertionError


def _raise_class(
    programme: Programme,
    solver: Solver,
    wanted: int,
    shares: Floats,
    steps: list[tuple[int, float, Ints]],
) -> None:
    columns, rows = _shares(programme), programme.rows.levels
    free = members(programme, wanted)
    level, before = 0.0, -1.0
    solver.bound_rows(rows[free], 0.0, np.inf)
    while len(free):
        solution = _raise_worst(programme, solver)
        level = max(level, float(solution.columns[programme.columns.worst]))
        if level >= FULL:
            level, stuck = 1.0, np.ones(len(free), dtype=bool)
        else:
            stuck = np.abs(solution.duals[rows[free]]) > NO_MULTIPLIER
            solver.bound(columns[free], level, 1.0)
            # When a round raised nothing, all that are stuck here are found at once.
            if level - before < RISE or not stuck.any():
                solver.bound_rows(rows[free], -np.inf, np.inf)
                stuck |= _cannot_rise(programme, solver, columns[free], level)
                solver.bound_rows(rows[free], 0.0, np.inf)
        before = level
        fixed = free[stuck]
        shares[fixed] = level
        steps.append((wanted, level, fixed))
        solver.bound(columns[fixed], level, 1.0)
        solver.bound_rows(rows[fixed], -np.inf, np.inf)
        free = free[~stuck]


def _raise_worst(programme: Programme, solver: Solver) -> Solution:
    costs = np.zeros(programme.columns.n_columns)
    costs[programme.columns.worst] = -1.0
    return solve_within(programme, solver, costs, is_exact=True)


def _cannot_rise(
    programme: Programme, solver: Solver, columns: Ints, level: float
) -> NDArray[np.bool_]:
    """Return which shares cannot rise, those of the others not falling.

    All are asked together for a rise, then those that did not rise alone, until none
    of them does.
    """
    stuck = np.ones(len(columns), dtype=bool)
    for _ in range(MOST_ROUNDS):
        costs = np.zeros(len(solver.lower))
        costs[columns[stuck]] = -1.0
        found = solve_within(programme, solver, costs)
        rises = found.columns[columns] > level + RISE
        if not (rises & stuck).any():
            break
        stuck &= ~rises
    return stuck


def _decide_lumps(programme: Programme, solver: Solver) -> None:
    """Decide the few things that come whole, then keep them as they are.

    For them the worst share of each class is raised, then the sum of its shares, then
    work is kept least; finer levels do not move a mill.
    """
    columns, rows = _shares(programme), programme.rows.levels
    bounds = solver.lower.copy(), solver.upper.copy()
    for one in class_order(programme):
        some = members(programme, one)
        solver.bound_rows(rows[some], 0.0, np.inf)
        solution = _raise_worst(programme, solver)
        solver.bound_rows(rows[some], -np.inf, np.inf)
        worst = float(solution.columns[programme.columns.worst])
        solver.bound(columns[some], max(0.0, worst - RISE), 1.0)
        costs = np.zeros(programme.columns.n_columns)
        costs[columns[some]] = -1.0
        solution = solver.minimise(costs)
        solver.bound(
            columns[some], np.maximum(0.0, solution.columns[columns[some]] - RISE), 1.0
        )
    solution = solver.minimise(programme.costs)
    everything = np.arange(len(bounds[0]))
    solver.bound(everything, *bounds)
    solver.keep_whole(np.round(solution.columns[programme.linear.whole]))
