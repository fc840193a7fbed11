"""Who and what stands between the groups."""

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.opinion.common import agreement_bounds
from folkmoot.engines.opinion.counts import PART, GroupCounts, spans
from folkmoot.engines.opinion.votes import AGREE, DISAGREE, PASS, Votes, VotesError

PRIOR = 1 / 3  # the chance that two people without any opinion answer alike
PRIOR_ANSWERS = 3


def bridging_people(votes: Votes, counts: GroupCounts) -> NDArray[np.float64]:
    """Return how well the group least like them would recognise each person's answers.

    Parameters
    ----------
    votes : Votes
        The answers of those who are asked about: everybody, or one person alone.
    counts : GroupCounts
        Everybody's, by group and statement.

    Returns
    -------
    numpy.ndarray of float64, shape (n_people,)
        0 to 1, high for people who answer much as every group does; one third for those
        who answered nothing; NaN when there are no groups.

    Raises
    ------
    VotesError
        If votes and counts differ in the number of statements.

    Notes
    -----
    For each group the mean, over a person's answers, of the share of the group that
    gave the same answer, with three answers of one third added; then the lowest of the
    groups.

    Examples
    --------
    >>> votes = votes_from_matrix(4 * [[1, 1]] + 4 * [[-1, 1]] + [[0, 1]])
    >>> counts = group_counts(votes, 4 * [0] + 4 * [1] + [-1])
    >>> bridging_people(votes, counts).round(2).tolist()
    [0.37, 0.37, 0.37, 0.37, 0.37, 0.37, 0.37, 0.37, 0.37]
    """
    if votes.n_statements != counts.n_statements:
        message = (
            f"votes has {votes.n_statements} statements and counts"
            f" {counts.n_statements}; expected the same"
        )
        raise VotesError(message)
    tables = {AGREE: counts.agrees, PASS: counts.passes, DISAGREE: counts.disagrees}
    given = np.stack([tables[code] for code in (DISAGREE, PASS, AGREE)], axis=-1)
    alike = ((given + 1) / (counts.seen + len(tables))[..., None]).reshape(
        counts.n_groups, votes.n_statements * len(tables)
    )
    lowest = np.full(votes.n_people, np.inf if counts.n_groups else np.nan)
    for first, last in spans(votes, PART):
        own, many = slice(first, last), votes.counts[first:last]
        here = slice(votes.starts[first], votes.starts[last])
        place = votes.statements[here].astype(np.int64) * len(tables)
        place += votes.answers[here] - DISAGREE
        person = np.repeat(np.arange(last - first), many)
        for table in alike:
            total = np.bincount(person, table[place], minlength=last - first)
            mean = (total + PRIOR_ANSWERS * PRIOR) / (many + PRIOR_ANSWERS)
            lowest[own] = np.minimum(lowest[own], mean)
    return lowest


def bridging_statements(counts: GroupCounts) -> NDArray[np.float64]:
    """Return how much the group that likes a statement least still agrees with it.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        0 to 1: the lowest of the groups' cautious shares. Unlike a product it compares
        between maps with different numbers of groups.

    Notes
    -----
    The minimum over groups of `agreement_bounds`; NaN when there are no groups.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix(9 * [[1, 1]] + [[1, -1]]), 9 * [0] + [1])
    >>> bridging_statements(counts).round(2).tolist()
    [0.32, 0.05]
    """
    if not counts.n_groups:
        return np.full(counts.n_statements, np.nan)
    lowest: NDArray[np.float64] = agreement_bounds(counts).min(axis=0)
    return lowest
