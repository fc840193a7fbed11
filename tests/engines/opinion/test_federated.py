"""Statements travel up a tree: who reads, what goes on, what it asks of people."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.engines.opinion import (
    GroupCounts,
    TreePlan,
    VotesError,
    choose_anchors,
    choose_readers,
    collectives_above,
    draw_sisters,
    expected_reads,
    going_up,
    optimistic_score,
)


def rng(seed=5):
    return np.random.default_rng(seed)


def counts_of(agrees, seen):
    agrees, seen = np.array(agrees), np.array(seen)
    sizes = np.full(len(seen), 100)
    return GroupCounts(agrees, np.zeros_like(seen), seen - agrees, sizes)


@given(st.integers(1, 200), st.integers(2, 6))
def test_each_level_joins_whole_collectives(leaves, children):
    levels = collectives_above(leaves, children=children)
    assert not levels[-1].any()
    for below, above in pairwise(levels):
        assert np.array_equal(above, below // children)
        assert np.bincount(np.unique(below) // children).max() <= children


@given(st.integers(2, 60), st.integers(0, 2**32))
def test_every_collective_is_sister_to_one_other(leaves, seed):
    sisters = draw_sisters(leaves, rng(seed))
    assert sorted(sisters) == list(range(leaves))
    assert not np.any(sisters == np.arange(leaves))


class TestChooseReaders:
    def test_takes_alike_from_each_group(self):
        groups = np.repeat([0, 1], [90, 10])
        may = np.ones(100, dtype=bool)
        chosen = choose_readers(np.zeros(100), groups, may, 12, rng())
        assert np.bincount(groups[chosen]).tolist() == [6, 6]
        chosen = choose_readers(np.zeros(100), groups, may, 50, rng())
        assert np.bincount(groups[chosen]).tolist() == [40, 10]

    def test_takes_the_least_busy(self):
        burden = np.arange(20)
        chosen = choose_readers(burden, np.zeros(20), np.ones(20, bool), 5, rng())
        assert chosen.tolist() == [0, 1, 2, 3, 4]

    def test_takes_nobody_twice_and_nobody_else(self):
        may = np.arange(9) > 6
        assert choose_readers(np.zeros(9), np.zeros(9), may, 5, rng()).tolist() == [
            7,
            8,
        ]
        assert not len(choose_readers([], [], np.zeros(0, bool), 3, rng()))
        assert not len(choose_readers([0], [0], [True], -2, rng()))


class TestGoingUp:
    def test_few_answers_are_no_reason_to_drop(self):
        few = counts_of([[2, 30, 0]] * 2, [[2, 60, 0]] * 2)
        scores = optimistic_score(few)
        assert scores[0] > scores[1]
        assert scores[2] > scores[1]

    def test_one_statement_is_always_heard(self):
        assert going_up([0.0], 0.1).tolist() == [0]
        assert going_up([], 0.5).tolist() == []
        assert going_up([0.1, 0.3, 0.3, 0.2], 0.5).tolist() == [1, 2]


def test_anchors_have_readers():
    counts = counts_of([[5, 5, 0, 5]], [[10, 10, 1, 10]])
    chosen = choose_anchors([[0.1, 0.7, 0.9, 0.4]], [1.0], counts, 2)
    assert chosen.tolist() == [1, 3]


class TestTreePlan:
    def test_reads_stay_when_people_and_statements_double(self):
        plan = TreePlan()
        for levels, people in ((6, 100_000), (9, 6_400_000)):
            before = expected_reads(people, people // 3, levels, plan)
            after = expected_reads(2 * people, 2 * people // 3, levels + 1, plan)
            assert after == pytest.approx(before, rel=0.1)

    def test_nobody_reads_where_nobody_is(self):
        assert expected_reads(0, 5, 1, TreePlan()) == 0

    @pytest.mark.parametrize(
        "wrong", [{"children": 1}, {"first": 0}, {"keep": 0}, {"growth": 0.5}]
    )
    def test_refuses_what_cannot_be(self, wrong):
        with pytest.raises(VotesError, match="expected"):
            TreePlan(**wrong)
