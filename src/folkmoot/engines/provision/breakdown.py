"""Where the work in a good is done: itself, its inputs, and the longest ways back."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.labour import LabourValues
from folkmoot.engines.provision.recipes import NOBODY, Recipes

MOST_LOOKS = 20_000  # goods looked at for the largest ways


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What goes into one unit of a good, with the work that is in it.

    Parameters
    ----------
    name, unit : str
        The good, and what it is counted in.
    amount : float
        How much goes in.
    hours : float
        Hours of work in this amount, of all that went into it.
    is_known : bool
        False where nobody here makes it: its hours are counted as 0.
    """

    name: str
    unit: str
    amount: float
    hours: float
    is_known: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Work that is done some steps before a good.

    Parameters
    ----------
    goods : tuple of str
        The good, what goes into it, and so on to the one where the work is done.
    hours : float
        Hours of this work in one unit of the good.
    """

    goods: tuple[str, ...]
    hours: float


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The work in one unit of a good, in parts that add up to it.

    Parameters
    ----------
    name, unit : str
        The good, and what it is counted in.
    hours : float
        Hours of work in one unit: ``own`` and those of all ``ingredients``.
    own : float
        Hours of its own technique.
    ingredients : tuple of Ingredient
        All that goes in, most hours first.
    ways : tuple of Way
        The largest single pieces of work before it, largest first; each of them is a
        part of one ingredient's hours.
    """

    name: str
    unit: str
    hours: float
    own: float
    ingredients: tuple[Ingredient, ...]
    ways: tuple[Way, ...]


def break_down(
    recipes: Recipes, values: LabourValues, good: int, n_ways: int = 5
) -> Breakdown:
    """Return where the work in one unit of a good is done.

    Parameters
    ----------
    recipes : Recipes
        One technique for each good.
    values : LabourValues
        The hours in each good, as `labour_values` returns them.
    good : int
        Its place.
    n_ways : int
        How many ways back are looked for.

    Returns
    -------
    Breakdown
        Own hours and those of each ingredient add up to the hours of the good, as far
        as these are known.

    Raises
    ------
    ProvisionError
        If there is no such good.

    Notes
    -----
    The hours of a way i, j, ..., m are A_ji ... l_m, a term of the series
    l + A'l + A'A'l + ... What goes through a good cannot be more than its labour value
    times the amount, so the largest ways are found without looking at all of them; in
    dense tables looking ends after 20,000 goods.

    References
    ----------
    Defourny and Thorbecke 1984, Structural path analysis, Economic Journal 94.

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
    >>> found = break_down(kitchen, labour_values(kitchen), 0)
    >>> round(found.hours, 6), found.own, round(found.ingredients[0].hours, 6)
    (0.114, 0.1, 0.014)
    """
    if not 0 <= good < recipes.n_goods:
        message = f"good is {good}; expected 0 to {recipes.n_goods - 1}"
        raise ProvisionError(message)
    ingredients = [
        Ingredient(
            recipes.goods[place],
            recipes.units[place] if recipes.units else "",
            amount,
            amount * float(values.values[place]),
            bool(recipes.techniques[place] != NOBODY),
        )
        for place, amount in _column(recipes, good)
    ]
    own = float(recipes.hours[good])
    return Breakdown(
        name=recipes.goods[good],
        unit=recipes.units[good] if recipes.units else "",
        hours=float(values.values[good]),
        own=own,
        ingredients=tuple(sorted(ingredients, key=lambda one: -one.hours)),
        ways=tuple(_largest_ways(recipes, values, good, n_ways)),
    )


def _column(recipes: Recipes, good: int) -> Iterator[tuple[int, float]]:
    span = slice(*recipes.inputs.indptr[good : good + 2])
    places = recipes.inputs.indices[span].tolist()
    yield from zip(places, recipes.inputs.data[span].tolist(), strict=True)


class _Step(NamedTuple):
    """A way that is finished, or a good whose inputs were not looked at yet."""

    less: float  # minus the hours it holds at most: the smallest comes first
    order: int  # ways with the same hours stay in the order they were found
    path: tuple[int, ...]
    amount: float
    is_way: bool


def _largest_ways(
    recipes: Recipes, values: LabourValues, good: int, n_ways: int
) -> Iterator[Way]:
    """Yield the largest pieces of work, each good looked at by the most it can hold."""
    order = count()
    waiting = [_Step(-float(values.values[good]), next(order), (good,), 1.0, False)]
    found = looks = 0
    while waiting and found < n_ways and looks < MOST_LOOKS:
        step = heappop(waiting)
        if step.is_way:
            found += 1
            yield Way(tuple(recipes.goods[place] for place in step.path), -step.less)
            continue
        looks += 1
        own = step.amount * float(recipes.hours[step.path[-1]])
        if len(step.path) > 1 and own > 0:
            heappush(waiting, step._replace(less=-own, order=next(order), is_way=True))
        for place, each in _column(recipes, step.path[-1]):
            amount = step.amount * each
            most = amount * float(values.values[place])
            if most > 0:
                path = (*step.path, place)
                heappush(waiting, _Step(-most, next(order), path, amount, False))
