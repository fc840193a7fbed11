"""The axes of the map: the directions in which people differ most."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.opinion.passes import WIDTH, Pass

type Floats = NDArray[np.float64]

N_AXES = 2
EXACT = 1e-13  # largest residual, as a part of the first eigenvalue
BRISK = 1e-9  # for large hearings: far below what one more answer changes
BRISK_FROM = 2**22  # answers
WIDEST = 48  # vectors kept before starting over from the best of them
KEPT = 12
PASSES_AT_MOST = 400
NOTHING = 1e-12  # what is this small beside the first is no direction at all


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """Two directions in the space of statements, and where they start.

    Parameters
    ----------
    means : numpy.ndarray of float64, shape (n_statements,)
        Mean answer to each statement by those who answered it; 0 where nobody did.
    directions : numpy.ndarray of float64, shape (2, n_statements)
        Each of length 1, at right angles; all 0 where people differ in fewer ways.
    strengths : numpy.ndarray of float64, shape (2,)
        Singular values: how much people differ along each direction.
    n_passes : int
        How many passes over the votes it took.
    """

    means: Floats
    directions: Floats
    strengths: Floats
    n_passes: int


def find_axes(votes: Pass, start: Floats | None = None) -> Axes:
    """Return the axes of some votes; ``start`` may hold axes known to be near."""
    n_answers, sums = votes.sums
    means = sums / np.maximum(n_answers, 1)
    tolerance = BRISK if votes.votes.n_votes >= BRISK_FROM else EXACT
    return solve_axes(
        lambda vectors: votes.gram(means, vectors), means, tolerance, start
    )


def solve_axes(
    times: Callable[[Floats], Floats],
    means: Floats,
    tolerance: float,
    start: Floats | None = None,
) -> Axes:
    """Return the axes, given a function that multiplies by the centred Gram matrix."""
    values, vectors, n_passes = leading_vectors(
        times, _start(len(means), start), tolerance
    )
    directions = np.zeros((N_AXES, len(means)))
    strengths = np.zeros(N_AXES)
    for axis, (value, vector) in enumerate(zip(values, vectors.T, strict=True)):
        if value > NOTHING * max(values[0], 1.0):
            directions[axis] = _turned(vector)
            strengths[axis] = np.sqrt(value)
    return Axes(means, directions, strengths, n_passes)


def leading_vectors(
    times: Callable[[Floats], Floats], start: Floats, tolerance: float
) -> tuple[Floats, Floats, int]:
    """Return the largest eigenvalues with their vectors: block Lanczos, thick restarts.

    All vectors are kept and the newest is made orthogonal to each of them twice, which
    costs little beside a pass over the votes and needs no further care. The small
    products are `einsum`'s, whose sums do not depend on the number of processors.
    """
    basis = images = np.zeros((len(start), 0))
    inner = np.zeros((0, 0))
    block = _orthonormal(start, basis)
    values, found, n_passes = np.zeros(0), basis, 0
    while block.shape[1] and n_passes < PASSES_AT_MOST:
        image = times(block)
        n_passes += 1
        basis, images = np.hstack([basis, block]), np.hstack([images, image])
        inner = _bordered(inner, _inner(basis, image))
        weights, turns = np.linalg.eigh(inner)
        weights, turns = weights[::-1], turns[:, ::-1]
        values, best = weights[:N_AXES], turns[:, :N_AXES]
        found = _combined(basis, best)
        rest = np.linalg.norm(_combined(images, best) - found * values, axis=0)
        if rest.max(initial=0.0) <= tolerance * max(values[0], NOTHING):
            break
        block = _orthonormal(image, basis)
        if basis.shape[1] + WIDTH > WIDEST:
            kept = turns[:, :KEPT]
            basis, images = _combined(basis, kept), _combined(images, kept)
            inner = np.diag(weights[:KEPT])
    return values, found, n_passes


def _inner(left: Floats, right: Floats) -> Floats:
    product: Floats = np.einsum("sl,sr->lr", left, right)
    return product


def _combined(vectors: Floats, weights: Floats) -> Floats:
    combined: Floats = np.einsum("sv,vw->sw", vectors, weights)
    return combined


def _bordered(inner: Floats, columns: Floats) -> Floats:
    """Return a symmetric matrix grown by its newest columns."""
    old = len(inner)
    grown = np.zeros((len(columns), len(columns)))
    grown[:old, :old] = inner
    grown[:, old:] = columns
    grown[old:, :old] = columns[:old].T
    corner = columns[old:]
    grown[old:, old:] = (corner + corner.T) / 2
    return grown


def _start(size: int, near: Floats | None) -> Floats:
    """Return vectors to begin with: fixed ones, and what is known to be near."""
    steps = np.arange(1, size + 1)[:, None] * np.sqrt([2.0, 3.0, 5.0, 7.0])
    vectors: Floats = np.cos(steps * np.pi)
    if near is not None:
        for place, vector in enumerate(near):
            if np.any(vector):
                vectors[:, place] = vector
    return vectors


def _orthonormal(block: Floats, basis: Floats) -> Floats:
    """Return what ``block`` adds to ``basis``, of length 1 and at right angles."""
    room = len(basis) - basis.shape[1]
    size = np.linalg.norm(block, axis=0).max(initial=0.0)
    kept: list[Floats] = []
    for column in block.T:
        known = np.column_stack([basis, *kept])
        vector = column[:, None]
        for _ in range(2):
            vector = vector - _combined(known, _inner(known, vector))
        length = float(np.linalg.norm(vector))
        if length > NOTHING * max(size, NOTHING) and len(kept) < room:
            kept.append(vector / length)
    return np.column_stack([basis[:, :0], *kept])


def _turned(vector: Floats) -> Floats:
    """Choose one of the two signs, by the vector alone: its largest part is positive.

    Where two parts of opposite sign are equally large, the skew of all decides, so that
    the order of the statements does not.
    """
    largest = np.abs(vector).max()
    ends = vector[np.abs(vector) > largest * (1 - NOTHING)]
    lean = float((vector**3).sum())
    is_negative = (
        ends[0] < 0 if np.ptp(np.sign(ends)) == 0 or abs(lean) < NOTHING else lean < 0
    )
    return -vector if is_negative else vector
