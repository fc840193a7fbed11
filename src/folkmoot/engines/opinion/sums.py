"""Exact whole-number sums: the axes without the votes, and after a few new ones.

Three tables of statements by statements hold all that the axes need. They are whole
numbers, so they add up exactly: over parts, over collectives that never show a vote,
and when somebody answers anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from folkmoot.engines.opinion.axes import EXACT, Axes, solve_axes
from folkmoot.engines.opinion.counts import GroupCounts, group_counts
from folkmoot.engines.opinion.passes import Part, Pass, compiled
from folkmoot.engines.opinion.votes import Votes, VotesError
from folkmoot.parts import Executor

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int32]

MOST_STATEMENTS = 4_000  # beyond, the tables are larger than the votes
FLOOR = 20  # people; with fewer, the sums could tell what one of them answered
PART = 2**21
BLOCK = 2**15 - 1  # people whose sums fit into a quarter of a 64-bit number


class TooFewPeopleError(VotesError):
    """So few people answered that their sums could give one of them away."""


@dataclass(frozen=True, slots=True, eq=False)
class VoteSums:
    """Sums over people, for every two statements; disagree -1, pass 0, agree +1.

    Parameters
    ----------
    products : numpy.ndarray of int32, shape (n_statements, n_statements)
        Sum of answer times answer, over those who answered both.
    halves : numpy.ndarray of int32, shape (n_statements, n_statements)
        Sum of the answers to the first, over those who answered both.
    pairs : numpy.ndarray of int32, shape (n_statements, n_statements)
        How many answered both.
    n_people : int
        How many people are in the sums.

    Raises
    ------
    VotesError
        If the tables do not have the same square shape.
    """

    products: Ints
    halves: Ints
    pairs: Ints
    n_people: int

    def __post_init__(self) -> None:
        for name in ("products", "halves", "pairs"):
            table = np.asarray(getattr(self, name))
            size = (len(table), len(table))
            if table.dtype.kind not in "iu" or table.shape != size:
                message = (
                    f"{name} has shape {table.shape} and type {table.dtype}; expected"
                    " whole numbers, statements by statements"
                )
                raise VotesError(message)
            view = np.ascontiguousarray(table, dtype=np.int32).view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)
        if not self.products.shape == self.halves.shape == self.pairs.shape:
            message = (
                f"the tables are for {len(self.products)}, {len(self.halves)} and"
                f" {len(self.pairs)} statements; expected the same"
            )
            raise VotesError(message)

    @property
    def n_statements(self) -> int:
        """How many statements there are."""
        return len(self.pairs)

    @property
    def means(self) -> Floats:
        """Mean answer to each statement; 0 where nobody answered."""
        n_answers = np.maximum(np.diagonal(self.pairs), 1)
        means: Floats = np.diagonal(self.halves) / n_answers
        return means


def sum_votes(votes: Votes, executor: Executor | None = None) -> VoteSums:
    """Add up the votes of all people.

    Parameters
    ----------
    votes : Votes
        On at most 4,000 statements.
    executor : Executor, optional
        What works on the votes; by default threads on this machine.

    Returns
    -------
    VoteSums
        Three tables.

    Raises
    ------
    VotesError
        If there are more statements: `opinion_map` needs no such tables.

    Notes
    -----
    Time grows with the sum of the squares of everybody's number of answers; memory with
    the square of the number of statements, 12 bytes each.

    Examples
    --------
    >>> sums = sum_votes(votes_from_matrix([[1, -1], [1, 0]]))
    >>> sums.products.tolist(), sums.halves.tolist(), sums.pairs.tolist()
    ([[2, -1], [-1, 1]], [[2, 2], [-1, -1]], [[2, 2], [2, 2]])
    """
    if votes.n_statements > MOST_STATEMENTS:
        message = f"there are {votes.n_statements} statements; expected at most 4000"
        raise VotesError(message)
    shape = (3, votes.n_statements, votes.n_statements)
    total = np.zeros(shape, dtype=np.int32)
    for found in Pass(votes, executor, PART).placed.run(sum_pairs):
        total += found
    return VoteSums(total[0], total[1], total[2], votes.n_people)


def add_sums(sums: Sequence[VoteSums]) -> VoteSums:
    """Add the sums of several collectives, which have no person in common.

    Parameters
    ----------
    sums : sequence of VoteSums
        At least one; all over the same statements.

    Returns
    -------
    VoteSums
        The sums that all their people together would have.

    Raises
    ------
    VotesError
        If there are none, or the statements differ in number.

    Examples
    --------
    >>> ours, theirs = (votes_from_matrix([[one, 1]]) for one in (1, -1))
    >>> add_sums([sum_votes(ours), sum_votes(theirs)]).halves.tolist()
    [[0, 0], [2, 2]]
    """
    sizes = sorted({one.n_statements for one in sums})
    if len(sizes) != 1:
        message = f"the sums are over {sizes} statements; expected one number"
        raise VotesError(message)
    return reduce(_plus, sums)


def change_sums(sums: VoteSums, before: Votes, after: Votes) -> VoteSums:
    """Return the sums after some people answered anew, came or went.

    Parameters
    ----------
    sums : VoteSums
        Over everybody.
    before : Votes
        The earlier answers of those who changed, as they are in ``sums``; `pick_people`
        gives them. Who is new has no row.
    after : Votes
        All answers that they have now. Who left has no row.

    Returns
    -------
    VoteSums
        What `sum_votes` would give for everybody.

    Raises
    ------
    VotesError
        If the statements differ in number.

    Notes
    -----
    With answers ``B`` before and ``A`` after, row by row, ``A'A - B'B`` is
    ``(A - B)'A + B'(A - B)``. Where the rows are the same people in the same order, as
    `pick_people` gives them, ``A - B`` holds what is new alone, and time grows with the
    new answers times the answers of a person. In any other order the sums are the same.

    Examples
    --------
    >>> before, after = votes_from_matrix([[1, -1]]), votes_from_matrix([[1, 1]])
    >>> change_sums(sum_votes(before), before, after).products.tolist()
    [[1, 1], [1, 1]]
    """
    sizes = sorted({sums.n_statements, before.n_statements, after.n_statements})
    if len(sizes) != 1:
        message = f"there are {sizes} statements; expected one number"
        raise VotesError(message)
    n_rows = max(before.n_people, after.n_people)
    was, had = _tables(before, n_rows)
    now, has = _tables(after, n_rows)
    said, seen = now - was, has - had
    return VoteSums(
        _plus_both(sums.products, said.T @ now, (said.T @ was).T),
        _plus_both(sums.halves, said.T @ has, (seen.T @ was).T),
        _plus_both(sums.pairs, seen.T @ has, (seen.T @ had).T),
        sums.n_people + after.n_people - before.n_people,
    )


def change_counts(
    counts: GroupCounts, groups: ArrayLike, before: Votes, after: Votes
) -> GroupCounts:
    """Return the counts of groups after some of their people answered anew.

    Parameters
    ----------
    counts : GroupCounts
        Over everybody.
    groups : array_like of int, shape (n_changed,)
        The group of each person who changed; -1 for none.
    before : Votes
        Their earlier answers.
    after : Votes
        All answers that they have now.

    Returns
    -------
    GroupCounts
        What `group_counts` would give for everybody.

    Raises
    ------
    VotesError
        If groups, earlier and present answers are not of the same people.

    Examples
    --------
    >>> before, after = votes_from_matrix([[1]]), votes_from_matrix([[-1]])
    >>> counts = group_counts(before, [0])
    >>> change_counts(counts, [0], before, after).disagrees.tolist()
    [[1]]
    """
    less = group_counts(before, groups, counts.n_groups)
    more = group_counts(after, groups, counts.n_groups)
    return GroupCounts(
        counts.agrees + more.agrees - less.agrees,
        counts.passes + more.passes - less.passes,
        counts.disagrees + more.disagrees - less.disagrees,
        counts.sizes,
    )


def publish_sums(sums: VoteSums, floor: int = FLOOR) -> VoteSums:
    """Return sums that may leave a collective, or refuse.

    Parameters
    ----------
    sums : VoteSums
        Of one collective.
    floor : int, default 20
        The fewest people whose sums may be seen.

    Returns
    -------
    VoteSums
        The same sums.

    Raises
    ------
    TooFewPeopleError
        If they are over fewer people.

    Notes
    -----
    A statement that one person alone answered still shows that person's answer to those
    who know who it was; sums are for federations whose collectives trust each other
    that far.

    Examples
    --------
    >>> publish_sums(sum_votes(votes_from_matrix(20 * [[1]]))).n_people
    20
    """
    if sums.n_people < floor:
        message = f"the sums are over {sums.n_people} people; expected {floor} or more"
        raise TooFewPeopleError(message)
    return sums


def axes_of_sums(sums: VoteSums, start: Axes | None = None) -> Axes:
    """Return the axes that the votes behind the sums have.

    Parameters
    ----------
    sums : VoteSums
        Over everybody.
    start : Axes, optional
        Axes known to be near, such as those before a few answers.

    Returns
    -------
    Axes
        The same as from the votes themselves, to rounding.

    Notes
    -----
    The centred Gram matrix is ``A - B diag(m) - diag(m) B' + (m m') o C`` with products
    A, halves B, pairs C and means m.

    Examples
    --------
    >>> sums = sum_votes(votes_from_matrix([[1, 1], [-1, -1], [1, 1]]))
    >>> axes_of_sums(sums).directions[0].round(3).tolist()
    [0.707, 0.707]
    """
    means = sums.means
    shift = sums.halves * means
    gram = means[:, None] * sums.pairs
    gram *= means
    gram += sums.products
    gram -= shift
    gram -= shift.T
    near = start.directions if start is not None else None
    return solve_axes(lambda vectors: gram @ vectors, means, EXACT, near)


def sum_pairs(part: Part) -> Ints:
    """Return the three tables of one part."""
    shape = (3, part.n_statements, part.n_statements)
    total = np.zeros(shape, dtype=np.int32)
    if part.is_compiled:
        for piece in _blocks(part):
            packed = np.zeros(shape[1:], dtype=np.uint64)
            compiled().sum_pairs(*piece, packed)
            compiled().unpack_pairs(packed, total)
        return total
    given, seen = _tables(part, len(part.starts) - 1)
    total[0], total[1] = (given.T @ given).todense(), (given.T @ seen).todense()
    total[2] = (seen.T @ seen).todense()
    return total


def _tables(votes: Part | Votes, n_rows: int) -> tuple[Any, Any]:
    """Return the answers, and where there is one, as tables of so many rows."""
    shape = (n_rows, votes.n_statements)
    starts = votes.starts.astype(np.int32)
    ends = np.full(n_rows + 1 - len(starts), starts[-1])
    where = (votes.statements.astype(np.int32), np.append(starts, ends))
    given = csr_array((votes.answers.astype(np.int32), *where), shape=shape)
    return given, csr_array((np.ones_like(given.data), *where), shape=shape)


def _plus_both(table: Ints, *changes: Any) -> Ints:
    """Return the table with what few of its cells gained."""
    changed = table.copy()
    for change in changes:
        cells = change.tocoo()
        changed[cells.row, cells.col] += cells.data
    return changed


def _blocks(part: Part) -> Iterator[tuple[Any, Any, Any]]:
    for first in range(0, len(part.starts) - 1, BLOCK):
        starts = part.starts[first : first + BLOCK + 1]
        begin, end = starts[0], starts[-1]
        yield starts - begin, part.statements[begin:end], part.answers[begin:end]


def _plus(one: VoteSums, other: VoteSums) -> VoteSums:
    return VoteSums(
        one.products + other.products,
        one.halves + other.halves,
        one.pairs + other.pairs,
        one.n_people + other.n_people,
    )
