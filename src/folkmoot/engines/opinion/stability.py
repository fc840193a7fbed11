"""How far groups can be trusted: do they come back when some answers are lost?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.choosing import pick_people
from folkmoot.engines.opinion.counts import NO_GROUP
from folkmoot.engines.opinion.votes import (
    Votes,
    VotesError,
    votes_from_rows,
)

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

KEPT = 0.9  # part of the answers that a resample keeps
MOST_PEOPLE = 20_000  # more would take long and tell no more
SHAKY = 0.8  # below this a grouping is shown with a warning
LIST = 1  # dimension


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """How alike groups stay when a tenth of the answers is left out.

    Parameters
    ----------
    agreement : tuple of float
        Adjusted Rand index of each resample with the groups shown.
    groups : numpy.ndarray of float64, shape (n_groups,)
        For each group, 0 to 1: how much of it comes back, on average.
    """

    agreement: tuple[float, ...]
    groups: Floats

    @property
    def mean(self) -> float:
        """Mean agreement; 1 is the same groups every time, 0 no better than chance."""
        return float(np.mean(self.agreement)) if self.agreement else float("nan")

    @property
    def is_shaky(self) -> bool:
        """Whether the groups should be shown with a warning."""
        return self.mean < SHAKY


def adjusted_rand_index(one: ArrayLike, other: ArrayLike) -> float:
    """Return how alike two groupings of the same people are.

    Parameters
    ----------
    one : array_like of int, shape (n_people,)
        A group for each person; -1 for none.
    other : array_like of int, shape (n_people,)
        Another grouping; who is in none in either is left out.

    Returns
    -------
    float
        1 for the same groups under whatever names, about 0 for chance, at least -0.5.

    Raises
    ------
    VotesError
        If the two are not lists of whole numbers of the same length.

    Notes
    -----
    Pairs of people together in both, less what chance gives, over the most there could
    be less the same; 1 where that is 0 over 0.

    References
    ----------
    Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985.

    Examples
    --------
    >>> adjusted_rand_index([0, 0, 1, 1], [1, 1, 0, 0])
    1.0
    >>> round(adjusted_rand_index([0, 0, 1, 1], [0, 0, 1, 2]), 3)
    0.571
    """
    left, right = np.asarray(one), np.asarray(other)
    if left.ndim != LIST or left.shape != right.shape:
        message = (
            f"the groupings have shapes {left.shape} and {right.shape}; expected two"
            " lists of the same length"
        )
        raise VotesError(message)
    if left.size and not left.dtype.kind == right.dtype.kind == "i":
        message = f"the groupings hold {left.dtype} and {right.dtype}; expected int"
        raise VotesError(message)
    is_in = (left >= 0) & (right >= 0)
    table = _crossed(left[is_in], right[is_in])
    together = _pairs(table)
    rows, columns = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    everybody = _pairs(table.sum(keepdims=True))
    expected = rows * columns / everybody if everybody else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def measure_stability(
    votes: Votes,
    groups: Ints,
    order: tuple[Ints, Ints],
    regroup: Callable[[Votes, np.random.Generator], Ints],
    rng: np.random.Generator,
    resamples: int,
) -> Stability:
    """Group the people anew without a tenth of the answers, several times.

    ``order`` sorts people and statements by what they are, not by their numbers, so
    that the draws are the same in whatever order both came. Of very many people some
    are drawn and only they are grouped anew.
    """
    people, statements = order
    if len(people) > MOST_PEOPLE:
        drawn = np.sort(rng.choice(len(people), MOST_PEOPLE, replace=False))
        people = people[drawn]
    sample, shown = _ordered(votes, people, statements), groups[people]
    many = int(groups.max(initial=NO_GROUP)) + 1
    agreement, returned = [], []
    for _ in range(resamples):
        found = regroup(_thinned(sample, rng), rng)
        agreement.append(adjusted_rand_index(shown, found))
        is_in = (shown >= 0) & (found >= 0)
        returned.append(_returned(shown[is_in], found[is_in], many))
    means = np.mean(returned, axis=0) if returned else np.full(many, np.nan)
    return Stability(tuple(agreement), np.asarray(means, dtype=np.float64))


def _ordered(votes: Votes, people: Ints, statements: Ints) -> Votes:
    picked, rank = pick_people(votes, people), np.argsort(statements)
    return votes_from_rows(
        picked.people,
        rank[picked.statements],
        picked.answers,
        len(people),
        votes.n_statements,
    )


def _thinned(votes: Votes, rng: np.random.Generator) -> Votes:
    kept = rng.random(votes.n_votes) < KEPT
    passed = np.append(0, np.cumsum(kept))
    return Votes(
        passed[votes.starts],
        votes.statements[kept],
        votes.answers[kept],
        votes.n_statements,
    )


def _returned(shown: Ints, found: Ints, many: int) -> Floats:
    """Return for each group the best overlap with a new one: common over either."""
    if not len(found):
        return np.zeros(many)
    table = _crossed(shown, found, many)
    either = table.sum(axis=1)[:, None] + table.sum(axis=0) - table
    overlap = table / np.maximum(either, 1)
    best: Floats = overlap.max(axis=1)
    return best


def _crossed(one: Ints, other: Ints, rows: int = 0) -> Ints:
    rows = max(rows, int(one.max(initial=-1)) + 1)
    columns = int(other.max(initial=-1)) + 1
    cells = np.bincount(one * columns + other, minlength=rows * columns)
    return cells.reshape(rows, columns)


def _pairs(sizes: Ints) -> float:
    return float((sizes * (sizes - 1) // 2).sum())
