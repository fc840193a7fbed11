"""How many accounts voting as one it would take to make a statement common ground."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from folkmoot.engines.opinion.common import CAUTION, answers_to_hear
from folkmoot.engines.opinion.counts import GroupCounts, side
from folkmoot.engines.opinion.votes import AGREE

SURE = 0.5  # of a group: more than half, counted cautiously


def accounts_needed(counts: GroupCounts, answer: int = AGREE) -> NDArray[np.int64]:
    """Return the fewest accounts without which a statement were not common ground.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    answer : int, default 1
        +1 for what all agree with, -1 for what all reject.

    Returns
    -------
    numpy.ndarray of int64, shape (n_statements,)
        From 1; 0 for what is not common ground. It is when every group has `heard` it
        and the cautious share of each (`agreement_bounds`) is above one half.

    Notes
    -----
    The least number ``b``, over groups, of such answers that have to be taken from the
    ``A`` of a group until it is not sure any more.

    A certificate, whatever accounts do: *what is not common ground among the others
    needs at most m after m accounts have joined*; so what needs more is common ground
    without them, whoever they are. Proof: among the others, some group with ``A`` such
    answers and ``D`` other ones is not sure, or has not heard it. The accounts bring it
    ``a <= m`` and ``d``. Take ``a`` of the first kind away: ``A`` and ``D + d`` are
    left. The 10% quantile of Beta(A+1, D+d+1) falls as ``d`` grows: a group that was
    not sure is not sure now. One that had not heard it had four answers at most: with
    ``d = 0`` it has as few now, and with ``d`` from 1 it has four against one at most,
    of which the quantile is 0.49. So ``b <= a <= m``.

    The groups are meant as they are without the accounts; who moves others into another
    group by voting is not covered. Nor does it keep anything in: ``m`` accounts that
    disagree can take away what is common ground.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix(9 * [[1, 1]] + [[1, -1]]), 10 * [0])
    >>> accounts_needed(counts).tolist()
    [8, 5]
    """
    given = side(counts, answer)
    rest = counts.seen - given
    to_hear = answers_to_hear(counts)[:, None]
    kept, lost = np.zeros_like(given), given.copy()
    while np.any(lost - kept > 1):
        tried = (kept + lost) // 2
        stays = _is_common(given - tried, rest, to_hear)
        kept, lost = np.where(stays, tried, kept), np.where(stays, lost, tried)
    needed = np.where(_is_common(given, rest, to_hear), lost, 0)
    fewest: NDArray[np.int64] = needed.min(axis=0, initial=np.iinfo(np.int64).max)
    return fewest if counts.n_groups else np.zeros_like(fewest)


def _is_common(
    given: NDArray[np.int64], rest: NDArray[np.int64], to_hear: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell where a group has heard enough and its cautious share is above one half."""
    is_sure = betainc(given + 1.0, rest + 1.0, SURE) < CAUTION
    common: NDArray[np.bool_] = is_sure & (given + rest >= to_hear)
    return common
