"""A handful of different plans for the same needs, to be decided on by people."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme, build
from folkmoot.engines.provision.figures import Figures, moved_share, work_of
from folkmoot.engines.provision.holding import hold
from folkmoot.engines.provision.levels import Levels, solve_within
from folkmoot.engines.provision.linear import Solver
from folkmoot.engines.provision.situation import Plan
from folkmoot.engines.provision.starting import start_for

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

AFTER = 0.01  # what work weighs beside what a plan is mainly for
NEAR = 1.02  # a plan that is nearly as good takes at most this much of the work
HALF = 0.5  # of its share is left to each need that gives way to others
MOST_SPARE = 0.25
SAME = 0.10  # plans that differ in less than this part of their hours are the same


class Aim(StrEnum):
    """What a plan is made for, once needs are met as well as they can be."""

    LEAST_WORK = "least work"
    LEAST_EMISSIONS = "least emissions"
    MOST_NEEDS = "most needs"
    MOST_RESERVE = "most reserve"
    FEWEST_CHANGES = "fewest changes"
    MOST_LOCAL = "most local"
    OTHER_WAYS = "other ways"


@dataclass(frozen=True, slots=True, eq=False)
class Alternative:
    """One of the plans to choose from.

    Parameters
    ----------
    aim : Aim
        What it is made for.
    plan : Plan
        The plan.
    figures : Figures
        Its six figures.
    same_as : Aim, optional
        An alternative before this one from which less than a tenth of the hours differ.
    """

    aim: Aim
    plan: Plan
    figures: Figures
    same_as: Aim | None


def possible_aims(
    programme: Programme, levels: Levels, counted: Ints, *, is_known: bool
) -> list[Aim]:
    """Return what alternatives there can be in a situation, in the order of `Aim`."""
    means = programme.situation.means
    possible = {
        Aim.LEAST_EMISSIONS: len(counted) > 0,
        Aim.MOST_NEEDS: short_class(programme, levels) is not None,
        Aim.FEWEST_CHANGES: is_known,
        Aim.MOST_LOCAL: bool((means.outside > 0).any()),
        Aim.MOST_RESERVE: len(programme.claims.goods) > 0,
        Aim.OTHER_WAYS: _has_choice(programme),
    }
    return [aim for aim in Aim if possible.get(aim, True)]


def short_class(programme: Programme, levels: Levels) -> int | None:
    """Return the first class after the most urgent one that is not met in full."""
    claims = programme.claims
    shares = levels.shares[: len(claims.goods)]
    found = sorted(set(claims.classes[shares < 1].tolist()))
    return next((one for one in found if one > claims.most_urgent), None)


def _has_choice(programme: Programme) -> bool:
    outputs = programme.situation.technology.outputs.tocsr()
    return bool((np.diff(outputs.indptr) > 1).any())


class Chooser:
    """Makes alternatives with one warm solver, whose levels are fixed.

    ``now`` is what is done now, where that is known.
    """

    def __init__(
        self,
        programme: Programme,
        solver: Solver,
        levels: Levels,
        counted: Ints,
        now: Floats | None = None,
    ) -> None:
        self.programme, self.solver, self.levels = programme, solver, levels
        self.counted, self.now = counted, now
        solver.start(start_for(programme, programme.costs))
        best = solve_within(programme, solver, programme.costs)
        self.least = max(best.least, 1e-12)
        self.plan = hold(programme, best)
        self._bounds = solver.lower.copy(), solver.upper.copy()
        self._basis = solver.basis()

    def make(self, aim: Aim) -> Plan:
        """Return the plan for an aim; the solver is as before afterwards."""
        if aim == Aim.LEAST_WORK:
            return self.plan
        if aim == Aim.FEWEST_CHANGES:
            return self._keep_to_now()
        total = self.programme.rows.all_hours
        limit = self.solver.row_upper[total]
        costs = self._costs(aim)
        costs += self.programme.costs * (AFTER / self.least)
        if aim == Aim.LEAST_EMISSIONS:
            self.solver.start(start_for(self.programme, costs))
        else:
            # For those the plan with least work is a possible one.
            self.solver.go_back(self._basis)
        found = solve_within(self.programme, self.solver, costs)
        self.solver.bound_rows([total], -np.inf, limit)
        self.solver.bound(np.arange(len(self._bounds[0])), *self._bounds)
        return hold(self.programme, found)

    def _keep_to_now(self) -> Plan:
        """Keep small what is moved, in a programme of its own that counts it."""
        programme = build(self.programme.situation, self.now)
        solver = moving_solver(programme, self._bounds)
        columns = programme.columns
        costs = programme.costs * (AFTER / self.least)
        costs[columns.moved] = programme.costs[columns.makes] / self.least
        solver.start(start_for(programme, costs))
        return hold(programme, solve_within(programme, solver, costs))

    def _costs(self, aim: Aim) -> Floats:
        """Return what is kept small for an aim, and open what it may change."""
        columns = self.programme.columns
        costs = np.zeros(columns.n_columns)
        match aim:
            case Aim.LEAST_EMISSIONS:
                costs[columns.makes] = self._emissions()
            case Aim.MOST_NEEDS:
                self._need_costs(costs)
            case Aim.MOST_RESERVE:
                self.solver.bound([columns.spare], 0.0, MOST_SPARE)
                costs[columns.spare] = -1 / MOST_SPARE
            case Aim.MOST_LOCAL:
                costs[columns.gets[columns.gets >= 0]] = 1 / self.least
            case Aim.OTHER_WAYS:
                self._leave_the_usual(costs)
            case Aim.LEAST_WORK | Aim.FEWEST_CHANGES:
                pass
        return costs

    def _emissions(self) -> Floats:
        """Return what each activity gives off, as a part of the plan with least work."""
        uses = self.programme.situation.technology.uses
        usual = uses @ self.plan.makes.sum(axis=0)
        found = np.zeros(uses.shape[1])
        for one in self.counted:
            row = uses[[int(one)], :].toarray().ravel()
            found += row / max(abs(usual[one]), 1e-12) / len(self.counted)
        makes = self.programme.columns.makes
        return np.asarray(found * self.programme.sizes[makes])

    def _need_costs(self, costs: Floats) -> None:
        """Count what is met of the first class that is short; later classes give way."""
        claims, columns = self.programme.claims, self.programme.columns
        wanted = short_class(self.programme, self.levels)
        worth = claims.amounts * self.programme.weights[claims.goods]
        for one, weight, part in ((wanted, 1.0, HALF), (None, 0.1, 0.0)):
            is_in = claims.classes == one if one else claims.classes > (wanted or 0)
            some = np.flatnonzero(is_in)
            if len(some):
                lower = self.solver.lower[columns.met[some]] * part
                self.solver.bound(columns.met[some], lower, 1.0)
                costs[columns.met[some]] = -weight * worth[some] / worth[some].sum()

    def _leave_the_usual(self, costs: Floats) -> None:
        """Keep small what the plan with least work does most, where there is a choice."""
        programme = self.programme
        outputs = programme.situation.technology.outputs
        makers = np.diff(outputs.tocsr().indptr)
        has_choice = ((outputs > 0).T @ (makers > 1)) > 0
        hours = work_of(programme, self.plan).sum(axis=0)
        share = hours / max(float(hours.sum()), 1e-12)
        weight = np.where(has_choice, np.sqrt(share), 0.0)
        makes = programme.columns.makes
        costs[makes] = weight * programme.costs[makes] / self.least
        self._bound_work(NEAR * float(hours.sum()) / (programme.size * len(makes)))

    def _bound_work(self, most: float) -> None:
        """Let the work of all periods be at most so much, in the measure of its row."""
        total = self.programme.rows.all_hours
        self.solver.bound_rows(
            [total], -np.inf, min(most, self.solver.row_upper[total])
        )


def moving_solver(programme: Programme, bounds: tuple[Floats, Floats]) -> Solver:
    """Return a solver that counts what is moved, within bounds of another.

    The other one is of the same situation without what is done now: its columns come
    first here too. Levels are found there, as those rows would only slow it.
    """
    solver = Solver(programme.linear)
    solver.bound(np.arange(len(bounds[0])), *bounds)
    programme.count_moves(solver)
    return solver


def same_as(
    programme: Programme, plan: Plan, others: list[tuple[Aim, Plan]]
) -> Aim | None:
    """Return the first of the others from which less than a tenth of hours differ."""
    hours = work_of(programme, plan).sum(axis=0)
    for aim, other in others:
        theirs = work_of(programme, other).sum(axis=0)
        if moved_share(theirs, hours) < SAME:
            return aim
    return None
