"""Whole-number sums: equal to the votes behind them, however they were gathered."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.cast import make_matrix, make_votes
from tests.examples import tried_on

from folkmoot.engines.opinion import (
    TooFewPeopleError,
    Votes,
    VotesError,
    add_sums,
    axes_of_sums,
    change_counts,
    change_sums,
    group_counts,
    keep_people,
    passes,
    pick_people,
    publish_sums,
    sum_votes,
    votes_from_matrix,
)
from folkmoot.engines.opinion.axes import find_axes
from folkmoot.engines.opinion.passes import Pass

TABLES = ("products", "halves", "pairs")


def assert_same(one, other):
    for name in TABLES:
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    assert one.n_people == other.n_people


@tried_on(13)
@given(st.integers(0, 30), st.integers(0, 8), st.integers(0, 99))
def test_sums_are_those_of_the_table(n_people, n_statements, seed):
    table = make_matrix(seed, n_people, n_statements)[0]
    given_, seen = np.nan_to_num(table), ~np.isnan(table) * 1

    sums = sum_votes(votes_from_matrix(table))

    assert sums.products.tolist() == (given_.T @ given_).tolist()
    assert sums.halves.tolist() == (given_.T @ seen).tolist()
    assert sums.pairs.tolist() == (seen.T @ seen).tolist()


def test_compiled_loops_give_the_same_sums(monkeypatch):
    pytest.importorskip("numba")
    votes = make_votes(2)
    plain = sum_votes(votes)

    monkeypatch.setattr(passes, "COMPILED_FROM", 0)

    assert_same(sum_votes(votes), plain)


def test_many_people_do_not_overflow(monkeypatch):
    """More people than a quarter of 64 bits can count, all saying the same."""
    pytest.importorskip("numba")
    monkeypatch.setattr(passes, "COMPILED_FROM", 0)
    votes = votes_from_matrix(np.ones((70_000, 2)))

    sums = sum_votes(votes)

    assert sums.products.tolist() == sums.pairs.tolist() == 2 * [2 * [70_000]]


class TestAxesOfSums:
    def test_are_the_axes_of_the_votes(self):
        votes = make_votes(6, n_people=200, n_statements=40)

        ours, theirs = axes_of_sums(sum_votes(votes)), find_axes(Pass(votes))

        np.testing.assert_allclose(ours.directions, theirs.directions, atol=1e-10)
        np.testing.assert_allclose(ours.strengths, theirs.strengths, rtol=1e-12)

    def test_of_thirty_two_collectives_are_those_of_all_their_people(self):
        """No vote leaves a collective, and the map is the same."""
        votes = make_votes(7, n_people=320, n_statements=25)
        collective = np.arange(320) % 32

        added = add_sums(
            [sum_votes(keep_people(votes, collective == one)) for one in range(32)]
        )

        assert_same(added, sum_votes(votes))
        cosines = np.abs(
            (axes_of_sums(added).directions * find_axes(Pass(votes)).directions).sum(1)
        )
        np.testing.assert_allclose(cosines, 1, atol=1e-12)


class TestChanges:
    @tried_on(10)
    @given(st.integers(0, 99))
    def test_new_answers_give_what_a_new_sum_would(self, seed):
        old, new = (make_matrix(one, 30, 10)[0] for one in (seed, seed + 100))
        changed = np.arange(30) % 4 == 0
        new[~changed] = old[~changed]
        old_votes, new_votes = votes_from_matrix(old), votes_from_matrix(new)
        who = np.flatnonzero(changed)
        before, after = pick_people(old_votes, who), pick_people(new_votes, who)
        groups = np.arange(30) % 3 - 1

        sums = change_sums(sum_votes(old_votes), before, after)
        counts = change_counts(
            group_counts(old_votes, groups, 2), groups[who], before, after
        )

        assert_same(sums, sum_votes(new_votes))
        fresh = group_counts(new_votes, groups, 2)
        for name in ("agrees", "passes", "disagrees", "sizes"):
            assert getattr(counts, name).tolist() == getattr(fresh, name).tolist()

    def test_rows_in_another_order_and_newcomers_change_no_sum(self):
        old, new = (make_matrix(one, 30, 10)[0] for one in (3, 4))
        sums = sum_votes(votes_from_matrix(old[:25]))

        changed = change_sums(
            sums, votes_from_matrix(old[:25]), votes_from_matrix(new[::-1])
        )

        assert_same(changed, sum_votes(votes_from_matrix(new)))

    def test_other_statements_are_refused(self):
        sums = sum_votes(votes_from_matrix([[1, 1]]))
        fits, wider = votes_from_matrix([[1, 1]]), votes_from_matrix([[1, 1, 1]])

        with pytest.raises(VotesError, match=r"\[2, 3\] statements"):
            change_sums(sums, fits, wider)

    def test_who_leaves_leaves_no_trace(self):
        votes = make_votes(4)
        leaves = np.arange(votes.n_people) < 7
        nobody = Votes([0], [], [], votes.n_statements)

        left = change_sums(sum_votes(votes), keep_people(votes, leaves), nobody)

        assert_same(left, sum_votes(keep_people(votes, ~leaves)))

    def test_known_axes_are_a_good_start(self):
        votes = make_votes(6, n_people=300, n_statements=50)
        cold = axes_of_sums(sum_votes(votes))

        warm = axes_of_sums(sum_votes(votes), cold)

        assert warm.n_passes < cold.n_passes
        np.testing.assert_allclose(warm.directions, cold.directions, atol=1e-10)


class TestRefusals:
    def test_too_few_people_publish_nothing(self):
        with pytest.raises(TooFewPeopleError, match="over 19 people; expected 20"):
            publish_sums(sum_votes(votes_from_matrix(19 * [[1]])))

    def test_sums_that_do_not_fit(self):
        one, two = (sum_votes(votes_from_matrix([size * [1]])) for size in (1, 2))

        with pytest.raises(VotesError, match=r"over \[1, 2\] statements"):
            add_sums([one, two])
        with pytest.raises(VotesError, match=r"over \[\] statements"):
            add_sums([])
        with pytest.raises(VotesError, match="there are 4001 statements"):
            sum_votes(Votes([0], [], [], 4001))

    def test_people_who_are_not_there(self):
        with pytest.raises(VotesError, match=r"numbers\[0\] is 2; expected 0 to 1"):
            pick_people(votes_from_matrix([[1], [1]]), [2])
