"""Weighted k-means on the plane, from many starts at once, and how clear its groups are.

Points come sorted and the draws depend on weights alone, so that the order of people
does not matter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

STEPS_AT_MOST = 200
CHUNK = 2**16  # points whose distances are held at once


@dataclass(frozen=True, slots=True, eq=False)
class Clustering:
    """Some centres and how far the points are from them.

    Parameters
    ----------
    centres : numpy.ndarray of float64, shape (n_groups, 2)
        Where the groups are.
    inertia : float
        Sum of squared distances from each point to its centre.
    """

    centres: Floats
    inertia: float


def cluster(
    points: Floats,
    weights: Floats,
    starts: Floats,
    stop: float = 0.0,
) -> list[Clustering]:
    """Return what each start comes to; the best first.

    ``starts`` has the shape ``(n_starts, n_groups, 2)``. A start ends when nothing
    moves, or when the squares of all its moves add up to ``stop`` at most.
    """
    centres = starts.copy()
    inertia = np.full(len(starts), np.inf)
    moving = np.arange(len(starts))
    for _ in range(STEPS_AT_MOST):
        if not len(moving):
            break
        new, cost = _step(points, weights, centres[moving])
        moves = ((new - centres[moving]) ** 2).sum(axis=(1, 2))
        still = (moves > stop) & (cost < inertia[moving])
        inertia[moving] = cost
        centres[moving] = new
        moving = moving[still]
    inertia = _step(points, weights, centres)[1]
    order = np.argsort(inertia, kind="stable")
    return [Clustering(centres[one], float(inertia[one])) for one in order]


def _step(points: Floats, weights: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """Move every start's centres to the middle of their points."""
    n_starts, n_groups = centres.shape[:2]
    squares = _squares(points, centres)
    label = squares.argmin(axis=1)
    cost = (np.take_along_axis(squares, label[:, None], 1)[:, 0] * weights).sum(axis=1)
    place = (label + n_groups * np.arange(n_starts)[:, None]).ravel()
    size = n_starts * n_groups
    mass = np.bincount(place, np.tile(weights, n_starts), size)
    new = centres.reshape(size, 2).copy()
    is_used = mass > 0
    for axis in range(2):
        sums = np.bincount(place, np.tile(weights * points[:, axis], n_starts), size)
        new[is_used, axis] = sums[is_used] / mass[is_used]
    return new.reshape(centres.shape), cost


def _squares(points: Floats, centres: Floats) -> Floats:
    """Return squared distances, of shape (n_starts, n_groups, n_points)."""
    squares = (points[:, 0] - centres[..., 0, None]) ** 2
    squares += (points[:, 1] - centres[..., 1, None]) ** 2
    return squares


def draw_starts(
    points: Floats,
    weights: Floats,
    n_groups: int,
    n_starts: int,
    rng: np.random.Generator,
) -> Floats:
    """Draw starting centres far from each other (k-means++)."""
    starts = np.empty((n_starts, n_groups, 2))
    nearest = np.ones((n_starts, len(points)))
    for group in range(n_groups):
        chances = np.cumsum(nearest * weights, axis=1)
        aims = rng.random(n_starts) * chances[:, -1]
        drawn = [
            min(int(np.searchsorted(row, aim, side="right")), len(points) - 1)
            for row, aim in zip(chances, aims, strict=True)
        ]
        starts[:, group] = points[drawn]
        away = _squares(points, starts[:, group : group + 1])[:, 0]
        nearest = away if group == 0 else np.minimum(nearest, away)
    return starts


def nearest_centre(points: Floats, centres: Floats) -> Ints:
    """Return the number of the centre nearest to each point."""
    labels = np.empty(len(points), dtype=np.int64)
    for begin in range(0, len(points), CHUNK):
        here = slice(begin, begin + CHUNK)
        labels[here] = _squares(points[here], centres).argmin(axis=0)
    return labels


def distances(points: Floats) -> Floats:
    """Return the distance between every two points."""
    across = points[:, 0, None] - points[:, 0]
    up = points[:, 1, None] - points[:, 1]
    return np.sqrt(across**2 + up**2)


def silhouette(apart: Floats, weights: Floats, labels: Ints, n_groups: int) -> float:
    """Return how much nearer people are to their own group than to the next, -1 to 1.

    ``apart`` is the distance between every two places, ``weights`` how many people
    stand at each. Someone alone in a group counts as 0.
    """
    belongs = (labels[:, None] == np.arange(n_groups)) * weights[:, None]
    sums = np.einsum("pq,qg->pg", apart, belongs)
    sizes = belongs.sum(axis=0)
    own = np.arange(len(labels)), labels
    inside = sums[own] / np.maximum(sizes[labels] - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[:, sizes == 0] = np.inf
    means[own] = np.inf
    outside = means.min(axis=1)
    larger = np.maximum(inside, outside)
    is_clear = (larger > 0) & (sizes[labels] > 1) & np.isfinite(outside)
    scores = np.zeros(len(labels))
    scores[is_clear] = ((outside - inside) / np.where(larger > 0, larger, 1))[is_clear]
    return float((scores * weights).sum() / max(weights.sum(), 1))
