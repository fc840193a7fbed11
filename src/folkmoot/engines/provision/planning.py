"""From a situation to plans that people can decide on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

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
from folkmoot.engines.provision.figures import Sureness, figures_of, work_of
from folkmoot.engines.provision.holding import if_it_holds
from folkmoot.engines.provision.large import (
    MOST_COLUMNS,
    RoughChooser,
    is_large,
    plan_large,
)
from folkmoot.engines.provision.levels import Levels, raise_levels
from folkmoot.engines.provision.linear import Solver, TooLongError, UnsolvedError
from folkmoot.engines.provision.refusing import refuse_unfit
from folkmoot.engines.provision.situation import Plan, Situation
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
    left_out : tuple of Aim
        What there could be a plan for, but none was found in time that can be kept to.
    """

    situation: Situation
    alternatives: tuple[Alternative, ...]
    levels: Levels
    programme: Programme
    left_out: tuple[Aim, ...] = ()

    @property
    def best(self) -> Alternative:
        """The plan with least work."""
        return self.alternatives[0]

    @property
    def is_rough(self) -> bool:
        """Whether they were made in first-order steps: no level is shown highest."""
        return bool(len(self.programme.claims.goods)) and not self.levels.steps


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
    cannot be met is a number below 1 in `Plan.met`.

    In a large situation, of more than 10,000 numbers or 80,000 amounts that depend on
    each other, or where the simplex method does not end within a minute, each class of
    needs weighs twice the next, and an alternative may meet a little less of each need
    than the first plan.

    A plan is handed on only if `check_plan` finds nothing in it.

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
    UnsolvedError
        If no plan was found that holds: very large numbers beside very small ones.

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
    aims = [one for one in Aim if one in aims or one == Aim.LEAST_WORK]
    if not is_large(programme):
        try:
            return _plan_exactly(
                programme, people, now, aims, found, is_tested=is_tested
            )
        except TooLongError:
            if len(programme.linear.whole):
                raise
    return _plan_large(programme, people, now, aims, found)


def _plan_exactly(
    programme: Programme,
    people: int,
    now: Floats | None,
    aims: Sequence[Aim],
    counted: Ints,
    *,
    is_tested: bool,
) -> Plans:
    """Return plans by the simplex method, with every level shown to be the highest."""
    situation = programme.situation
    solver = Solver(programme.linear)
    levels = raise_levels(programme, solver)
    chooser = Chooser(programme, solver, levels, counted, now)
    tester = Tester(situation) if is_tested else None
    row, left_out = _Row(programme, people, now, counted, tester), []
    for aim in possible_aims(programme, levels, counted, is_known=now is not None):
        if aim not in aims:
            continue
        plan = if_it_holds(partial(chooser.make, aim))
        if plan is None:
            left_out.append(aim)
        else:
            row.add(aim, plan)
    return Plans(situation, tuple(row.alternatives), levels, programme, tuple(left_out))


class _Row:
    """Alternatives one after the other, each with its figures."""

    def __init__(
        self,
        programme: Programme,
        people: int,
        now: Floats | None,
        counted: Ints,
        tester: Tester | None,
    ) -> None:
        self.programme, self.people, self.counted = programme, people, counted
        self.tester = tester
        hours = programme.situation.technology.hours
        self.before = None if now is None else (now * hours).sum(axis=0)
        self.alternatives: list[Alternative] = []

    def add(self, aim: Aim, plan: Plan) -> None:
        """Add a plan, and say which of those before it is the same one."""
        known = [(one.aim, one.plan) for one in self.alternatives]
        same = same_as(self.programme, plan, known)
        figures = figures_of(
            self.programme,
            plan,
            people=self.people,
            counted=self.counted,
            before=self.before,
            sureness=self._test(plan),
        )
        if self.before is None:
            self.before = work_of(self.programme, plan).sum(axis=0)
        self.alternatives.append(Alternative(aim, plan, figures, same))

    def _test(self, plan: Plan) -> Sureness | None:
        tester = self.tester
        return if_it_holds(lambda: tester.test(plan)) if tester else None


def _plan_large(
    programme: Programme,
    people: int,
    now: Floats | None,
    aims: Sequence[Aim],
    counted: Ints,
) -> Plans:
    """Return the plans that there is time for in a large situation."""
    if len(programme.linear.whole):
        message = (
            "things that are built whole or not are planned up to"
            f" {MOST_COLUMNS} numbers; this has {programme.columns.n_columns}"
        )
        raise ProvisionError(message)
    plan, levels, rough = plan_large(programme)
    chooser = RoughChooser(rough, plan, levels, counted)
    row, left_out = _Row(programme, people, now, counted, None), []
    for aim in possible_aims(programme, levels, counted, is_known=now is not None):
        if aim not in aims:
            continue
        found = chooser.find(aim)
        if found is None:
            left_out.append(aim)
        else:
            row.add(aim, found)
    return Plans(
        programme.situation,
        tuple(row.alternatives),
        levels,
        programme,
        tuple(left_out),
    )


def emissions_of(situation: Situation) -> Ints:
    """Return the resources that are emissions: no ability, no limit for one period."""
    means = situation.means
    has_limit = np.isfinite(means.limits).any(axis=0)
    return np.flatnonzero(~means.abilities & ~has_limit)
