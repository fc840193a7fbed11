"""Goods that take more of themselves than they give, and the loop in which they do.

Inputs cannot be made from themselves when the largest eigenvalue of their table reaches
1 (Hawkins and Simon 1949). Which goods do it is looked for only when a plan could not
be computed, so it may take its time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from folkmoot.engines.provision.faults import ProvisionError
from folkmoot.engines.provision.fixed_point import near_fixed_point, sizes_of
from folkmoot.engines.provision.recipes import Recipes

EDGE = 1 - 1e-9  # above it a loop is told as taking as much as it gives
MOST_ROUNDS = 20_000
type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Loop:
    """A good that takes as much of itself as it gives, or more.

    Parameters
    ----------
    good : int
        Its place.
    takes : float
        How much of the good goes into one unit of it, by all ways through ``goods``.
    path : sequence of int
        The strongest way: the good, what goes into it, what goes into that, and so on
        until the good again.
    goods : sequence of int
        All goods through which it was looked at.
    """

    good: int
    takes: float
    path: Sequence[int]
    goods: Sequence[int]


class LoopError(ProvisionError):
    """The techniques cannot make what they take.

    Parameters
    ----------
    recipes : Recipes
        The recipes in which the loop is.
    loop : Loop
        What takes more of itself than it gives.
    """

    def __init__(self, recipes: Recipes, loop: Loop) -> None:
        self.loop = loop
        self.names = [recipes.goods[place] for place in loop.path]
        said = recipes.say_unit
        way = ", which takes ".join(self.names[1:])
        super().__init__(
            f"to make 1 {said(loop.good)} takes {loop.takes:.4g} {said(loop.good)}"
            f" ({recipes.goods[loop.good]} takes {way})"
        )


def find_loop(recipes: Recipes) -> Loop | None:
    """Return goods that cannot be made from what they take, or None.

    Parameters
    ----------
    recipes : Recipes
        One technique for each good.

    Returns
    -------
    Loop or None
        As few goods as were found of which one takes all it gives, or more.

    Notes
    -----
    Goods are looked at by groups that go into each other (strong components). In a
    group that cannot make itself they are ordered by the product of its left and right
    eigenvector, which no unit of measure changes; halving finds the shortest beginning
    of that order that cannot make itself either. Its last good is the one that is told.

    References
    ----------
    Hawkins and Simon 1949, Note: some conditions of macroeconomic stability; bounds of
    the eigenvalue by Collatz 1942.
    """
    matrix = recipes.inputs.tocsr()
    for goods in _groups(matrix):
        inner = matrix[goods][:, goods]
        ordered = goods[_by_weight(inner)] if not _makes_itself(inner) else goods[:0]
        if ordered.size:
            return _tell(matrix, ordered[: _shortest(matrix, ordered)])
    return None


def _groups(matrix: csr_array) -> list[Ints]:
    """Return goods that go into each other, the smallest groups first."""
    n_groups, labels = connected_components(matrix, connection="strong")
    sizes = np.bincount(labels, minlength=n_groups)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(sizes)
    has_loop = np.bincount(labels, matrix.diagonal() > 0, minlength=n_groups) > 0
    some = np.flatnonzero((sizes > 1) | has_loop)
    return [
        order[ends[group] - sizes[group] : ends[group]]
        for group in some[np.argsort(sizes[some], kind="stable")]
    ]


def _eigenvector(
    matrix: Any, *, to_the_end: bool = False
) -> tuple[Floats, float, float]:
    """Return the eigenvector of a group and bounds of its eigenvalue."""
    vector = np.ones(matrix.shape[0])
    low, high = 0.0, np.inf
    for _ in range(MOST_ROUNDS):
        image = matrix @ vector
        ratios = image / vector
        low, high = float(ratios.min()), float(ratios.max())
        is_known = (high < EDGE or low >= EDGE) and not to_the_end
        if is_known or high - low < (1e-6 if to_the_end else 1e-13) * high:
            break
        # Half of the vector itself is kept: groups that go round in step would swing.
        vector = vector * high + image
        vector /= vector.max()
        vector = np.maximum(vector, 1e-280)
    return vector, low, high


def _makes_itself(matrix: csr_array) -> bool:
    """Tell whether every group of some goods gives more than it takes."""
    for goods in _groups(matrix):
        _vector, low, high = _eigenvector(matrix[goods][:, goods])
        if high >= EDGE and (low + high) / 2 >= EDGE:
            return False
    return True


def _by_weight(matrix: csr_array) -> Ints:
    right = _eigenvector(matrix, to_the_end=True)[0]
    left = _eigenvector(matrix.T.tocsr(), to_the_end=True)[0]
    weights = np.log(right) + np.log(left)
    return np.argsort(-weights, kind="stable")


def _shortest(matrix: csr_array, ordered: Ints) -> int:
    """Return how long a beginning of the order has to be, not to make itself."""
    low, high = 0, len(ordered)  # low makes itself, high does not
    while high - low > 1:
        middle = (low + high) // 2
        some = ordered[:middle]
        if _makes_itself(matrix[some][:, some]):
            low = middle
        else:
            high = middle
    return high


def _tell(matrix: csr_array, goods: Ints) -> Loop:
    good, others = goods[-1], goods[:-1]
    inner = matrix[others][:, others]
    inside = matrix[[good]][:, others].toarray()[0]
    wanted = matrix[others][:, [good]].toarray()[:, 0]
    takes = float(matrix[good, good] + inside @ _made_for(inner, wanted))
    path = _strongest(matrix[goods][:, goods])
    return Loop(int(good), takes, [int(goods[one]) for one in path], goods.tolist())


def _made_for(matrix: csr_array, wanted: Floats) -> Floats:
    """Return what has to be made of some goods, those that go into them included."""
    made = near_fixed_point(matrix.__matmul__, wanted, sizes_of(wanted))
    made = np.maximum(made, wanted)
    for _ in range(MOST_ROUNDS):
        after = wanted + matrix @ made
        if (after - made <= 1e-12 * after).all():
            return np.asarray(after)
        made = after
    return made


def _strongest(matrix: csr_array) -> list[int]:
    """Return the way from the last good to itself with the largest product."""
    last = matrix.shape[0] - 1
    vector, low, high = _eigenvector(matrix, to_the_end=True)
    cells = matrix.T.tocoo()  # from a good to what goes into it
    scaled = cells.data * vector[cells.row] / (vector[cells.col] * max(low, high))
    lengths = np.maximum(-np.log(np.minimum(scaled, 1.0)), 1e-12)
    graph = csr_array((lengths, (cells.row, cells.col)), shape=matrix.shape)
    far, before = dijkstra(graph, indices=last, return_predecessors=True)
    back = graph[:, [last]].toarray()[:, 0]
    total = np.where(back > 0, far + back, np.inf)
    here, path = int(np.argmin(total)), [last]
    while here != last:
        path.append(here)
        here = int(before[here])
    return [last, *path[:0:-1], last]
