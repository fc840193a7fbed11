"""One technique for each good: what goes into one unit of it, and how much work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.refusing import refuse_technology
from folkmoot.engines.provision.technology import Technology

NOBODY = -1  # the technique of a good that nobody here makes
type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Recipes:
    """What one unit of each good takes, at one technique for each.

    Parameters
    ----------
    goods : sequence of str
        Their names.
    units : sequence of str
        The unit of each; empty when units are not told.
    techniques : array of int64, shape (goods,)
        Which technique makes each good; -1 for a good that nobody here makes. Such a
        good takes nothing here, and has no hours.
    outputs : array of float64, shape (goods,)
        How much of the good one unit of its technique's activity gives.
    inputs : csc_array of shape (goods, goods)
        Column j is what goes into one unit of good j, A in Leontief.
    hours : array of float64, shape (goods,)
        Hours of work for one unit, l.
    """

    goods: Sequence[str]
    units: Sequence[str]
    techniques: Ints
    outputs: Floats
    inputs: csc_array
    hours: Floats

    @property
    def n_goods(self) -> int:
        """How many goods there are."""
        return len(self.goods)

    def say_unit(self, good: int) -> str:
        """Return "kg of flour", or the name alone where units are not told."""
        name = self.goods[good]
        return f"{self.units[good]} of {name}" if self.units else name

    def reached(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return what goes into some goods, at any remove, with these goods."""
        return _spread(self.inputs, wanted)

    def reaching(self, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return what some goods go into, at any remove, with these goods."""
        return _spread(self.inputs.T.tocsc(), wanted)

    def only(self, kept: NDArray[np.bool_]) -> "Recipes":
        """Return the recipes of some goods; what else goes into them is left out."""
        places = np.flatnonzero(kept).tolist()
        return Recipes(
            [self.goods[place] for place in places],
            [self.units[place] for place in places] if self.units else (),
            self.techniques[places],
            self.outputs[places],
            self.inputs[:, places].tocsr()[places].tocsc(),
            self.hours[places],
        )


def recipes_of(technology: Technology, chosen: ArrayLike | None = None) -> Recipes:
    """Return what one unit of each good takes.

    Parameters
    ----------
    technology : Technology
        All techniques.
    chosen : array_like of int, shape (goods,), optional
        The technique that makes each good, -1 for none. When it is left out, each good
        must have one technique at most.

    Returns
    -------
    Recipes
        Amounts and hours for one unit of each good. What a technique gives besides is
        not credited: it is left over.

    Raises
    ------
    ProvisionError
        If a good has several techniques and none was chosen, or if a chosen technique
        does not give the good.

    Examples
    --------
    >>> found = recipes_of(
    ...     Technology(
    ...         goods=["bread", "flour"],
    ...         techniques=["bake", "mill"],
    ...         resources=[],
    ...         outputs=csc_array([[2.0, 0], [0, 1]]),
    ...         inputs=csc_array([[0.0, 0], [1.4, 0]]),
    ...         hours=np.array([0.2, 0.02]),
    ...         uses=csc_array((0, 2)),
    ...     )
    ... )
    >>> found.inputs.toarray()[1].tolist(), found.hours.tolist()
    ([0.7, 0.0], [0.1, 0.02])
    """
    refuse_technology(technology)
    makers = _only_makers(technology) if chosen is None else np.asarray(chosen)
    if makers.shape != (len(technology.goods),):
        message = f"chosen has shape {makers.shape}; expected one for each good"
        raise ProvisionError(message)
    if (makers < NOBODY).any() or (makers >= len(technology.techniques)).any():
        message = "chosen holds the number of a technique that is not there"
        raise ProvisionError(message)
    made = np.flatnonzero(makers >= 0)
    outputs = np.zeros(len(makers))
    outputs[made] = technology.outputs[made, makers[made]]
    if (outputs[made] <= 0).any():
        good = made[outputs[made] <= 0][0]
        technique = technology.techniques[makers[good]]
        message = f"technique “{technique}” gives no {technology.goods[good]}"
        raise ProvisionError(message)
    hours = np.zeros(len(makers))
    hours[made] = technology.hours[makers[made]] / outputs[made]
    return Recipes(
        technology.goods,
        technology.units,
        makers.astype(np.int64),
        outputs,
        columns_of(technology.inputs, makers, outputs),
        hours,
    )


def columns_of(matrix: Any, chosen: Any, outputs: Floats) -> csc_array:
    """Return chosen columns of a matrix divided by outputs; nothing where none is."""
    made = chosen >= 0
    is_as_it_is = np.array_equal(chosen, np.arange(matrix.shape[1]))
    if is_as_it_is:
        picked = matrix  # nothing is copied, nor changed below
    elif made.all():
        picked = matrix[:, chosen]
    else:
        picked = matrix[:, np.where(made, chosen, 0)] if matrix.shape[1] else None
        if picked is None or not made.any():
            return csc_array((matrix.shape[0], len(chosen)))
        counts = np.where(made, np.diff(picked.indptr), 0)
        kept = np.repeat(made, np.diff(picked.indptr))
        starts = np.concatenate([[0], np.cumsum(counts)])
        cells = picked.data[kept], picked.indices[kept], starts
        picked = csc_array(cells, shape=picked.shape)
    scale = np.where(made, outputs, 1.0)
    if (scale != 1).any():
        data = picked.data / np.repeat(scale, np.diff(picked.indptr))
        cells = data, picked.indices, picked.indptr
        picked = csc_array(cells, shape=picked.shape)
    return picked


def _only_makers(technology: Technology) -> Ints:
    outputs = technology.outputs.tocoo()
    gives = outputs.data > 0
    goods, techniques = outputs.row[gives], outputs.col[gives]
    counts = np.bincount(goods, minlength=len(technology.goods))
    if (counts > 1).any():
        good = int(np.flatnonzero(counts > 1)[0])
        names = [technology.techniques[one] for one in techniques[goods == good]]
        message = (
            f"{technology.goods[good]} is made by {len(names)} techniques, as"
            f" {names[0]} and {names[1]}; expected one chosen"
        )
        raise ProvisionError(message)
    makers = np.full(len(technology.goods), NOBODY, dtype=np.int64)
    makers[goods] = techniques
    return makers


def _spread(matrix: csc_array, start: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return all rows that columns lead to, from some columns on and on."""
    found = start.copy()
    newest = np.flatnonzero(start)
    while newest.size:
        counts = matrix.indptr[newest + 1] - matrix.indptr[newest]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        cells = np.repeat(matrix.indptr[newest], counts) + within
        rows = matrix.indices[cells[matrix.data[cells] > 0]]
        newest = np.unique(rows[~found[rows]])
        found[newest] = True
    return found
