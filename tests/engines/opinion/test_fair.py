"""A map that stays the same however unevenly statements were shown."""

import numpy as np
import pytest
from tests.engines.opinion.cast import make_matrix, make_votes

from folkmoot.engines.opinion import (
    VotesError,
    add_sums,
    adjusted_rand_index,
    fair_axes,
    fair_map,
    group_of,
    opinion_map,
    place_person,
    sum_votes,
    votes_from_matrix,
)


def rng(seed=5):
    return np.random.default_rng(seed)


def test_axes_of_collectives_added_up_are_those_of_all():
    table, _ = make_matrix(1)
    whole = fair_axes(sum_votes(votes_from_matrix(table)))
    parts = [sum_votes(votes_from_matrix(part)) for part in np.split(table, 4)]
    assert np.array_equal(fair_axes(add_sums(parts)).directions, whole.directions)


def test_refuses_more_statements_than_pairs_fit():
    with pytest.raises(VotesError, match="at most 4000"):
        fair_map(votes_from_matrix(np.ones((1, 4001))), rng=rng())


class TestFairMap:
    def test_finds_the_groups(self):
        table, minds = make_matrix(1, n_people=120)
        found = fair_map(votes_from_matrix(table), rng=rng())
        assert adjusted_rand_index(found.groups, minds) > 0.9

    def test_keeps_them_where_some_statements_are_shown_to_everyone(self):
        table, minds = make_matrix(6, n_people=300, n_statements=60, answered=1.1)
        chance = rng(3)
        # Ten statements all think alike about are read by all, the rest by a tenth.
        table[:, :10] = chance.choice([1, 1, 1, -1], (300, 10))
        table[:, 10:][chance.random((300, 50)) > 0.12] = np.nan
        votes = votes_from_matrix(table)
        fair = fair_map(votes, rng=rng(), n_groups=2)
        plain = opinion_map(votes, rng=rng(), n_groups=2, resamples=0)
        fair_index = adjusted_rand_index(fair.groups, minds)
        assert fair_index > 0.5
        assert fair_index > adjusted_rand_index(plain.groups, minds)

    def test_leaves_moderated_statements_out(self):
        table, _ = make_matrix(1)
        out = np.arange(20) == 3
        found = fair_map(votes_from_matrix(table), rng=rng(), moderated=out)
        other = table.copy()
        other[:, 3] = 1
        again = fair_map(votes_from_matrix(other), rng=rng(), moderated=out)
        assert np.array_equal(found.axes.directions, again.axes.directions)
        assert not found.axes.directions[:, 3].any()

    def test_somebody_stands_where_a_newcomer_with_these_answers_would(self):
        table, _ = make_matrix(1)
        found = fair_map(votes_from_matrix(table), rng=rng())
        means, directions = found.axes.means, found.axes.directions
        for row, position in zip(table, found.positions, strict=True):
            read = np.flatnonzero(~np.isnan(row))
            place = place_person(
                read, row[read].astype(int), means, directions, len(means)
            )
            assert np.allclose(place, position)

    def test_order_of_statements_does_not_matter(self):
        table, _ = make_matrix(4)
        one = fair_map(votes_from_matrix(table), rng=rng())
        other = fair_map(votes_from_matrix(table[:, ::-1]), rng=rng())
        np.testing.assert_allclose(
            np.abs(one.positions), np.abs(other.positions), atol=1e-9
        )

    def test_the_same_bytes_for_the_same_seed(self):
        votes = make_votes(7)
        one, other = (fair_map(votes, rng=rng()) for _ in range(2))
        assert one.positions.tobytes() == other.positions.tobytes()
        assert one.groups.tobytes() == other.groups.tobytes()

    @pytest.mark.parametrize("shape", [(0, 0), (0, 3), (1, 0), (1, 1), (2, 1), (2, 2)])
    def test_takes_very_little(self, shape):
        for cell in (np.nan, 0.0, 1.0):
            found = fair_map(votes_from_matrix(np.full(shape, cell)), rng=rng())
            assert found.positions.shape == (shape[0], 2)
            assert not np.isnan(found.positions).any()


def test_newcomers_go_where_those_who_answered_like_them_are():
    table, _ = make_matrix(1, n_people=120)
    found = fair_map(votes_from_matrix(table), rng=rng())
    placed = []
    for row in table:
        read = np.flatnonzero(~np.isnan(row))
        placed.append(group_of(found, read, row[read].astype(int)))
    assert placed == found.groups.tolist()
