"""What is asked for, what there is, and what a plan of both says: words alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from folkmoot.engines.provision.technology import Technology

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """What people need, one row for each good, class, period and who needs it.

    Parameters
    ----------
    goods : array of int64, shape (needs,)
        The good of each need, as its place in ``Technology.goods``.
    classes : array of int64, shape (needs,)
        Its class: 1 comes first. What a class means is decided by the members.
    amounts : array of float64, shape (needs,)
        How much is needed, in the good's own unit; 0 or more.
    periods : array of int64, shape (needs,)
        The period in which it is needed, from 1 to ``n_periods``.
    n_periods : int
        How many periods the plan has.
    who : sequence of str
        Who needs it, for each need; empty when needs are those of all together.
    """

    goods: Ints
    classes: Ints
    amounts: Floats
    periods: Ints
    n_periods: int = 1
    who: Sequence[str] = ()

    @property
    def n_needs(self) -> int:
        """How many needs there are."""
        return len(self.amounts)

    def totals(self, n_goods: int) -> Floats:
        """Return how much of each good is needed in each period: (goods, periods)."""
        totals = np.zeros((n_goods, self.n_periods))
        np.add.at(totals, (self.goods, self.periods - 1), self.amounts)
        return totals


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """What there is to work with, period by period. Infinity: no limit is known.

    Make it with `free_means` and change what is known with `dataclasses.replace`.

    Parameters
    ----------
    limits : array of float64, shape (periods, resources)
        How much of each resource there is in each period. For an ability these are the
        hours that members offer; more is never assumed.
    budgets : array of float64, shape (resources,)
        How much of each resource there is in all periods together (emissions).
    abilities : array of bool, shape (resources,)
        Which resources are abilities: their hours are part of ``Technology.hours``.
    hours : array of float64, shape (periods,)
        Hours of work offered in each period, of all abilities together.
    hours_budget : float
        Hours of work offered in all periods together.
    stocks, end_stocks : array of float64, shape (goods,)
        What is there at the beginning, and what has to be there at the end. Without an
        end a plan would eat its reserves in the last period.
    losses : array of float64, shape (goods,)
        The share of a stock that is lost from one period to the next, 0 to 1.
    outside : array of float64, shape (goods,)
        How much can be had from outside in each period; 0: nothing.
    capacities, end_capacities : array of float64, shape (techniques,)
        The activity that is possible in the first period, and what has to be possible
        after the last one.
    wear : array of float64, shape (techniques,)
        The share of a capacity that is worn out in a period, 0 to 1.
    arriving : array of float64, shape (periods, techniques)
        Capacity that was begun before the plan and can be used from each period on.
    leads : array of int64, shape (techniques,)
        Periods from the beginning of building until the new capacity can be used.
    builds : csc_array of shape (goods, techniques)
        What goes into one unit of new capacity. Where neither goods nor hours are
        given for a technique, its capacity cannot be built up.
    build_hours : array of float64, shape (techniques,)
        Hours of work that go into one unit of new capacity.
    lumps : array of float64, shape (techniques,)
        Capacity comes only in pieces of this size (a mill is built or not); 0: in any.
    """

    limits: Floats
    budgets: Floats
    abilities: NDArray[np.bool_]
    hours: Floats
    hours_budget: float
    stocks: Floats
    end_stocks: Floats
    losses: Floats
    outside: Floats
    capacities: Floats
    end_capacities: Floats
    wear: Floats
    arriving: Floats
    leads: Ints
    builds: csc_array
    build_hours: Floats
    lumps: Floats

    @property
    def n_periods(self) -> int:
        """How many periods the plan has."""
        return len(self.hours)

    @property
    def can_build(self) -> NDArray[np.bool_]:
        """Whether the capacity of each technique can be built up."""
        takes_goods = np.diff(self.builds.indptr) > 0
        can: NDArray[np.bool_] = takes_goods | (self.build_hours > 0)
        return can


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """All that a plan is made from: what can be done, what is needed, what there is."""

    technology: Technology
    needs: Needs
    means: Means


def free_means(technology: Technology, n_periods: int = 1) -> Means:
    """Return means without a limit, a stock or anything from outside.

    Parameters
    ----------
    technology : Technology
        What the means are for.
    n_periods : int
        How many periods the plan has.

    Returns
    -------
    Means
        As they are where nobody said anything else.
    """
    many = len(technology.goods), len(technology.techniques)
    goods, techniques = np.zeros(many[0]), np.zeros(many[1])
    no_limit = np.full(many[1], np.inf)
    n_resources = len(technology.resources)
    return Means(
        limits=np.full((n_periods, n_resources), np.inf),
        budgets=np.full(n_resources, np.inf),
        abilities=np.zeros(n_resources, dtype=bool),
        hours=np.full(n_periods, np.inf),
        hours_budget=np.inf,
        stocks=goods,
        end_stocks=goods,
        losses=goods,
        outside=goods,
        capacities=no_limit,
        end_capacities=techniques,
        wear=techniques,
        arriving=np.zeros((n_periods, many[1])),
        leads=np.zeros(many[1], dtype=np.int64),
        builds=csc_array(many),
        build_hours=techniques,
        lumps=techniques,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How much of what is made when, and what of the needs is met.

    Parameters
    ----------
    makes : array of float64, shape (periods, techniques)
        The activity of each technique.
    stocks : array of float64, shape (periods, goods)
        What is in stock at the end of each period, in the good's own unit.
    gets : array of float64, shape (periods, goods)
        What is had from outside.
    starts : array of float64, shape (periods, techniques)
        New capacity that is begun.
    met : array of float64, shape (needs,)
        The share of each need that is met, 0 to 1.
    """

    makes: Floats
    stocks: Floats
    gets: Floats
    starts: Floats
    met: Floats
