"""What matters to people: marks of importance, as weights beside the counts."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.votes import Votes, VotesError

MARKS_AT_MOST = 5  # marks of one person that count in full
DOUBT = 10.0  # readers' worth of doubt that a statement differs from the others


def weigh_matters(votes: Votes, marked: ArrayLike) -> NDArray[np.float64]:
    """Return how much each statement matters to those who answered it, around 1.

    Parameters
    ----------
    votes : Votes
        Who answered what.
    marked : array_like of bool, shape (n_votes,)
        Whether a person marked "this matters to me" with that answer, in the order of
        ``votes.statements``.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        1 is as often as on average. It orders what is shown and reported; it never
        changes a tally or the map.

    Raises
    ------
    VotesError
        If there is not one mark for each answer.

    Notes
    -----
    Who marks more than five spreads five over them: a mark then counts ``5/marks``.
    With ``M`` marks by ``S`` readers and mean rate ``m`` of all answers:
    ``(M + 10 m) / ((S + 10) m)``; 1 where nobody marked anything. So "the sky is blue",
    which all agree with and nobody marks, falls behind.

    Examples
    --------
    >>> votes = votes_from_matrix([[1, 1], [1, 1]])
    >>> weigh_matters(votes, [True, False, True, False]).round(2).tolist()
    [1.17, 0.83]
    """
    marks = np.asarray(marked)
    if marks.shape != (votes.n_votes,) or (votes.n_votes and marks.dtype != np.bool_):
        message = (
            f"marked has shape {marks.shape} and type {marks.dtype}; expected"
            f" {votes.n_votes} truth values, one for each answer"
        )
        raise VotesError(message)
    each = np.bincount(votes.people[marks], minlength=votes.n_people)
    worth = np.minimum(1.0, MARKS_AT_MOST / np.maximum(each, 1))[votes.people] * marks
    given = np.bincount(votes.statements, worth, minlength=votes.n_statements)
    readers = np.bincount(votes.statements, minlength=votes.n_statements)
    if not given.sum():
        return np.ones(votes.n_statements)
    rate = given.sum() / readers.sum()
    out: NDArray[np.float64] = (given + DOUBT * rate) / ((readers + DOUBT) * rate)
    return out
