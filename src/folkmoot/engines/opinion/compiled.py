"""The loops of `passes` for Numba: without Python's lock, so that threads run them."""

from collections.abc import Callable
from typing import Any

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
