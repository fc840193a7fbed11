"""Which people think alike: how many groups, and who is in which."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.opinion.counts import NO_GROUP
from folkmoot.engines.opinion.kmeans import (
    Clustering,
    cluster,
    distances,
    draw_starts,
    nearest_centre,
    silhouette,
)

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

MOST_GROUPS = 10
PEOPLE_PER_GROUP = 12  # beyond two, one more group for so many people
SMALLEST_PART = 100  # a group holds at least this part of the people, and two
STARTS, MOST_STARTS = 4, 20
START_POINTS = 6_000  # with fewer points there is time for more starts
NEAR = 1.005  # a clustering this little looser than the tightest is as good
STOP = 1e-4  # of the variance of the points: where scikit-learn stops by default
FINE, COARSE = 64, 32  # cells along each side of the grids
MOST_POINTS = 2048  # above this, people who stand close together are taken as one
MOST_PLACES = 1024  # whose distances to each other are all computed
DIGITS = 9  # places nearer than this are the same, whatever the order of the sums
EDGE = 0.005  # a few far-out people do not stretch the grid
GAIN = 8  # one more group must close this part of the gap to perfect clarity


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Groups on the map.

    Parameters
    ----------
    labels : numpy.ndarray of int64, shape (n_people,)
        The group of each person, the largest being 0; -1 for those in none.
    centres : numpy.ndarray of float64, shape (n_groups, 2)
        Where the groups are.
    inertia : float
        Sum of squared distances between people and the centre of their group.
    clarity : float, -1 to 1
        Mean silhouette; 0 where there is one group.
    tried : tuple of float
        The silhouette of each number of groups that was tried, from 2; NaN where some
        group came out too small.
    """

    labels: Ints
    centres: Floats
    inertia: float
    clarity: float
    tried: tuple[float, ...]


def find_groups(
    positions: Floats,
    is_in: NDArray[np.bool_],
    rng: np.random.Generator,
    n_groups: int | None = None,
    start: Floats | None = None,
) -> Grouping:
    """Return the groups of the people who are in.

    ``n_groups`` fixes their number; ``start`` gives centres to begin with as well.
    """
    people = np.round(positions[is_in], DIGITS) + 0.0
    points, weights = _places(people, MOST_POINTS, FINE)
    places, shares = _places(people, MOST_PLACES, COARSE)
    apart, usual = distances(places), _leftmost(people)
    stop = STOP * float(people.var(axis=0).mean()) if len(people) else 0.0
    found: list[Clustering] = []
    tried: list[float] = []
    for many in _numbers(len(people), len(points), n_groups):
        seeds = _starts(points, weights, many, rng, start)
        ends = cluster(points, weights, seeds, stop)
        ends = cluster(points, weights, ends[0].centres[None]) + ends
        if many <= len(usual):
            ends = cluster(points, weights, usual[None, :many], stop) + ends
        best = _best(ends, points, weights)
        if best is None:
            tried.append(float("nan"))
            continue
        labels = nearest_centre(places, best.centres)
        tried.append(silhouette(apart, shares, labels, many))
        found.append(best)
    clear = [one for one in tried if not np.isnan(one)]
    if not found:
        return _one_group(people, is_in, tuple(tried))
    enough = max(clear) - (1 - max(clear)) / GAIN
    chosen = next(place for place, one in enumerate(clear) if one >= enough)
    return _numbered(people, is_in, found[chosen], clear[chosen], tuple(tried))


def _numbers(n_people: int, n_points: int, wanted: int | None) -> range:
    if wanted is not None:
        return range(wanted, wanted + (1 < wanted <= n_points))
    most = min(MOST_GROUPS, 2 + n_people // PEOPLE_PER_GROUP, n_points, n_people // 2)
    return range(2, most + 1)


def _starts(
    points: Floats,
    weights: Floats,
    many: int,
    rng: np.random.Generator,
    start: Floats | None,
) -> Floats:
    n_starts = int(np.clip(START_POINTS // len(points), STARTS, MOST_STARTS))
    starts = draw_starts(points, weights, many, n_starts, rng)
    if start is not None and len(start) == many:
        starts = np.concatenate([start[None], starts])
    return starts


def _best(
    found: list[Clustering], points: Floats, weights: Floats
) -> Clustering | None:
    """Return the tightest clustering in which no group is too small.

    Of those that are practically as tight the first is taken, which is what red-dwarf's
    start leads to, so that results compare: many k-means landscapes are flat at the
    bottom.
    """
    floor = max(2, np.ceil(weights.sum() / SMALLEST_PART))
    fit = [one for one in found if _smallest(one, points, weights) >= floor]
    tightest = min((one.inertia for one in fit), default=0.0)
    return next((one for one in fit if one.inertia <= NEAR * tightest), None)


def _smallest(one: Clustering, points: Floats, weights: Floats) -> float:
    labels = nearest_centre(points, one.centres)
    return float(np.bincount(labels, weights, len(one.centres)).min())


def _leftmost(people: Floats) -> Floats:
    """Return the first places from the left, which is where red-dwarf starts from."""
    most = 8 * MOST_GROUPS  # enough, unless many stand at the same place
    if len(people) > most:
        limit = np.partition(people[:, 0], most)[most]
        places = np.unique(people[people[:, 0] <= limit], axis=0)
        if len(places) >= MOST_GROUPS:
            return places[:MOST_GROUPS]
    return np.unique(people, axis=0)[:MOST_GROUPS]


def _places(people: Floats, most: int, cells: int) -> tuple[Floats, Floats]:
    """Return the places where people stand with how many do, in a fixed order."""
    if len(people) <= most:
        points, many = np.unique(people, axis=0, return_counts=True)
        return points, many.astype(np.float64)
    lowest, highest = np.quantile(people, [EDGE, 1 - EDGE], axis=0)
    width = np.where(highest > lowest, highest - lowest, 1.0)
    steps = np.clip((people - lowest) / width * cells, 0, cells - 1).astype(np.int64)
    cell = steps[:, 0] * cells + steps[:, 1]
    mass = np.bincount(cell, minlength=cells**2)
    is_used = mass > 0
    centres = [
        np.bincount(cell, people[:, axis], cells**2)[is_used] / mass[is_used]
        for axis in range(2)
    ]
    return np.column_stack(centres), mass[is_used].astype(np.float64)


def _numbered(
    people: Floats,
    is_in: NDArray[np.bool_],
    found: Clustering,
    clarity: float,
    tried: tuple[float, ...],
) -> Grouping:
    """Return the groups numbered by size, then by place, however they were found."""
    labels = nearest_centre(people, found.centres)
    many = len(found.centres)
    sizes = np.bincount(labels, minlength=many)
    middles = np.column_stack(
        [np.bincount(labels, people[:, axis], many) / sizes for axis in range(2)]
    )
    order = np.lexsort((found.centres[:, 1], found.centres[:, 0], -sizes))
    rank = np.argsort(order)
    everyone = np.full(len(is_in), NO_GROUP)
    everyone[is_in] = rank[labels]
    inertia = float(((people - middles[labels]) ** 2).sum())
    return Grouping(everyone, middles[order], inertia, clarity, tried)


def _one_group(
    people: Floats, is_in: NDArray[np.bool_], tried: tuple[float, ...]
) -> Grouping:
    labels = np.where(is_in, 0, NO_GROUP)
    if not len(people):
        return Grouping(labels, np.zeros((0, 2)), 0.0, 0.0, tried)
    centre = people.mean(axis=0)
    inertia = float(((people - centre) ** 2).sum())
    return Grouping(labels, centre[None], inertia, 0.0, tried)
