"""A voting block is found and cannot lift a statement; like minds are left alone."""

import numpy as np
import pytest
from tests.engines.opinion.cast import make_matrix

from folkmoot.engines.opinion import (
    VotesError,
    common_ground_bound,
    common_ground_without,
    fair_map,
    find_blocks,
    group_counts,
    votes_from_matrix,
)

NAN = float("nan")


def crowd(seed, people=240, statements=50):
    """Return people of many shades, each answering half of the statements."""
    rng = np.random.default_rng(seed)
    place = rng.normal(size=(people, 2))
    level = place @ rng.normal(size=(2, statements)) + rng.normal(0, 0.5, statements)
    table = np.sign(level + rng.normal(0, 1, level.shape))
    table[rng.random(table.shape) < 0.5] = NAN
    return table


def with_block(table, seed, size=12, slips=0.0):
    """Add accounts that all say the same, and agree with what is least agreed to."""
    rng = np.random.default_rng(seed)
    script = np.sign(rng.normal(size=table.shape[1]))
    target = int(np.nanmean(table, axis=0).argmin())
    script[target] = 1
    block = np.tile(script, (size, 1))
    changed = rng.random(block.shape) < slips
    block[changed] = rng.choice([-1.0, 1.0], changed.sum())
    block[rng.random(block.shape) < 0.3] = NAN
    block[:, target] = 1
    return np.vstack([table, block]), target


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_like_minds_are_no_block(seed):
    assert find_blocks(votes_from_matrix(crowd(seed))) == ()
    assert find_blocks(votes_from_matrix(make_matrix(seed)[0])) == ()


@pytest.mark.parametrize("slips", [0.0, 0.03])
def test_accounts_that_say_the_same_are_found(slips):
    table, target = with_block(crowd(4), 5, slips=slips)
    (block,) = find_blocks(votes_from_matrix(table))
    assert set(block.members) <= set(range(240, 252))
    assert len(block.members) >= (8 if slips else 12)
    assert target in block.statements
    shown = block.statements.tolist().index(target)
    assert block.answers[shown] == 1
    assert block.inside[shown] == 1
    assert block.expected[shown] < 0.6


def test_a_block_cannot_lift_a_statement():
    table = crowd(4)
    attacked, target = with_block(table, 5)
    votes = votes_from_matrix(attacked)
    groups = fair_map(votes, rng=np.random.default_rng(1), n_groups=2).groups
    honest = group_counts(votes_from_matrix(table), groups[:240], 2)
    plain = common_ground_bound(group_counts(votes, groups, 2))
    held = common_ground_without(votes, groups, find_blocks(votes))

    def above(score):
        return int(np.sum(score > score[target]))

    assert held[target] == pytest.approx(common_ground_bound(honest)[target])
    assert above(plain) < above(held)
    assert above(common_ground_bound(honest)) - above(held) <= 2


@pytest.mark.parametrize("shape", [(0, 0), (0, 2), (1, 1), (2, 3), (40, 1)])
@pytest.mark.parametrize("cell", [NAN, 0.0, 1.0])
def test_takes_very_little(shape, cell):
    assert find_blocks(votes_from_matrix(np.full(shape, cell))) == ()


def test_refuses_more_people_than_can_be_compared():
    with pytest.raises(VotesError, match="at most 6000"):
        find_blocks(votes_from_matrix(np.ones((6001, 1))))
