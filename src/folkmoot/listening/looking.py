"""The longer look at a map: what takes seconds, and is not taken at every new answer."""

import numpy as np
from numpy.typing import NDArray

from folkmoot.engines import opinion
from folkmoot.listening.closer import Alike, Closer, Foretold

MOST_PEOPLE = 2_000  # compared pair by pair: about seven seconds
MOST_ANSWERS = 200_000  # foretold and scored: about three seconds
FEWEST = 5  # people, before they are counted
SHOWN = 10  # statements on which accounts answered alike
SEEN = 0.005  # of a share: less is not worth a word
HALF = 0.5
DIGITS = 4


def look_closer(
    votes: opinion.Votes,
    groups: NDArray[np.int64],
    numbers: NDArray[np.int32],
    rng: np.random.Generator,
) -> Closer:
    """Return what a longer look at some answers tells.

    ``groups`` has the shown group of each person, and ``numbers`` what the statements
    are called. Of many people some are drawn by lot.
    """
    few = _draw(votes.n_people, min(votes.n_people, MOST_PEOPLE), rng)
    compared, labels = opinion.pick_people(votes, few), groups[few]
    each = max(votes.n_votes / max(votes.n_people, 1), 1)
    some = _draw(votes.n_people, min(votes.n_people, int(MOST_ANSWERS / each)), rng)
    heard = opinion.pick_people(votes, some)
    blocks = opinion.find_blocks(compared)
    return Closer(
        answers=votes.n_votes,
        people=len(few),
        foretold=_foretold(heard, rng),
        alike=[_alike(block, numbers) for block in blocks],
        lifted=_lifted(compared, labels, blocks, numbers),
        bridging=_bridging(heard, numbers),
        between=_between(votes, groups),
    )


def _draw(n_people: int, many: int, rng: np.random.Generator) -> NDArray[np.int64]:
    if many >= n_people:
        return np.arange(n_people)
    return np.sort(rng.choice(n_people, many, replace=False))


def _foretold(votes: opinion.Votes, rng: np.random.Generator) -> Foretold | None:
    found = opinion.foretell(votes, rng=rng)
    if np.isnan(found.guessed):
        return None
    return Foretold(
        parts=found.parts.tolist(),
        shares=found.foretold.round(DIGITS).tolist(),
        guessed=round(found.guessed, DIGITS),
        is_done=found.is_done,
        hidden=found.n_hidden,
    )


def _alike(block: opinion.Block, numbers: NDArray[np.int32]) -> Alike:
    rows = zip(
        numbers[block.statements].tolist(),
        block.answers.tolist(),
        block.inside.round(DIGITS).tolist(),
        block.expected.round(DIGITS).tolist(),
        strict=True,
    )
    return Alike(len(block.members), list(rows)[:SHOWN])


def _lifted(
    votes: opinion.Votes,
    labels: NDArray[np.int64],
    blocks: tuple[opinion.Block, ...],
    numbers: NDArray[np.int32],
) -> dict[int, list[float]]:
    """Return how much of what all groups share and reject rests on the blocks."""
    many = int(labels.max(initial=opinion.NO_GROUP)) + 1
    if not blocks or not many:
        return {}
    others = labels.copy()
    for block in blocks:
        others[block.members] = opinion.NO_GROUP
    drops = []
    for answer in (opinion.AGREE, opinion.DISAGREE):
        whole, rest = (
            opinion.agreement_bounds(
                opinion.group_counts(votes, one, many), answer
            ).min(axis=0)
            for one in (labels, others)
        )
        drops.append(np.maximum(whole - rest, 0))
    pairs = np.stack(drops, axis=1).round(DIGITS)
    moved = np.flatnonzero(pairs.max(axis=1) > SEEN)
    return {int(numbers[one]): pairs[one].tolist() for one in moved}


def _bridging(votes: opinion.Votes, numbers: NDArray[np.int32]) -> dict[int, float]:
    scores = opinion.bridging_scores(votes).bridging
    scored = np.flatnonzero(~np.isnan(scores))
    return {int(numbers[one]): round(float(scores[one]), DIGITS) for one in scored}


def _between(votes: opinion.Votes, groups: NDArray[np.int64]) -> int:
    """Count who answers mostly as every group does; 0 where that would name them."""
    counts = opinion.group_counts(votes, groups)
    if counts.n_groups <= 1:
        return 0
    many = int((opinion.bridging_people(votes, counts) >= HALF).sum())
    return many if FEWEST <= many <= votes.n_people - FEWEST else 0
