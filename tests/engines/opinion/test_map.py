"""Groups and the whole map: what was planted is found, and nothing depends on order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.cast import make_matrix, make_votes
from tests.examples import tried_on

from folkmoot.engines.opinion import (
    VotesError,
    adjusted_rand_index,
    opinion_map,
    votes_from_matrix,
)
from folkmoot.engines.opinion.grouping import find_groups
from folkmoot.engines.opinion.kmeans import distances, silhouette

NAN = float("nan")


def rng(seed=7):
    return np.random.default_rng(seed)


def stand_around(n_groups, n_people, spread=0.15):
    """Return people who stand around the corners of a polygon."""
    group = np.arange(n_people) % n_groups
    angle = 2 * np.pi * group / n_groups
    corners = np.column_stack([np.cos(angle), np.sin(angle)])
    return corners + rng().normal(0, spread, corners.shape), group


class TestFindGroups:
    @pytest.mark.parametrize("n_groups", [2, 3, 4, 5, 6, 7])
    def test_finds_as_many_groups_as_there_are(self, n_groups):
        """More than five as well, where the data say so."""
        people, group = stand_around(n_groups, 40 * n_groups)

        found = find_groups(people, np.full(len(people), True), rng())

        assert len(found.centres) == n_groups
        assert adjusted_rand_index(group, found.labels) > 0.97

    def test_many_people_are_grouped_as_well_by_where_they_stand(self):
        people, group = stand_around(6, 12_000)

        found = find_groups(people, np.full(len(people), True), rng())

        assert adjusted_rand_index(group, found.labels) > 0.99

    @tried_on(13)
    @given(st.integers(0, 40), st.integers(0, 99))
    def test_nobody_is_a_group_alone(self, n_people, seed):
        people = rng(seed).standard_t(1, (n_people, 2))

        found = find_groups(people, np.full(n_people, True), rng())

        assert np.bincount(found.labels).min(initial=2) >= min(2, n_people)

    def test_one_stranger_far_away_gets_no_group(self):
        people, _group = stand_around(2, 60)
        people = np.vstack([people, [[500.0, 500.0]]])

        found = find_groups(people, np.full(61, True), rng(), 2)

        assert np.bincount(found.labels).min() > 1

    def test_a_start_is_tried_too(self):
        people, group = stand_around(3, 90)

        found = find_groups(people, np.full(90, True), rng(), 3, np.eye(3)[:, :2])

        assert adjusted_rand_index(group, found.labels) == 1


def test_silhouette_is_that_of_the_definition():
    """Four people, two and two: the nearest group is 3 away, the own neighbour 1."""
    points = np.array([[0.0, 0], [1, 0], [3, 0], [4, 0]])
    labels = np.array([0, 0, 1, 1])

    found = silhouette(distances(points), np.ones(4), labels, 2)

    expected = np.mean([(3.5 - 1) / 3.5, (2.5 - 1) / 2.5] * 2)
    assert found == pytest.approx(expected)


class TestAdjustedRandIndex:
    @given(st.lists(st.integers(-1, 3), min_size=2, max_size=20), st.randoms())
    def test_names_of_groups_do_not_matter(self, labels, random):
        names = [0, 1, 2, 3]
        random.shuffle(names)
        renamed = [names[label] if label >= 0 else -1 for label in labels]

        assert adjusted_rand_index(labels, renamed) == pytest.approx(1)

    def test_refuses_two_lists_that_do_not_fit(self):
        with pytest.raises(VotesError, match=r"shapes \(1,\) and \(2,\)"):
            adjusted_rand_index([0], [0, 1])
        with pytest.raises(VotesError, match="hold float64 and int64"):
            adjusted_rand_index([0.5], [0])


class TestOpinionMap:
    @pytest.mark.parametrize("n_minds", [2, 3])
    def test_finds_the_minds_that_were_drawn(self, n_minds):
        table, minds = make_matrix(2, n_people=90, n_statements=30, n_minds=n_minds)

        found = opinion_map(votes_from_matrix(table), rng=rng())

        assert found.n_groups == n_minds
        assert adjusted_rand_index(minds, found.groups) > 0.95
        assert found.stability.mean > 0.9
        assert not found.stability.is_shaky

    def test_noise_is_called_shaky(self):
        table = rng().choice([-1.0, 0, 1], (60, 20))

        found = opinion_map(votes_from_matrix(table), rng=rng())

        assert found.stability.is_shaky

    def test_same_seed_same_bytes(self):
        votes = make_votes(3)
        one, other = (opinion_map(votes, rng=rng()) for _ in range(2))

        for name in ("positions", "groups", "lower_bound", "priority", "extremity"):
            assert getattr(one, name).tobytes() == getattr(other, name).tobytes()
        assert one.stability.agreement == other.stability.agreement

    @tried_on(15)
    @given(st.integers(0, 99))
    def test_order_of_people_and_statements_changes_only_the_order(self, seed):
        table, _minds = make_matrix(seed, n_people=40, n_statements=12)
        people, statements = rng(seed).permutation(40), rng(seed).permutation(12)

        found = opinion_map(votes_from_matrix(table), rng=rng(), resamples=2)
        shuffled = opinion_map(
            votes_from_matrix(table[people][:, statements]), rng=rng(), resamples=2
        )

        assert shuffled.groups.tolist() == found.groups[people].tolist()
        np.testing.assert_allclose(
            shuffled.positions, found.positions[people], atol=1e-8
        )
        np.testing.assert_allclose(
            shuffled.lower_bound, found.lower_bound[statements], rtol=1e-12
        )
        np.testing.assert_allclose(
            shuffled.extremity, found.extremity[statements], atol=1e-8
        )
        assert shuffled.stability.agreement == found.stability.agreement

    def test_removed_people_are_really_gone(self):
        table, _minds = make_matrix(5)
        gone = np.arange(len(table)) % 7 == 0

        found = opinion_map(votes_from_matrix(table), rng=rng(), removed=gone)
        without = opinion_map(votes_from_matrix(table[~gone]), rng=rng())

        assert np.isnan(found.positions[gone]).all()
        assert (found.groups[gone] == -1).all()
        assert found.positions[~gone].tobytes() == without.positions.tobytes()
        assert found.lower_bound.tobytes() == without.lower_bound.tobytes()

    def test_moderated_statements_shape_nothing(self):
        table, _minds = make_matrix(6, n_statements=12)
        out = np.arange(12) < 2
        changed = table.copy()
        changed[:, out] = -changed[:, out]

        one, other = (
            opinion_map(votes_from_matrix(each), rng=rng(), moderated=out)
            for each in (table, changed)
        )

        assert one.positions.tobytes() == other.positions.tobytes()
        assert one.extremity[out].tolist() == [0, 0]

    def test_a_known_map_is_a_good_start(self):
        votes = make_votes(8)
        cold = opinion_map(votes, rng=rng(), resamples=0)

        warm = opinion_map(votes, rng=rng(), resamples=0, start=cold)

        assert warm.axes.n_passes < cold.axes.n_passes
        assert warm.groups.tolist() == cold.groups.tolist()

    @pytest.mark.parametrize(
        ("wishes", "words"),
        [
            ({"moderated": [True]}, r"moderated has shape \(1,\).*expected 2"),
            ({"removed": [0, 1]}, r"removed has shape \(2,\) and type int64"),
            ({"n_groups": 0}, "n_groups is 0; expected a whole number from 1"),
            ({"resamples": 1.5}, r"resamples is 1\.5; expected a whole number from 0"),
        ],
    )
    def test_refuses_in_words(self, wishes, words):
        with pytest.raises(VotesError, match=words):
            opinion_map(votes_from_matrix([[1, 0], [0, 1]]), rng=rng(), **wishes)


class TestSmallWorlds:
    @pytest.mark.parametrize(
        "table",
        [
            np.zeros((0, 0)),
            np.zeros((0, 4)),
            np.zeros((3, 0)),
            [[1.0, -1.0]],
            [[1.0, 0.0], [-1.0, NAN]],
            np.full((6, 3), NAN),
            np.ones((20, 5)),
            np.zeros((20, 5)),
            -np.ones((20, 1)),
        ],
    )
    def test_has_a_map(self, table):
        found = opinion_map(votes_from_matrix(table), rng=rng(), resamples=2)

        assert np.isfinite(found.positions).all()
        assert np.isfinite(found.lower_bound).all()
        assert found.n_groups <= 1


def test_tells_how_many_steps_are_done():
    told = []
    opinion_map(
        make_votes(3),
        rng=np.random.default_rng(1),
        resamples=2,
        report=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
