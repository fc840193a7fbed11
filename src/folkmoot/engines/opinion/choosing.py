"""Some people's votes, or the votes on some statements."""

import numpy as np
from numpy.typing import ArrayLike

from folkmoot.engines.opinion.votes import Votes, VotesError, whole_numbers


def keep_people(votes: Votes, kept: ArrayLike) -> Votes:
    """Return the votes of some people alone; the others leave no trace.

    Parameters
    ----------
    votes : Votes
        Everybody's votes.
    kept : array_like of bool, shape (n_people,)
        Whose votes stay.

    Returns
    -------
    Votes
        Their rows in the same order, numbered anew.

    Raises
    ------
    VotesError
        If ``kept`` does not hold one truth value for each person.

    Examples
    --------
    >>> keep_people(votes_from_matrix([[1], [-1]]), [False, True]).answers.tolist()
    [-1]
    """
    chosen = np.asarray(kept)
    if chosen.dtype != np.bool_ or chosen.shape != (votes.n_people,):
        message = (
            f"kept has shape {chosen.shape} and type {chosen.dtype}; expected"
            f" {votes.n_people} truth values, one for each person"
        )
        raise VotesError(message)
    is_kept = np.repeat(chosen, votes.counts)
    starts = np.append(0, np.cumsum(votes.counts[chosen]))
    return Votes(
        starts, votes.statements[is_kept], votes.answers[is_kept], votes.n_statements
    )


def pick_people(votes: Votes, numbers: ArrayLike) -> Votes:
    """Return the votes of some people, in a chosen order.

    Parameters
    ----------
    votes : Votes
        Everybody's votes.
    numbers : array_like of int, shape (n_picked,)
        Whose, from 0 to ``n_people - 1``.

    Returns
    -------
    Votes
        One row for each number; the time is that of these rows alone.

    Raises
    ------
    VotesError
        If a number is none of a person.

    Examples
    --------
    >>> pick_people(votes_from_matrix([[1], [-1]]), [1, 0]).answers.tolist()
    [-1, 1]
    """
    picked = whole_numbers("numbers", numbers, votes.n_people)
    begins = votes.starts[picked]
    counts = votes.starts[picked + 1] - begins
    ends = np.cumsum(counts)
    steps = np.arange(counts.sum()) - np.repeat(ends - counts, counts)
    entries = np.repeat(begins, counts) + steps
    return Votes(
        np.append(0, ends),
        votes.statements[entries],
        votes.answers[entries],
        votes.n_statements,
    )


def keep_statements(votes: Votes, kept: ArrayLike) -> Votes:
    """Return the votes on some statements alone.

    Parameters
    ----------
    votes : Votes
        Votes on all statements.
    kept : array_like of bool, shape (n_statements,)
        Which statements stay.

    Returns
    -------
    Votes
        The same people; statements numbered anew in the same order.

    Raises
    ------
    VotesError
        If ``kept`` does not hold one truth value for each statement.

    Examples
    --------
    >>> keep_statements(votes_from_matrix([[1, -1]]), [False, True]).matrix().tolist()
    [[-1.0]]
    """
    chosen = np.asarray(kept)
    if chosen.dtype != np.bool_ or chosen.shape != (votes.n_statements,):
        message = (
            f"kept has shape {chosen.shape} and type {chosen.dtype}; expected"
            f" {votes.n_statements} truth values, one for each statement"
        )
        raise VotesError(message)
    is_kept = chosen[votes.statements]
    starts = np.append(0, np.cumsum(is_kept))[votes.starts]
    number = np.cumsum(chosen) - 1
    return Votes(
        starts,
        number[votes.statements[is_kept]],
        votes.answers[is_kept],
        int(chosen.sum()),
    )
