"""How many accounts it takes: a certificate that no voting block can forge."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import tried_on

from folkmoot.engines.opinion import (
    AGREE,
    DISAGREE,
    GroupCounts,
    accounts_needed,
    agreement_bounds,
    group_counts,
    heard,
    votes_from_matrix,
)

NAN = float("nan")


def counts_of(agrees, others, sizes):
    agrees, others = np.atleast_2d(agrees), np.atleast_2d(others)
    return GroupCounts(agrees, np.zeros_like(agrees), others, np.array(sizes))


def is_common(counts):
    return ((agreement_bounds(counts) > 0.5) & heard(counts)).all(axis=0)


class TestAccountsNeeded:
    def test_is_nothing_for_what_is_not_common_ground_and_one_or_more_for_what_is(self):
        cases = list(product(range(9), range(5)))
        agrees, others = zip(*cases, strict=True)
        for size in (13, 16, 40):
            counts = counts_of(agrees, others, [size])

            assert ((accounts_needed(counts) > 0) == is_common(counts)).all()

    def test_is_how_many_can_go_before_it_is_no_common_ground(self):
        for agree, other in product(range(5, 60, 4), range(0, 20, 3)):
            [needed] = accounts_needed(counts_of([agree], [other], [80]))
            if needed:
                gone = needed + np.array([-1, 0])
                left = counts_of(agree - gone, [other] * 2, [80])
                assert is_common(left).tolist() == [True, False]

    def test_is_that_of_the_group_that_needs_fewest(self):
        counts = counts_of([[30], [8]], [[1], [1]], [40, 12])
        alone = counts_of([8], [1], [12])

        assert accounts_needed(counts).tolist() == accounts_needed(alone).tolist()

    def test_looks_at_the_side_that_is_asked_for(self):
        counts = group_counts(votes_from_matrix(9 * [[1, -1]]), 9 * [0])

        assert accounts_needed(counts, AGREE).tolist() == [7, 0]
        assert accounts_needed(counts, DISAGREE).tolist() == [0, 7]

    def test_is_nothing_without_groups(self):
        counts = group_counts(votes_from_matrix([[1, 1]]), [-1])

        assert accounts_needed(counts).tolist() == [0, 0]


class TestNoBlockOfSoManyAccounts:
    def test_forges_it_in_any_small_case(self):
        honest = list(product(range(7), range(7)))
        for size, m in product((12, 13, 16, 30), range(1, 8)):
            for a in range(m + 1):
                agrees, others = np.array(honest).T
                before = counts_of(agrees, others, [size])
                was = is_common(before)
                for d in range(m - a + 1):
                    after = counts_of(agrees + a, others + d, [size + m])
                    assert (accounts_needed(after)[~was] <= m).all()

    @tried_on(40)
    @given(st.integers(0, 10**6), st.integers(1, 12))
    def test_makes_what_was_not_common_ground_need_more_than_it_has(self, seed, m):
        rng = np.random.default_rng(seed)
        shares = rng.random((3, 30)) ** 0.5
        groups = rng.integers(3, size=90)
        said = np.where(rng.random((90, 30)) < shares[groups], 1.0, -1.0)
        said[rng.random(said.shape) < rng.random()] = NAN
        block = np.tile(rng.choice([1.0, 1.0, -1.0, 0.0, NAN], 30), (m, 1))
        theirs = rng.integers(rng.choice([3, 4]), size=m)
        before = group_counts(votes_from_matrix(said), groups, 3)
        both = votes_from_matrix(np.vstack([said, block]))

        after = group_counts(both, np.append(groups, theirs))

        forged = ~is_common(before) & (accounts_needed(after) > m)
        assert not forged.any()

    def test_can_however_lift_a_statement_into_the_list_without_it(self):
        before = counts_of([10], [15], [40])
        after = counts_of([30], [15], [60])

        assert not is_common(before).any()
        assert is_common(after).all()
        assert 0 < accounts_needed(after)[0] <= 20
