"""Counts, common ground, what divides, who stands between: by hand and as laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import beta
from tests.engines.opinion.cast import make_matrix
from tests.examples import tried_on

from folkmoot.engines.opinion import (
    GroupCounts,
    VotesError,
    agreement_bounds,
    bridging_people,
    bridging_statements,
    common_ground_bound,
    consensus_lists,
    divisiveness,
    extremity,
    group_aware_consensus,
    group_counts,
    heard,
    minority_views,
    priority,
    rank_common_ground,
    rank_statements,
    representative_statements,
    votes_from_matrix,
)

NAN = float("nan")
TABLES = hnp.arrays(
    np.float64,
    st.tuples(st.integers(0, 12), st.integers(0, 6)),
    elements=st.sampled_from([NAN, -1.0, 0.0, 1.0]),
)


def counts_of(agrees, passes, disagrees, sizes):
    return GroupCounts(*(np.array(one) for one in (agrees, passes, disagrees, sizes)))


@st.composite
def grouped(draw):
    table = draw(TABLES)
    return table, draw(hnp.arrays(np.int64, len(table), elements=st.integers(-1, 2)))


class TestGroupCounts:
    @given(grouped())
    def test_counts_what_a_person_would(self, case):
        table, groups = case
        counts = group_counts(votes_from_matrix(table), groups, 3)

        for group in range(3):
            own = table[groups == group]
            assert counts.agrees[group].tolist() == (own == 1).sum(axis=0).tolist()
            assert counts.passes[group].tolist() == (own == 0).sum(axis=0).tolist()
            assert counts.disagrees[group].tolist() == (own == -1).sum(axis=0).tolist()
            assert counts.sizes[group] == len(own)

    def test_groups_taken_together_are_everybody(self):
        table, minds = make_matrix(1, n_minds=3)
        votes = votes_from_matrix(table)

        together = group_counts(votes, minds).together()

        everybody = group_counts(votes, np.zeros(len(table), int))
        assert together.agrees.tolist() == everybody.agrees.tolist()
        assert together.sizes.tolist() == everybody.sizes.tolist()

    @pytest.mark.parametrize(
        ("groups", "words"),
        [
            ([0], r"groups has shape \(1,\).*expected 2 whole numbers"),
            ([0.0, NAN], "groups has shape .* float64"),
            ([0, 5], "groups holds 0 to 5; expected -1"),
            ([-2, 0], "groups holds -2 to 0"),
        ],
    )
    def test_refuses_groups_that_are_none(self, groups, words):
        with pytest.raises(VotesError, match=words):
            group_counts(votes_from_matrix([[1], [1]]), groups)

    def test_refuses_counts_that_cannot_be(self):
        with pytest.raises(VotesError, match="gave 2 answers to statement 0"):
            counts_of([[2]], [[0]], [[0]], [1])
        with pytest.raises(VotesError, match="agrees is int64 from -1"):
            counts_of([[-1]], [[0]], [[0]], [1])
        with pytest.raises(VotesError, match=r"have shapes \(1, 2\)"):
            counts_of([[1, 1]], [[0]], [[0]], [1])


class TestCommonGround:
    def test_few_answers_do_not_make_common_ground(self):
        """One yes of each group must not beat ninety of a hundred."""
        counts = counts_of(
            [[1, 90], [1, 90]], [[0, 0], [0, 0]], [[0, 10], [0, 10]], [100, 100]
        )

        assert common_ground_bound(counts)[1] > common_ground_bound(counts)[0]
        assert heard(counts).tolist() == [[False, True], [False, True]]
        assert rank_common_ground(counts).tolist() == [1]

    def test_all_may_share_a_no(self):
        counts = counts_of([[0], [1]], [[0], [0]], [[10], [9]], [10, 10])

        assert group_aware_consensus(counts, -1)[0] == pytest.approx(11 / 12 * 10 / 12)
        assert rank_common_ground(counts, -1).tolist() == [0]

    @given(grouped(), st.sampled_from([1, -1]))
    def test_the_bound_is_the_quantile_of_the_beta_distribution(self, case, answer):
        table, groups = case
        counts = group_counts(votes_from_matrix(table), groups, 3)
        given_ = counts.agrees if answer == 1 else counts.disagrees

        expected = beta.ppf(0.1, given_ + 1, counts.seen - given_ + 1)

        np.testing.assert_allclose(agreement_bounds(counts, answer), expected)

    def test_a_small_group_is_heard_when_a_quarter_answered(self):
        counts = counts_of([[2], [1]], [[0], [0]], [[0], [0]], [8, 8])

        assert heard(counts).tolist() == [[True], [False]]

    def test_refuses_a_quantile_and_an_answer_that_are_none(self):
        counts = counts_of([[1]], [[0]], [[0]], [1])

        with pytest.raises(VotesError, match="quantile is 1"):
            agreement_bounds(counts, 1, 1)
        with pytest.raises(VotesError, match="answer is 0"):
            group_aware_consensus(counts, 0)

    def test_moderated_statements_are_in_no_list(self):
        counts = group_counts(votes_from_matrix(9 * [[1, 1]]), 9 * [0])
        gone = [True, False]

        assert rank_common_ground(counts, moderated=gone).tolist() == [1]
        assert [x.statement for x in consensus_lists(counts, moderated=gone)[0]] == [1]
        (own,) = representative_statements(counts, moderated=gone)
        assert [one.statement for one in own] == [1]
        with pytest.raises(VotesError, match="moderated has shape"):
            rank_common_ground(counts, moderated=[True])


class TestDivisiveness:
    @given(grouped())
    def test_lies_between_0_and_1_and_ignores_the_names_of_groups(self, case):
        table, groups = case
        votes = votes_from_matrix(table)

        found = divisiveness(group_counts(votes, groups, 3))
        renamed = np.where(groups >= 0, 2 - groups, -1)

        assert ((found >= 0) & (found < 1)).all()
        assert divisiveness(group_counts(votes, renamed, 3)).tolist() == found.tolist()

    def test_one_group_is_not_divided(self):
        counts = group_counts(votes_from_matrix([[1], [-1]]), [0, 0])

        assert divisiveness(counts).tolist() == [0]


class TestMinorityViews:
    def test_names_what_the_smaller_group_holds(self):
        table = 30 * [[-1, 1, 1]] + 10 * [[1, 1, -1]]
        counts = group_counts(votes_from_matrix(table), 30 * [0] + 10 * [1])

        found = minority_views(counts)

        assert {(one.group, one.statement, one.answer) for one in found} == {
            (1, 0, 1),
            (1, 2, -1),
        }
        assert minority_views(counts, moderated=[True, False, True]) == ()

    def test_nothing_where_all_are_of_one_mind(self):
        counts = group_counts(votes_from_matrix(9 * [[1]]), 6 * [0] + 3 * [1])

        assert minority_views(counts) == ()


class TestBridging:
    def test_people_who_answer_like_every_group_come_first(self):
        table = 9 * [[1, 1, 1]] + 9 * [[-1, -1, 1]] + [[1, -1, 1]]
        groups = 9 * [0] + 9 * [1] + [-1]

        votes = votes_from_matrix(table)
        found = bridging_people(votes, group_counts(votes, groups))

        assert found.argmax() == 18

    def test_one_person_alone_has_the_value_that_everybody_gives_them(self):
        votes = votes_from_matrix(9 * [[1, 1, 0]] + 9 * [[-1, 1, 1]])
        counts = group_counts(votes, 9 * [0] + 9 * [1])
        own = bridging_people(votes_from_matrix([[1, 1, 0]]), counts)

        assert own[0] == bridging_people(votes, counts)[0]

    def test_refuses_counts_of_other_statements(self):
        votes = votes_from_matrix([[1, 1]])

        with pytest.raises(VotesError, match="2 statements and counts 1"):
            bridging_people(votes, group_counts(votes_from_matrix([[1]]), [0]))

    def test_without_groups_nobody_stands_between(self):
        votes = votes_from_matrix([[1]])

        counts = group_counts(votes, [-1])

        assert np.isnan(bridging_people(votes, counts)).all()
        assert np.isnan(bridging_statements(counts)).all()

    @given(grouped())
    def test_the_weakest_group_decides(self, case):
        table, groups = case
        counts = group_counts(votes_from_matrix(table), groups, 3)

        found = bridging_statements(counts)

        assert (found <= agreement_bounds(counts)).all()


class TestRanking:
    @tried_on(10)
    @given(grouped())
    def test_every_statement_has_a_place_in_every_group(self, case):
        table, groups = case
        ranks = rank_statements(group_counts(votes_from_matrix(table), groups, 3))

        numbers = list(range(table.shape[1]))
        assert [sorted(row) for row in ranks.tolist()] == [numbers] * 3

    def test_all_agree_is_not_shown_as_disagreement(self):
        counts = group_counts(votes_from_matrix(12 * [[1]]), 6 * [0] + 6 * [1])

        for (only,) in representative_statements(counts):
            assert only.answer == 1

    def test_a_group_that_answered_nothing_has_no_best_agreement(self):
        counts = group_counts(votes_from_matrix([[NAN], [1]]), [0, 1])

        assert not representative_statements(counts)[0][0].is_best_agree


class TestPriority:
    def test_what_nobody_answered_comes_soon_and_meta_is_fixed(self):
        counts = group_counts(votes_from_matrix(20 * [[1, NAN, 0]]), 20 * [0])

        new = priority(counts, np.zeros(3), meta=[False, False, True])

        assert new[1] == pytest.approx((0.25 * 9) ** 2)
        assert new[1] > new[0]
        assert new[2] == 49

    def test_refuses_another_number_of_values(self):
        counts = group_counts(votes_from_matrix([[1]]), [0])

        with pytest.raises(VotesError, match=r"extremities has shape \(2,\)"):
            priority(counts, [1, 2])
        with pytest.raises(VotesError, match=r"axes \(1, 1\)"):
            extremity([0, 0], [[1]])
