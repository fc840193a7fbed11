"""When a hearing is done: how well answers that were held back are foretold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from folkmoot.engines.opinion.votes import Votes, votes_from_rows

type Floats = NDArray[np.float64]

PARTS = (0.25, 0.5, 0.75, 1.0)
HELD_BACK = 0.1
ROUNDS = 3  # hold-outs, whose mean is shown
FACTORS, SWEEPS, PENALTY, HABIT = 2, 8, 4.0, 2.0
CUTS = np.linspace(-0.6, 0.6, 25)  # where pass may begin and end
LITTLE = 0.02  # what the last quarter may have gained, at most, when all is heard
FEWEST = 20  # answers to hold back, below which nothing is said


@dataclass(frozen=True, slots=True, eq=False)
class Foretelling:
    """How well hidden answers could be told from the others.

    Parameters
    ----------
    parts : numpy.ndarray of float64, shape (n_parts,)
        The parts of the answers that were used, rising to 1.
    foretold : numpy.ndarray of float64, shape (n_parts,)
        The share of hidden answers foretold rightly; NaN if there are too few answers.
    guessed : float
        The share that each statement's most frequent answer gets right.
    spread : float
        Standard deviation between hold-outs of what the last part gained.
    n_hidden : int
        How many answers were hidden in each.
    """

    parts: Floats
    foretold: Floats
    guessed: float
    spread: float
    n_hidden: int

    @property
    def gain(self) -> float:
        """What the last part of the answers added to the share."""
        return float(self.foretold[-1] - self.foretold[-2])

    @property
    def is_done(self) -> bool:
        """Whether more answers would hardly tell anything new: at most 2 in 100.

        Where not even the most frequent answers are matched, too little was heard.
        """
        tells = bool(self.foretold[-1] >= self.guessed)
        return tells and self.gain + self.spread <= LITTLE


def foretell(votes: Votes, *, rng: np.random.Generator) -> Foretelling:
    """Hide answers and tell them from the rest, with more and more of the rest.

    Parameters
    ----------
    votes : Votes
        Who answered what.
    rng : numpy.random.Generator
        Which answers are hidden.

    Returns
    -------
    Foretelling
        "Of 100 hidden answers the map foretells 74, each statement's most frequent
        answer 65. With a quarter fewer answers it was 73.6": one more quarter gained
        0.4, and the hearing is done in this sense. It is a sign that people may stop
        being asked the same; it does not say that a new statement would be idle.

    Notes
    -----
    A tenth of the answers is hidden, three times. From 25, 50, 75 and 100% of the rest
    ``x = m_j + b_i + f_i . g_j`` with two factors is fitted by ridge regression in
    turns; the two values between which pass is foretold are those that fit best. Time: answers
    times 96 sweeps; about a second for 60,000 answers.

    Examples
    --------
    >>> table = 40 * [9 * [1, -1]] + 40 * [9 * [-1, 1]]
    >>> found = foretell(votes_from_matrix(table), rng=np.random.default_rng(1))
    >>> bool(found.foretold[-1] > 0.9), found.guessed < 0.7, found.is_done
    (True, True, True)
    """
    hidden = int(votes.n_votes * HELD_BACK)
    parts = np.array(PARTS)
    if hidden < FEWEST:
        nothing = np.full(len(parts), np.nan)
        return Foretelling(parts, nothing, float("nan"), float("nan"), hidden)
    hits, guesses = np.zeros((ROUNDS, len(parts))), np.zeros(ROUNDS)
    people = votes.people
    for turn in range(ROUNDS):
        order = rng.permutation(votes.n_votes)
        test, rest = order[:hidden], order[hidden:]
        where = people[test], votes.statements[test]
        said = votes.answers[test]
        for place, part in enumerate(PARTS):
            used = _some(votes, people, rest[: int(len(rest) * part)])
            hits[turn, place] = np.mean(_foretold(used, *where) == said)
        all_rest = _some(votes, people, rest)
        guesses[turn] = np.mean(_most_frequent(all_rest)[where[1]] == said)
    shares = hits.mean(axis=0)
    return Foretelling(
        parts,
        shares,
        float(guesses.mean()),
        float(np.std(hits[:, -1] - hits[:, -2])),
        hidden,
    )


def fitted_answers(votes: Votes) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the mean of each statement, the habit and mind of each person, the themes.

    The answer of person ``i`` to statement ``j`` is expected at
    ``means[j] + habits[i] + minds[i] @ themes[j]``.
    """
    shape = (votes.n_people, votes.n_statements)
    said = csr_array(
        (votes.answers.astype(np.float64), votes.statements, votes.starts), shape=shape
    )
    asked = csr_array(
        (np.ones(votes.n_votes), votes.statements, votes.starts), shape=shape
    )
    means = said.sum(axis=0) / (asked.sum(axis=0) + 1)
    habits, minds = np.zeros(shape[0]), np.zeros((shape[0], FACTORS))
    # Cosines give every statement its own start without chance.
    angles = np.outer(np.arange(shape[1]) + 1, np.arange(FACTORS) + 1)
    themes = 0.3 * np.cos(angles * 2.399963)
    for _ in range(SWEEPS):
        known = said - asked.multiply(means[None, :])
        found = _ridge(asked, csr_array(known), themes, HABIT)
        habits, minds = found[:, 0], found[:, 1:]
        known = said - asked.multiply(habits[:, None])
        found = _ridge(asked.T.tocsr(), csr_array(known).T.tocsr(), minds, 0.5)
        means, themes = found[:, 0], found[:, 1:]
    return means, habits, minds, themes


def _ridge(asked: csr_array, rest: csr_array, given: Floats, first: float) -> Floats:
    design = np.hstack([np.ones((len(given), 1)), given])
    size = design.shape[1]
    squares = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    normal = (asked @ squares).reshape(-1, size, size)
    normal = normal + np.diag([first] + [PENALTY] * (size - 1))
    solved: Floats = np.linalg.solve(normal, (rest @ design)[:, :, None])[:, :, 0]
    return solved


def _foretold(
    votes: Votes, people: NDArray[np.int32], statements: NDArray[np.int64]
) -> NDArray[np.int8]:
    fit = fitted_answers(votes)
    lower, upper = _cuts(
        answer_levels(fit, votes.people, votes.statements), votes.answers
    )
    level = answer_levels(fit, people, statements)
    return (level > upper).astype(np.int8) - (level <= lower).astype(np.int8)


def answer_levels(
    fit: tuple[Floats, Floats, Floats, Floats],
    people: NDArray[np.int32],
    statements: NDArray[np.int64],
) -> Floats:
    """Return what each of some people is expected to answer, about -1 to 1."""
    means, habits, minds, themes = fit
    level: Floats = means[statements] + habits[people]
    return level + (minds[people] * themes[statements]).sum(axis=1)


def _cuts(level: Floats, said: NDArray[np.int8]) -> tuple[float, float]:
    """Return below what disagree, and above what agree, is right most often."""
    below = [np.sum(said[level <= cut] == -1) for cut in CUTS]
    above = [np.sum(said[level > cut] == 1) for cut in CUTS]
    passes = [np.sum(said[level <= cut] == 0) for cut in CUTS]
    right = np.add.outer(np.subtract(below, passes), np.add(above, passes))
    right[np.tril_indices(len(CUTS), -1)] = -1
    lower, upper = np.unravel_index(right.argmax(), right.shape)
    return float(CUTS[lower]), float(CUTS[upper])


def _most_frequent(votes: Votes) -> NDArray[np.int64]:
    kinds = votes.statements.astype(np.int64) * 3 + (votes.answers + 1)
    table = np.bincount(kinds, minlength=votes.n_statements * 3).reshape(-1, 3)
    return table.argmax(axis=1) - 1


def _some(votes: Votes, people: NDArray[np.int32], kept: NDArray[np.int64]) -> Votes:
    return votes_from_rows(
        people[kept],
        votes.statements[kept],
        votes.answers[kept],
        votes.n_people,
        votes.n_statements,
    )
