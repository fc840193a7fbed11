"""A map that does not depend on who was shown what: for hearings with a router."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import eigh

from folkmoot.engines.opinion.axes import N_AXES, Axes
from folkmoot.engines.opinion.choosing import keep_statements
from folkmoot.engines.opinion.counts import NO_GROUP, GroupCounts, group_counts
from folkmoot.engines.opinion.grouping import Grouping, find_groups
from folkmoot.engines.opinion.mapping import people_in, place_people
from folkmoot.engines.opinion.passes import Pass
from folkmoot.engines.opinion.placing import place_person
from folkmoot.engines.opinion.representing import mask_of
from folkmoot.engines.opinion.sums import VoteSums, sum_votes
from folkmoot.engines.opinion.votes import Votes, VotesError

type Floats = NDArray[np.float64]

FEW = 3  # pairs of answers that count as much as the guess of no connection
MOST_STATEMENTS_SQUARED = 4_000  # beyond, the table of pairs outgrows its use
ANSWERS_TO_PLACE = 4  # with fewer, where somebody stands is chance


@dataclass(frozen=True, slots=True, eq=False)
class FairMap:
    """Where people stand, whatever each of them was shown.

    Parameters
    ----------
    axes : Axes
        The two directions; 0 at moderated statements.
    positions : numpy.ndarray of float64, shape (n_people, 2)
        Where each person stands.
    grouping : Grouping
        Who is in which group, and how clear the groups are.
    counts : GroupCounts
        Answers of each group to each statement.
    """

    axes: Axes
    positions: Floats
    grouping: Grouping
    counts: GroupCounts

    @property
    def groups(self) -> NDArray[np.int64]:
        """The group of each person, -1 for those who answered too little."""
        return self.grouping.labels


def fair_axes(sums: VoteSums) -> Axes:
    """Return the directions in which people differ, each pair of statements counted once.

    Parameters
    ----------
    sums : VoteSums
        Of one hearing (`sum_votes`), or added up over several (`add_sums`).

    Returns
    -------
    Axes
        Two directions; 0 where people differ in fewer ways.

    Notes
    -----
    ``G_jk = sum (x_j - c_j)(x_k - c_k) / (n_jk + 3)`` over the ``n_jk`` people who
    answered both, 0 for ``j = k``; the axes are its two leading eigenvectors. Filling
    gaps with means instead, as `opinion_map` and Polis do, weighs a pair by how often
    a router showed it: then the axes tell what was asked, not what people think.
    Cost: about ``n_statements^3``; 0.2 s at 1,000.

    Examples
    --------
    >>> table = 8 * [[1, 1, -1]] + 8 * [[-1, -1, 1]]
    >>> fair_axes(sum_votes(votes_from_matrix(table))).directions[0].round(3).tolist()
    [0.577, 0.577, -0.577]
    """
    many, both = len(sums.pairs), sums.pairs
    means = np.diag(sums.halves) / np.maximum(np.diag(both), 1)
    crossed = sums.halves * means
    gram = sums.products - crossed - crossed.T + np.outer(means, means) * both
    gram /= both + FEW
    np.fill_diagonal(gram, 0.0)
    directions, strengths = np.zeros((N_AXES, many)), np.zeros(N_AXES)
    few = min(N_AXES, many)
    if few and gram.any():
        values, vectors = eigh(gram, subset_by_index=(many - few, many - 1))
        directions[:few] = [_turned(vector) for vector in vectors.T[::-1]]
        strengths[:few] = np.maximum(values[::-1], 0.0)
        directions[strengths <= 0] = 0.0
    return Axes(means, directions, np.sqrt(strengths), 1)


def fair_map(
    votes: Votes,
    *,
    rng: np.random.Generator,
    moderated: ArrayLike | None = None,
    n_groups: int | None = None,
    start: FairMap | None = None,
) -> FairMap:
    """Draw the map from axes that do not depend on what the router showed.

    Parameters
    ----------
    votes : Votes
        Who answered what.
    rng : numpy.random.Generator
        For the starts of the groups.
    moderated : array_like of bool, shape (n_statements,), optional
        Statements that were taken out.
    n_groups : int, optional
        How many groups there shall be; by default the votes decide.
    start : FairMap, optional
        An earlier map, whose groups are tried first.

    Returns
    -------
    FairMap
        Axes from `fair_axes`; positions and groups as in `opinion_map`.

    Raises
    ------
    VotesError
        If there are more than 4,000 statements, or the mask does not fit.

    Examples
    --------
    >>> table = 8 * [[1, 1, -1, -1]] + 8 * [[-1, -1, 1, 1]]
    >>> found = fair_map(votes_from_matrix(table), rng=np.random.default_rng(1))
    >>> found.counts.sizes.tolist()
    [8, 8]
    """
    out = mask_of("moderated", moderated, votes.n_statements)
    live = keep_statements(votes, ~out) if out.any() else votes
    if live.n_statements > MOST_STATEMENTS_SQUARED:
        message = (
            f"votes has {live.n_statements} statements; expected at most"
            f" {MOST_STATEMENTS_SQUARED} where pairs of them are compared"
        )
        raise VotesError(message)
    axes = fair_axes(sum_votes(live))
    passed = Pass(live)
    n_answered = passed.n_answered if live is votes else Pass(votes).n_answered
    places = place_people(passed, axes, n_answered - passed.n_answered)
    is_in = people_in(votes.counts, live.counts, n_answered)
    centres = start.grouping.centres if start is not None else None
    found = find_groups(places, is_in, rng, n_groups, centres)
    counts = group_counts(votes, found.labels, len(found.centres))
    means, directions = np.zeros(len(out)), np.zeros((N_AXES, len(out)))
    means[~out], directions[:, ~out] = axes.means, axes.directions
    whole = Axes(means, directions, axes.strengths, axes.n_passes)
    return FairMap(whole, places, found, counts)


def group_of(found: FairMap, statements: ArrayLike, answers: ArrayLike) -> int:
    """Return the group that somebody who came after the map was drawn stands nearest to.

    Parameters
    ----------
    found : FairMap
        The latest map.
    statements : array_like of int, shape (n_answered,)
        What the person answered.
    answers : array_like of int, shape (n_answered,)
        +1 agree, 0 pass, -1 disagree.

    Returns
    -------
    int
        A group; -1 after fewer than four answers, or where there is no group.

    Notes
    -----
    The place by `place_person`, then the nearest centre.

    Examples
    --------
    >>> table = 8 * [[1, 1, -1, -1]] + 9 * [[-1, -1, 1, 1]]
    >>> found = fair_map(votes_from_matrix(table), rng=np.random.default_rng(1))
    >>> group_of(found, [0, 1, 2, 3], [1, 1, 0, -1]), group_of(found, [0], [1])
    (1, -1)
    """
    read = np.asarray(statements, dtype=np.int64)
    centres = found.grouping.centres
    if len(read) < ANSWERS_TO_PLACE or not len(centres):
        return NO_GROUP
    means, directions = found.axes.means, found.axes.directions
    place = place_person(read, answers, means, directions, len(means))
    return int(np.argmin(((centres - place) ** 2).sum(axis=1)))


def _turned(vector: Floats) -> Floats:
    """Return it or its opposite, so that the sign is not an accident."""
    return vector if vector[np.argmax(np.abs(vector).round(9))] > 0 else -vector
