"""How often each group agreed, passed and disagreed: what all statistics start from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.votes import AGREE, DISAGREE, Votes, VotesError

NO_GROUP = -1
PART = (
    2**20
)  # answers counted at once: some megabytes, whatever the size of the hearing
KINDS = 3  # disagree, pass, agree
TABLE = 2  # dimensions of groups by statements


@dataclass(frozen=True, slots=True, eq=False)
class GroupCounts:
    """What the people of each group answered to each statement.

    Parameters
    ----------
    agrees : numpy.ndarray of int64, shape (n_groups, n_statements)
        How many agreed.
    passes : numpy.ndarray of int64, shape (n_groups, n_statements)
        How many passed.
    disagrees : numpy.ndarray of int64, shape (n_groups, n_statements)
        How many disagreed.
    sizes : numpy.ndarray of int64, shape (n_groups,)
        How many people each group has.

    Raises
    ------
    VotesError
        If the shapes do not fit, a count is below 0, or more answered than there are.
    """

    agrees: NDArray[np.int64]
    passes: NDArray[np.int64]
    disagrees: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def __post_init__(self) -> None:
        for name in ("agrees", "passes", "disagrees", "sizes"):
            object.__setattr__(self, name, _counts(name, getattr(self, name)))
        shape = self.agrees.shape
        if (
            len(shape) != TABLE
            or not shape == self.passes.shape == self.disagrees.shape
            or self.sizes.shape != shape[:1]
        ):
            message = (
                f"agrees, passes, disagrees and sizes have shapes {shape},"
                f" {self.passes.shape}, {self.disagrees.shape} and"
                f" {self.sizes.shape}; expected three of groups by statements and one"
                " of groups"
            )
            raise VotesError(message)
        if np.any(self.seen > self.sizes[:, None]):
            group, statement = np.argwhere(self.seen > self.sizes[:, None])[0]
            message = (
                f"group {group} of {self.sizes[group]} gave"
                f" {self.seen[group, statement]} answers to statement {statement};"
                " expected at most one each"
            )
            raise VotesError(message)

    @property
    def seen(self) -> NDArray[np.int64]:
        """How many answered at all, passes included."""
        seen: NDArray[np.int64] = self.agrees + self.passes + self.disagrees
        return seen

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return len(self.sizes)

    @property
    def n_statements(self) -> int:
        """How many statements there are."""
        return int(self.agrees.shape[1])

    def together(self) -> "GroupCounts":
        """Return all groups counted as one."""
        return GroupCounts(
            self.agrees.sum(axis=0, keepdims=True),
            self.passes.sum(axis=0, keepdims=True),
            self.disagrees.sum(axis=0, keepdims=True),
            self.sizes.sum(keepdims=True),
        )


def group_counts(
    votes: Votes, groups: ArrayLike, n_groups: int | None = None
) -> GroupCounts:
    """Count the answers of each group.

    Parameters
    ----------
    votes : Votes
        The answers of ``n_people`` people.
    groups : array_like of int, shape (n_people,)
        The group of each person from 0; -1 for those who are in none and not counted.
    n_groups : int, optional
        How many groups there are; by default one more than the highest number.

    Returns
    -------
    GroupCounts
        Counts by group and statement.

    Raises
    ------
    VotesError
        If there is not one group for each person, or a number is none.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1, 0], [1, -1]]), [0, 0])
    >>> counts.agrees.tolist(), counts.disagrees.tolist(), counts.sizes.tolist()
    ([[2, 0]], [[0, 1]], [2])
    """
    labels = _labels(groups, votes.n_people, n_groups)
    many = n_groups if n_groups is not None else int(labels.max(initial=-1)) + 1
    cells = many * votes.n_statements * KINDS
    table = np.zeros(cells, dtype=np.int64)
    for first, last in spans(votes, PART):
        own = labels[first:last]
        here = slice(votes.starts[first], votes.starts[last])
        group = np.repeat(own, votes.counts[first:last])
        place = (group * votes.n_statements + votes.statements[here]) * KINDS
        place += votes.answers[here] - DISAGREE
        table += np.bincount(place[group >= 0], minlength=cells)
    disagrees, passes, agrees = np.moveaxis(
        table.reshape(many, votes.n_statements, KINDS), 2, 0
    )
    sizes = np.bincount(labels[labels >= 0], minlength=many)
    return GroupCounts(agrees, passes, disagrees, sizes)


def spans(votes: Votes, most: int) -> Iterator[tuple[int, int]]:
    """Cut the people into runs of about ``most`` answers, by the votes alone.

    Parameters
    ----------
    votes : Votes
        Whose people are cut.
    most : int
        How many answers a run may hold; a person is never cut in two.

    Yields
    ------
    tuple of int
        First person of a run, and one past the last.

    Examples
    --------
    >>> list(spans(votes_from_matrix([[1, 0], [1, -1], [0, 0]]), 4))
    [(0, 2), (2, 3)]
    """
    first = 0
    while first < votes.n_people:
        room = votes.starts[first] + most
        last = int(np.searchsorted(votes.starts, room, side="right")) - 1
        last = max(last, first + 1)
        yield first, last
        first = last


def side(counts: GroupCounts, answer: int) -> NDArray[np.int64]:
    """Return how often one answer was given.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    answer : int
        +1 for agree, -1 for disagree.

    Returns
    -------
    numpy.ndarray of int64, shape (n_groups, n_statements)
        ``counts.agrees`` or ``counts.disagrees``.

    Raises
    ------
    VotesError
        If ``answer`` is neither.

    Examples
    --------
    >>> side(group_counts(votes_from_matrix([[1, -1]]), [0]), -1).tolist()
    [[0, 1]]
    """
    if answer not in (AGREE, DISAGREE):
        message = f"answer is {answer!r}; expected 1 (agree) or -1 (disagree)"
        raise VotesError(message)
    return counts.agrees if answer == AGREE else counts.disagrees


def _labels(
    groups: ArrayLike, n_people: int, n_groups: int | None
) -> NDArray[np.int64]:
    labels = np.asarray(groups)
    if labels.shape != (n_people,) or (n_people and labels.dtype.kind not in "iu"):
        message = (
            f"groups has shape {labels.shape} and type {labels.dtype}; expected"
            f" {n_people} whole numbers, one for each person"
        )
        raise VotesError(message)
    most = n_people if n_groups is None else n_groups
    if n_people and not NO_GROUP <= labels.min() <= labels.max() < most:
        message = (
            f"groups holds {labels.min()} to {labels.max()}; expected -1 (in no"
            f" group) to {most - 1}"
        )
        raise VotesError(message)
    return labels.astype(np.int64)


def _counts(name: str, values: Any) -> NDArray[np.int64]:
    array = np.asarray(values)
    if array.size and (array.dtype.kind not in "iu" or array.min() < 0):
        message = f"{name} is {array.dtype} from {array.min()}; expected counts from 0"
        raise VotesError(message)
    counts = np.ascontiguousarray(array, dtype=np.int64).view()
    counts.flags.writeable = False
    return counts
