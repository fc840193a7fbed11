"""How much of each good has to be made, so that what is asked for is left over."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import Floats, near_fixed_point, sizes_of
from folkmoot.engines.provision.labour import (
    LOOK_AFTER,
    MOST_PASSES,
    LabourValues,
    labour_values,
)
from folkmoot.engines.provision.loops import LoopError, find_loop
from folkmoot.engines.provision.recipes import NOBODY, Recipes


@dataclass(frozen=True, slots=True, eq=False)
class Quantities:
    """How much of each good is made, and how exactly that is known.

    Parameters
    ----------
    amounts : array of float64, shape (goods,)
        How much has to be made of each, x in Leontief. For a good that nobody here
        makes: how much has to come from outside.
    activity : array of float64, shape (goods,)
        The activity of each good's technique.
    left_over : array of float64, shape (goods,)
        What is there without being asked for, where more is given than is used.
    hours : float
        Hours of work in all, l.x.
    hours_by_values : float
        The same hours counted by what is asked for, lambda.d; with what is left over.
    hours_missing : float
        Hours of work that the plan lacks, or has too many, at most.
    values : LabourValues or None
        Hours in one unit of each good; None where a good that is not asked for cannot
        be made at all.
    """

    amounts: Floats
    activity: Floats
    left_over: Floats
    hours: float
    hours_by_values: float
    hours_missing: float
    values: LabourValues | None

    @property
    def unknown(self) -> NDArray[np.bool_]:
        """Goods of which some have to come from outside."""
        from_outside: NDArray[np.bool_] = (self.amounts > 0) & (self.activity == 0)
        return from_outside


def quantities(
    recipes: Recipes, demand: ArrayLike, tolerance: float = 1e-11
) -> Quantities:
    """Return how much of each good has to be made.

    Parameters
    ----------
    recipes : Recipes
        One technique for each good.
    demand : array_like of float, shape (goods,)
        What has to be left over of each good, in its own unit. A negative number is
        what is there already and can be used.
    tolerance : float
        How far each amount may be from its balance, as a share of the amount.

    Returns
    -------
    Quantities
        Amounts, hours, and the proof that they fit together.

    Raises
    ------
    LoopError
        If what is asked for takes goods that cannot make themselves.
    ProvisionError
        If the demand is not finite or has another shape.

    Notes
    -----
    The least x >= 0 with x >= d + A x. Where nothing is negative that is x = d + A x.
    The hours that are missing from a plan are lambda.(d - (I - A)x), exactly.

    References
    ----------
    Leontief 1941, The structure of American economy.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csc_array
    >>> kitchen = Recipes(
    ...     goods=["bread", "flour"],
    ...     units=["kg", "kg"],
    ...     techniques=np.array([0, 1]),
    ...     outputs=np.ones(2),
    ...     inputs=csc_array([[0, 0], [0.7, 0]]),
    ...     hours=np.array([0.1, 0.02]),
    ... )
    >>> found = quantities(kitchen, [30, 0])
    >>> found.amounts.round(6).tolist(), round(found.hours, 6)
    ([30.0, 21.0], 3.42)
    """
    wanted = np.asarray(demand, dtype=float)
    if wanted.shape != (recipes.n_goods,) or not np.isfinite(wanted).all():
        message = "demand holds NaN or infinity, or is not one number for each good"
        raise ProvisionError(message)
    try:
        values = labour_values(recipes)
    except LoopError:
        return _of_part(recipes, wanted, tolerance)
    sizes = sizes_of(values.values)
    amounts = _solve(recipes, wanted, 1 / sizes, tolerance)
    return _told(recipes, wanted, amounts, values)


def _of_part(recipes: Recipes, wanted: Floats, tolerance: float) -> Quantities:
    """Look only at what is needed: a loop elsewhere does no harm."""
    kept = recipes.reached(wanted != 0)
    if kept.all():
        labour_values(recipes)  # which names the loop
    found = quantities(recipes.only(kept), wanted[kept], tolerance)
    amounts, activity, left_over = np.zeros((3, recipes.n_goods))
    amounts[kept], activity[kept] = found.amounts, found.activity
    left_over[kept] = found.left_over
    return replace(
        found, amounts=amounts, activity=activity, left_over=left_over, values=None
    )


def _solve(recipes: Recipes, wanted: Floats, scale: Floats, tolerance: float) -> Floats:
    # By columns as it is: turned into rows first, a large table takes as long again.
    table = recipes.inputs
    amounts = near_fixed_point(table.__matmul__, wanted, scale)
    return settle(table, wanted, np.maximum(amounts, 0.0), tolerance, recipes)


def settle(
    rows: Any, wanted: Floats, start: Floats, tolerance: float, recipes: Recipes
) -> Floats:
    """Return the least x >= 0 with x >= wanted + rows x, from a start near it."""
    amounts = start
    for passes in range(MOST_PASSES):
        after = np.maximum(wanted + rows @ amounts, 0.0)
        # Amounts below what a float can tell from the whole are as good as none.
        near = np.abs(after - amounts) <= tolerance * after
        if near.all():
            return np.asarray(after)
        if passes == LOOK_AFTER:
            loop = find_loop(recipes)
            if loop is not None:
                raise LoopError(recipes, loop)
        amounts = after
    message = f"the amounts cannot be known to {tolerance:g} of each"
    raise ProvisionError(message)


def _told(
    recipes: Recipes, wanted: Floats, amounts: Floats, values: LabourValues
) -> Quantities:
    left = amounts - wanted - recipes.inputs @ amounts
    left_over = np.where(amounts > 0, 0.0, np.maximum(left, 0.0))
    is_made = recipes.techniques != NOBODY
    outputs = np.where(is_made, recipes.outputs, 1.0)
    return Quantities(
        amounts=amounts,
        activity=np.where(is_made, amounts / outputs, 0.0),
        left_over=left_over,
        hours=float(recipes.hours @ amounts),
        hours_by_values=float(values.values @ (wanted + left_over)),
        hours_missing=float(values.highest @ np.abs(left - left_over)),
        values=values,
    )
