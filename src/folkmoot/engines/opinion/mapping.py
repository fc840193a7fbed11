"""The whole map: axes, positions, groups, and what they tell about each statement."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from folkmoot.engines.opinion.axes import N_AXES, Axes, find_axes
from folkmoot.engines.opinion.choosing import keep_people, keep_statements
from folkmoot.engines.opinion.common import (
    common_ground_bound,
    divisiveness,
    group_aware_consensus,
    heard,
)
from folkmoot.engines.opinion.counts import NO_GROUP, GroupCounts
from folkmoot.engines.opinion.grouping import DIGITS, Grouping, find_groups
from folkmoot.engines.opinion.passes import Pass
from folkmoot.engines.opinion.representing import mask_of
from folkmoot.engines.opinion.stability import Stability, measure_stability
from folkmoot.engines.opinion.steering import extremity, priority
from folkmoot.engines.opinion.votes import (
    DISAGREE,
    Votes,
    VotesError,
)
from folkmoot.parts import Executor

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

ANSWERS_TO_BE_IN = 7  # Polis' number
PEOPLE_TO_FILL = 15  # Polis', likewise
RESAMPLES = 10
STEPS = 2  # axes and groups, besides the resamples


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """What can be said about opinions in a hearing.

    Parameters
    ----------
    axes : Axes
        The two directions in which people differ most; 0 at moderated statements.
    positions : numpy.ndarray of float64, shape (n_people, 2)
        Where each person stands; NaN for those who were removed.
    groups : numpy.ndarray of int64, shape (n_people,)
        The group of each person, the largest being 0; -1 for those who answered too
        little or were removed.
    grouping : Grouping
        Where the groups are and how clear they are.
    counts : GroupCounts
        Answers of each group to each statement.
    everyone : GroupCounts
        Answers of everybody, in a group or not, as one group.
    moderated : numpy.ndarray of bool, shape (n_statements,)
        Statements that were taken out.
    common_ground : numpy.ndarray of float64, shape (n_statements,)
        `group_aware_consensus`.
    lower_bound : numpy.ndarray of float64, shape (n_statements,)
        `common_ground_bound`, which few answers cannot fake.
    rejection_bound : numpy.ndarray of float64, shape (n_statements,)
        The same for disagreement.
    divisiveness : numpy.ndarray of float64, shape (n_statements,)
        How far apart the groups stand.
    extremity : numpy.ndarray of float64, shape (n_statements,)
        How much a statement moves people on the map.
    priority : numpy.ndarray of float64, shape (n_statements,)
        How much it should be asked, as Polis weighs it.
    heard : numpy.ndarray of bool, shape (n_statements,)
        Whether enough people of every group have answered.
    stability : Stability or None
        How far the groups can be trusted, if that was asked for.
    """

    axes: Axes
    positions: Floats
    groups: Ints
    grouping: Grouping
    counts: GroupCounts
    everyone: GroupCounts
    moderated: NDArray[np.bool_]
    common_ground: Floats
    lower_bound: Floats
    rejection_bound: Floats
    divisiveness: Floats
    extremity: Floats
    priority: Floats
    heard: NDArray[np.bool_]
    stability: Stability | None

    @property
    def n_groups(self) -> int:
        """How many groups there are."""
        return self.counts.n_groups


def opinion_map(  # noqa: PLR0913 -- each is a wish of its own, by name
    votes: Votes,
    *,
    rng: np.random.Generator,
    moderated: ArrayLike | None = None,
    removed: ArrayLike | None = None,
    n_groups: int | None = None,
    start: OpinionMap | None = None,
    resamples: int = RESAMPLES,
    executor: Executor | None = None,
    report: Callable[[int, int], None] | None = None,
) -> OpinionMap:
    """Draw the map of some votes.

    Parameters
    ----------
    votes : Votes
        Who answered what.
    rng : numpy.random.Generator
        For the starts of the groups and for the resamples. The same seed gives the same
        map.
    moderated : array_like of bool, shape (n_statements,), optional
        Statements that were taken out; they shape neither axes nor groups.
    removed : array_like of bool, shape (n_people,), optional
        People who left or were removed; the map is as if they had never answered.
    n_groups : int, optional
        How many groups there shall be; by default the votes decide.
    start : OpinionMap, optional
        An earlier map of the same statements, from which axes and groups are found
        sooner.
    resamples : int, default 10
        How often the groups are found anew without a tenth of the answers; 0 leaves
        their stability out.
    executor : Executor, optional
        What works on the votes; by default threads on this machine.
    report : callable, optional
        Is told how many steps are done, of how many, when a step is: axes, groups, and
        each resample.

    Returns
    -------
    OpinionMap
        Everything the votes tell.

    Raises
    ------
    VotesError
        If an argument does not fit the votes; the message names it.

    Notes
    -----
    Missing answers count as the mean of their statement, so the centred table is 0
    there and stays sparse. A position is ``sqrt(C/n) sum (x - c)(v1, v2)`` over the
    ``n`` answers of a person, with ``C`` statements that anybody answered and, as in
    Polis, each moderated one of them counted into ``n``. In a group is who answered seven statements; where
    fewer than 15 did, the most active others join. Time grows with the number of votes;
    memory is a few bytes for each vote besides ``votes`` itself.

    References
    ----------
    Polis, ``math/src/polismath/math/conversation.clj`` and ``pca.clj``.

    Examples
    --------
    >>> table = 8 * [[1, 1, -1, -1]] + 8 * [[-1, -1, 1, 1]]
    >>> found = opinion_map(votes_from_matrix(table), rng=np.random.default_rng(1))
    >>> found.n_groups, found.counts.sizes.tolist(), found.stability.mean
    (2, [8, 8], 1.0)
    """
    out = mask_of("moderated", moderated, votes.n_statements)
    gone = mask_of("removed", removed, votes.n_people)
    _check_numbers(n_groups, resamples)
    present = keep_people(votes, ~gone) if gone.any() else votes
    live = keep_statements(present, ~out) if out.any() else present
    passed = Pass(live, executor)
    axes = find_axes(passed, _near(start, out))
    steps = _Steps(report, STEPS + resamples)
    steps.pass_one()
    whole = passed if live is present else Pass(present, executor)
    n_moderated = whole.n_answered - passed.n_answered
    places = place_people(passed, axes, n_moderated)
    is_in = people_in(present.counts, live.counts, whole.n_answered)
    centres = start.grouping.centres if start is not None else None
    found = find_groups(places, is_in, rng, n_groups, centres)
    steps.pass_one()
    counts = _counted(whole, found.labels, len(found.centres))
    stability = None
    if resamples:
        stability = measure_stability(
            live,
            found.labels,
            (_order(places), _order(np.vstack([axes.means, axes.directions]).T)),
            partial(_regroup, n_moderated, len(found.centres), steps),
            rng,
            resamples,
        )
    told = (gone, places, found)
    return _assembled(
        told, (_widened(axes, out), out), whole.n_answered, counts, stability
    )


class _Steps:
    """How many steps are done, told to who wants to know."""

    def __init__(self, report: Callable[[int, int], None] | None, total: int) -> None:
        self._report, self._total, self._done = report, total, 0

    def pass_one(self) -> None:
        self._done += 1
        if self._report is not None:
            self._report(self._done, self._total)


def _regroup(
    n_moderated: int,
    n_groups: int,
    steps: _Steps,
    votes: Votes,
    rng: np.random.Generator,
) -> Ints:
    """Group some votes anew, from the beginning."""
    passed = Pass(votes)
    places = place_people(passed, find_axes(passed), n_moderated)
    is_in = people_in(votes.counts, votes.counts, passed.n_answered + n_moderated)
    labels = find_groups(places, is_in, rng, max(n_groups, 1)).labels
    steps.pass_one()
    return labels


def place_people(votes: Pass, axes: Axes, n_moderated: int) -> Floats:
    """Return where people stand, with the correction for those who answered little."""
    answered = votes.votes.counts + n_moderated
    n_answered = votes.n_answered + n_moderated
    stretch = np.sqrt(n_answered / np.maximum(answered, 1))
    places: Floats = votes.project(axes.means, axes.directions) * stretch[:, None]
    return places


def people_in(given: Ints, live: Ints, n_answered: int) -> NDArray[np.bool_]:
    """Return who answered enough to be in a group."""
    enough: NDArray[np.bool_] = given >= min(ANSWERS_TO_BE_IN, max(n_answered, 1))
    if enough.sum() < PEOPLE_TO_FILL and len(given):
        place = max(len(given) - PEOPLE_TO_FILL, 0)
        enough = enough | (given >= np.partition(given, place)[place])
    return enough & (live > 0)


def _check_numbers(n_groups: int | None, resamples: int) -> None:
    for name, number, least in (("n_groups", n_groups, 1), ("resamples", resamples, 0)):
        if number is not None and (not _is_whole(number) or number < least):
            message = f"{name} is {number!r}; expected a whole number from {least}"
            raise VotesError(message)


def _is_whole(number: object) -> bool:
    return isinstance(number, int | np.integer) and not isinstance(number, bool)


def _near(start: OpinionMap | None, out: NDArray[np.bool_]) -> Floats | None:
    if start is None or start.axes.directions.shape[1] != len(out):
        return None
    return start.axes.directions[:, ~out]


def _order(rows: Floats) -> Ints:
    """Return the order of rows by their values, first column first."""
    rounded = np.round(rows, DIGITS) + 0.0
    order: Ints = np.lexsort(rounded.T[::-1])
    return order


def _counted(
    whole: Pass, labels: Ints, n_groups: int
) -> tuple[GroupCounts, GroupCounts]:
    """Count the answers, those to moderated statements included."""
    # Those in no group come last, so that one pass gives both counts.
    own = np.where(labels >= 0, labels, n_groups)
    cells = whole.count(own, n_groups + 1)
    sizes = np.bincount(own, minlength=n_groups + 1)
    kinds = np.moveaxis(cells, 2, 0)
    disagrees, passes, agrees = kinds[:, :n_groups]
    all_of = [kind.sum(axis=0, keepdims=True) for kind in kinds]
    return (
        GroupCounts(agrees, passes, disagrees, sizes[:n_groups]),
        GroupCounts(all_of[2], all_of[1], all_of[0], sizes.sum(keepdims=True)),
    )


def _assembled(
    people: tuple[NDArray[np.bool_], Floats, Grouping],
    axes: tuple[Axes, NDArray[np.bool_]],
    n_answered: int,
    both: tuple[GroupCounts, GroupCounts],
    stability: Stability | None,
) -> OpinionMap:
    gone, places, found = people
    counts, everyone = both
    positions = np.full((len(gone), N_AXES), np.nan)
    positions[~gone] = places
    groups = np.full(len(gone), NO_GROUP)
    groups[~gone] = found.labels
    whole, out = axes
    moves = extremity(whole.means, whole.directions, n_answered)
    return OpinionMap(
        axes=whole,
        positions=positions,
        groups=groups,
        grouping=found,
        counts=counts,
        everyone=everyone,
        moderated=out,
        common_ground=group_aware_consensus(counts),
        lower_bound=common_ground_bound(counts),
        rejection_bound=common_ground_bound(counts, DISAGREE),
        divisiveness=divisiveness(counts),
        extremity=moves,
        priority=priority(counts, moves),
        heard=heard(counts).all(axis=0) & (counts.n_groups > 0),
        stability=stability,
    )


def _widened(axes: Axes, out: NDArray[np.bool_]) -> Axes:
    """Return the axes with zeros where statements were taken out."""
    means, directions = np.zeros(len(out)), np.zeros((N_AXES, len(out)))
    means[~out], directions[:, ~out] = axes.means, axes.directions
    return Axes(means, directions, axes.strengths, axes.n_passes)
