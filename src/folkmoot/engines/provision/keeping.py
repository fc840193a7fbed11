"""A plan of a solver made good in kind, and brought back within its limits."""

import numpy as np
from numpy.typing import ArrayLike

from folkmoot.engines.provision.choosing import Choosing
from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import Floats
from folkmoot.engines.provision.mixing import mix_plans
from folkmoot.engines.provision.repairing import repair
from folkmoot.engines.provision.technology import Technology

MOST_PLANS = 40
WEIGHT = 0.3  # of all hours that a resource weighs at first, once a limit is exceeded
MARGIN = 1e-9  # of a limit: kept free for the rounding of the last repair
ENOUGH = 1e-6  # of the hours: what another plan must save to look for one more
NEAR = 1e-5
DEAREST = 1e3


def repair_within(
    technology: Technology, demand: ArrayLike, activity: ArrayLike, limits: ArrayLike
) -> Floats:
    """Return activities that meet a demand in kind and keep within limits.

    Parameters
    ----------
    technology : Technology
        All techniques; they may have by-products.
    demand : array_like of float, shape (goods,)
        What has to be left over of each good.
    activity : array_like of float, shape (techniques,)
        What a solver found.
    limits : array_like of float, shape (resources,)
        How much there is of each resource; infinity for no limit.

    Returns
    -------
    numpy.ndarray of float64, shape (techniques,)
        Every need is met. Limits hold if a mix of the plan with a few whole plans that
        use less of what is scarce keeps them; else the plan is as `repair` leaves it.

    Raises
    ------
    ProvisionError
        If what is missing takes goods that cannot make themselves, or a number is none.

    Notes
    -----
    First-order methods exceed limits by about their tolerance. Every mix of plans that
    meet a demand meets it, so some thousandths of a plan that uses little of what is
    scarce bring the rest within. The plans are found as in `choose_techniques`, their
    by-products not counted on.

    Examples
    --------
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
    >>> repair_within(bakery, [30], [20.1, 9.8], [40]).round(6).tolist()
    [20.0, 10.0]
    """
    most = np.asarray(limits, dtype=float)
    if most.shape != (len(technology.resources),) or not (most >= 0).all():
        message = "limits are not one number of 0 or more for each resource"
        raise ProvisionError(message)
    wanted = np.asarray(demand, dtype=float)
    found = repair(technology, wanted, activity)
    over = technology.uses @ found > most * (1 + MARGIN)
    if not over.any():
        return found
    mixed = _mixed(technology, wanted, found, most)
    return found if mixed is None else mixed


def _mixed(
    technology: Technology, wanted: Floats, found: Floats, most: Floats
) -> Floats | None:
    """Return a mix with whole plans that keeps the limits, if there is one."""
    choosing = Choosing(technology, with_by_products=True)
    plans, hours = [found], float(technology.hours @ found)
    uses = [technology.uses @ found]
    over = uses[0] > most * (1 + MARGIN)
    multipliers = np.where(over, WEIGHT * hours / np.maximum(uses[0], 1e-300), 0.0)
    mix, cost, idle = None, np.inf, 0
    for _ in range(MOST_PLANS):
        costs = technology.hours + multipliers @ technology.uses
        choosing.cheapest(costs, NEAR)
        amounts = choosing.make(wanted, NEAR)
        plan = np.zeros(len(found))
        some = choosing.chosen[choosing.chosen >= 0]
        made = amounts[choosing.chosen >= 0]
        plan[some] = made / choosing.outputs[some]
        plans.append(repair(technology, wanted, plan))
        uses.append(technology.uses @ plans[-1])
        work = np.array([technology.hours @ one for one in plans])
        mix = mix_plans(work, np.stack(uses, axis=1), most * (1 - MARGIN), DEAREST)
        idle = idle + 1 if cost - mix.cost <= ENOUGH * hours else 0
        if mix.uncovered <= MARGIN and idle > 1:
            break
        multipliers, cost = mix.multipliers, mix.cost
    if mix is None or mix.uncovered > MARGIN:
        return None
    total = np.zeros(len(found))
    for weight, plan in zip(mix.weights.tolist(), plans, strict=True):
        total += weight * plan
    return repair(technology, wanted, total)
