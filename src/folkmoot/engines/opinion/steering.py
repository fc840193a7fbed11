"""How much a statement moves the map, and how soon it should be asked again."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.counts import GroupCounts
from folkmoot.engines.opinion.votes import VotesError

NEWNESS = 8  # how much more a statement without answers is shown
HALVES_AFTER = 5  # answers after which that is halved
META = 7**2  # the fixed priority of statements about the hearing itself


def extremity(
    means: ArrayLike, axes: ArrayLike, n_statements: int | None = None
) -> NDArray[np.float64]:
    """Return how far somebody would stand out who only agreed with a statement.

    Parameters
    ----------
    means : array_like of float, shape (n_statements,)
        Mean answer to each statement, -1 to 1.
    axes : array_like of float, shape (n_axes, n_statements)
        The axes of the map, each of length 1.
    n_statements : int, optional
        How many statements the hearing has, if more than are given here.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        From 0, in the unit of positions on the map.

    Raises
    ------
    VotesError
        If there is not one mean and one part of each axis for each statement.

    Notes
    -----
    ``sqrt(C) |1 - c_j| sqrt(v1_j^2 + v2_j^2)`` with ``C`` statements and mean ``c_j``.

    References
    ----------
    Polis, ``math/src/polismath/math/conversation.clj``, ``with-proj-and-extremtiy``.

    Examples
    --------
    >>> extremity([0, 1, -1], [[0.6, 0.8, 0.0], [0.0, 0.0, 1.0]]).round(3).tolist()
    [1.039, 0.0, 3.464]
    """
    centres, directions = np.asarray(means, float), np.asarray(axes, float)
    if centres.ndim != 1 or directions.shape[1:] != centres.shape:
        message = (
            f"means has shape {centres.shape} and axes {directions.shape}; expected"
            " one value for each statement, and that for each axis"
        )
        raise VotesError(message)
    many = len(centres) if n_statements is None else n_statements
    lengths = np.sqrt((directions**2).sum(axis=0))
    out: NDArray[np.float64] = np.sqrt(many) * np.abs(1 - centres) * lengths
    return out


def priority(
    counts: GroupCounts, extremities: ArrayLike, *, meta: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Return how much each statement should be asked, as Polis weighs them.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement; taken together.
    extremities : array_like of float, shape (n_statements,)
        From `extremity`.
    meta : array_like of bool, shape (n_statements,), optional
        Statements about the hearing itself, which get a fixed priority.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        From 0; a statement is drawn with a chance proportional to it.

    Raises
    ------
    VotesError
        If there is not one value for each statement.

    Notes
    -----
    ``[(1 - (P+1)/(S+2)) (1 + E) (A+1)/(S+2) (1 + 8 * 2^(-S/5))]^2`` with ``A`` agrees
    and ``P`` passes among ``S`` answers and extremity ``E``.

    References
    ----------
    Polis, ``math/src/polismath/math/conversation.clj``, ``priority-metric``.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1, float("nan")]]), [0])
    >>> priority(counts, [0.0, 1.0]).round(3).tolist()
    [12.53, 20.25]
    """
    moves = np.asarray(extremities, float)
    if moves.shape != (counts.n_statements,):
        message = (
            f"extremities has shape {moves.shape}; expected {counts.n_statements}"
            " values, one for each statement"
        )
        raise VotesError(message)
    seen = counts.seen.sum(axis=0)
    agreeing = (counts.agrees.sum(axis=0) + 1) / (seen + 2)
    passing = (counts.passes.sum(axis=0) + 1) / (seen + 2)
    newness = 1 + NEWNESS * 2.0 ** (-seen / HALVES_AFTER)
    weights: NDArray[np.float64] = (
        (1 - passing) * (1 + moves) * agreeing * newness
    ) ** 2
    return weights if meta is None else np.where(np.asarray(meta), META, weights)
