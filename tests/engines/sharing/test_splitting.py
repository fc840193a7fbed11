"""A split is the best there is: the least met need as high as it can be, then the next."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests.examples import tried_on

from folkmoot.engines.sharing import Claim, SplitError, split


@st.composite
def claims(draw, stores, number):
    some = st.dictionaries(
        st.sampled_from(sorted(stores)), st.none() | st.integers(0, 4)
    )
    return Claim(
        f"c{number}",
        stated=draw(st.integers(0, 5)),
        ceiling=draw(st.none() | st.integers(0, 4)),
        had=draw(st.integers(0, 2)),
        takes=draw(st.none() | some),
    )


@st.composite
def shortages(draw, most_claims=3, most=4):
    stores = draw(
        st.dictionaries(st.sampled_from("ab"), st.integers(0, most), min_size=1)
    )
    many = draw(st.integers(1, most_claims))
    return stores, [draw(claims(stores, number)) for number in range(many)]


def limit(stores, claim, store):
    if claim.takes is None:
        return stores[store]
    most = claim.takes.get(store, 0)
    return stores[store] if most is None else min(most, stores[store])


def levels(claims_, given):
    return sorted(
        min(Fraction(1), (one.had + Fraction(given[one.id])) / one.counted)
        for one in claims_
        if one.counted
    )


def all_splits(stores, wanted):
    arcs = [(one, store) for one in wanted for store in stores]
    for amounts in product(*[range(limit(stores, *arc) + 1) for arc in arcs]):
        given = dict.fromkeys((one.id for one in wanted), 0)
        left = dict(stores)
        for (one, store), amount in zip(arcs, amounts, strict=True):
            given[one.id] += amount
            left[store] -= amount
        if min(left.values()) >= 0:
            yield given


@given(shortages())
@tried_on(20)
def test_pieces_are_split_as_well_as_can_be(asked):
    stores, wanted = asked
    found = split(stores, wanted, piece=1)
    given = {part.claim: part.given for part in found.parts}
    best = max(levels(wanted, one) for one in all_splits(stores, wanted))
    assert levels(wanted, given) == best


def best_levels(stores, wanted):
    """Return the levels of the best split by linear programmes, one level at a time."""
    real = [one for one in wanted if one.counted]
    arcs = [(n, one, s) for n, one in enumerate(real) for s in stores]
    done = {}
    while len(done) < len(real):
        rows, most = [], []
        for store, amount in stores.items():
            rows.append([float(s == store) for _n, _one, s in arcs] + [0.0])
            most.append(amount)
        for n, one in enumerate(real):
            need = float(one.counted)
            row = [-1 / need if m == n else 0.0 for m, _one, _s in arcs]
            rows.append([*row, 0.0 if n in done else 1.0])
            most.append(one.had / need - (min(done[n], 1) if n in done else 0) + 1e-12)
        bounds = [(0, limit(stores, one, s)) for _n, one, s in arcs] + [(0, 1)]
        top = linprog([0.0] * len(arcs) + [-1.0], A_ub=rows, b_ub=most, bounds=bounds)
        level = -top.fun
        for n, one in enumerate(real):
            if n in done:
                continue
            # Who can rise above this level when all others are kept at it is not held.
            cost = [-1 / float(one.counted) if m == n else 0.0 for m, _o, _s in arcs]
            kept = [*bounds[:-1], (level - 1e-9, level - 1e-9)]
            alone = linprog([*cost, 0.0], A_ub=rows, b_ub=most, bounds=kept)
            if level >= 1 or one.had / float(one.counted) - alone.fun <= level + 1e-6:
                done[n] = level
    return sorted(done.values())


@given(shortages(most_claims=4, most=6))
@tried_on(13)
def test_what_can_be_divided_is_split_as_well_as_can_be(asked):
    stores, wanted = asked
    found = split(stores, wanted)
    given = {part.claim: part.given for part in found.parts}
    best = np.clip(best_levels(stores, wanted), 0, 1)
    assert np.allclose([float(one) for one in levels(wanted, given)], best, atol=1e-5)


@given(shortages(), st.none() | st.just(1), st.randoms())
def test_nothing_is_made_or_lost(asked, piece, chance):
    stores, wanted = asked
    found = split(stores, wanted, piece=piece)
    for store, amount in stores.items():
        taken = sum(part.of.get(store, 0) for part in found.parts)
        assert taken + found.left[store] == amount
        assert found.left[store] >= 0
    for part in found.parts:
        (one,) = [claim for claim in wanted if claim.id == part.claim]
        assert part.given == sum(part.of.values())
        assert all(given <= limit(stores, one, s) for s, given in part.of.items())
        assert one.had >= one.counted or part.given + one.had <= one.counted
    turned = list(wanted)
    chance.shuffle(turned)
    assert split(stores, turned, piece=piece) == found


def test_depots_over_weeks():
    """Too few crates each week: over three weeks every depot gets the same part."""
    weeks = {"week 1": 4, "week 2": 4, "week 3": 4}
    depots = [Claim(name, 6, takes=dict.fromkeys(weeks, 2)) for name in "abc"]
    found = split(weeks, depots, piece=1, seed="x")
    assert [part.given for part in found.parts] == [4, 4, 4]
    assert all(amount <= 2 for part in found.parts for amount in part.of.values())


def test_a_ceiling_bounds_what_counts():
    loud, plain = Claim("loud", 90, ceiling=10), Claim("plain", 10, ceiling=10)
    found = split({"": 10}, [loud, plain])
    assert [part.given for part in found.parts] == [5, 5]
    assert not any(part.is_by_lot for part in found.parts)


class TestTheLot:
    def of(self, seed):
        found = split({"": 4}, [Claim(name, 9) for name in "abc"], piece=1, seed=seed)
        return [part.given for part in found.parts], {p.is_by_lot for p in found.parts}

    def test_draws_who_gets_the_last_piece(self):
        drawn = {tuple(self.of(str(n))[0]) for n in range(20)}
        assert drawn == {(2, 1, 1), (1, 2, 1), (1, 1, 2)}

    def test_is_named(self):
        assert self.of("x")[1] == {True}

    def test_is_the_same_with_the_same_seed(self):
        assert self.of("x") == self.of("x")


def test_what_is_not_a_whole_piece_stays():
    found = split({"": Fraction(7, 2)}, [Claim("a", 9)], piece=Fraction(3, 2))
    assert found.parts[0].given == 3
    assert found.left[""] == Fraction(1, 2)


@pytest.mark.parametrize(
    ("stores", "wanted", "piece", "words"),
    [
        ({"": -1}, [], None, "store '' is -1"),
        ({"": 1}, [Claim("a", 1), Claim("a", 1)], None, "claim 'a' is given twice"),
        ({"": 1}, [Claim("a", -1)], None, "stated of 'a' is -1"),
        ({"": 1}, [Claim("a", 1, ceiling=-1)], None, "ceiling of 'a' is -1"),
        ({"": 1}, [Claim("a", 1, had=-1)], None, "had of 'a' is -1"),
        ({"": 1}, [Claim("a", 1, takes={"": -1})], None, "takes of '' is -1"),
        ({"": 1}, [Claim("a", 1, takes={"b": 1})], None, "no such store"),
        ({"": 1}, [Claim("a", 1)], 0, "piece is 0"),
    ],
)
def test_says_what_is_wrong(stores, wanted, piece, words):
    with pytest.raises(SplitError, match=words):
        split(stores, wanted, piece=piece)
