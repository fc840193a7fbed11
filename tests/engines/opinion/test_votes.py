"""Votes as sparse rows: what is kept, what is refused, and that nothing is changed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from folkmoot.engines.opinion import (
    Votes,
    VotesError,
    keep_people,
    votes_from_matrix,
    votes_from_rows,
)

NAN = float("nan")
CELLS = st.sampled_from([NAN, -1.0, 0.0, 1.0])
TABLES = hnp.arrays(
    np.float64, hnp.array_shapes(min_dims=2, max_dims=2, min_side=0), elements=CELLS
)


class TestVotesFromRows:
    def test_keeps_the_latest_answer(self):
        votes = votes_from_rows([0, 1, 0], [2, 0, 2], [1, 0, -1], 3, 4)

        assert votes.starts.tolist() == [0, 1, 2, 2]
        assert votes.statements.tolist() == [2, 0]
        assert votes.answers.tolist() == [-1, 0]

    @given(TABLES, st.randoms(use_true_random=False))
    def test_gives_the_table_back_whatever_the_order(self, table, random):
        people, statements = np.nonzero(~np.isnan(table))
        order = list(range(len(people)))
        random.shuffle(order)
        people, statements = people[order], statements[order]

        votes = votes_from_rows(
            people, statements, table[people, statements], *table.shape
        )

        np.testing.assert_array_equal(votes.matrix(), table)

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            (([0], [0], [NAN]), r"answers\[0\] is nan; expected 1 \(agree\)"),
            (([0, 0], [0, 1], [1, 2]), r"answers\[1\] is 2"),
            (([2], [0], [1]), r"people\[0\] is 2; expected 0 to 1"),
            (([0], [-1], [1]), r"statements\[0\] is -1; expected 0 to 1"),
            (([0.5], [0], [1]), r"people\[0\] is 0.5"),
            (([0], [0], ["agree"]), "answers holds <U5; expected numbers"),
            (([0, 1], [0], [1]), "2, 1 and 1 rows"),
            (([[0]], [0], [1]), r"people has shape \(1, 1\)"),
        ],
    )
    def test_refuses_in_words(self, rows, words):
        with pytest.raises(VotesError, match=words):
            votes_from_rows(rows[0], rows[1], rows[2], 2, 2)

    def test_refuses_a_number_of_people_that_is_none(self):
        with pytest.raises(VotesError, match="n_people is -1"):
            votes_from_rows([], [], [], -1, 2)
        with pytest.raises(VotesError, match=r"n_statements is 1\.5"):
            votes_from_rows([], [], [], 1, 1.5)


class TestVotesFromMatrix:
    @given(TABLES)
    def test_gives_the_table_back(self, table):
        np.testing.assert_array_equal(votes_from_matrix(table).matrix(), table)

    def test_tells_not_asked_from_pass(self):
        votes = votes_from_matrix([[NAN, 0.0]])

        assert votes.n_votes == 1
        assert votes.answers.tolist() == [0]

    @pytest.mark.parametrize(
        ("table", "words"),
        [
            ([[1, 3]], r"matrix\[0, 1\] is 3"),
            ([[float("inf")]], r"matrix\[0, 0\] is inf"),
            ([1, 0], r"matrix has shape \(2,\)"),
            ([["x"]], "matrix holds <U1"),
        ],
    )
    def test_refuses_in_words(self, table, words):
        with pytest.raises(VotesError, match=words):
            votes_from_matrix(table)


class TestVotes:
    def test_cannot_be_changed_nor_changes_what_it_was_given(self):
        starts, statements, answers = np.arange(3), np.zeros(2, int), np.ones(2, int)

        votes = Votes(starts, statements, answers, 1)

        assert not votes.answers.flags.writeable
        assert answers.flags.writeable
        with pytest.raises(ValueError, match="read-only"):
            votes.starts[0] = 1

    def test_takes_two_bytes_for_a_statement_and_four_beyond(self):
        assert Votes([0], [], [], 65_536).statements.dtype == np.uint16
        assert Votes([0, 1], [65_536], [1], 65_537).statements.dtype == np.int32

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            (([], [], []), "starts does not begin at 0"),
            (([0, 2, 1], [0], [1]), "starts does not begin at 0"),
            (([0, 2], [0], [1]), "starts ends at 2"),
            (([0, 1], [5], [1]), "statements holds 5; expected 0 to 4"),
            (([0, 1], [-1], [1]), "statements holds -1 to -1; expected 0 to 65535"),
            (([0, 0, 2], [3, 3], [1, 1]), "person 1 has statement 3 after 3"),
            (([0, 1, 3], [4, 3, 1], [1, 1, 1]), "person 1 has statement 1 after 3"),
            (([0, 1], [0], [2]), r"answers\[0\] is 2"),
            (([0, 1], [0], [0.5]), "answers has shape"),
        ],
    )
    def test_refuses_in_words(self, given, words):
        with pytest.raises(VotesError, match=words):
            Votes(given[0], given[1], given[2], 5)


class TestKeepPeople:
    @given(TABLES, st.data())
    def test_drops_whole_rows(self, table, data):
        kept = data.draw(hnp.arrays(np.bool_, len(table)))

        votes = keep_people(votes_from_matrix(table), kept)

        np.testing.assert_array_equal(votes.matrix(), table[kept])

    def test_refuses_another_number_of_people(self):
        with pytest.raises(VotesError, match="expected 1 truth values"):
            keep_people(votes_from_matrix([[1]]), [True, False])
