"""Each good measured in the hours of work it takes: a unit, not a price."""

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.provision.technology import Technology

type Floats = NDArray[np.float64]

PASSES = 60  # a digit every three to five passes in real economies; this is a measure
CLOSE = 1e-6
SMALLEST = 1e-3  # of the middle of all goods: real tables have goods without any work
LARGEST = 1e6


def measure(technology: Technology) -> Floats:
    """Return about how many hours of work one unit of each good takes.

    Of several techniques the one with least work counts, and all its work is laid on
    the output that is largest. A good that nothing makes, or that takes no work, is
    measured by a floor, so that every number can be divided by it.

    Parameters
    ----------
    technology : Technology
        What can be made, from what.

    Returns
    -------
    numpy.ndarray of float64, shape (goods,)
        Hours for each good's own unit; above 0 and finite.
    """
    outputs = technology.outputs.tocoo()
    made, by, many = outputs.coords[0], outputs.coords[1], outputs.data
    is_made = many > 0
    made, by, many = made[is_made], by[is_made], many[is_made]
    inputs = technology.inputs.T.tocsr()
    found = np.zeros(len(technology.goods))
    for _ in range(PASSES):
        work = technology.hours + inputs @ found
        # A by-product shares the work of its technique by what it was worth before.
        worth = np.bincount(by, many * found[made], len(work))
        share = np.where(worth[by] > 0, found[made] / np.maximum(worth[by], 1e-300), 0)
        alone = 1 / (many * np.bincount(by, minlength=len(work))[by])
        each = work[by] * np.where(share > 0, share, alone)
        new = np.full(len(found), np.inf)
        np.minimum.at(new, made, each)
        new = np.where(np.isfinite(new), new, 0.0)
        is_close = np.all(np.abs(new - found) <= CLOSE * np.abs(new))
        found = np.minimum(
            new, LARGEST * max(1.0, float(technology.hours.max(initial=0.0)))
        )
        if is_close:
            break
    some = found[found > 0]
    middle = float(np.median(some)) if len(some) else 1.0
    return np.clip(found, SMALLEST * middle, LARGEST * middle)
