"""From a situation to plans that people can decide on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.alternatives import (
    Aim,
    Alternative,
    Chooser,
    possible_aims,
    same_as,
)
from folkmoot.engines.provision.building import Programme, build
from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.figures import figures_of, work_of
from folkmoot.engines.provision.large import MOST_COLUMNS, is_large, plan_large
from folkmoot.engines.provision.levels import Levels, raise_levels
from folkmoot.engines.provision.linear import Solver, UnsolvedError
from folkmoot.engines.provision.plans import Plan
from folkmoot.engines.provision.refusing import refuse_unfit
from folkmoot.engines.provision.situation import Situation
from folkmoot.engines.provision.sureness import Tester

# What it may say instead of plans, in making or changing them.
REFUSALS = (ProvisionError, UnsolvedError, ArithmeticError)

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Plans:
    """The plans for one situation.

    Parameters
    ----------
    situation : Situation
        What they were made from.
    alternatives : tuple of Alternative
        The plan with least work first, then the others.
    levels : Levels
        How far needs can be met at all, with the claims that cannot rise.
    programme : Programme
        The rows and columns, for explanations and for `write_mps`.
    """

    situation: Situation
    alternatives: tuple[Alternative, ...]
    levels: Levels
    programme: Programme

    @property
    def best(self) -> Alternative:
        """The plan with least work."""
        return self.alternatives[0]


def make_plans(
    situation: Situation,
    *,
    people: int = 1,
    now: Floats | None = None,
    aims: Sequence[Aim] = tuple(Aim),
    counted: Ints | None = None,
    is_tested: bool = True,
) -> Plans:
    """Return plans that meet the needs as well as they can be met.

    Needs are met class by class, the worst served first; then each alternative does it
    in its own way. No plan uses more than the means, or leaves a promise unsaid: what
    cannot be met is a number below 1 in `Plan.met`. Above 10,000 numbers in a plan there
    is one plan only, in which each class of needs weighs twice the next.

    Parameters
    ----------
    situation : Situation
        What can be done, what is needed, what there is.
    people : int
        How many share the work, for hours per person.
    now : array of float64, shape (periods, techniques), optional
        What is done now, as activities: the plan with the fewest changes keeps to it.
    aims : sequence of Aim
        Which alternatives are wanted; those that cannot be made here are left out.
    counted : array of int64, optional
        The resources that are told as emissions; without it those that are no ability
        and have no limit for a single period.
    is_tested : bool
        Whether to find out how sure each plan is, which takes two more solves for each.

    Returns
    -------
    Plans
        The alternatives with their six figures, the one with least work first.

    Raises
    ------
    ProvisionError
        If the numbers do not fit together: NaN, a negative amount, unlike sizes.

    Examples
    --------
    A loaf takes 0.1 hours and 0.5 kg of flour, of which there are 10 kg:

    >>> import numpy as np
    >>> from dataclasses import replace
    >>> from scipy.sparse import csc_array
    >>> from folkmoot.engines import provision
    >>> bakery = provision.Technology(
    ...     goods=["flour", "bread"], techniques=["bake"], resources=[],
    ...     outputs=csc_array([[0.0], [1.0]]), inputs=csc_array([[0.5], [0.0]]),
    ...     hours=np.array([0.1]), uses=csc_array((0, 1)),
    ... )
    >>> means = replace(provision.free_means(bakery), stocks=np.array([10.0, 0.0]))
    >>> needs = provision.Needs(
    ...     goods=np.array([1]), classes=np.array([1]), amounts=np.array([25.0]),
    ...     periods=np.array([1]),
    ... )
    >>> plans = provision.make_plans(provision.Situation(bakery, needs, means), people=4)
    >>> round(float(plans.best.plan.met[0]), 6), round(plans.best.figures.hours, 6)
    (0.8, 2.0)
    """
    refuse_unfit(situation, now)
    programme = build(situation)
    found = emissions_of(situation) if counted is None else counted
    if is_large(programme):
        return _plan_large(programme, people, now, found)
    solver = Solver(programme.linear)
    levels = raise_levels(programme, solver)
    chooser = Chooser(programme, solver, levels, found, now)
    plans: list[tuple[Aim, Plan]] = []
    alternatives = []
    tester = Tester(situation) if is_tested else None
    before = None if now is None else (now * situation.technology.hours).sum(axis=0)
    for aim in possible_aims(programme, levels, found, is_known=now is not None):
        if aim not in aims and aim != Aim.LEAST_WORK:
            continue
        plan = chooser.make(aim)
        same = same_as(programme, plan, plans)
        figures = figures_of(
            programme,
            plan,
            people=people,
            counted=found,
            before=before,
            sureness=tester.test(plan) if tester else None,
        )
        if before is None:
            before = work_of(programme, plan).sum(axis=0)
        plans.append((aim, plan))
        alternatives.append(Alternative(aim, plan, figures, same))
    return Plans(situation, tuple(alternatives), levels, programme)


def _plan_large(
    programme: Programme, people: int, now: Floats | None, counted: Ints
) -> Plans:
    """Return the one plan that there is time for in a large situation."""
    situation = programme.situation
    if len(programme.linear.whole):
        message = (
            "things that are built whole or not are planned up to"
            f" {MOST_COLUMNS} numbers; this has {programme.columns.n_columns}"
        )
        raise ProvisionError(message)
    plan, levels = plan_large(programme)
    before = None if now is None else (now * situation.technology.hours).sum(axis=0)
    figures = figures_of(programme, plan, people=people, counted=counted, before=before)
    only = Alternative(Aim.LEAST_WORK, plan, figures, None)
    return Plans(situation, (only,), levels, programme)


def emissions_of(situation: Situation) -> Ints:
    """Return the resources that are emissions: no ability, no limit for one period."""
    means = situation.means
    has_limit = np.isfinite(means.limits).any(axis=0)
    return np.flatnonzero(~means.abilities & ~has_limit)
