"""Solving ``x = constant + M x`` for a table M without factorising it.

BiCGSTAB gets near in few passes whatever the largest eigenvalue; plain passes finish,
as they lower the error of each single number and not only that of their norm.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.linalg import LinearOperator, bicgstab

KRYLOV_ROUNDS = 200
type Floats = NDArray[np.float64]
type Times = Callable[[Floats], Floats]


def near_fixed_point(
    times: Times,
    constant: Floats,
    scale: Floats,
    tolerance: float = 1e-12,
    start: Floats | None = None,
) -> Floats:
    """Return about the solution of ``x = constant + M x``.

    ``scale`` says how large each number is expected to be; ``times`` is M. The solution
    of nearly the same question is a good start.
    """

    def without_times(vector: Floats) -> Floats:
        here = vector * scale
        left: Floats = (here - times(here)) / scale
        return left

    many = len(constant)
    wanted = constant / scale
    first = wanted if start is None else start / scale
    operator: Any = LinearOperator((many, many), matvec=without_times, dtype=float)
    with np.errstate(all="ignore"):  # it may break down; the caller looks at the result
        found, _told = bicgstab(
            operator, wanted, x0=first, rtol=tolerance, atol=0.0, maxiter=KRYLOV_ROUNDS
        )
    solution: Floats = found * scale
    return solution if np.isfinite(solution).all() else constant.copy()


def sizes_of(numbers: Floats) -> Floats:
    """Return numbers that can be divided by: zeros replaced by what is usual."""
    positive = numbers[numbers > 0]
    usual = float(np.median(positive)) if positive.size else 1.0
    sizes: Floats = np.where(numbers > 0, numbers, usual)
    return sizes
