"""Which collective belongs to which council, from the leaves to the whole."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.int64]

# The last council takes what is left, up to half as many again as the others.
TOP_AT_MOST: Final = (3, 2)


@dataclass(frozen=True)
class Shape:
    """A federation whose people stand leaf after leaf.

    ``sizes``: members of each leaf. ``children``: for each level of councils, from
    below, the place of the first child of each, among the nodes one level below.
    """

    sizes: Numbers
    children: tuple[Numbers, ...]

    @property
    def n_levels(self) -> int:
        """Levels of councils above the leaves."""
        return len(self.children)

    @property
    def starts(self) -> Numbers:
        """Where the people of each leaf begin."""
        ends = np.cumsum(self.sizes)
        return ends - self.sizes

    def sum_up(self, counts: Numbers) -> list[Numbers]:
        """Return counts of shape (n_counts, n_nodes) by level, the leaves first.

        Each council's are the sums over its own children, as they are handed up.
        """
        levels = [counts]
        for first in self.children:
            levels.append(np.add.reduceat(levels[-1], first, axis=1))
        return levels


def make_shape(people: int, leaf_size: int, fan_in: int) -> Shape:
    """Return a federation of leaves and councils of nearly equal sizes."""
    n_leaves = max(1, round(people / leaf_size))
    sizes = np.diff(_edges(people, n_leaves))
    children = []
    below = n_leaves
    more, than = TOP_AT_MOST
    while below * than > fan_in * more:
        above = -(-below // fan_in)
        children.append(_edges(below, above)[:-1])
        below = above
    children.append(np.zeros(1, dtype=np.int64))
    return Shape(sizes, tuple(children))


def _edges(many: int, parts: int) -> Numbers:
    """Return where each part begins and the last one ends."""
    return np.arange(parts + 1, dtype=np.int64) * many // parts
