"""A plan of a solver made good: what lacks in kind is made besides."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.provision.amounts import settle
from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import Floats
from folkmoot.engines.provision.loops import LoopError
from folkmoot.engines.provision.measuring import measure
from folkmoot.engines.provision.recipes import NOBODY, Recipes, columns_of
from folkmoot.engines.provision.refusing import refuse_technology
from folkmoot.engines.provision.technology import Technology

CLOSE = 1e-12  # of a need, or of what goes through a good that nobody asks for
ROUNDING = 1e-14  # of what goes through a good: its sum cannot be known better
type Ints = NDArray[np.int64]


def repair(
    technology: Technology,
    demand: ArrayLike,
    activity: ArrayLike,
    may: NDArray[np.bool_] | None = None,
) -> Floats:
    """Return activities that meet a demand in kind, near those of a solver.

    Parameters
    ----------
    technology : Technology
        All techniques; they may have by-products.
    demand : array_like of float, shape (goods,)
        What has to be left over of each good. A negative number is what is there
        besides, from stocks or from outside.
    activity : array_like of float, shape (techniques,)
        What a solver found; negative numbers count as 0.
    may : array of bool, shape (techniques,), optional
        The techniques of which there may be more.

    Returns
    -------
    numpy.ndarray of float64, shape (techniques,)
        No activity is less than it was. A good that no technique may make more of stays
        as short as it was, and what it lacks more for the repair is added to that.

    Raises
    ------
    ProvisionError
        If what is missing takes goods that cannot make themselves.

    Notes
    -----
    First-order methods end when the norm of all errors is small; a small need may be
    missed altogether. With b what is left of each good, the least extra amounts
    e >= A e - b are found by plain passes (a Leontief system again), each good made by
    the technique that the plan uses most for it, of those whose main product it is, or
    else by the one with least hours. Where these cannot make what they take, those with
    least hours do it for all goods.
    By-products of what is added are not counted on: they are left over.

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.sparse import csc_array
    >>> kitchen = Technology(
    ...     goods=["bread", "flour"],
    ...     techniques=["bake", "mill"],
    ...     resources=[],
    ...     outputs=csc_array([[1.0, 0], [0, 1]]),
    ...     inputs=csc_array([[0.0, 0], [0.7, 0]]),
    ...     hours=np.array([0.1, 0.02]),
    ...     uses=csc_array((0, 2)),
    ... )
    >>> repair(kitchen, [30, 0], [29.9, 21]).round(6).tolist()
    [30.0, 21.0]
    """
    refuse_technology(technology)
    found = np.maximum(np.asarray(activity, dtype=float), 0.0)
    wanted = np.asarray(demand, dtype=float)
    many = len(technology.goods), len(technology.techniques)
    if (*wanted.shape, *found.shape) != many:
        message = "demand and activity are not one number for each good and technique"
        raise ProvisionError(message)
    if not (np.isfinite(found).all() and np.isfinite(wanted).all()):
        message = "demand or activity holds NaN or infinity"
        raise ProvisionError(message)
    for _ in range(3):  # what rounding leaves is made good once more
        extra = _extra(technology, wanted, found, may)
        if not extra.any():
            break
        found = found + extra
    return np.asarray(found)


def _extra(
    technology: Technology,
    wanted: Floats,
    activity: Floats,
    may: NDArray[np.bool_] | None,
) -> Floats:
    gives, takes = technology.outputs @ activity, technology.inputs @ activity
    left = gives - takes - wanted
    # A need counts by itself: what goes through a much used good may be far more.
    lacks = left < -CLOSE * np.where(wanted > 0, wanted, takes + np.abs(wanted))
    if not lacks.any():
        return np.zeros(len(activity))
    try:
        return _added(technology, _makers(technology, activity, may), lacks, left)
    except LoopError:
        idle = np.zeros(len(activity))
        return _added(technology, _makers(technology, idle, may), lacks, left)


def _added(
    technology: Technology, chosen: Ints, lacks: NDArray[np.bool_], left: Floats
) -> Floats:
    made = chosen != NOBODY
    if not (made & lacks).any():
        return np.zeros(len(technology.techniques))
    outputs = np.zeros(len(chosen))
    outputs[made] = technology.outputs[np.flatnonzero(made), chosen[made]]
    inputs = columns_of(technology.inputs, chosen, outputs)
    # What nobody may make more of is left out: its own lack cannot be mended here.
    missing = np.where(made, np.where(lacks | (left > 0), -left, 0.0), 0.0)
    rows: Any = inputs.tocsr()
    rows.data[np.repeat(~made, np.diff(rows.indptr))] = 0.0
    extra = _least(technology, chosen, rows, missing)
    more = np.zeros(len(technology.techniques))
    np.add.at(more, chosen[made], extra[made] / outputs[made])
    return more


def _least(technology: Technology, chosen: Ints, rows: Any, missing: Floats) -> Floats:
    recipes = Recipes(
        technology.goods,
        technology.units,
        chosen,
        np.ones(len(chosen)),
        rows.tocsc(),
        np.zeros(len(chosen)),
    )
    start = np.maximum(missing, 0.0)
    # A little more than asked for, so that rounding falls on the side of the need.
    return settle(rows, missing, start, 1e-9, recipes) * (1 + 1e-9)


def _makers(
    technology: Technology, activity: Floats, may: NDArray[np.bool_] | None
) -> Ints:
    """Return for each good the technique that should make more of it.

    The one that is used most, of those whose main product it is: to make more of a
    by-product can take more of the good than it gives.
    """
    outputs = technology.outputs.tocoo()
    gives = outputs.data > 0
    if may is not None:
        gives &= may[outputs.col]
    goods, techniques = outputs.row[gives], outputs.col[gives]
    amounts = outputs.data[gives]
    own = np.asarray(technology.inputs[goods, techniques]).ravel()
    goods, techniques = goods[own < amounts], techniques[own < amounts]
    amounts = amounts[own < amounts]
    values = measure(technology)
    hours = technology.hours + technology.inputs.T @ values
    worth = amounts * values[goods]
    whole = np.bincount(techniques, worth, minlength=len(hours))[techniques]
    is_main = 2 * worth > whole
    now = np.where(is_main, amounts * activity[techniques], 0.0)
    # Sorted so that the best of each good comes last, where it is written last.
    order = np.lexsort((-hours[techniques] / amounts, now, is_main, goods))
    chosen = np.full(len(values), NOBODY, dtype=np.int64)
    chosen[goods[order]] = techniques[order]
    return chosen
