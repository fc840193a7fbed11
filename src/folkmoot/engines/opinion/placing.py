"""Where one person stands on a map that was drawn before."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.votes import VotesError, votes_from_rows


def place_person(
    statements: ArrayLike,
    answers: ArrayLike,
    means: ArrayLike,
    directions: ArrayLike,
    n_answered: int,
) -> NDArray[np.float64]:
    """Return the place of one person's answers.

    Parameters
    ----------
    statements : array_like of int, shape (n_answers,)
        What was answered, as a place in ``means``.
    answers : array_like of int, shape (n_answers,)
        +1 agree, 0 pass, -1 disagree.
    means : array_like of float, shape (n_live,)
        Mean answers of the map, without the statements that were taken out.
    directions : array_like of float, shape (2, n_live)
        Its axes, likewise.
    n_answered : int
        How many statements anybody had answered when the map was drawn, those taken out
        included.

    Returns
    -------
    numpy.ndarray of float64, shape (2,)
        The same place that `opinion_map` gives to somebody with these answers.

    Raises
    ------
    VotesError
        If the arguments do not fit together.

    Notes
    -----
    ``sqrt(C / n) sum (x - c) v`` over the ``n`` statements that the person answered,
    with ``C`` that anybody answered. Answers to statements that were taken out must not
    have been given to the map either; those it counts for everybody, as Polis does.

    Examples
    --------
    >>> place_person([0], [1], [0.5, 0.0], [[1.0, 0.0], [0.0, 1.0]], 2).round(3).tolist()
    [0.707, 0.0]
    """
    centre, axes = np.asarray(means, np.float64), np.asarray(directions, np.float64)
    if centre.ndim != 1 or axes.shape != (2, len(centre)):
        message = (
            f"means and directions have shapes {centre.shape} and {axes.shape};"
            " expected one mean and two numbers for each statement"
        )
        raise VotesError(message)
    if n_answered < 0:
        message = f"n_answered is {n_answered}; expected 0 or more"
        raise VotesError(message)
    own = votes_from_rows(
        np.zeros(np.shape(statements), np.int64), statements, answers, 1, len(centre)
    )
    away = own.answers - centre[own.statements]
    stretch = np.sqrt(n_answered / max(own.n_votes, 1))
    place: NDArray[np.float64] = axes[:, own.statements] @ away * stretch
    return place
