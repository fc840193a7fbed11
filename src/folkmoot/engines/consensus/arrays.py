"""What all leaves say at once, in NumPy: for federations of very many leaves.

Not among what the package hands on, so that a command or a page that counts one
collective does not load NumPy.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines.consensus.federation import (
    LEAF_HEARD_LEAST,
    LEAF_HEARD_PERCENT,
    OBJECTS_ABOVE_PERCENT,
    OBJECTS_ABOVE_PERCENT_AFFECTED,
    FederatedTally,
    LeafPosition,
)
from folkmoot.engines.consensus.outcome import Tally, TallyError
from folkmoot.engines.consensus.rules import Rules

type Counts = NDArray[np.int64]

POSITIONS: Final = tuple(LeafPosition)
NOT_HEARD, OBJECTS, AGREES, DIVIDED = range(len(POSITIONS))


def leaf_positions(
    rules: Rules,
    members: Counts,
    yes: Counts,
    aside: Counts,
    stop: Counts,
    need_more: Counts,
    affected: NDArray[np.bool_],
) -> NDArray[np.int8]:
    """Return what each leaf's counts come to, as `leaf_position` says for one.

    Parameters
    ----------
    rules : Rules
        Numbers of the federated question.
    members : integer array of shape (n_leaves,), people
        Members of each leaf.
    yes, aside, stop, need_more : integer array of shape (n_leaves,), people
        How many of them hold each position.
    affected : boolean array of shape (n_leaves,)
        Which leaves are on the list of those affected.

    Returns
    -------
    int8 array of shape (n_leaves,)
        Places in `POSITIONS`.

    Raises
    ------
    TallyError
        If a count is negative or a leaf has more positions than members.
    """
    heard = yes + aside + stop + need_more
    least = np.minimum.reduce([yes, aside, stop, need_more]).min(initial=0)
    if least < 0 or np.any(heard > members):
        message = "a leaf holds a count below 0 or more positions than members"
        raise TallyError(message)
    limit = np.where(affected, OBJECTS_ABOVE_PERCENT_AFFECTED, OBJECTS_ABOVE_PERCENT)
    floor = np.minimum(
        members, np.maximum(rules.floor_least, _part(members, rules.floor_percent))
    )
    agrees = (
        (100 * yes >= rules.support_percent * heard)
        & (stop <= _stops_allowed(rules, heard))
        & (yes >= floor)
    )
    needed = np.maximum(LEAF_HEARD_LEAST, _part(members, LEAF_HEARD_PERCENT))
    is_silent = (members < 1) | (heard < np.minimum(members, needed))
    found = np.select(
        [is_silent, 100 * stop > limit * heard, agrees],
        [NOT_HEARD, OBJECTS, AGREES],
        DIVIDED,
    )
    return found.astype(np.int8)


def _part(members: Counts, percent: int) -> Counts:
    """Return a share, rounded up."""
    return -(-members * percent // 100)


def _stops_allowed(rules: Rules, heard: Counts) -> Counts:
    """Return L(H) of each leaf, as `stops_allowed`."""
    above = heard - rules.one_stop_from
    share = np.minimum(heard * rules.stop_percent // 100, 1 + above)
    none = (above < 0) | (rules.stop_percent == 0)
    return np.where(none, 0, np.maximum(1, share))


def sum_leaves(
    positions: NDArray[np.int8],
    members: Counts,
    yes: Counts,
    aside: Counts,
    stop: Counts,
    need_more: Counts,
) -> FederatedTally:
    """Return the sums over all leaves.

    Parameters
    ----------
    positions : int8 array of shape (n_leaves,)
        What `leaf_positions` found.
    members : integer array of shape (n_leaves,), people
        Members of each leaf.
    yes, aside, stop, need_more : integer array of shape (n_leaves,), people
        How many of them hold each position.

    Returns
    -------
    FederatedTally
        The same as adding up `leaf_tally` of each.
    """
    groups = np.bincount(positions, minlength=len(POSITIONS)).tolist()
    people = (int(counts.sum()) for counts in (yes, aside, stop, need_more))
    return FederatedTally(
        int(members.sum()),
        Tally(*people),
        agree=groups[AGREES],
        divided=groups[DIVIDED],
        objecting=groups[OBJECTS],
        not_heard=groups[NOT_HEARD],
    )
