"""What all groups share, what divides them, and what too few have answered yet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from folkmoot.engines.opinion.counts import GroupCounts, side
from folkmoot.engines.opinion.representing import (
    HALF,
    SIDES,
    SIGNIFICANT,
    mask_of,
    representativeness,
)
from folkmoot.engines.opinion.votes import AGREE, VotesError

CAUTION = 0.1  # the quantile that a lower bound is
HEARD_FROM = 5  # answers of a group of 20 or more
HEARD_PART = 4  # a smaller group is heard when this part of it, a quarter, answered


@dataclass(frozen=True, slots=True)
class Leading:
    """A statement that people as a whole lean to.

    Parameters
    ----------
    statement : int
        Which one.
    answer : int
        +1 if they agree, -1 if they disagree.
    share : float, 0 to 1
        How many of those who answered it do, smoothed.
    """

    statement: int
    answer: int
    share: float


@dataclass(frozen=True, slots=True)
class MinorityView:
    """What most of a smaller group hold and most others do not.

    Parameters
    ----------
    group : int
        Which group.
    statement : int
        Which statement.
    answer : int
        +1 if the group agrees, -1 if it disagrees.
    inside : float, 0 to 1
        Share of the group that gives this answer, smoothed.
    outside : float, 0 to 1
        Share of everybody in other groups, smoothed.
    """

    group: int
    statement: int
    answer: int
    inside: float
    outside: float


def group_aware_consensus(
    counts: GroupCounts, answer: int = AGREE
) -> NDArray[np.float64]:
    """Multiply the groups' shares, so that no group can be outvoted.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    answer : int, default 1
        +1 for common ground, -1 for what all reject.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        0 to 1. Values of maps with different numbers of groups do not compare.

    Notes
    -----
    The product over groups of ``(v+1)/(n+2)``, with ``v`` such answers among ``n``. A
    statement that nobody answered gets one half for each group: read it beside
    `common_ground_bound` and `heard`.

    References
    ----------
    Small et al., "Polis: scaling deliberation by mapping high dimensional opinion
    spaces", Recerca 26(2), 2021: group-informed consensus.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1], [1], [-1]]), [0, 0, 1])
    >>> group_aware_consensus(counts).tolist()
    [0.25]
    """
    shares = (side(counts, answer) + 1) / (counts.seen + 2)
    product: NDArray[np.float64] = shares.prod(axis=0)
    return product


def agreement_bounds(
    counts: GroupCounts, answer: int = AGREE, quantile: float = CAUTION
) -> NDArray[np.float64]:
    """Return the share of each group that we can count on, given how few answered.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    answer : int, default 1
        +1 for agreement, -1 for disagreement.
    quantile : float, default 0.1
        How cautious: the true share is below the bound with this probability.

    Returns
    -------
    numpy.ndarray of float64, shape (n_groups, n_statements)
        0 to 1; ``quantile`` where nobody of the group answered.

    Raises
    ------
    VotesError
        If ``quantile`` is not between 0 and 1.

    Notes
    -----
    The quantile of the Beta(v+1, n-v+1) distribution, which is what is known of a share
    after ``v`` of ``n`` answers when nothing was known before.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1, 1], [1, float("nan")]]), [0, 0])
    >>> agreement_bounds(counts).round(3).tolist()
    [[0.464, 0.316]]
    """
    if not 0 < quantile < 1:
        message = f"quantile is {quantile}; expected more than 0 and less than 1"
        raise VotesError(message)
    given = side(counts, answer)
    bounds: NDArray[np.float64] = betaincinv(
        given + 1.0, counts.seen - given + 1.0, quantile
    )
    return bounds


def common_ground_bound(
    counts: GroupCounts, answer: int = AGREE, quantile: float = CAUTION
) -> NDArray[np.float64]:
    """Multiply the groups' lower bounds: common ground that few answers cannot fake.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    answer : int, default 1
        +1 for common ground, -1 for what all reject.
    quantile : float, default 0.1
        How cautious each group's bound is.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        0 to 1, below `group_aware_consensus` wherever a group leans to the answer.

    Notes
    -----
    The product over groups of `agreement_bounds`.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1], [1], [1]]), [0, 0, 1])
    >>> common_ground_bound(counts).round(3).tolist()
    [0.147]
    """
    product: NDArray[np.float64] = agreement_bounds(counts, answer, quantile).prod(0)
    return product


def heard(counts: GroupCounts) -> NDArray[np.bool_]:
    """Tell which statements enough people of each group have answered.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.

    Returns
    -------
    numpy.ndarray of bool, shape (n_groups, n_statements)
        False means "not heard yet", which is neither agreement nor disagreement.

    Notes
    -----
    Five answers, or a quarter of the group, rounded up, where it has fewer than 20.

    Examples
    --------
    >>> votes = votes_from_matrix([[1, 1]] + 5 * [[1, float("nan")]])
    >>> heard(group_counts(votes, 6 * [0])).tolist()
    [[True, False]]
    """
    enough: NDArray[np.bool_] = counts.seen >= answers_to_hear(counts)[:, None]
    return enough


def answers_to_hear(counts: GroupCounts) -> NDArray[np.int64]:
    """Return how many answers each group has to give before it has heard a statement."""
    quarter = np.maximum(-(-counts.sizes // HEARD_PART), 1)
    needed: NDArray[np.int64] = np.minimum(HEARD_FROM, quarter)
    return needed


def rank_common_ground(
    counts: GroupCounts,
    answer: int = AGREE,
    *,
    moderated: ArrayLike | None = None,
) -> NDArray[np.int64]:
    """Rank the statements by what every group shares, the safest first.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    answer : int, default 1
        +1 for what all agree with, -1 for what all reject.
    moderated : array_like of bool, shape (n_statements,), optional
        Statements that were taken out.

    Returns
    -------
    numpy.ndarray of int64, shape (n_ranked,)
        Statement numbers. What a group has not heard yet is not in it.

    Notes
    -----
    By `common_ground_bound`; at equal bounds the lower number first.

    Examples
    --------
    >>> votes = votes_from_matrix([[1, -1, 1], [1, -1, float("nan")]])
    >>> rank_common_ground(group_counts(votes, [0, 1])).tolist()
    [0, 1]
    """
    is_live = ~mask_of("moderated", moderated, counts.n_statements)
    live = np.flatnonzero(is_live & heard(counts).all(axis=0) & (counts.n_groups > 0))
    bound = common_ground_bound(counts, answer)[live]
    ranked: NDArray[np.int64] = live[np.argsort(-bound, kind="stable")]
    return ranked


def divisiveness(counts: GroupCounts) -> NDArray[np.float64]:
    """Return how far apart the two most distant groups stand.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        0 (same opinion in every group, or one group) to 1 (one agrees, one disagrees).

    Notes
    -----
    A group stands at ``(agrees - disagrees) / (n + 2)``, drawn to the middle when few
    answered; half the distance between the highest and the lowest.

    Examples
    --------
    >>> votes = votes_from_matrix(8 * [[1, 1]] + 8 * [[-1, 1]])
    >>> divisiveness(group_counts(votes, 8 * [0] + 8 * [1])).tolist()
    [0.8, 0.0]
    """
    if not counts.n_groups:
        return np.zeros(counts.n_statements)
    stands = (counts.agrees - counts.disagrees) / (counts.seen + 2)
    apart: NDArray[np.float64] = np.ptp(stands, axis=0) / 2
    return apart


def consensus_lists(
    counts: GroupCounts, *, moderated: ArrayLike | None = None, most: int = 5
) -> tuple[tuple[Leading, ...], tuple[Leading, ...]]:
    """List what people as a whole agree and disagree with, whatever their groups.

    Parameters
    ----------
    counts : GroupCounts
        Counts of everybody; several groups are taken together.
    moderated : array_like of bool, shape (n_statements,), optional
        Statements that were taken out.
    most : int, default 5
        How many of each.

    Returns
    -------
    tuple of tuple of Leading
        Those agreed with, then those disagreed with, strongest first.

    Notes
    -----
    Share above one half, share test above the 90% point; ranked by both multiplied.

    References
    ----------
    Polis, ``math/src/polismath/math/repness.clj``, ``select-consensus-comments``.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix(8 * [[1, -1, 0]]), 8 * [0])
    >>> consensus_lists(counts)
    ((Leading(statement=0, answer=1, share=0.9),), \
(Leading(statement=1, answer=-1, share=0.9),))
    """
    table = representativeness(counts.together())
    is_live = ~mask_of("moderated", moderated, counts.n_statements)
    lists = []
    for index, answer in enumerate(SIDES):
        share, test = table.share[index, 0], table.share_test[index, 0]
        found = np.flatnonzero(is_live & (share > HALF) & (test > SIGNIFICANT))
        order = np.argsort(-(share * test)[found], kind="stable")[:most]
        lists.append(
            tuple(Leading(int(one), answer, float(share[one])) for one in found[order])
        )
    return lists[0], lists[1]


def minority_views(
    counts: GroupCounts, *, moderated: ArrayLike | None = None
) -> tuple[MinorityView, ...]:
    """Name what most of a smaller group hold against most of the others.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    moderated : array_like of bool, shape (n_statements,), optional
        Statements that were taken out.

    Returns
    -------
    tuple of MinorityView
        The clearest first.

    Notes
    -----
    A group is smaller when it holds less than half of the people. Its own share must be
    above one half (share test) and above that of the others (ratio test), both at 90%,
    and the opposite answer must lead among the others. Every group must have heard the
    statement.

    Examples
    --------
    >>> votes = votes_from_matrix(12 * [[-1]] + 8 * [[1]])
    >>> minority_views(group_counts(votes, 12 * [0] + 8 * [1]))[0].inside
    0.9
    """
    table = representativeness(counts)
    both = np.stack([counts.agrees, counts.disagrees])
    others = both.sum(axis=1, keepdims=True) - both
    n_others = counts.seen.sum(axis=0) - counts.seen
    share_others = (others + 1) / (n_others + 2)
    holds = (table.share_test > SIGNIFICANT) & (table.ratio_test > SIGNIFICANT)
    holds &= others[::-1] > others
    holds &= (2 * counts.sizes < counts.sizes.sum())[None, :, None]
    holds &= heard(counts).all(axis=0)
    holds &= ~mask_of("moderated", moderated, counts.n_statements)
    found = np.argwhere(holds)
    order = np.argsort(-table.ratio_test[holds], kind="stable")
    return tuple(
        MinorityView(
            group=int(group),
            statement=int(statement),
            answer=SIDES[index],
            inside=float(table.share[index, group, statement]),
            outside=float(share_others[index, group, statement]),
        )
        for index, group, statement in found[order]
    )
