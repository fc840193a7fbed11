"""Which statement a person reads next, so that everyone and everything is heard."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.counts import NO_GROUP, GroupCounts
from folkmoot.engines.opinion.representing import mask_of
from folkmoot.engines.opinion.votes import VotesError

type Floats = NDArray[np.float64]

READERS = (
    9  # readers aimed at in each group: five remain when the groups shift a little
)
TOP = 20  # how many statements the list of common ground shows
SECONDS_EACH = 12.0  # what reading and answering one statement takes
COMMON, DIVIDING = 0.7, 0.3  # what reads serve once everything has its readers
HASTE = 1.2  # a little more than the even share of reads that the floor would need
MOST_FLOOR, LEAST_FLOOR, UNTOLD_FLOOR = 0.9, 0.05, 0.4
OWN, OTHERS = 4.0, 6.0  # how many answers a guess from elsewhere is worth
SHARPNESS = 1.25
FAINT = 6.0  # answers' worth of doubt that two groups differ at all
GROUPS_FROM = 2  # without a map there is one group, and nothing divides it


@dataclass(frozen=True, slots=True, eq=False)
class ReadingPlan:
    """How likely each statement is to be shown next, by the reader's group.

    Parameters
    ----------
    chances : numpy.ndarray of float64, shape (n_groups + 1, n_statements)
        Weights from 0, not negative; the last row is for people without a group.
        Only proportions within a row count; 0 is never shown.

    Raises
    ------
    VotesError
        If it is not a table of numbers from 0.

    Notes
    -----
    This and each person's own answers are all that choosing needs: 8 bytes for each
    group and statement, made anew from counts whenever enough answers have come in.
    """

    chances: Floats

    def __post_init__(self) -> None:
        table = np.array(self.chances, dtype=np.float64)
        if table.ndim != 2 or not len(table) or not np.all(np.isfinite(table)):  # noqa: PLR2004 -- a table
            message = f"chances has shape {table.shape}; expected a table of numbers"
            raise VotesError(message)
        if table.size and table.min() < 0:
            message = f"chances holds {table.min()}; expected weights from 0"
            raise VotesError(message)
        table.flags.writeable = False
        object.__setattr__(self, "chances", table)


def plan_reading(
    counts: GroupCounts,
    *,
    live: ArrayLike | None = None,
    to_come: ArrayLike | None = None,
    matters: ArrayLike | None = None,
    readers: int = READERS,
    top: int = TOP,
) -> ReadingPlan:
    """Return a plan that hears everything, finds common ground and keeps the map.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement, best by the groups of `fair_map`; one group for
        all as long as there is no map.
    live : array_like of bool, shape (n_statements,), optional
        Which statements may be shown.
    to_come : array_like of float, shape (n_groups,), optional
        How many more answers each group is expected to give, at least as a guess: its
        people times what is left of their minutes.
    matters : array_like of float, shape (n_statements,), optional
        How much each statement matters to people, around 1 (see `weigh_matters`).
    readers : int, default 9
        Readers wanted for each statement in each group, if the reads suffice.
    top : int, default 20
        How long the list of common ground is whose order should be right.

    Returns
    -------
    ReadingPlan
        What `next_statement` draws from.

    Raises
    ------
    VotesError
        If the lengths do not fit.

    Notes
    -----
    Three purposes share a group's reads. *Floor*: weight (missing readers)^2, with a
    share of ``1.2 * missing / to_come`` of the reads, 5% to 90%, until nothing is
    missing; without ``to_come`` 40%, without groups everything. *Common ground* (70%
    of the rest): with guessed share ``p`` of group ``g`` (its answers, and six at the
    statement's share in all groups) and variance ``v = (1-p)/(p (S+7))`` of its
    logarithm, ``z`` is how far the product over groups is from the ``top``-th, in
    standard deviations ``s``; weight ``(exp(-z^2/2) v / (s (S+6)))^1.25``, the gain in
    expected quality by one more reader. *Dividing* (30%): the spread of the groups'
    mean answers, for these tell where somebody stands.

    A group of 20 people who read 20 statements each gives 400 answers: the floor can
    hold only while its people times their reads exceed five times the statements.
    Cost: proportional to groups times statements, below 1 ms at 4 x 1,000.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1, float("nan")]] * 9), [0] * 9)
    >>> plan_reading(counts).chances.round(2).tolist()
    [[0.0, 1.0], [0.0, 1.0]]
    """
    may = _may(live, counts.n_statements)
    weights = _row("matters", matters, counts.n_statements)
    expected = None if to_come is None else _row("to_come", to_come, counts.n_groups)
    if not counts.n_groups or not may.any():
        return ReadingPlan(np.tile(may.astype(float), (counts.n_groups + 1, 1)))
    missing = np.maximum(readers - counts.seen, 0.0) * may
    floor = _floor_share(missing, expected)[:, None]
    rest = COMMON * _shares(_undecided(counts, may, top) * weights)
    rest += DIVIDING * _shares(_dividing(counts) * may)
    chances = floor * _shares(missing**2) + (1 - floor) * _shares(rest)
    chances += may * np.where(chances.sum(axis=1, keepdims=True) > 0, 0.0, 1.0)
    # A share for all, so that the last unread statement can still be drawn.
    chances += 1e-9 * may
    people = np.maximum(counts.sizes, 1) / np.maximum(counts.sizes, 1).sum()
    return ReadingPlan(np.vstack([chances, people @ chances]))


def plan_random(n_statements: int, *, live: ArrayLike | None = None) -> ReadingPlan:
    """Return the plan by which every statement is as likely as any other.

    Parameters
    ----------
    n_statements : int
        How many statements there are.
    live : array_like of bool, shape (n_statements,), optional
        Which may be shown.

    Returns
    -------
    ReadingPlan
        With one row, for people of any group.

    Examples
    --------
    >>> plan_random(3, live=[True, False, True]).chances.tolist()
    [[1.0, 0.0, 1.0]]
    """
    may = _may(live, n_statements)
    return ReadingPlan(may.astype(float)[None])


def plan_by_priority(
    priorities: ArrayLike, *, live: ArrayLike | None = None
) -> ReadingPlan:
    """Return Polis' plan: chances proportional to `priority`, the same for everybody.

    Parameters
    ----------
    priorities : array_like of float, shape (n_statements,)
        From `priority`.
    live : array_like of bool, shape (n_statements,), optional
        Which may be shown.

    Returns
    -------
    ReadingPlan
        With one row, for people of any group.

    References
    ----------
    Polis, ``server/src/server.ts``, ``selectProbabilistically``.

    Examples
    --------
    >>> plan_by_priority([12.5, 20.25]).chances.tolist()
    [[12.5, 20.25]]
    """
    values = np.asarray(priorities, dtype=float)
    may = _may(live, len(np.atleast_1d(values)))
    return ReadingPlan(np.atleast_2d(values * may))


def next_statement(
    plan: ReadingPlan,
    answered: ArrayLike,
    group: int,
    rng: np.random.Generator,
) -> int | None:
    """Draw the next statement for one person.

    Parameters
    ----------
    plan : ReadingPlan
        From `plan_reading`, `plan_random` or `plan_by_priority`.
    answered : array_like of int, shape (n_answered,)
        The statements the person has had already.
    group : int
        The person's group in the map the plan was made from; -1 if none yet.
    rng : numpy.random.Generator
        Where chance comes from: same state, same statement.

    Returns
    -------
    int or None
        A statement; None when nothing is left to show.

    Raises
    ------
    VotesError
        If the plan has no such group, or a statement's number does not exist.

    Notes
    -----
    One pass over a row of the plan: about 10 microseconds at 1,000 statements.

    Examples
    --------
    >>> next_statement(plan_random(2), [0], -1, np.random.default_rng(1))
    1
    >>> next_statement(plan_random(2), [0, 1], -1, np.random.default_rng(1))
    """
    n_rows, n_statements = plan.chances.shape
    if not NO_GROUP <= group < max(n_rows - 1, 1) and n_rows > 1:
        message = f"group is {group}; expected -1 to {n_rows - 2}"
        raise VotesError(message)
    had = np.asarray(answered, dtype=np.int64)
    if had.size and not 0 <= had.min() <= had.max() < n_statements:
        message = f"answered holds {had.min()} to {had.max()}; expected 0 to"
        message += f" {n_statements - 1}"
        raise VotesError(message)
    weights = plan.chances[group if n_rows > 1 else 0].copy()
    weights[had] = 0.0
    sums = weights.cumsum()
    if not n_statements or sums[-1] <= 0:
        return None
    return int(np.searchsorted(sums, rng.random() * sums[-1], side="right"))


def statements_within(minutes: float, *, seconds_each: float = SECONDS_EACH) -> int:
    """Return how many statements fit into the minutes that somebody gives.

    Parameters
    ----------
    minutes : float
        What the person or the collective set aside.
    seconds_each : float, default 12
        What one statement takes this person; the median of their own pace when known.

    Returns
    -------
    int
        From 0.

    Raises
    ------
    VotesError
        If the minutes are below 0 or a statement takes no time.

    Examples
    --------
    >>> statements_within(4), statements_within(4, seconds_each=20)
    (20, 12)
    """
    if not minutes >= 0 or not seconds_each > 0:
        message = f"minutes is {minutes} and seconds_each {seconds_each}; expected"
        message += " minutes from 0 and seconds above 0"
        raise VotesError(message)
    return int(minutes * 60 // seconds_each)


def gini(readers: ArrayLike) -> float:
    """Return how unevenly statements were read.

    Parameters
    ----------
    readers : array_like of int, shape (n_statements,)
        How many people read each.

    Returns
    -------
    float
        0 when all were read equally often, towards 1 when one got everything; 0 when
        nothing was read.

    Notes
    -----
    ``sum_i (2 i - n - 1) x_i / (n sum x)`` over the ``n`` values in rising order.

    Examples
    --------
    >>> gini([5, 5, 5]), round(gini([0, 0, 9]), 3)
    (0.0, 0.667)
    """
    values = np.sort(np.asarray(readers, dtype=float))
    many, total = len(values), values.sum()
    if not total:
        return 0.0
    return float((2 * np.arange(1, many + 1) - many - 1) @ values / (many * total))


def fewest_readers(
    counts: GroupCounts, *, live: ArrayLike | None = None, smallest: int = 20
) -> int:
    """Return how many read the least read statement in any group that is not small.

    Parameters
    ----------
    counts : GroupCounts
        Counts by group and statement.
    live : array_like of bool, shape (n_statements,), optional
        Which statements are still shown.
    smallest : int, default 20
        Groups of fewer people are left out.

    Returns
    -------
    int
        From 0; 0 when there is no such group or statement.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1, float("nan")]] * 20), [0] * 20)
    >>> fewest_readers(counts), fewest_readers(counts, live=[True, False])
    (0, 20)
    """
    seen = counts.seen[counts.sizes >= smallest][:, _may(live, counts.n_statements)]
    return int(seen.min()) if seen.size else 0


def _may(live: ArrayLike | None, size: int) -> NDArray[np.bool_]:
    return mask_of("live", np.ones(size, bool) if live is None else live, size)


def _undecided(counts: GroupCounts, may: NDArray[np.bool_], top: int) -> Floats:
    """Return what one more reader in a group would tell about the top of the list."""
    agrees, seen = counts.agrees.astype(float), counts.seen.astype(float)
    rate = (agrees.sum() + 1) / (seen.sum() + 2)
    overall = (agrees.sum(axis=0) + OWN * rate) / (seen.sum(axis=0) + OWN)
    habit = (agrees.sum(axis=1) + 1) / (seen.sum(axis=1) + 2) - rate
    guess = np.clip(overall + habit[:, None], 0.02, 0.98)
    share = (agrees + OTHERS * guess) / (seen + OTHERS)
    spread = (1 - share) / (share * (seen + OTHERS + 1))
    height, doubt = np.log(share).sum(axis=0), np.sqrt(spread.sum(axis=0))
    ordered = np.sort(height[may])[::-1]
    border = ordered[min(top, len(ordered)) - 1 : top + 1].mean()
    odds = np.exp(-(((height - border) / doubt) ** 2) / 2)
    gain: Floats = (odds * spread / (doubt * (seen + OTHERS))) ** SHARPNESS * may
    return gain


def _dividing(counts: GroupCounts) -> Floats:
    mean = (counts.agrees - counts.disagrees) / (counts.seen + FAINT)
    return np.tile(np.ptp(mean, axis=0), (counts.n_groups, 1))


def _floor_share(missing: Floats, to_come: Floats | None) -> Floats:
    wanted = missing.sum(axis=1)
    if len(missing) < GROUPS_FROM:
        share = np.ones(1)
    elif to_come is None:
        share = np.full(len(missing), UNTOLD_FLOOR)
    else:
        even = HASTE * wanted / np.maximum(to_come, 1)
        share = np.clip(even, LEAST_FLOOR, MOST_FLOOR)
    return np.where(wanted > 0, share, 0.0)


def _shares(weights: Floats) -> Floats:
    sums = weights.sum(axis=1, keepdims=True)
    return np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)


def _row(name: str, values: ArrayLike | None, size: int) -> Floats:
    row = np.ones(size) if values is None else np.asarray(values, dtype=float)
    if row.shape != (size,) or not np.all(np.isfinite(row)) or np.any(row < 0):
        message = f"{name} has shape {row.shape}; expected {size} numbers from 0"
        raise VotesError(message)
    return row
