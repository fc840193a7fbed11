"""A score for common ground without groups: what is liked beyond one's leaning."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from folkmoot.engines.opinion.votes import Votes

type Floats = NDArray[np.float64]

PENALTY_FACTOR, PENALTY_LIKING = 0.03, 0.15
SWEEPS, STOP = 200, 1e-9
PEOPLE_FROM, STATEMENTS_FROM = 10, 5  # ratings that a person, a statement needs
HELPFUL, ONE_SIDED = 0.40, 0.50
STARTING = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class BridgingScores:
    """What is agreed with for itself, and what by one side.

    Parameters
    ----------
    bridging : numpy.ndarray of float64, shape (n_statements,)
        How much a statement is liked beyond what leanings explain; NaN where fewer than
        five of those counted answered.
    leaning : numpy.ndarray of float64, shape (n_statements,)
        Which side a statement speaks to; NaN likewise. The sign alone says nothing.
    people : numpy.ndarray of float64, shape (n_people,)
        Which side a person leans to; NaN with fewer than ten answers.
    mean : float
        What everything has in common.
    loss : float
        Reached; smaller fits better.
    sweeps : int
        How many rounds it took.
    """

    bridging: Floats
    leaning: Floats
    people: Floats
    mean: float
    loss: float
    sweeps: int

    @property
    def bridges(self) -> NDArray[np.bool_]:
        """Which statements Community Notes would call helpful at this score."""
        with np.errstate(invalid="ignore"):
            chosen: NDArray[np.bool_] = (self.bridging >= HELPFUL) & (
                np.abs(self.leaning) < ONE_SIDED
            )
        return chosen


def bridging_scores(votes: Votes) -> BridgingScores:
    """Return how much each statement is agreed with across the main divide.

    Parameters
    ----------
    votes : Votes
        Who answered what; agree counts 1, pass 1/2, disagree 0.

    Returns
    -------
    BridgingScores
        One score for each statement and one leaning for each statement and person.

    Notes
    -----
    ``r_un = mu + i_u + i_n + f_u f_n``, fitted to the least of ``mean (r - r_un)^2 +
    0.03 mean f_u^2 + 0.03 mean f_n^2 + 0.15 mean i_u^2 + 0.15 mean i_n^2 + 0.15 mu^2``.
    Each penalty is a *mean over its kind*, as Community Notes computes it and not as it
    is documented; with sums almost nothing would pass 0.40. Alternating least squares
    from the first axis of the votes: the same votes give the same scores, without
    chance. People with under ten answers and then statements under five are left out.
    Cost: answers times sweeps; under two seconds for a million answers.

    References
    ----------
    Community Notes, ``scoring/src/scoring/matrix_factorization/matrix_factorization.py``
    and ``normalized_loss.py``; Wojcik et al., "Birdwatch: Crowd Wisdom and Bridging
    Algorithms can Inform Understanding and Reduce the Spread of Misinformation", 2022.

    Examples
    --------
    >>> sides = 6 * [5 * [1] + 5 * [-1] + 3 * [1]] + 6 * [5 * [-1] + 5 * [1] + 3 * [1]]
    >>> found = bridging_scores(votes_from_matrix(sides))
    >>> found.bridging.argsort()[-3:].tolist(), bool(found.leaning[12] ** 2 < 0.01)
    ([10, 11, 12], True)
    """
    people, statements = _counted(votes)
    ratings, asked = _tables(votes, people, statements)
    bridging = np.full(votes.n_statements, np.nan)
    leaning, leanings = bridging.copy(), np.full(votes.n_people, np.nan)
    if not asked.nnz:
        return BridgingScores(bridging, leaning, leanings, 0.0, 0.0, 0)
    fit = _Fit(ratings, asked)
    losses = [np.inf, fit.loss()]
    while losses[-2] - losses[-1] > STOP and len(losses) < SWEEPS:
        fit.sweep()
        losses.append(fit.loss())
    bridging[statements], leaning[statements] = fit.theirs.T
    leanings[people] = fit.ours[:, 1]
    return BridgingScores(
        bridging, leaning, leanings, fit.mean, losses[-1], len(losses) - 2
    )


class _Fit:
    """The parameters while they are fitted; each step can only lower the loss."""

    def __init__(self, ratings: Any, asked: Any) -> None:
        self.ratings, self.asked = ratings, asked
        self.turned = (ratings.T.tocsr(), asked.T.tocsr())
        self.mean = float(ratings.sum() / asked.nnz)
        self.ours = np.zeros((ratings.shape[0], 2))
        self.theirs = np.zeros((ratings.shape[1], 2))
        self.theirs[:, 1] = _first_axis(ratings, asked) * STARTING

    def sweep(self) -> None:
        self.ours = _solve(self.ratings, self.asked, self.theirs, self.mean)
        self.theirs = _solve(*self.turned, self.ours, self.mean)
        fitted = _fitted(self.asked, self.ours, self.theirs)
        total = self.ratings.sum() - fitted.sum()
        self.mean = float(total / (self.asked.nnz * (1 + PENALTY_LIKING)))

    def loss(self) -> float:
        misses = self.ratings.data - _fitted(self.asked, self.ours, self.theirs)
        misses = misses - self.mean
        penalties = np.array([PENALTY_LIKING, PENALTY_FACTOR])
        ridge = (penalties * (self.ours**2).mean(axis=0)).sum()
        ridge += (penalties * (self.theirs**2).mean(axis=0)).sum()
        return float((misses**2).mean() + ridge + PENALTY_LIKING * self.mean**2)


def _counted(votes: Votes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the people and then the statements with enough answers."""
    enough = votes.counts >= min(PEOPLE_FROM, max(votes.n_statements, 1))
    heard = votes.statements[np.repeat(enough, votes.counts)]
    answers = np.bincount(heard, minlength=votes.n_statements)
    return np.flatnonzero(enough), np.flatnonzero(answers >= STATEMENTS_FROM)


def _tables(
    votes: Votes, people: NDArray[np.int64], statements: NDArray[np.int64]
) -> tuple[Any, Any]:
    shape = (votes.n_people, votes.n_statements)
    # One is added so that a disagree, which rates 0, keeps its cell.
    values = 1.0 + (votes.answers.astype(np.float64) + 1.0) / 2.0
    whole = csr_array((values, votes.statements, votes.starts), shape=shape)
    chosen = whole[people][:, statements].tocsr()
    asked = chosen.copy()
    asked.data = np.ones_like(asked.data)
    chosen.data = chosen.data - 1.0
    return chosen, asked


def _solve(ratings: Any, asked: Any, given: Floats, mean: float) -> Floats:
    """Return for each row the liking and the leaning that fit best.

    The penalty of a row is the mean's: the penalty times all answers over all rows.
    """
    liking, leaning = given.T
    weight = asked.nnz / asked.shape[0]
    many = asked.sum(axis=1)
    first = many + PENALTY_LIKING * weight
    cross = asked @ leaning
    second = asked @ leaning**2 + PENALTY_FACTOR * weight
    rest = ratings.sum(axis=1) - mean * many - asked @ liking
    tilted = ratings @ leaning - mean * cross - asked @ (liking * leaning)
    area = first * second - cross**2
    solved = [second * rest - cross * tilted, first * tilted - cross * rest]
    out: Floats = np.stack(solved, axis=1) / area[:, None]
    return out


def _fitted(asked: Any, ours: Floats, theirs: Floats) -> Floats:
    rows = np.repeat(np.arange(asked.shape[0]), np.diff(asked.indptr))
    columns = asked.indices
    out: Floats = ours[rows, 0] + theirs[columns, 0]
    out += ours[rows, 1] * theirs[columns, 1]
    return out


def _first_axis(ratings: Any, asked: Any) -> Floats:
    """Return the main divide among the statements, of mean square 1."""
    centres = ratings.sum(axis=0) / np.maximum(asked.sum(axis=0), 1)
    centred = ratings.copy()
    centred.data = ratings.data - centres[ratings.indices]
    axis = np.asarray(np.abs(centred).sum(axis=0)) + 1e-12
    # An even start has no side; the statement that moves people most gives it one.
    axis = np.asarray(centred.T @ (centred @ _unit(len(axis), int(axis.argmax()))))
    for _ in range(50):
        size = np.linalg.norm(axis)
        if size == 0:
            return axis
        axis = np.asarray(centred.T @ (centred @ (axis / size)))
    whole: Floats = axis / np.linalg.norm(axis) * np.sqrt(len(axis))
    return whole


def _unit(size: int, place: int) -> Floats:
    vector = np.zeros(size)
    vector[place] = 1.0
    return vector
