"""What a group holds more than the others do: the statements that stand for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.counts import GroupCounts
from folkmoot.engines.opinion.votes import AGREE, DISAGREE, VotesError

SIGNIFICANT = 1.2815515655446004  # the 90% point of the normal distribution
HALF = 0.5
SIDES = (AGREE, DISAGREE)


@dataclass(frozen=True, slots=True, eq=False)
class Representativeness:
    """Four numbers for each group, statement and side.

    Parameters
    ----------
    share : numpy.ndarray of float64, shape (2, n_groups, n_statements)
        Share of the group that gave the answer, smoothed; [0] agree, [1] disagree.
    ratio : numpy.ndarray of float64, shape (2, n_groups, n_statements)
        That share over the same share of everybody in other groups.
    share_test : numpy.ndarray of float64, shape (2, n_groups, n_statements)
        How far the share is above one half, as a normal score.
    ratio_test : numpy.ndarray of float64, shape (2, n_groups, n_statements)
        How far the share is above that of the others, as a normal score.
    """

    share: NDArray[np.float64]
    ratio: NDArray[np.float64]
    share_test: NDArray[np.float64]
    ratio_test: NDArray[np.float64]

    @property
    def weight(self) -> NDArray[np.float64]:
        """All four multiplied: what representative statements are ranked by."""
        weight: NDArray[np.float64] = (
            self.ratio * self.ratio_test * self.share * self.share_test
        )
        return weight


@dataclass(frozen=True, slots=True)
class Representative:
    """One statement that stands for a group.

    Parameters
    ----------
    statement : int
        Which one.
    answer : int
        +1 if the group stands out by agreeing, -1 by disagreeing.
    is_best_agree : bool
        Whether it is the group's clearest agreement, which always comes along.
    """

    statement: int
    answer: int
    is_best_agree: bool = False


def representativeness(counts: GroupCounts) -> Representativeness:
    """Compare each group with everybody in other groups.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.

    Returns
    -------
    Representativeness
        Four tables, each for agree and disagree.

    Notes
    -----
    With ``v`` answers of one side among ``n`` (passes included) and ``w`` among ``m``
    of all others: share ``p = (v+1)/(n+2)``; ratio ``p / ((w+1)/(m+2))``; share test
    ``2 sqrt(n+1) ((v+1)/(n+1) - 1/2)``; ratio test ``(a-b) / sqrt(c(1-c)(1/(n+1) +
    1/(m+1)))`` with ``a = (v+1)/(n+1)``, ``b = (w+1)/(m+1)``,
    ``c = (v+w+2)/(n+m+2)``, and 0 where ``c`` is 1.

    References
    ----------
    Polis, ``math/src/polismath/math/repness.clj`` and ``stats.clj``.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1], [1], [-1]]), [0, 0, 1])
    >>> found = representativeness(counts)
    >>> found.share[0].tolist(), found.ratio[0].round(2).tolist()
    ([[0.75], [0.3333333333333333]], [[2.25], [0.44]])
    """
    inside = np.stack([counts.agrees, counts.disagrees])
    n_inside = counts.seen[None]
    outside = inside.sum(axis=1, keepdims=True) - inside
    n_outside = n_inside.sum(axis=1, keepdims=True) - n_inside
    share = (inside + 1) / (n_inside + 2)
    mine, theirs = (inside + 1) / (n_inside + 1), (outside + 1) / (n_outside + 1)
    pooled = (inside + outside + 2) / (n_inside + n_outside + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (n_inside + 1) + 1 / (n_outside + 1)))
    is_open = pooled != 1
    test = np.divide(mine - theirs, spread, out=np.zeros_like(spread), where=is_open)
    return Representativeness(
        share=share,
        ratio=share / ((outside + 1) / (n_outside + 2)),
        share_test=2 * np.sqrt(n_inside + 1) * (mine - HALF),
        ratio_test=test,
    )


def representative_statements(
    counts: GroupCounts, *, moderated: ArrayLike | None = None, most: int = 5
) -> tuple[tuple[Representative, ...], ...]:
    """Choose the statements that stand for each group.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    moderated : array_like of bool, shape (n_statements,), optional
        Statements that were taken out, and are never chosen.
    most : int, default 5
        How many statements a group may have.

    Returns
    -------
    tuple of tuple of Representative
        For each group, agreements before disagreements.

    Raises
    ------
    VotesError
        If ``moderated`` does not hold one truth value for each statement.

    Notes
    -----
    A statement is chosen when both tests pass at 90% on the same side; ranked by the
    four numbers multiplied. The clearest agreement always comes first, even where no
    statement passes.

    References
    ----------
    Polis, ``math/src/polismath/math/repness.clj``, ``select-rep-comments``.

    Examples
    --------
    >>> votes = votes_from_matrix([[1, 1], [1, 1], [-1, 1], [-1, 1]])
    >>> counts = group_counts(votes, [0, 0, 1, 1])
    >>> [chosen[0] for chosen in representative_statements(counts)]
    [Representative(statement=0, answer=1, is_best_agree=True), \
Representative(statement=1, answer=1, is_best_agree=True)]
    """
    table = representativeness(counts)
    live = np.flatnonzero(~mask_of("moderated", moderated, counts.n_statements))
    return tuple(
        _choose(counts, table, group, live, most) for group in range(counts.n_groups)
    )


def rank_statements(counts: GroupCounts) -> NDArray[np.int64]:
    """Rank all statements for each group, not only the few that stand for it.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.

    Returns
    -------
    numpy.ndarray of int64, shape (n_groups, n_statements)
        Statement numbers, those in which the group stands out most first.

    Notes
    -----
    By the larger ratio test of the two sides; at equal tests the lower number first.

    Examples
    --------
    >>> votes = votes_from_matrix([[0, 1], [0, 1], [0, -1]])
    >>> rank_statements(group_counts(votes, [0, 0, 1])).tolist()
    [[1, 0], [1, 0]]
    """
    strongest = representativeness(counts).ratio_test.max(axis=0, initial=-np.inf)
    order: NDArray[np.int64] = np.argsort(-strongest, axis=1, kind="stable")
    return order


def mask_of(name: str, mask: ArrayLike | None, size: int) -> NDArray[np.bool_]:
    """Return an optional mask as an array, all false where there is none.

    Parameters
    ----------
    name : str
        What it is called in a message.
    mask : array_like of bool, shape (size,), optional
        The mask.
    size : int
        How many values it must hold.

    Returns
    -------
    numpy.ndarray of bool, shape (size,)
        The mask.

    Raises
    ------
    VotesError
        If it is not ``size`` truth values.

    Examples
    --------
    >>> mask_of("moderated", None, 2).tolist()
    [False, False]
    """
    if mask is None:
        return np.zeros(size, dtype=np.bool_)
    values = np.asarray(mask)
    if values.shape != (size,) or (size and values.dtype != np.bool_):
        message = (
            f"{name} has shape {values.shape} and type {values.dtype}; expected"
            f" {size} truth values"
        )
        raise VotesError(message)
    return values.astype(np.bool_)


def _choose(
    counts: GroupCounts,
    table: Representativeness,
    group: int,
    live: NDArray[np.int64],
    most: int,
) -> tuple[Representative, ...]:
    tests = table.ratio_test[:, group, live]
    both = (tests > SIGNIFICANT) & (table.share_test[:, group, live] > SIGNIFICANT)
    enough = live[both.any(axis=0)]
    best = _best_agree(counts, table, group, live)
    chosen: list[Representative] = []
    if best is not None:
        chosen.append(Representative(best, _answer(table, group, best), True))
    elif not len(enough) and len(live):
        strongest = int(live[np.argmax(tests.max(axis=0))])
        chosen.append(Representative(strongest, _answer(table, group, strongest)))
    sides = [SIDES.index(_answer(table, group, one)) for one in enough]
    order = np.argsort(-table.weight[sides, group, enough], kind="stable")
    chosen += [
        Representative(int(one), _answer(table, group, one))
        for one in enough[order]
        if one != best
    ]
    return tuple(sorted(chosen[:most], key=lambda one: -one.answer))


def _answer(table: Representativeness, group: int, statement: int) -> int:
    agree, disagree = table.ratio_test[:, group, statement]
    if agree == disagree:  # all agree, say: Polis would call that disagreement
        agree, disagree = table.share[:, group, statement]
    return AGREE if agree > disagree else DISAGREE


def _best_agree(
    counts: GroupCounts, table: Representativeness, group: int, live: NDArray[np.int64]
) -> int | None:
    share, ratio = table.share[0, group], table.ratio[0, group]
    test = table.share_test[0, group]
    plain, full = share * test, table.weight[0, group]
    spoken = counts.agrees[group] + counts.disagrees[group] > 0
    is_good = (test > SIGNIFICANT) | ((ratio > 1) & (share > HALF))
    best: int | None = None
    # Which measure compares depends on who leads at the moment, so this is a walk.
    for one in live[spoken[live]]:
        measure = full if best is not None and ratio[best] > 1 else plain
        if is_good[one] if best is None else measure[one] > measure[best]:
            best = int(one)
    return best
