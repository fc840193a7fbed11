"""The axes against a dense decomposition, and the same from every kind of pass."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.cast import make_matrix, make_votes
from tests.examples import tried_on

from folkmoot.engines.opinion import passes, votes_from_matrix
from folkmoot.engines.opinion.axes import find_axes, leading_vectors
from folkmoot.engines.opinion.passes import Pass
from folkmoot.parts import Serial, Threads

SHAPES = st.tuples(st.integers(1, 40), st.integers(1, 30), st.integers(0, 99))


def dense_axes(table):
    """Return singular values and vectors of the table with missing answers as means."""
    with np.errstate(all="ignore"):
        answered = (~np.isnan(table)).sum(axis=0)
        means = np.nansum(table, axis=0) / np.maximum(answered, 1)
    centred = np.where(np.isnan(table), 0, table - means)
    return means, *np.linalg.svd(centred, full_matrices=False)[1:]


@tried_on(20)
@given(SHAPES)
def test_axes_are_those_of_a_dense_decomposition(shape):
    n_people, n_statements, seed = shape
    table, _minds = make_matrix(seed, n_people, n_statements)
    means, values, vectors = dense_axes(table)

    axes = find_axes(Pass(votes_from_matrix(table)))

    np.testing.assert_allclose(axes.means, means, atol=1e-12)
    np.testing.assert_allclose(
        axes.strengths, np.append(values, [0, 0])[:2], atol=1e-6, rtol=1e-9
    )
    for axis in range(min(2, len(values))):
        beside = np.delete(values, axis)
        is_alone = np.abs(beside - values[axis]).min(initial=1) > 1e-3
        if values[axis] > 1e-3 and is_alone:
            cosine = abs(axes.directions[axis] @ vectors[axis])
            assert cosine == pytest.approx(1, abs=1e-9)


def test_a_direction_that_nobody_differs_in_is_nothing():
    """All answers on one line: a second axis would only be noise."""
    axes = find_axes(Pass(votes_from_matrix([[1, 1, 1], [-1, -1, -1], [1, 1, 1]])))

    assert axes.strengths[0] > 1
    assert axes.directions[1].tolist() == [0, 0, 0]


def test_nobody_and_nothing_have_no_axes():
    for table in (np.zeros((0, 3)), np.zeros((3, 0)), np.full((2, 2), np.nan)):
        axes = find_axes(Pass(votes_from_matrix(table)))

        assert not axes.strengths.any()


def test_restarts_still_find_the_largest():
    """A slow case: many directions of nearly equal strength."""
    rng = np.random.default_rng(3)
    rotation = np.linalg.qr(rng.normal(size=(120, 120)))[0]
    values = np.linspace(2, 1, 120) ** 0.25
    matrix = rotation * values @ rotation.T

    found, vectors, _passes = leading_vectors(
        lambda block: matrix @ block, rng.normal(size=(120, 4)), 1e-12
    )

    np.testing.assert_allclose(found, values[:2], rtol=1e-10)
    assert abs(vectors[:, 0] @ rotation[:, 0]) == pytest.approx(1, abs=1e-9)


class TestPass:
    @pytest.fixture(autouse=True)
    def small_parts(self, monkeypatch):
        monkeypatch.setattr(passes, "PART", 100)

    def test_threads_give_the_same_bytes_as_one_after_another(self):
        votes = make_votes(4)
        alone, together = (
            find_axes(Pass(votes, executor)) for executor in (Serial(), Threads(3))
        )

        assert alone.directions.tobytes() == together.directions.tobytes()

    def test_compiled_loops_give_the_same_bytes(self, monkeypatch):
        pytest.importorskip("numba")
        votes = make_votes(4)
        plain = find_axes(Pass(votes))
        projected = Pass(votes).project(plain.means, plain.directions)
        groups = np.arange(votes.n_people) % 3 - 1
        counted = Pass(votes).count(groups, 2)

        monkeypatch.setattr(passes, "COMPILED_FROM", 0)
        fast = find_axes(Pass(votes))

        assert Pass(votes).placed.parts[0].is_compiled
        assert fast.directions.tobytes() == plain.directions.tobytes()
        again = Pass(votes).project(plain.means, plain.directions)
        assert again.tobytes() == projected.tobytes()
        assert Pass(votes).count(groups, 2).tolist() == counted.tolist()

    def test_sums_are_those_of_the_table(self):
        table, _minds = make_matrix(5)

        n_answers, sums = Pass(votes_from_matrix(table)).sums

        assert n_answers.tolist() == (~np.isnan(table)).sum(axis=0).tolist()
        assert sums.tolist() == np.nansum(table, axis=0).tolist()
