"""Whole plans mixed so that limits hold: a small linear programme for HiGHS."""

from dataclasses import dataclass

import numpy as np

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import Floats, sizes_of

TOLERANCES = {
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
}


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """How much of each whole plan is done.

    Parameters
    ----------
    weights : array of float64, shape (plans,)
        Shares; with ``uncovered`` they add up to 1.
    uncovered : float
        The share of all needs that no plan covers.
    cost : float
        Hours, and what is uncovered at its weight.
    multipliers : array of float64, shape (resources,)
        Hours that one unit more of each resource saves.
    """

    weights: Floats
    uncovered: float
    cost: float
    multipliers: Floats


def mix_plans(hours: Floats, uses: Floats, most: Floats, dearest: float) -> Mix:
    """Return the mix of plans with least hours that keeps within limits.

    ``uses`` is resources by plans; ``dearest`` is how many times the hours of a whole
    plan it weighs to cover nothing.
    """
    from scipy.optimize import linprog  # takes a while to load

    is_limited = np.isfinite(most)
    size = float(hours.max()) or 1.0
    rows, held = uses[is_limited], most[is_limited]
    unit = sizes_of(np.where(held > 0, held, rows.max(axis=1)))
    found = linprog(
        np.append(hours / size, dearest),
        A_ub=np.column_stack([rows / unit[:, None], np.zeros(len(rows))]),
        b_ub=held / unit,
        A_eq=np.ones((1, len(hours) + 1)),
        b_eq=[1.0],
        method="highs-ds",
        options=TOLERANCES,
    )
    if found.x is None:
        message = f"whole plans could not be mixed: {found.message}"
        raise ProvisionError(message)
    multipliers = np.zeros(len(most))
    marginals = np.asarray(found.ineqlin.marginals)
    multipliers[is_limited] = np.maximum(-marginals * size / unit, 0.0)
    weights, uncovered = found.x[:-1], float(found.x[-1])
    return Mix(weights, uncovered, float(found.fun) * size, multipliers)
