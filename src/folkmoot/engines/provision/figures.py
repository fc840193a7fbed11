"""The six figures of a plan, the same for every plan, so that they can be compared."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.building import Programme
from folkmoot.engines.provision.situation import Plan

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

MET = 1 - 1e-6  # a need this well met is told as met
USED_UP = 0.999
MOST_NAMED = 5
PART = 1e-4  # of all hours: a smaller change is not told


class Scarce(StrEnum):
    """What can run out."""

    HOURS = "hours"
    RESOURCE = "resource"
    BUDGET = "budget"
    CAPACITY = "capacity"
    OUTSIDE = "outside"
    STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Use:
    """How much of something limited is used.

    Parameters
    ----------
    kind : Scarce
        What is limited.
    place : int
        Which resource, technique (its capacity) or good (from outside, or in stock at
        the beginning); -1 for hours.
    period : int
        In which period, from 1; 0 for what is limited over all periods together.
    used, limit : float
        In its own unit.
    """

    kind: Scarce
    place: int
    period: int
    used: float
    limit: float

    @property
    def share(self) -> float:
        """The part that is used, 0 to 1."""
        return self.used / self.limit if self.limit else 1.0


@dataclass(frozen=True, slots=True)
class ClassMet:
    """How well the needs of one class are met.

    Parameters
    ----------
    number : int
        The class.
    share : float
        The part that is met, each need weighing as much as the work it takes; 0 to 1.
    worst : float
        The part that is met of the need that is met least.
    n_needs, n_short : int
        How many needs there are, and how many are not met in full.
    """

    number: int
    share: float
    worst: float
    n_needs: int
    n_short: int


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes more or less: hours of one technique, in all periods together."""

    technique: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Sureness:
    """What would still be met of what a plan promises, if things go otherwise.

    Activities may then rise by a tenth, within the same means. Each from 0 to 1.
    """

    needs_rise: float
    yields_fall: float


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The six figures of a plan.

    Parameters
    ----------
    hours : float
        Hours of work in all periods together.
    hours_per_person : float
        Hours of work for each person and period.
    met : tuple of ClassMet
        How well needs are met, class by class.
    emissions : tuple of (int, float)
        What is given off, in all periods together: resource, amount.
    runs_out : tuple of Use
        What is used up first, earliest first; where nothing is, what comes nearest.
    changes : tuple of Change
        The largest changes against what is done now, or against the plan with least
        work where nobody said what is done now.
    moved : float
        The part of all hours that moves to another technique, 0 to 1.
    sureness : Sureness, optional
        What would hold if things go otherwise; nothing where it was not asked for.
    """

    hours: float
    hours_per_person: float
    met: tuple[ClassMet, ...]
    emissions: tuple[tuple[int, float], ...]
    runs_out: tuple[Use, ...]
    changes: tuple[Change, ...]
    moved: float
    sureness: Sureness | None


def work_of(programme: Programme, plan: Plan) -> Floats:
    """Return hours of work by period and technique, building included."""
    situation = programme.situation
    making = plan.makes * situation.technology.hours
    return np.asarray(making + plan.starts * situation.means.build_hours)


def moved_share(one: Floats, other: Floats) -> float:
    """Return the part of the hours that differs between two plans, 0 to 1.

    Parameters
    ----------
    one, other : array of float64, shape (techniques,)
        Hours of work of each technique.
    """
    difference = one - other
    up, down = difference[difference > 0].sum(), -difference[difference < 0].sum()
    most = max(float(one.sum()), float(other.sum()))
    return float(max(up, down) / most) if most > 0 else 0.0


def figures_of(
    programme: Programme,
    plan: Plan,
    *,
    people: int,
    counted: Ints,
    before: Floats | None,
    sureness: Sureness | None = None,
) -> Figures:
    """Return the six figures of a plan.

    Parameters
    ----------
    programme : Programme
        What the plan was made from.
    plan : Plan
        The plan.
    people : int
        How many share the work.
    counted : array of int64
        The resources that are told as emissions.
    before : array of float64, shape (techniques,), optional
        Hours of each technique now.
    sureness : Sureness, optional
        As computed by `Tester.test`.
    """
    work = work_of(programme, plan)
    by_technique = work.sum(axis=0)
    used = programme.situation.technology.uses @ plan.makes.sum(axis=0)
    reference = by_technique if before is None else before
    total = float(work.sum())
    return Figures(
        hours=total,
        hours_per_person=total / max(people, 1) / len(work),
        met=classes_met(programme, plan),
        emissions=tuple((int(one), float(used[one])) for one in counted),
        runs_out=runs_out(programme, plan),
        changes=_changes(reference, by_technique),
        moved=moved_share(reference, by_technique),
        sureness=sureness,
    )


def classes_met(programme: Programme, plan: Plan) -> tuple[ClassMet, ...]:
    """Return how well the needs of each class are met, the most urgent first."""
    needs = programme.situation.needs
    worth = needs.amounts * programme.weights[needs.goods]
    found = []
    for one in sorted(set(needs.classes.tolist())):
        some = (needs.classes == one) & (needs.amounts > 0)
        met = plan.met[some]
        if len(met):
            share = min(1.0, float(np.average(met, weights=worth[some])))
            short = int((met < MET).sum())
            found.append(ClassMet(int(one), share, float(met.min()), len(met), short))
    return tuple(found)


def _changes(before: Floats, after: Floats) -> tuple[Change, ...]:
    difference = np.abs(after - before)
    least = PART * max(float(before.sum()), float(after.sum()))
    largest = np.argsort(-difference, kind="stable")[:MOST_NAMED]
    return tuple(
        Change(int(one), float(before[one]), float(after[one]))
        for one in largest
        if difference[one] > least
    )


def uses_of(programme: Programme, plan: Plan) -> list[Use]:
    """Return how much is used of everything that has a limit above 0."""
    situation = programme.situation
    means, technology = situation.means, situation.technology
    work = work_of(programme, plan).sum(axis=1)
    found = [
        Use(Scarce.HOURS, -1, period + 1, float(work[period]), float(limit))
        for period, limit in enumerate(means.hours)
    ]
    found.append(Use(Scarce.HOURS, -1, 0, float(work.sum()), means.hours_budget))
    used = plan.makes @ technology.uses.T
    found += _table(Scarce.RESOURCE, used, means.limits)
    for place, limit in enumerate(means.budgets):
        found.append(
            Use(Scarce.BUDGET, place, 0, float(used[:, place].sum()), float(limit))
        )
    found += _table(Scarce.CAPACITY, plan.makes, capacities_of(programme, plan))
    limits = np.broadcast_to(means.outside, plan.gets.shape)
    found += _table(Scarce.OUTSIDE, plan.gets, limits)
    return [one for one in found if np.isfinite(one.limit) and one.limit > 0]


def _table(kind: Scarce, used: Floats, limits: Floats) -> list[Use]:
    periods, places = np.nonzero(np.isfinite(limits) & (limits > 0))
    return [
        Use(
            kind,
            int(place),
            int(period) + 1,
            float(used[period, place]),
            float(limits[period, place]),
        )
        for period, place in zip(periods, places, strict=True)
    ]


def capacities_of(programme: Programme, plan: Plan) -> Floats:
    """Return the activity that is possible, by period and technique."""
    means = programme.situation.means
    has_limit = np.isfinite(means.capacities)
    first = np.where(has_limit, means.capacities, 0.0)
    n_periods = means.n_periods
    found = np.zeros_like(plan.makes)
    now = first
    for period in range(n_periods):
        now = now * (1 - means.wear) if period else first.copy()
        now += means.arriving[period]
        begun = period - means.leads
        ready = begun >= 0
        now[ready] += plan.starts[begun[ready], np.flatnonzero(ready)]
        found[period] = now
    return np.where(has_limit, found, np.inf)


def runs_out(programme: Programme, plan: Plan) -> tuple[Use, ...]:
    """Return what is used up first; where nothing is, what comes nearest to it."""
    uses = uses_of(programme, plan)
    order = list(Scarce)
    full = [one for one in uses if one.share >= USED_UP]
    # What holds for all periods together is used up in the last one.
    last = programme.situation.means.n_periods
    full.sort(key=lambda one: (one.period or last, order.index(one.kind), -one.used))
    if full:
        return tuple(full[:MOST_NAMED])
    return tuple(sorted(uses, key=lambda one: -one.share)[:1])
