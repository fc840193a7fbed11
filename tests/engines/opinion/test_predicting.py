"""Foretelling hidden answers, and marks of what matters."""

import numpy as np
import pytest
from tests.engines.opinion.cast import make_matrix

from folkmoot.engines.opinion import (
    VotesError,
    foretell,
    votes_from_matrix,
    weigh_matters,
)

NAN = float("nan")


def rng(seed=5):
    return np.random.default_rng(seed)


class TestForetell:
    def test_views_tell_more_than_the_most_frequent_answer(self):
        table, _ = make_matrix(1, n_people=150, n_statements=40)
        found = foretell(votes_from_matrix(table), rng=rng())
        assert found.foretold[-1] > found.guessed + 0.1
        assert found.parts.tolist() == [0.25, 0.5, 0.75, 1.0]

    def test_a_hearing_that_began_is_not_done_and_one_that_went_on_is(self):
        table, _ = make_matrix(1, n_people=200, n_statements=40, answered=1.1)
        begun = np.where(rng(1).random(table.shape) < 0.06, table, NAN)
        assert not foretell(votes_from_matrix(begun), rng=rng()).is_done
        assert foretell(votes_from_matrix(table), rng=rng()).is_done

    def test_chance_cannot_be_foretold(self):
        noise = rng(3).choice([-1.0, 1.0], (100, 30))
        assert foretell(votes_from_matrix(noise), rng=rng()).foretold[-1] < 0.57

    def test_says_nothing_from_few_answers(self):
        found = foretell(votes_from_matrix([[1, 0]] * 9), rng=rng())
        assert np.isnan(found.foretold).all()
        assert not found.is_done

    def test_the_same_for_the_same_seed(self):
        votes = votes_from_matrix(make_matrix(1)[0])
        one, other = (foretell(votes, rng=rng()) for _ in range(2))
        assert one.foretold.tobytes() == other.foretold.tobytes()


class TestWeighMatters:
    def test_who_marks_everything_counts_as_five(self):
        table = np.ones((2, 10))
        few = np.zeros((2, 10), dtype=bool)
        few[0, :] = True
        few[1, 0] = True
        weights = weigh_matters(votes_from_matrix(table), few.ravel())
        assert weights[0] > weights[1] == weights[9]
        # Six marks' worth on twenty answers: 0.3; statement 0 has 1.5 among 2 readers.
        assert weights[0] == pytest.approx((1.5 + 3) / (12 * 0.3))

    def test_no_marks_change_nothing(self):
        votes = votes_from_matrix([[1, NAN]])
        assert weigh_matters(votes, np.zeros(1, dtype=bool)).tolist() == [1, 1]
        empty = votes_from_matrix(np.ones((0, 2)))
        assert weigh_matters(empty, np.zeros(0, dtype=bool)).tolist() == [1, 1]

    def test_refuses_marks_that_do_not_fit(self):
        votes = votes_from_matrix([[1, NAN]])
        with pytest.raises(VotesError, match="expected 1 truth values"):
            weigh_matters(votes, [True, False])
        with pytest.raises(VotesError, match="truth values"):
            weigh_matters(votes, [1])
