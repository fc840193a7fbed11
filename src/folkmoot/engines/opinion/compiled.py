"""The loops of `passes` for Numba: without Python's lock, so that threads run them."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit


def _compile(loop: Callable[..., None]) -> Any:
    """Compile a loop; without fastmath, as the sums must have the bytes of SciPy's."""
    try:
        return njit(nogil=True, cache=True)(loop)
    except RuntimeError:  # there is no folder in which the result can be kept
        return njit(nogil=True)(loop)


@_compile
def gram_times(
    starts: Any, statements: Any, answers: Any, means: Any, vectors: Any, out: Any
) -> None:
    """Add X'Xw to ``out``, for four vectors w at once."""
    for person in range(len(starts) - 1):
        a = b = c = d = 0.0
        for entry in range(starts[person], starts[person + 1]):
            one = statements[entry]
            cell = answers[entry] - means[one]
            a += cell * vectors[one, 0]
            b += cell * vectors[one, 1]
            c += cell * vectors[one, 2]
            d += cell * vectors[one, 3]
        for entry in range(starts[person], starts[person + 1]):
            one = statements[entry]
            cell = answers[entry] - means[one]
            out[one, 0] += cell * a
            out[one, 1] += cell * b
            out[one, 2] += cell * c
            out[one, 3] += cell * d


@_compile
def project_people(
    starts: Any, statements: Any, answers: Any, means: Any, vectors: Any, out: Any
) -> None:
    """Write Xw to ``out``, for four vectors w at once."""
    for person in range(len(starts) - 1):
        a = b = c = d = 0.0
        for entry in range(starts[person], starts[person + 1]):
            one = statements[entry]
            cell = answers[entry] - means[one]
            a += cell * vectors[one, 0]
            b += cell * vectors[one, 1]
            c += cell * vectors[one, 2]
            d += cell * vectors[one, 3]
        out[person, 0] = a
        out[person, 1] = b
        out[person, 2] = c
        out[person, 3] = d


@_compile
def count_groups(
    starts: Any, statements: Any, answers: Any, groups: Any, cells: Any
) -> None:
    """Add one to the cell of each answer's group, statement and kind."""
    for person in range(len(starts) - 1):
        group = groups[person]
        if group >= 0:
            for entry in range(starts[person], starts[person + 1]):
                cells[group, statements[entry], answers[entry] + 1] += 1


@_compile
def sum_pairs(starts: Any, statements: Any, answers: Any, packed: Any) -> None:
    """Add four small numbers at once for every two answers of a person.

    How many, product + 1, first + 1 and second + 1 take a quarter of 64 bits each.
    """
    for person in range(len(starts) - 1):
        end = starts[person + 1]
        for entry in range(starts[person], end):
            row = packed[statements[entry]]
            first = answers[entry]
            for other in range(entry, end):
                second = answers[other]
                row[statements[other]] += (
                    np.uint64(1)
                    + (np.uint64(first * second + 1) << np.uint64(16))
                    + (np.uint64(first + 1) << np.uint64(32))
                    + (np.uint64(second + 1) << np.uint64(48))
                )


@_compile
def unpack_pairs(packed: Any, total: Any) -> None:
    """Add what `sum_pairs` packed to products, halves and pairs."""
    quarter = np.uint64(0xFFFF)
    size = len(packed)
    for first in range(size):
        for second in range(first, size):
            cell = packed[first, second]
            if cell:
                many = np.int32(cell & quarter)
                product = np.int32((cell >> np.uint64(16)) & quarter) - many
                total[0, first, second] += product
                total[1, first, second] += (
                    np.int32((cell >> np.uint64(32)) & quarter) - many
                )
                total[2, first, second] += many
                if second > first:
                    total[0, second, first] += product
                    total[1, second, first] += np.int32(cell >> np.uint64(48)) - many
                    total[2, second, first] += many
