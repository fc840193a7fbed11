"""Why something is short, what it would take, and what work is in a good.

Nothing is concluded from a solver's multipliers alone: they only tell where to look.
Each reason is a second plan, made with one hundredth more of what is short.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme, build
from folkmoot.engines.provision.contents import activities_for, contents, recipe_of
from folkmoot.engines.provision.figures import Scarce, Use
from folkmoot.engines.provision.levels import class_order, members
from folkmoot.engines.provision.limits import Limit, limits_of
from folkmoot.engines.provision.linear import Solution, Solver
from folkmoot.engines.provision.planning import Plans
from folkmoot.engines.provision.refusing import refuse_unfit
from folkmoot.engines.provision.situation import Plan, Situation

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

STEP = 0.01
MOST_EXPLAINED = 12
MOST_TRIED = 8  # things that may be short, tried one by one
MOST_LEFT_OUT = 40
MOST_REASONS = 3
RISE = 1e-8
MULTIPLIER = 1e-9


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that is short, shown by a plan with one hundredth more of it.

    Parameters
    ----------
    kind : Scarce
        What it is.
    place, period : int
        As in `Use`.
    limit : float
        How much of it there is, in its own unit.
    gain : float
        How much the share of the need that is met rises with 1 % more of it.
    wanted : float
        How much more of it there would have to be, at that rate, for 1 % more of what
        is needed.
    used_by : tuple of (int, float)
        For the needs of which class how large a part of it is used, 0 to 1; empty
        where that does not tell anything, as for a single capacity.
    """

    kind: Scarce
    place: int
    period: int
    limit: float
    gain: float
    wanted: float
    used_by: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """A need that cannot be met in full, and why.

    Parameters
    ----------
    good, number, period : int
        What is short, for which class of needs, in which period (from 1).
    share : float
        The part that can be met, 0 to 1.
    missing : float
        How much is missing, in the good's own unit.
    reasons : tuple of Reason
        What is short behind it, the one that helps most first; empty where nothing
        that there is could help: nobody can make it at all.
    is_joint : bool
        Whether several of the reasons must be mended together to help.
    """

    good: int
    number: int
    period: int
    share: float
    missing: float
    reasons: tuple[Reason, ...]
    is_joint: bool


def explain_shortages(plans: Plans, most: int = MOST_EXPLAINED) -> tuple[Shortage, ...]:
    """Return what is short in every plan, and why: the most urgent, worst met first.

    Parameters
    ----------
    plans : Plans
        As made by `make_plans`.
    most : int
        How many shortages are explained.

    Returns
    -------
    tuple of Shortage
        Each with what would help, tried out with 1 % more of it. Nothing where all
        needs can be met, or the situation is too large for trying it out.
    """
    if plans.is_rough:
        return ()
    programme = plans.programme
    claims, shares = programme.claims, plans.levels.shares
    short = np.flatnonzero(shares[: len(claims.goods)] < 1)
    order = np.lexsort((short, shares[short], claims.classes[short]))
    if not len(short):
        return ()
    prober = _Prober(plans)
    return tuple(prober.explain(int(one)) for one in short[order][:most])


class _Prober:
    """Re-solves a situation with a little more of one thing or another."""

    def __init__(self, plans: Plans) -> None:
        self.plans, self.programme = plans, plans.programme
        self.solver = Solver(self.programme.linear)
        self.limits = limits_of(self.programme)
        whole = self.programme.linear.whole
        if len(whole):
            begun = self.plans.best.plan.starts[self.programme.columns.starts >= 0]
            numbers = self.programme.columns.starts[self.programme.columns.starts >= 0]
            values = np.zeros(self.programme.columns.n_columns)
            values[numbers] = begun / self.programme.sizes[numbers]
            self.solver.keep_whole(np.round(values[whole]))
        self.recipe = recipe_of(self.programme, plans.best.plan)

    def explain(self, claim: int) -> Shortage:
        """Return why a claim cannot rise, others of its urgency not falling."""
        programme, claims = self.programme, self.programme.claims
        self._bind(int(claims.classes[claim]))
        costs = np.zeros(programme.columns.n_columns)
        costs[programme.columns.met[claim]] = -1.0
        found = self.solver.minimise(costs)
        helps = self._alone(found, costs)
        is_joint = not helps
        if is_joint:
            helps = self._together(found, costs)
        helps.sort(key=lambda one: -one[1])
        share = float(self.plans.levels.shares[claim])
        return Shortage(
            good=int(claims.goods[claim]),
            number=int(claims.classes[claim]),
            period=int(claims.periods[claim]) + 1,
            share=share,
            missing=float((1 - share) * claims.amounts[claim]),
            reasons=tuple(self._reason(*one) for one in helps[:MOST_REASONS]),
            is_joint=is_joint and bool(helps),
        )

    def _bind(self, number: int) -> None:
        """Keep what is as urgent as this class, or more, at its level."""
        programme, order = self.programme, class_order(self.programme)
        columns = programme.columns
        shares = np.concatenate([columns.met, columns.kept, columns.able])
        lower = np.zeros(len(shares))
        for one in order[: order.index(number) + 1]:
            some = members(programme, one)
            lower[some] = self.plans.levels.shares[some]
        is_there = shares >= 0
        self.solver.bound(shares[is_there], lower[is_there], 1.0)

    def _alone(self, found: Solution, costs: Floats) -> list[tuple[Limit, float]]:
        """Return what helps by itself, of what the multipliers point to."""
        some = [(one.multiplier(found) * one.size, one) for one in self.limits]
        some = [one for one in some if one[0] > MULTIPLIER]
        some.sort(key=lambda one: -one[0])
        tried = [one for _, one in some[:MOST_TRIED]]
        gains = [(one, self._gain([one], costs, found.least)) for one in tried]
        return [one for one in gains if one[1] > RISE]

    def _together(self, found: Solution, costs: Floats) -> list[tuple[Limit, float]]:
        """Return what helps only together: as little of all that is used up as can be.

        Where two things are short at the same point, multipliers name either or none.
        """
        some = [one for one in self.limits if one.is_tight(found)]
        gain = self._gain(some, costs, found.least)
        if gain <= RISE:
            return []
        for one in list(some)[:MOST_LEFT_OUT]:
            fewer = [other for other in some if other is not one]
            less = self._gain(fewer, costs, found.least)
            if less > RISE:
                some, gain = fewer, less
        return [(one, gain) for one in some]

    def _gain(self, limits: Sequence[Limit], costs: Floats, least: float) -> float:
        """Return how much less is short with one hundredth more of some things."""
        for one in limits:
            one.move(self.solver, 1 + STEP)
        found = self.solver.minimise(costs)
        for one in limits:
            one.move(self.solver, 1.0)
        return least - found.least

    def _reason(self, limit: Limit, gain: float) -> Reason:
        use = limit.use
        return Reason(
            kind=use.kind,
            place=use.place,
            period=use.period,
            limit=use.limit,
            gain=gain,
            wanted=STEP / gain * STEP * use.limit,
            used_by=self._used_by(use),
        )

    def _used_by(self, use: Use) -> tuple[tuple[int, float], ...]:
        technology = self.programme.situation.technology
        if use.kind == Scarce.HOURS:
            each = technology.hours
        elif use.kind in {Scarce.RESOURCE, Scarce.BUDGET}:
            each = technology.uses[[use.place], :].toarray().ravel()
        else:
            return ()
        needs, plan = self.programme.situation.needs, self.plans.best.plan
        inside = contents(self.recipe, each)
        amounts = inside[needs.goods] * needs.amounts * plan.met
        total = float(plan.makes.sum(axis=0) @ each)
        classes = sorted(set(needs.classes.tolist()))
        parts = [(one, float(amounts[needs.classes == one].sum())) for one in classes]
        return tuple((one, part / total) for one, part in parts if total > 0)


@dataclass(frozen=True, slots=True)
class WorkInside:
    """The work in one unit of a good, at the techniques of a plan.

    Parameters
    ----------
    good : int
        The good.
    hours : float
        All hours of work that one unit takes, all the way down.
    parts : tuple of (int, float)
        Hours in each technique, the most first; they add up to ``hours``.
    """

    good: int
    hours: float
    parts: tuple[tuple[int, float], ...]


def work_inside(plans: Plans, plan: Plan, good: int) -> WorkInside:
    """Return how much work one unit of a good takes, and where.

    Parameters
    ----------
    plans : Plans
        As made by `make_plans`.
    plan : Plan
        One of them.
    good : int
        Place of the good in `Technology.goods`.

    Returns
    -------
    WorkInside
        Parts below a billionth of the whole are left out of the list only where they
        do not change the sum within a millionth.
    """
    recipe = recipe_of(plans.programme, plan)
    hours = plans.situation.technology.hours * activities_for(recipe, good)
    total = float(hours.sum())
    some = np.flatnonzero(hours > total * MULTIPLIER)
    order = some[np.argsort(-hours[some], kind="stable")]
    return WorkInside(
        good, total, tuple((int(one), float(hours[one])) for one in order)
    )


def clashing_needs(situation: Situation, promised: Ints) -> Ints:
    """Return promises that cannot all be kept, as few as clash with each other.

    Parameters
    ----------
    situation : Situation
        What can be done, what there is.
    promised : array of int64
        Places of needs that were promised to be met in full.

    Returns
    -------
    numpy.ndarray of int64
        Places of needs that clash: without any one of them the others could be kept.
        Empty where all promises can be kept together.

    Notes
    -----
    The worst kept promise is raised as far as it goes; those with a multiplier above 0
    clash (linear duality), and those are left out one by one that are not needed for
    the clash.
    """
    refuse_unfit(situation)
    programme = build(situation)
    solver = Solver(programme.linear)
    wanted = np.unique(programme.claims.of_needs[promised])
    wanted = wanted[wanted >= 0]
    clash = _minimal_clash(programme, solver, wanted)
    return np.flatnonzero(np.isin(programme.claims.of_needs, clash))


def _minimal_clash(programme: Programme, solver: Solver, wanted: Ints) -> Ints:
    rows, columns = programme.rows.levels, programme.columns
    costs = np.zeros(columns.n_columns)
    costs[columns.worst] = -1.0

    def worst_of(some: Ints) -> Solution:
        solver.bound_rows(rows[wanted], -np.inf, np.inf)
        solver.bound_rows(rows[some], 0.0, np.inf)
        return solver.minimise(costs)

    found = worst_of(wanted)
    if not len(wanted) or -found.least >= 1 - RISE:
        return wanted[:0]
    clash = wanted[np.abs(found.duals[rows[wanted]]) > RISE]
    if not len(clash) or -worst_of(clash).least >= 1 - RISE:
        clash = wanted
    for one in clash:
        fewer = clash[clash != one]
        if len(fewer) and -worst_of(fewer).least < 1 - RISE:
            clash = fewer
    return clash
