"""What could be done with what is left over: options, each as a whole plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme, build
from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.figures import Figures, figures_of, work_of
from folkmoot.engines.provision.holding import hold, if_it_holds
from folkmoot.engines.provision.linear import Solver
from folkmoot.engines.provision.planning import Plans
from folkmoot.engines.provision.situation import Needs, Plan, Situation
from folkmoot.engines.provision.sureness import Tester

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

MORE = 1.25  # times what was asked for: as far as more of it is planned
COVER = 4.0  # periods of usual need that a full reserve lasts
BUILD_UP = 0.25  # of what there is: as far as more is built
ROOM = 1e-7  # what was found to be possible is asked for a little less, for rounding
OTHERS = "another collective"


class Leftover(StrEnum):
    """What can be done with what is left over."""

    LESS_WORK = "less work"
    MORE_NEEDS = "more needs"
    BIGGER_STOCKS = "bigger stocks"
    MORE_CAPACITY = "more capacity"
    GIVE = "give"


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One thing to do with what is left over.

    Parameters
    ----------
    kind : Leftover
        What it is.
    situation : Situation
        What the plan is for: with the larger needs, stocks or capacities.
    plan : Plan
        The plan.
    figures : Figures
        Its six figures; changes are against the plan with least work.
    reached : float
        How far it goes, 0 to 1: of a quarter more of the needs after the first class,
        of a reserve for four periods, of a quarter more capacity, of what the others
        ask for; 1 for less work.
    freed : float
        Hours that are offered and not needed, for each person and period; infinity
        where nobody said how many are offered.
    """

    kind: Leftover
    situation: Situation
    plan: Plan
    figures: Figures
    reached: float
    freed: float


def surplus_options(
    plans: Plans, *, people: int = 1, asked: Needs | None = None
) -> tuple[Option, ...]:
    """Return what can be done with what a plan leaves over.

    Parameters
    ----------
    plans : Plans
        As made by `make_plans`. All its needs keep their levels in every option.
    people : int
        How many share the work.
    asked : Needs, optional
        What another collective asks for; without it there is no option to give.

    Returns
    -------
    tuple of Option
        Less work for all first; then those that there is room for at all. In a
        situation that is too large for the others there is no other.
    """
    chooser = _Options(plans, people)
    if plans.is_rough:
        return (chooser.less_work(),)
    ways = [chooser.more_needs, chooser.bigger_stocks, chooser.more_capacity]
    if asked:
        ways.append(lambda: chooser.give(asked))
    found = [if_it_holds(one) for one in ways]
    return (chooser.less_work(), *(one for one in found if one))


class _Options:
    def __init__(self, plans: Plans, people: int) -> None:
        self.plans, self.people = plans, people
        self.situation = plans.situation
        self.before = work_of(plans.programme, plans.best.plan).sum(axis=0)
        self.counted = np.array(
            [one for one, _ in plans.best.figures.emissions], dtype=np.int64
        )

    def less_work(self) -> Option:
        best = self.plans.best
        return self._option(
            Leftover.LESS_WORK, self.plans.programme, best.plan, best.figures, 1.0
        )

    def more_needs(self) -> Option | None:
        """Plan more of what comes after the first class, all of it by the same part."""
        needs = self.situation.needs
        first = self.plans.programme.claims.most_urgent
        is_more = needs.classes > first
        amounts = np.where(is_more, needs.amounts * MORE, needs.amounts)
        wanted = replace(self.situation, needs=replace(needs, amounts=amounts))
        return self._on_top(
            Leftover.MORE_NEEDS,
            wanted,
            lambda programme: np.flatnonzero(programme.claims.classes > first),
            (1 / MORE, 1.0),
        )

    def bigger_stocks(self) -> Option | None:
        """Plan more in stock at the end of what can be kept and is needed."""
        means, needs = self.situation.means, self.situation.needs
        usual = needs.totals(len(means.stocks)).mean(axis=1)
        reserve = np.where(means.losses < 1, usual * COVER, 0.0)
        ends = np.maximum(means.end_stocks, reserve)
        wanted = replace(self.situation, means=replace(means, end_stocks=ends))

        def of_stocks(programme: Programme) -> Ints:
            n_claims = len(programme.claims.goods)
            return n_claims + np.flatnonzero(ends > means.end_stocks)

        return self._on_top(Leftover.BIGGER_STOCKS, wanted, of_stocks, (0.0, 1.0))

    def more_capacity(self) -> Option | None:
        """Plan more capacity after the end where it can be built up."""
        means = self.situation.means
        can = means.can_build & np.isfinite(means.capacities)
        more = np.maximum(means.capacities, means.end_capacities) * (1 + BUILD_UP)
        ends = np.where(can, more, means.end_capacities)
        wanted = replace(self.situation, means=replace(means, end_capacities=ends))

        def of_capacities(programme: Programme) -> Ints:
            first = len(programme.claims.goods) + len(means.stocks)
            return first + np.flatnonzero(can)

        return self._on_top(Leftover.MORE_CAPACITY, wanted, of_capacities, (0.0, 1.0))

    def give(self, asked: Needs) -> Option | None:
        """Give what another collective asks for, after all needs of one's own."""
        needs = self.situation.needs
        if asked.n_needs and int(asked.periods.max()) > self.situation.means.n_periods:
            message = "the others ask for something after the last period of the plan"
            raise ProvisionError(message)
        last = int(needs.classes.max(initial=0)) + 1
        own = tuple(needs.who) or ("",) * needs.n_needs
        both = Needs(
            goods=np.concatenate([needs.goods, asked.goods]),
            classes=np.concatenate([needs.classes, np.full(asked.n_needs, last)]),
            amounts=np.concatenate([needs.amounts, asked.amounts]),
            periods=np.concatenate([needs.periods, asked.periods]),
            n_periods=needs.n_periods,
            who=(*own, *(OTHERS for _ in range(asked.n_needs))),
        )
        return self._on_top(
            Leftover.GIVE,
            replace(self.situation, needs=both),
            lambda programme: np.flatnonzero(programme.claims.classes == last),
            (0.0, 1.0),
        )

    def _on_top(
        self,
        kind: Leftover,
        wanted: Situation,
        raised_of: Callable[[Programme], Ints],
        scale: tuple[float, float],
    ) -> Option | None:
        """Keep all levels and raise the worst of something as far as it goes."""
        programme = build(wanted)
        columns, rows = programme.columns, programme.rows.levels
        shares = np.concatenate([columns.met, columns.kept, columns.able])
        raised = raised_of(programme)
        raised = raised[shares[raised] >= 0]
        if not len(raised):
            return None
        solver = Solver(programme.linear)
        floors = self._floors(programme)
        floors[raised] *= scale[0]
        is_there = shares >= 0
        solver.bound(shares[is_there], floors[is_there], 1.0)
        solver.bound_rows(rows[raised], 0.0, np.inf)
        costs = np.zeros(columns.n_columns)
        costs[columns.worst] = -1.0
        worst = max(0.0, -solver.minimise(costs, is_exact=True).least - ROOM)
        solver.bound_rows(rows[raised], -np.inf, np.inf)
        lower = np.maximum(floors[raised], worst)
        solver.bound(shares[raised], lower, np.maximum(lower, worst))
        plan = hold(programme, solver.minimise(programme.costs))
        least = scale[0] if scale[0] > 0 else 0.0
        reached = (worst - least) / (scale[1] - least)
        if reached <= ROOM * 10:
            return None
        figures = figures_of(
            programme,
            plan,
            people=self.people,
            counted=self.counted,
            before=self.before,
            sureness=Tester(wanted).test(plan),
        )
        return self._option(
            kind, programme, plan, figures, min(1.0, reached + ROOM * 10)
        )

    def _floors(self, programme: Programme) -> Floats:
        """Return the levels of the plans, as shares of what is wanted now."""
        old, levels = self.plans.programme, self.plans.levels.shares
        means, now = self.situation.means, programme.situation.means
        n_old, n_goods = len(old.claims.goods), len(means.stocks)
        found = np.zeros(len(programme.claims.goods) + n_goods + len(means.wear))
        place = dict(zip(_keys(old), levels[:n_old].tolist(), strict=True))
        n_new = len(programme.claims.goods)
        found[:n_new] = [place.get(key, 0.0) for key in _keys(programme)]
        ends = np.append(means.end_stocks, means.end_capacities)
        wanted = np.append(now.end_stocks, now.end_capacities)
        part = np.divide(ends, wanted, out=np.zeros(len(ends)), where=wanted > 0)
        found[n_new:] = levels[n_old:] * part
        return np.maximum(0.0, found - ROOM)

    def _option(
        self,
        kind: Leftover,
        programme: Programme,
        plan: Plan,
        figures: Figures,
        reached: float,
    ) -> Option:
        means = programme.situation.means
        offered = min(float(means.hours.sum()), means.hours_budget)
        left = max(0.0, offered - figures.hours)
        freed = left / self.people / means.n_periods
        return Option(kind, programme.situation, plan, figures, reached, freed)


def _keys(programme: Programme) -> list[tuple[int, int, int]]:
    claims = programme.claims
    columns = (claims.goods, claims.classes, claims.periods)
    return list(zip(*(one.tolist() for one in columns), strict=True))
