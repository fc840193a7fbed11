"""Bridging scores: the coded loss at its least, without chance, beside the product."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import spearmanr
from tests.engines.opinion.cast import make_matrix

from folkmoot.engines.opinion import (
    bridging_scores,
    group_aware_consensus,
    group_counts,
    votes_from_matrix,
)


def loss_of(values, table):
    """Return Community Notes' loss, written down once more."""
    people, statements = table.shape
    mean, rest = values[0], values[1:]
    liking_u, factor_u = rest[: 2 * people].reshape(2, people)
    liking_n, factor_n = rest[2 * people :].reshape(2, statements)
    fitted = mean + liking_u[:, None] + liking_n + np.outer(factor_u, factor_n)
    asked = ~np.isnan(table)
    misses = np.where(asked, (table + 1) / 2 - fitted, 0)[asked]
    ridge = 0.03 * (np.mean(factor_u**2) + np.mean(factor_n**2))
    ridge += 0.15 * (np.mean(liking_u**2) + np.mean(liking_n**2) + mean**2)
    return np.mean(misses**2) + ridge


def test_no_minimiser_finds_less():
    table, _ = make_matrix(3, n_people=14, n_statements=12, answered=0.95)
    asked = (~np.isnan(table)).sum(axis=1) >= 10
    table = table[asked]
    found = bridging_scores(votes_from_matrix(table))
    rng = np.random.default_rng(4)
    start = rng.normal(0, 0.2, 1 + 2 * sum(table.shape))
    best = minimize(loss_of, start, args=(table,), method="L-BFGS-B")
    assert found.loss <= best.fun + 1e-6


def test_follows_the_product_of_groups():
    table, minds = make_matrix(5, n_people=200, n_statements=40)
    votes = votes_from_matrix(table)
    product = group_aware_consensus(group_counts(votes, minds))
    assert spearmanr(bridging_scores(votes).bridging, product)[0] > 0.8


def test_people_lean_to_their_side():
    table, minds = make_matrix(5, n_people=200, n_statements=40)
    people = bridging_scores(votes_from_matrix(table)).people
    assert abs(np.corrcoef(people, minds)[0, 1]) > 0.9


def test_leaves_out_who_and_what_has_too_few_answers():
    table, _ = make_matrix(2, n_people=30, n_statements=20, answered=1.1)
    table[0, 9:] = np.nan
    table[4:, 0] = np.nan
    found = bridging_scores(votes_from_matrix(table))
    assert np.isnan(found.people[0])
    assert np.isnan(found.bridging[0])
    assert np.isnan(found.bridging).sum() == 1


def test_order_changes_only_the_order():
    table, _ = make_matrix(6)
    one = bridging_scores(votes_from_matrix(table))
    other = bridging_scores(votes_from_matrix(table[::-1, ::-1]))
    np.testing.assert_allclose(one.bridging, other.bridging[::-1], atol=1e-4)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (1, 0), (1, 1), (2, 2), (12, 1)])
@pytest.mark.parametrize("cell", [np.nan, 0.0, 1.0, -1.0])
def test_takes_very_little(shape, cell):
    found = bridging_scores(votes_from_matrix(np.full(shape, cell)))
    assert found.bridging.shape == (shape[1],)
    assert np.isfinite(found.loss)
    assert not found.bridges[np.isnan(found.bridging)].any()
