"""The router: everything is read, the top is settled, chance comes from the caller."""

import numpy as np
import pytest
from tests.engines.opinion.cast import make_matrix

from folkmoot.engines.opinion import (
    GroupCounts,
    ReadingPlan,
    VotesError,
    fair_map,
    fewest_readers,
    gini,
    group_counts,
    next_statement,
    plan_by_priority,
    plan_random,
    plan_reading,
    statements_within,
    votes_from_matrix,
)


def counts_of(agrees, seen, size=100):
    agrees, seen = np.array(agrees), np.array(seen)
    sizes = np.full(len(seen), size)
    return GroupCounts(agrees, np.zeros_like(seen), seen - agrees, sizes)


def rng(seed=5):
    return np.random.default_rng(seed)


class TestPlanReading:
    def test_shows_only_what_lacks_readers_before_there_are_groups(self):
        plan = plan_reading(counts_of([[20, 1, 0]], [[30, 2, 30]]))
        assert plan.chances.argmax(axis=1).tolist() == [1, 1]
        assert plan.chances[0, [0, 2]].max() < 1e-6

    def test_serves_the_floor_of_each_group_apart(self):
        counts = counts_of([[20, 20], [20, 0]], [[30, 30], [30, 0]])
        plan = plan_reading(counts, to_come=[1000, 10])
        share = plan.chances / plan.chances.sum(axis=1, keepdims=True)
        assert share[1, 1] > 0.9
        assert share[0, 1] < 0.7

    def test_reads_on_where_the_top_is_undecided(self):
        agrees = [[95, 60, 58, 5]] * 2
        plan = plan_reading(counts_of(agrees, [[100] * 4] * 2), top=2)
        assert set(plan.chances[0].argsort()[2:].tolist()) == {1, 2}

    def test_asks_what_divides(self):
        agrees = [[50, 95, 50, 0], [50, 5, 50, 0]]
        plan = plan_reading(counts_of(agrees, [[100] * 4] * 2), top=1)
        assert plan.chances[0, 1] > plan.chances[0, 3]

    def test_weighs_what_matters(self):
        counts = counts_of([[60, 60]] * 2, [[100, 100]] * 2)
        plan = plan_reading(counts, top=1, matters=[3, 1])
        assert plan.chances[0, 0] > plan.chances[0, 1]

    def test_never_shows_what_is_not_live(self):
        counts = counts_of([[0, 0, 5]] * 2, [[0, 0, 10]] * 2)
        plan = plan_reading(counts, live=[True, False, True])
        assert plan.chances[:, 1].max() == 0
        assert plan_random(2, live=[False, True]).chances.tolist() == [[0, 1]]
        assert plan_by_priority([3, 2], live=[False, True]).chances.tolist() == [[0, 2]]

    def test_does_not_depend_on_the_order_of_statements_or_groups(self):
        table, minds = make_matrix(3)
        counts = group_counts(votes_from_matrix(table), minds)
        turned = group_counts(votes_from_matrix(table[:, ::-1]), 1 - minds)
        chances = plan_reading(counts).chances
        mirrored = plan_reading(turned).chances[[1, 0, 2], ::-1]
        np.testing.assert_allclose(chances, mirrored, rtol=1e-9)

    @pytest.mark.parametrize("groups", [0, 1, 2])
    def test_takes_nothing_at_all(self, groups):
        counts = counts_of(np.zeros((groups, 0), int), np.zeros((groups, 0), int))
        assert plan_reading(counts).chances.shape == (groups + 1, 0)

    def test_refuses_what_does_not_fit(self):
        counts = counts_of([[1]], [[1]])
        with pytest.raises(VotesError, match="matters has shape"):
            plan_reading(counts, matters=[1, 2])
        with pytest.raises(VotesError, match="to_come has shape"):
            plan_reading(counts, to_come=[-1.0])
        with pytest.raises(VotesError, match="live has shape"):
            plan_reading(counts, live=[True, False])
        with pytest.raises(VotesError, match="weights from 0"):
            ReadingPlan(np.array([[-1.0]]))
        with pytest.raises(VotesError, match="a table"):
            ReadingPlan(np.array([np.nan]))


class TestNextStatement:
    def test_draws_in_proportion(self):
        chance = rng()
        plan = plan_by_priority([1, 3, 0])
        drawn = [next_statement(plan, [], -1, chance) for _ in range(2000)]
        assert np.bincount(drawn, minlength=3)[2] == 0
        assert 0.71 < np.mean(np.array(drawn) == 1) < 0.79

    def test_shows_each_statement_once_and_then_ends(self):
        plan, chance = plan_reading(counts_of([[0] * 4], [[0] * 4])), rng()
        had: list[int] = []
        while (shown := next_statement(plan, had, 0, chance)) is not None:
            had.append(shown)
        assert sorted(had) == [0, 1, 2, 3]

    def test_is_the_same_for_the_same_state(self):
        plan = plan_random(50)
        one, other = rng(1), rng(1)
        picks = [next_statement(plan, [], -1, one) for _ in range(5)]
        assert picks == [next_statement(plan, [], -1, other) for _ in range(5)]

    def test_refuses_groups_and_statements_that_do_not_exist(self):
        plan = plan_reading(counts_of([[1]] * 2, [[1]] * 2))
        with pytest.raises(VotesError, match="expected -1 to 1"):
            next_statement(plan, [], 2, rng())
        with pytest.raises(VotesError, match="expected 0 to 0"):
            next_statement(plan, [1], 0, rng())


def play(truth, reads, chance):
    """Return what a small hearing hears by the router."""
    table = np.full(truth.shape, np.nan)
    groups = np.full(len(truth), -1)
    for turn in range(reads):
        votes = votes_from_matrix(table)
        counts = group_counts(votes, np.zeros(len(truth), dtype=int))
        if turn in {6, 12, 16}:
            groups = fair_map(votes, rng=chance, n_groups=2).groups
        if turn >= 6:
            counts = group_counts(votes, groups, 2)
        plan = plan_reading(counts, to_come=counts.sizes * (reads - turn), top=5)
        for person, group in enumerate(groups):
            had = np.flatnonzero(~np.isnan(table[person]))
            chosen = next_statement(plan, had, int(group), chance)
            table[person, chosen] = truth[person, chosen]
    return votes_from_matrix(table)


def test_everything_is_read_in_every_group_after_twenty_reads():
    truth, minds = make_matrix(2, n_people=120, n_statements=90, answered=1.1)
    heard = play(truth, 20, rng(4))
    assert fewest_readers(group_counts(heard, minds)) >= 5


class TestSmallNumbers:
    def test_minutes(self):
        assert statements_within(0) == 0
        with pytest.raises(VotesError, match="expected minutes from 0"):
            statements_within(-1)

    def test_gini_of_nothing(self):
        assert gini([]) == 0
        assert gini([0, 0]) == 0
        assert gini([1, 2, 3]) == pytest.approx(2 / 9)

    def test_small_groups_are_not_held_to_the_floor(self):
        counts = GroupCounts(
            np.array([[9], [0]]),
            np.zeros((2, 1), int),
            np.zeros((2, 1), int),
            np.array([20, 19]),
        )
        assert fewest_readers(counts) == 9
        assert fewest_readers(counts, smallest=1) == 0
