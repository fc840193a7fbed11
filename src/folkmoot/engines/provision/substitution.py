"""Techniques chosen for all goods together, under limits, with a proof of how good.

At given hours for what is scarce each good takes the technique with least hours by all
that goes in; that gives one whole plan, and a lower bound of the hours of any plan.
A small programme mixes whole plans so that the limits hold; its multipliers are the
next hours for what is scarce. When the mix is near the bound, it is done.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.provision.choosing import Choosing
from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import Floats
from folkmoot.engines.provision.mixing import Mix, mix_plans
from folkmoot.engines.provision.refusing import refuse_technology
from folkmoot.engines.provision.repairing import repair
from folkmoot.engines.provision.technology import Technology

MOST_PLANS = 400
EXACT = 4  # times that limits are lowered by what a repair adds
CLOSE = 1e-12  # of a limit
PART_OF_BEST = 0.75  # of the multipliers with the best bound, mixed into the next ones
DEAREST = (3.0, 1e3, 1e6)  # how many times all hours an uncovered need may weigh


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Which techniques make what is asked for, with least hours under limits.

    Parameters
    ----------
    activity : array of float64, shape (techniques,)
        How much of each technique.
    hours : float
        Hours of work in all.
    uses : array of float64, shape (resources,)
        How much of each resource.
    covered : float
        The share of all that is asked for that the limits allow, the same of each good;
        1 where they allow all of it.
    lowest : float
        Hours that no plan can do with less; where not all is covered, 0.
    gap : float
        How far ``hours`` may be above the least possible, as a share.
    scarcity : array of float64, shape (resources,)
        Hours that one unit more of each resource would save, about; where not all is
        covered, infinity for those that keep the rest from it.
    n_plans : int
        Of how many whole plans the best mix was looked for.
    """

    activity: Floats
    hours: float
    uses: Floats
    covered: float
    lowest: float
    gap: float
    scarcity: Floats
    n_plans: int


@dataclass(slots=True)
class _Plans:
    """Whole plans so far: what each good is made by, how much, with what."""

    chosen: list[NDArray[np.int32]] = field(default_factory=list)
    amounts: list[Floats] = field(default_factory=list)
    hours: list[float] = field(default_factory=list)
    uses: list[Floats] = field(default_factory=list)


def choose_techniques(
    technology: Technology,
    demand: ArrayLike,
    limits: ArrayLike | None = None,
    gap: float = 1e-6,
) -> Choice:
    """Return the techniques that make what is asked for with least hours of work.

    Parameters
    ----------
    technology : Technology
        Techniques with one output each; a good may have several techniques.
    demand : array_like of float, shape (goods,)
        What has to be left over of each good, 0 or more.
    limits : array_like of float, shape (resources,), optional
        How much there is of each resource; infinity for no limit.
    gap : float
        How far the hours may be above the least possible, as a share.

    Returns
    -------
    Choice
        A plan that meets every need in kind, and the proof of how good it is.

    Raises
    ------
    ProvisionError
        If a technique has by-products, if nobody can make a good that is asked for, or
        if a number is NaN or negative.

    Notes
    -----
    For multipliers m >= 0 of the resources, v = min over techniques of
    (l + F'm + A'v) / output holds for each good (Bellman's equation of a Leontief
    substitution system), and v.demand - m.limits is a lower bound of the hours of every
    plan: the dual of the linear programme. Values that are not exact are lowered until
    they are surely a bound. Multipliers are smoothed (Wentges 1997). Cost: about ten
    passes through all techniques for each whole plan.

    References
    ----------
    Samuelson 1951 and Koopmans 1951 in Activity analysis of production and allocation;
    Veinott 1969, Minimum concave-cost solution of Leontief substitution models, and
    Dantzig and Wolfe 1960, Decomposition principle for linear programs.

    Examples
    --------
    Bread is baked in an oven (0.1 h, 2 kg of wood) or by hand (0.5 h, no wood).

    >>> import numpy as np
    >>> from scipy.sparse import csc_array
    >>> bakery = Technology(
    ...     goods=["bread"],
    ...     techniques=["oven", "by hand"],
    ...     resources=["wood"],
    ...     outputs=csc_array([[1.0, 1.0]]),
    ...     inputs=csc_array((1, 2)),
    ...     hours=np.array([0.1, 0.5]),
    ...     uses=csc_array([[2.0, 0.0]]),
    ... )
    >>> found = choose_techniques(bakery, [30], limits=[40])
    >>> found.activity.round(6).tolist(), round(found.hours, 6)
    ([20.0, 10.0], 7.0)
    >>> found.scarcity.round(6).tolist()
    [0.2]
    """
    wanted, most = _checked(technology, demand, limits)
    choosing = Choosing(technology)
    _refuse_unmade(choosing, wanted)
    search = _Search(choosing, wanted, most, gap)
    return search.tell(search.run())


class _Search:
    """Looks for whole plans until their best mix is near the bound."""

    def __init__(
        self, choosing: Choosing, wanted: Floats, most: Floats, gap: float
    ) -> None:
        self.technology, self.choosing = choosing.technology, choosing
        self.gap = gap
        self.wanted, self.most = wanted, most
        self.is_limited = np.isfinite(most)
        self.plans = _Plans()
        self.lowest, self.best = -np.inf, np.zeros(len(most))
        self.dearest = DEAREST[0]

    def run(self) -> Mix:
        """Add plan after plan; return the best mix."""
        self._add(self.best)
        mix = self._mix()
        for dearest in DEAREST:
            self.dearest = dearest
            mix = self._go_on()
            if mix.uncovered <= self.gap:
                break
        return mix

    def _go_on(self) -> Mix:
        part = PART_OF_BEST
        mix = self._mix()
        while len(self.plans.hours) < MOST_PLANS:
            if mix.cost - self.lowest <= self.gap * mix.cost:
                break
            before = self.lowest
            next_ones = part * self.best + (1 - part) * mix.multipliers
            is_new = self._add(next_ones)
            after = self._mix()
            helped = self.lowest > before or after.cost < mix.cost * (1 - 1e-12)
            if not helped and not is_new and part == 0:
                break  # nothing more can be told apart from rounding
            part = PART_OF_BEST if helped else 0.0
            mix = after
        return mix

    def _add(self, multipliers: Floats) -> bool:
        """Add the whole plan for some multipliers; tell whether it is a new one."""
        technology, choosing = self.technology, self.choosing
        costs = technology.hours + multipliers @ technology.uses
        values = choosing.cheapest(costs, self.gap / 20)
        held = np.where(self.is_limited, self.most, 0.0)
        bound = choosing.share_of_bound(costs) * float(values @ self.wanted)
        bound -= float(multipliers @ held)
        if bound > self.lowest:
            self.lowest, self.best = bound, multipliers
        amounts = choosing.make(self.wanted, self.gap / 10)
        chosen = choosing.chosen.astype(np.int32)
        known = any(np.array_equal(chosen, one) for one in self.plans.chosen)
        if not known:
            activity = self._activity([chosen], [amounts], [1.0])
            self.plans.chosen.append(chosen)
            self.plans.amounts.append(amounts)
            self.plans.hours.append(float(technology.hours @ activity))
            self.plans.uses.append(technology.uses @ activity)
        return not known

    def _mix(self, held: Floats | None = None) -> Mix:
        """Return the mix of plans with least hours that keeps within the limits."""
        most = self.most.copy()
        if held is not None:
            most[self.is_limited] = held
        uses = np.stack(self.plans.uses, axis=1)
        return mix_plans(np.array(self.plans.hours), uses, most, self.dearest)

    def _activity(
        self,
        chosen: Sequence[NDArray[np.int32]],
        amounts: Sequence[Floats],
        weights: Iterable[float],
    ) -> Floats:
        total = np.zeros(len(self.technology.techniques))
        for one, made, weight in zip(chosen, amounts, weights, strict=True):
            some = one[one >= 0]
            total[some] += weight * made[one >= 0] / self.choosing.outputs[some]
        return total

    def tell(self, mix: Mix) -> Choice:
        """Return the mix as one plan, every need met and every limit kept exactly."""
        technology, limited = self.technology, self.most[self.is_limited]
        held, covered, activity = limited, 1.0, np.zeros(0)
        for _ in range(EXACT):
            covered = 1.0 - mix.uncovered if mix.uncovered > self.gap else 1.0
            activity = self._activity(
                self.plans.chosen, self.plans.amounts, mix.weights.tolist()
            )
            activity = repair(technology, covered * self.wanted, activity)
            # Whole plans are known to some digits: what the repair adds is taken off.
            over = (technology.uses @ activity)[self.is_limited] - limited
            if (over <= CLOSE * limited).all():
                break
            held = np.maximum(held - 1.1 * np.maximum(over, 0.0), 0.0)
            mix = self._mix(held)
        hours = float(technology.hours @ activity)
        lowest = max(self.lowest, 0.0) if covered == 1 else 0.0
        return Choice(
            activity=activity,
            hours=hours,
            uses=technology.uses @ activity,
            covered=covered,
            lowest=lowest,
            gap=(hours - lowest) / hours if hours > 0 else 0.0,
            scarcity=_scarcity(mix.multipliers, covered),
            n_plans=len(self.plans.hours),
        )


def _scarcity(multipliers: Floats, covered: float) -> Floats:
    if covered == 1:
        return multipliers
    # An uncovered need was given a weight of our own, so the numbers mean nothing.
    return np.where(multipliers > 0, np.inf, 0.0)


def _checked(
    technology: Technology, demand: ArrayLike, limits: ArrayLike | None
) -> tuple[Floats, Floats]:
    refuse_technology(technology)
    wanted = np.asarray(demand, dtype=float)
    n_goods, n_resources = len(technology.goods), len(technology.resources)
    none = np.full(n_resources, np.inf)
    most = none if limits is None else np.asarray(limits, dtype=float)
    if wanted.shape != (n_goods,) or not ((wanted >= 0) & (wanted < np.inf)).all():
        message = "demand is not one number of 0 or more for each good"
        raise ProvisionError(message)
    if most.shape != (n_resources,) or not (most >= 0).all():
        message = "limits are not one number of 0 or more for each resource"
        raise ProvisionError(message)
    return wanted, most


def _refuse_unmade(choosing: Choosing, wanted: Floats) -> None:
    is_made = np.zeros(len(wanted), dtype=bool)
    is_made[choosing.goods] = True
    if (~is_made & (wanted > 0)).any():
        good = int(np.flatnonzero(~is_made & (wanted > 0))[0])
        message = (
            f"{choosing.technology.goods[good]} is asked for, and nobody makes it or"
            " what goes into it"
        )
        raise ProvisionError(message)
