"""How many hours of work are in one unit of each good, by all that goes into it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import Floats, near_fixed_point, sizes_of
from folkmoot.engines.provision.loops import LoopError, find_loop
from folkmoot.engines.provision.recipes import NOBODY, Recipes

FIRST_PASSES = 6  # before it is known how large each value will be
LOOK_AFTER = 400  # passes after which a loop is looked for
MOST_PASSES = 50_000
ROUNDING = np.finfo(float).eps
SHARE = 1e-4  # of its value that a good's own hours must be to bound its error well
type Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class LabourValues:
    """Hours of work in one unit of each good, with the bounds that hold them.

    Parameters
    ----------
    values : array of float64, shape (goods,)
        The hours, lambda in Pasinetti: of the technique itself and of all inputs.
    errors : array of float64, shape (goods,)
        How far each can be from the true number, rounding included.
    unknown : array of bool, shape (goods,)
        Goods that nobody here makes: their hours are counted as 0.
    """

    values: Floats
    errors: Floats
    unknown: NDArray[np.bool_]

    @property
    def lowest(self) -> Floats:
        """The least that each value can be."""
        lowest: Floats = np.maximum(self.values - self.errors, 0.0)
        return lowest

    @property
    def highest(self) -> Floats:
        """The most that each value can be."""
        highest: Floats = self.values + self.errors
        return highest

    @property
    def zero(self) -> NDArray[np.bool_]:
        """Goods that are made without any work at all."""
        free: NDArray[np.bool_] = (self.values == 0) & ~self.unknown
        return free


def labour_values(recipes: Recipes, tolerance: float = 1e-9) -> LabourValues:
    """Return how many hours of work are in one unit of each good.

    Parameters
    ----------
    recipes : Recipes
        One technique for each good.
    tolerance : float
        How far a value may be from the true one, as a share of it.

    Returns
    -------
    LabourValues
        Values and their bounds.

    Raises
    ------
    LoopError
        If goods take as much of themselves as they give; it names them.
    ProvisionError
        If the tolerance cannot be reached.

    Notes
    -----
    lambda = l + A'lambda. If somebody's guess leaves the residual
    ``r = l + A'guess - guess`` and p is any positive vector with w = p - A'p > 0, then
    ``|lambda - guess| <= max(|r| / w) p``, since (I - A')^-1 is not negative: what
    Collatz' bounds become for a system with a right side. The guess itself is taken as
    p, so w is about l. Cost: some 50 passes through the table, fewer the less goods
    take of each other; the number of goods does not matter.

    References
    ----------
    Pasinetti 1977, Lectures on the theory of production, ch. 5; Collatz 1942,
    Einschließungssatz für die charakteristischen Zahlen von Matrizen.

    Examples
    --------
    Bread takes 0.1 h and 0.7 kg of flour, flour 0.02 h.

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
    >>> labour_values(kitchen).values.round(9).tolist()
    [0.114, 0.02]
    """
    upward = recipes.inputs.T  # without a copy: rows are now the goods that take
    has_work = _has_work(recipes)
    hours, values = recipes.hours, recipes.hours
    for _ in range(FIRST_PASSES):
        values = hours + upward @ values
    values = near_fixed_point(upward.__matmul__, hours, sizes_of(values))
    values = np.where(has_work, np.maximum(values, hours), 0.0)
    if not has_work.all():
        _refuse_loop(recipes.only(~has_work))
    found, errors = _finish(recipes, has_work, values, tolerance)
    errors = np.where(has_work, errors, 0.0)  # no work goes in at any remove: exactly 0
    unknown = recipes.techniques == NOBODY
    return LabourValues(found, errors, unknown)


def _finish(
    recipes: Recipes, has_work: Bools, values: Floats, tolerance: float
) -> tuple[Floats, Floats]:
    """Go on with plain passes until every value is known well enough."""
    upward = recipes.inputs.T
    many_inputs = np.diff(recipes.inputs.indptr) + 2
    measure: tuple[Floats, Floats] | None = None
    for passes in range(MOST_PASSES):
        after = recipes.hours + upward @ values
        doubt = np.abs(after - values) + ROUNDING * many_inputs * after
        if measure is None and (doubt <= tolerance * after).all():
            measure = _measure(recipes, has_work, after)
        if measure is not None:
            bound, margin = measure
            share = _largest(doubt[has_work], margin[has_work])
            if (share * bound <= tolerance * after)[has_work].all():
                return values, share * bound
            rounding = ROUNDING * many_inputs * after
            if share <= 4 * _largest(rounding[has_work], margin[has_work]):
                break
        if passes == LOOK_AFTER:
            _refuse_loop(recipes)
        values = after
    _refuse_loop(recipes)
    message = f"the hours in goods cannot be known to {tolerance:g} of each value"
    raise ProvisionError(message)


def _measure(
    recipes: Recipes, has_work: Bools, values: Floats
) -> tuple[Floats, Floats]:
    """Return a vector p > 0 and w = p - A'p > 0 where there is work: that is the proof."""
    upward = recipes.inputs.T
    margin = values - upward @ values
    if (margin >= SHARE * values)[has_work].all():
        return values, margin
    # Goods with little or no work of their own: each is given some, to measure with.
    work = np.maximum(recipes.hours, 0.01 * values)
    bound = near_fixed_point(upward.__matmul__, work, sizes_of(values), 1e-6)
    for passes in range(MOST_PASSES):
        bound = np.maximum(bound, work)
        margin = bound - upward @ bound
        if (margin >= 0.5 * work)[has_work].all():
            return bound, margin
        if passes == LOOK_AFTER:
            _refuse_loop(recipes)
        bound = work + (bound - margin)
    _refuse_loop(recipes)
    message = "it cannot be shown that the techniques can make what they take"
    raise ProvisionError(message)


def _largest(doubt: Floats, margin: Floats) -> float:
    return float(np.max(doubt / margin, initial=0.0))


def _has_work(recipes: Recipes) -> Bools:
    has_work = recipes.hours > 0
    return has_work if has_work.all() else recipes.reaching(has_work)


def _refuse_loop(recipes: Recipes) -> None:
    loop = find_loop(recipes)
    if loop is not None:
        raise LoopError(recipes, loop)
