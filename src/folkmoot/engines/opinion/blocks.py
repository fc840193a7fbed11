"""Voting blocks: accounts that answer alike far beyond what their views explain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from folkmoot.engines.opinion.common import common_ground_bound
from folkmoot.engines.opinion.counts import NO_GROUP, group_counts
from folkmoot.engines.opinion.predicting import answer_levels, fitted_answers
from folkmoot.engines.opinion.votes import Votes, VotesError

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

KINDS = 3
BINS = 30  # levels of expectation between which the chances of answers are learned
SLIP = 0.05  # how often a member of a block departs from it
SEEDS, NEIGHBOURS = 100, 12
ROUNDS, EASY = 20, 6  # steps, of which the first ask for less
EXPLAINED = 0.5  # of the surprise in what members answer
FAINT = 5.0  # answers in common that a likeness is doubted by
EVIDENCE = 5.0  # natural logarithms beyond one suspect by chance among all people
SMALLEST, SMALLEST_PART = 5, 0.01
BLOCKS_AT_MOST = 3
PEOPLE_AT_MOST = 6_000  # compared pair by pair; 300 MB
OWN_WEIGHT = 2.0  # votes of a block that its members' views count as
LEAST_CHANCE = 0.01
SHOWN_FROM = 5  # members who answered, below which a statement is not named


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """People who voted alike. Who they are is for moderators, never for the public.

    Parameters
    ----------
    members : numpy.ndarray of int64, shape (n_members,)
        Their rows, ascending.
    evidence : float
        Mean over members of the logarithm of how much likelier their answers are as a
        block's than as their own views.
    statements : numpy.ndarray of int64, shape (n_shown,)
        What they answered most unlike others of their views, the strongest first; each
        answered by at least five members.
    answers : numpy.ndarray of int8, shape (n_shown,)
        What they answered to these.
    inside, expected : numpy.ndarray of float64, shape (n_shown,)
        The share of members with that answer, and the share their views would give.
    """

    members: Ints
    evidence: float
    statements: Ints
    answers: NDArray[np.int8]
    inside: Floats
    expected: Floats


def find_blocks(votes: Votes) -> tuple[Block, ...]:
    """Return the groups of accounts that answered alike beyond chance.

    Parameters
    ----------
    votes : Votes
        Who answered what.

    Returns
    -------
    tuple of Block
        At most three, the clearest first. A block is a reason to look, not a verdict:
        friends who filled in the form together are one too, and in some honest
        conversations of strong views 1% to 3% of people are shown as one.

    Raises
    ------
    VotesError
        If there are more than 6,000 people; take a sample then.

    Notes
    -----
    ``p_ij(a)``: the chance of answer ``a`` by somebody of ``i``'s habit and position on
    two axes (`foretell`). ``q_j(a)``: the share within a block, two votes' worth of
    ``p`` added. A member is whose ``sum_j log q_j / p_ij`` exceeds ``log n + 5`` and
    50% of ``sum_j -log p_ij``, own votes left out of ``q``; repeated until nothing
    changes, from up to 100 people whose nearest neighbours answer most like them, each
    in a circle of its own. A block needs 1% of people and five. People who only think
    alike share a position, so their likeness is expected. Accounts that answer little, or each in their own way but for
    one statement, cannot be told from others. Cost: people squared.

    Examples
    --------
    >>> find_blocks(votes_from_matrix([[1, 0]] * 4))
    ()
    """
    if votes.n_people > PEOPLE_AT_MOST:
        message = (
            f"votes has {votes.n_people} people; expected at most {PEOPLE_AT_MOST},"
            " a sample of them"
        )
        raise VotesError(message)
    if not votes.n_votes:
        return ()
    chances = _chances(votes)
    free = np.ones(votes.n_people, dtype=np.bool_)
    alike = _alike(votes, chances)
    found: list[Block] = []
    while len(found) < BLOCKS_AT_MOST:
        grown = [_grow(votes, chances, start, free) for start in _starts(alike, free)]
        good = [one for one in grown if len(one[0]) >= _smallest(votes.n_people)]
        if not good:
            break
        members, evidence = max(good, key=lambda one: one[1].sum())
        found.append(_described(votes, chances, members, float(evidence.mean())))
        free[members] = False
    return tuple(found)


def common_ground_without(
    votes: Votes, groups: ArrayLike, blocks: tuple[Block, ...]
) -> Floats:
    """Return the common ground that holds with each block and without it.

    Parameters
    ----------
    votes : Votes
        Who answered what.
    groups : array_like of int, shape (n_people,)
        The group of each person; -1 for none.
    blocks : tuple of Block
        From `find_blocks`.

    Returns
    -------
    numpy.ndarray of float64, shape (n_statements,)
        The lower of `common_ground_bound` with everybody and with all blocks left out:
        a block cannot lift a statement, and whoever is taken for one by mistake
        silences nobody.

    Examples
    --------
    >>> votes = votes_from_matrix([[1], [1]])
    >>> common_ground_without(votes, [0, 0], ()).round(2).tolist()
    [0.46]
    """
    labels = np.array(groups, dtype=np.int64)
    many = int(labels.max(initial=NO_GROUP)) + 1
    bound = common_ground_bound(group_counts(votes, labels, many))
    for block in blocks:
        labels[block.members] = NO_GROUP
    return np.minimum(bound, common_ground_bound(group_counts(votes, labels, many)))


def _chances(votes: Votes) -> Floats:
    """Return for each answer the chances of disagree, pass and agree by that person."""
    level = answer_levels(fitted_answers(votes), votes.people, votes.statements)
    edges = np.quantile(level, np.linspace(0, 1, BINS + 1)[1:-1])
    bins = np.searchsorted(edges, level)
    places = bins * KINDS + votes.answers + 1
    table = np.bincount(places, minlength=BINS * KINDS).reshape(BINS, KINDS) + 1.0
    shares: Floats = (table / table.sum(axis=1, keepdims=True))[bins]
    return np.maximum(shares, LEAST_CHANCE)


def _alike(votes: Votes, chances: Floats) -> Floats:
    """Return how much likelier two people's answers are as one voice than as two."""
    shape = (votes.n_people, votes.n_statements)
    total = np.zeros((votes.n_people, votes.n_people), dtype=np.float32)
    asked = np.ones(votes.n_votes, dtype=np.float32)
    read = csr_array((asked, votes.statements, votes.starts), shape=shape)
    for kind in range(KINDS):
        said = votes.answers + 1 == kind
        p = chances[:, kind]
        gain = np.where(said, np.log((1 - SLIP) / p), np.log(SLIP / (1 - p)))
        theirs = csr_array(
            (gain.astype(np.float32), votes.statements, votes.starts), shape=shape
        )
        profile = csr_array(
            (said.astype(np.float32), votes.statements, votes.starts), shape=shape
        )
        total += (profile @ theirs.T).toarray()
    total = (total + total.T) / ((read @ read.T).toarray() + FAINT)
    np.fill_diagonal(total, -np.inf)
    alike: Floats = total
    return alike


def _starts(alike: Floats, free: NDArray[np.bool_]) -> list[Ints]:
    people = np.flatnonzero(free)
    few = min(NEIGHBOURS, len(people) - 1)
    if few < 1:
        return []
    among = alike[np.ix_(people, people)]
    nearest = np.argpartition(-among, few - 1, axis=1)[:, :few]
    close = np.take_along_axis(among, nearest, axis=1).sum(axis=1)
    starts: list[Ints] = []
    is_near = np.zeros(len(people), dtype=np.bool_)
    for one in np.argsort(-close, kind="stable"):
        if len(starts) == SEEDS:
            break
        if not is_near[one]:
            circle = np.append(nearest[one], one)
            is_near[circle] = True
            starts.append(people[circle])
    return starts


def _grow(
    votes: Votes, chances: Floats, start: Ints, free: NDArray[np.bool_]
) -> tuple[Ints, Floats]:
    """Return the block that a start grows into, and the evidence for each member."""
    needed = np.log(votes.n_people) + EVIDENCE
    is_member = np.zeros(votes.n_people, dtype=np.bool_)
    is_member[start] = True
    own = chances[np.arange(votes.n_votes), votes.answers + 1]
    surprise = np.bincount(votes.people, -np.log(own), minlength=votes.n_people)
    evidence = _evidence(votes, chances, is_member)
    for turn in range(ROUNDS):
        # A loose start gathers strength before the full evidence is asked of everybody.
        ease = min(1.0, (turn + 1) / EASY)
        now = (evidence > needed * ease) & (evidence > EXPLAINED * ease * surprise)
        now &= free
        settled = turn >= EASY and np.array_equal(now, is_member)
        is_member = now
        if settled or not is_member.any():
            break
        evidence = _evidence(votes, chances, is_member)
    members = np.flatnonzero(is_member)
    return members, evidence[members]


def _evidence(votes: Votes, chances: Floats, is_member: NDArray[np.bool_]) -> Floats:
    """Return for everybody how much likelier they are as a member than on their own."""
    mine = is_member[votes.people]
    kind = votes.answers.astype(np.int64) + 1
    place = votes.statements.astype(np.int64)
    cells = votes.n_statements * KINDS
    answers = (place * KINDS + kind)[mine]
    given = np.bincount(answers, minlength=cells).reshape(-1, KINDS)
    own = chances[np.arange(len(kind)), kind]
    same = given[place, kind] - mine
    all_of = given.sum(axis=1)[place] - mine
    block = (same + OWN_WEIGHT * own) / (all_of + OWN_WEIGHT)
    gain = np.log(block * (1 - SLIP) + own * SLIP) - np.log(own)
    total: Floats = np.bincount(votes.people, gain, minlength=votes.n_people)
    return total


def _described(votes: Votes, chances: Floats, members: Ints, evidence: float) -> Block:
    is_member = np.zeros(votes.n_people, dtype=np.bool_)
    is_member[members] = True
    mine = is_member[votes.people]
    place = votes.statements[mine].astype(np.int64)
    kind = votes.answers[mine].astype(np.int64) + 1
    cells = place[:, None] * KINDS + np.arange(KINDS)
    size = votes.n_statements * KINDS
    given = np.bincount(place * KINDS + kind, minlength=size).reshape(-1, KINDS)
    hoped = np.bincount(cells.ravel(), chances[mine].ravel(), size).reshape(-1, KINDS)
    readers = np.maximum(given.sum(axis=1), 1)[:, None]
    apart = (given - hoped) / np.sqrt(readers)
    answer = apart.argmax(axis=1)
    rows = np.arange(votes.n_statements)
    strength = np.where(readers[:, 0] >= SHOWN_FROM, apart[rows, answer], 0)
    order = np.argsort(-strength, kind="stable")
    shown = order[strength[order] > 1]
    return Block(
        members,
        evidence,
        shown,
        (answer[shown] - 1).astype(np.int8),
        (given / readers)[shown, answer[shown]],
        (hoped / readers)[shown, answer[shown]],
    )


def _smallest(n_people: int) -> int:
    return max(SMALLEST, int(np.ceil(SMALLEST_PART * n_people)))
