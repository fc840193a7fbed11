"""Listening in a tree of collectives: statements travel, votes stay where they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from folkmoot.engines.opinion.counts import GroupCounts
from folkmoot.engines.opinion.votes import VotesError

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

HOPE = 0.9  # quantile that a group's share may well reach


@dataclass(frozen=True, slots=True)
class TreePlan:
    """How a statement makes its way from one collective to all.

    Parameters
    ----------
    children : int, default 4
        How many collectives form one above them.
    first : int, default 18
        How many people read a new statement, half of them in a sister collective.
    keep : float, default 0.45
        Which part of its statements a collective sends up.
    growth : float, default 1.5
        How many times more readers a statement has at each level.
    anchors : int, default 10
        How many dividing statements everyone answers, so that groups are shared.
    finalists : int, default 55
        How many statements are read once more by all.
    final_readers : int, default 80
        How many readers these have in each group.

    Raises
    ------
    VotesError
        If a number makes no sense.
    """

    children: int = 4
    first: int = 18
    keep: float = 0.45
    growth: float = 1.5
    anchors: int = 10
    finalists: int = 50
    final_readers: int = 70

    def __post_init__(self) -> None:
        if self.children < 2 or self.first < 1 or not 0 < self.keep <= 1:  # noqa: PLR2004 -- a tree branches
            message = (
                f"children is {self.children}, first {self.first} and keep"
                f" {self.keep}; expected at least 2, at least 1, and above 0 up to 1"
            )
            raise VotesError(message)
        if self.growth < 1 or min(self.anchors, self.finalists) < 0:
            message = (
                f"growth is {self.growth}, anchors {self.anchors} and finalists"
                f" {self.finalists}; expected growth from 1 and numbers from 0"
            )
            raise VotesError(message)


def collectives_above(n_leaves: int, *, children: int = 4) -> tuple[Ints, ...]:
    """Return the collective of each leaf at each level, up to the one of all.

    Parameters
    ----------
    n_leaves : int
        How many collectives have people of their own. Number them by lot: where
        like-minded ones meet first, what the others would share never reaches them.
    children : int, default 4
        How many form the next above them.

    Returns
    -------
    tuple of numpy.ndarray of int64, each of shape (n_leaves,)
        The first holds the leaves themselves, the last zeros.

    Examples
    --------
    >>> [level.tolist() for level in collectives_above(5)]
    [[0, 1, 2, 3, 4], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    """
    levels = [np.arange(n_leaves)]
    while levels[-1].max(initial=0) > 0:
        levels.append(levels[-1] // children)
    return tuple(levels)


def draw_sisters(n_leaves: int, rng: np.random.Generator) -> Ints:
    """Draw for each collective the one that reads its new statements as well.

    Parameters
    ----------
    n_leaves : int
        How many collectives there are.
    rng : numpy.random.Generator
        The lot.

    Returns
    -------
    numpy.ndarray of int64, shape (n_leaves,)
        A circle through all: each is sister to one, none to itself unless it is alone.

    Notes
    -----
    A lot and not a likeness: like-minded collectives that judge their statements alone
    drop what the other side would share and send up what only they like.

    Examples
    --------
    >>> draw_sisters(3, np.random.default_rng(2)).tolist()
    [1, 2, 0]
    """
    circle = rng.permutation(n_leaves)
    sisters = np.empty(n_leaves, dtype=np.int64)
    sisters[circle] = np.roll(circle, -1)
    return sisters


def choose_readers(
    burden: ArrayLike,
    groups: ArrayLike,
    may: ArrayLike,
    wanted: int,
    rng: np.random.Generator,
) -> Ints:
    """Choose who reads a statement next: alike from each group, the least busy first.

    Parameters
    ----------
    burden : array_like of int, shape (n_people,)
        How many statements each person has had to read so far.
    groups : array_like of int, shape (n_people,)
        The group of each; -1 for none yet, which is treated as a group of its own.
    may : array_like of bool, shape (n_people,)
        Who is here and has not read it.
    wanted : int
        How many readers to choose.
    rng : numpy.random.Generator
        The lot among those equally busy.

    Returns
    -------
    numpy.ndarray of int64, shape (n_chosen,)
        People, ascending; fewer than wanted only if there are no more.

    Notes
    -----
    A group's first reader comes before any group's second, so a small group is read
    out before a large one and its places then go to the others.

    Examples
    --------
    >>> may = [True, True, True, False]
    >>> choose_readers([5, 0, 9, 0], [0, 0, 1, 1], may, 2, np.random.default_rng(1))
    array([1, 2])
    """
    people = np.flatnonzero(np.asarray(may))
    if not len(people) or wanted < 1:
        return np.empty(0, dtype=np.int64)
    labels, busy = np.asarray(groups)[people], np.asarray(burden)[people]
    order = np.lexsort((rng.random(len(people)), busy, labels))
    sorted_labels = labels[order]
    begins = np.searchsorted(sorted_labels, sorted_labels)
    turn = np.arange(len(people)) - begins
    first = np.lexsort((rng.random(len(people)), busy[order], turn))[:wanted]
    chosen: Ints = np.sort(people[order[first]])
    return chosen


def optimistic_score(counts: GroupCounts) -> Floats:
    """Return how much common ground a statement may well turn out to be.

    Parameters
    ----------
    counts : GroupCounts
        What is known so far, by shared group.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        0 to 1; unread statements score highest.

    Notes
    -----
    The product over groups of the 90% quantile of ``Beta(A + 1, S - A + 1)``: few
    answers are no reason to drop a statement, many bad ones are.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix(3 * [[1, -1, float("nan")]]), [0] * 3)
    >>> optimistic_score(counts).round(2).tolist()
    [0.97, 0.44, 0.9]
    """
    agrees, seen = counts.agrees, counts.seen
    out: Floats = betaincinv(agrees + 1, seen - agrees + 1, HOPE).prod(axis=0)
    return out


def going_up(scores: ArrayLike, keep: float) -> Ints:
    """Return which of a collective's statements travel up.

    Parameters
    ----------
    scores : array_like of float, shape (n_statements,)
        From `optimistic_score`, of this collective's statements alone.
    keep : float
        The part that goes up, rounded up: a collective with one statement is heard.

    Returns
    -------
    numpy.ndarray of int64, shape (n_kept,)
        Their places, ascending; of equals the earlier.

    Examples
    --------
    >>> going_up([0.2, 0.9, 0.5], 0.5).tolist()
    [1, 2]
    """
    values = np.asarray(scores, dtype=float)
    many = int(np.ceil(keep * len(values)))
    chosen: Ints = np.sort(np.argsort(-values, kind="stable")[:many])
    return chosen


def choose_anchors(
    directions: ArrayLike, strengths: ArrayLike, counts: GroupCounts, many: int
) -> Ints:
    """Choose the statements that everyone answers, so that groups mean the same to all.

    Parameters
    ----------
    directions : array_like of float, shape (n_axes, n_statements)
        Axes of the sums that the collectives published (`fair_axes`).
    strengths : array_like of float, shape (n_axes,)
        How much people differ along each.
    counts : GroupCounts
        All answers so far, in groups or not.
    many : int
        How many anchors to choose; under eight, groups stay vague.

    Returns
    -------
    numpy.ndarray of int64, shape (n_chosen,)
        Statements, the most telling first, among those with the usual number of
        readers or more.

    Examples
    --------
    >>> counts = group_counts(votes_from_matrix([[1, 1, -1]] * 4), [0] * 4)
    >>> choose_anchors([[0.9, 0.1, -0.4]], [2.0], counts, 2).tolist()
    [0, 2]
    """
    axes, power = np.asarray(directions, float), np.asarray(strengths, float)
    # By the strongest axis the groups part; the others only settle what is near.
    weights = np.abs(axes).T @ (power / max(power.max(initial=0.0), 1e-12)) ** 4
    seen = counts.seen.sum(axis=0)
    # An axis leans on what few have answered; a statement read by three is no anchor.
    usual = np.median(seen) if len(seen) else 0
    order = np.argsort(-np.where(seen >= usual, weights, -1.0), kind="stable")
    chosen: Ints = order[:many]
    return chosen


def expected_reads(
    n_people: int, n_statements: int, n_levels: int, plan: TreePlan, n_groups: int = 2
) -> float:
    """Return how many statements one person will be asked to read.

    Parameters
    ----------
    n_people : int
        In all collectives together.
    n_statements : int
        In all collectives together.
    n_levels : int
        Levels above the collectives with people.
    plan : TreePlan
        How statements travel.
    n_groups : int, default 2
        How many groups share the last round.

    Returns
    -------
    float
        On average; an upper estimate, for readers of one round also count in the next.

    Notes
    -----
    ``anchors + first * S/P * sum_l (keep * growth)^l + finalists * readers * K / P``:
    with ``keep * growth`` below 1 it does not grow when people and statements grow
    together.

    Examples
    --------
    >>> round(expected_reads(1576, 607, 3, TreePlan()), 1)
    31.3
    """
    if n_people < 1:
        return 0.0
    rounds = sum((plan.keep * plan.growth) ** level for level in range(n_levels + 1))
    travelling = plan.first * n_statements / n_people * rounds
    last = min(plan.finalists, n_statements) * min(
        plan.final_readers * n_groups, n_people
    )
    return plan.anchors + travelling + last / n_people
