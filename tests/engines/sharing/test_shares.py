"""Equal shares: against the definition, its guarantees, and in time for everybody."""

from fractions import Fraction
from itertools import chain, combinations, permutations, product
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import tried_on

from folkmoot.engines.sharing import LeftOutBecause, SharesError, equal_shares
from folkmoot.engines.sharing.shares import SharesDraft

type Costs = dict[str, int]
type Marks = dict[str, list[str]]
NAMES = "abcd"


def by_definition(costs: Costs, marks: Marks, total: int, lot: tuple[str, ...]):
    """Return the rounds as the paper defines them, trying every breaking point."""
    left = dict.fromkeys(marks, Fraction(total, len(marks)) if marks else Fraction(0))
    open_ones = [idea for idea in lot if costs[idea] <= total]
    found = []
    while True:
        best = None
        for idea in open_ones:
            rho = smallest_rho(
                costs[idea], [left[p] for p in marks if idea in marks[p]]
            )
            if rho is not None and (best is None or rho < best[0]):
                best = rho, idea
        if best is None:
            return found
        rho, idea = best
        pays = {
            p: min(left[p], rho * costs[idea])
            for p in marks
            if idea in marks[p] and left[p] > 0
        }
        for p, paid in pays.items():
            left[p] -= paid
        found.append((idea, pays))
        open_ones.remove(idea)


def smallest_rho(cost: int, purses: list[Fraction]) -> Fraction | None:
    if sum(purses) < cost or not purses:
        return None
    poor: list[Fraction] = []
    rich = sorted(purses)
    while rich:
        rho = (cost - sum(poor)) / (len(rich) * Fraction(cost))
        if rho * cost <= rich[0]:
            return rho
        poor.append(rich.pop(0))
    raise AssertionError


def subsets(things):
    things = list(things)
    return chain.from_iterable(
        combinations(things, size) for size in range(1, len(things) + 1)
    )


def paid_to(draft: SharesDraft) -> dict[str, Fraction]:
    paid: dict[str, Fraction] = {}
    for one in draft.rounds:
        for person, sum_ in one.pays.items():
            paid[person] = paid.get(person, Fraction(0)) + sum_
    return paid


def require_priceable(draft: SharesDraft, costs: Costs, marks: Marks) -> None:
    """Nobody pays above the share or for what they did not mark; ideas are paid up."""
    paid = paid_to(draft)
    assert all(sum_ <= draft.share for sum_ in paid.values())
    for one in draft.rounds:
        assert sum(one.pays.values()) == costs[one.idea] == one.cost
        assert all(one.idea in marks[person] for person in one.pays)
        assert max(one.pays.values()) == one.each
    taken = {one.idea for one in draft.rounds}
    for idea in set(costs) - taken:
        had = sum(draft.share - paid.get(p, 0) for p in marks if idea in marks[p])
        # Else its people could still have carried it together.
        assert had < costs[idea]


def require_represented(draft: SharesDraft, costs: Costs, marks: Marks) -> None:
    """Require representation (EJR up to one idea) by looking at every group."""
    won = {one.idea for one in draft.rounds}

    def value(person, ideas):
        return sum(costs[idea] for idea in ideas if idea in marks[person])

    for group in subsets(marks):
        common = set.intersection(*(set(marks[person]) for person in group))
        for wish in subsets(sorted(common)):
            worth = sum(costs[idea] for idea in wish)
            if worth > len(group) * draft.share:
                continue
            assert any(
                value(person, won) >= worth
                or any(value(person, won | {idea}) > worth for idea in wish)
                for person in group
            ), (group, wish)


def require_whole(draft: SharesDraft, costs: Costs) -> None:
    spent = sum(costs[idea] for idea in draft.carried)
    assert spent + draft.rest == draft.total
    assert draft.rest >= 0
    out = {one.idea for one in draft.left_out}
    assert out | set(draft.carried) == set(costs)
    assert not out & set(draft.carried)


class TestEqualShares:
    def test_a_worked_example_of_two_groups(self):
        costs = {"roof": 6000, "trees": 3000, "lamps": 4000}
        marks = {
            "Ann": ["roof"],
            "Bo": ["roof", "lamps"],
            "Di": ["trees"],
        }
        draft = equal_shares(costs, marks, 9000, seed="x")
        assert draft.share == 3000
        assert [(one.idea, one.each) for one in draft.rounds] == [
            ("roof", 3000),
            ("trees", 3000),
        ]
        (lamps,) = draft.left_out
        assert (lamps.because, lamps.shares_had) == (LeftOutBecause.NO_ROOM, 0)

    def test_a_majority_does_not_take_all(self):
        costs = dict.fromkeys("abcdefghij", 10)
        marks = {f"p{n}": list("abcdefgh") for n in range(6)}
        marks |= {f"q{n}": ["i", "j"] for n in range(4)}
        draft = equal_shares(costs, marks, 50, seed="x")
        # Four of ten people dispose of four tenths: two of five ideas.
        assert {"i", "j"} <= set(draft.carried)
        assert len(draft.carried) == 5

    def test_the_rest_goes_to_what_most_marked_and_still_fits(self):
        costs = {"big": 90, "small": 8, "other": 10}
        marks = {f"p{n}": ["big", "small"] for n in range(8)}
        marks |= {"q": ["other"], "r": []}
        draft = equal_shares(costs, marks, 100, seed="x")
        assert [one.idea for one in draft.rounds] == ["small", "other"]
        # "big" does not fit any more: eight people had 72 left for it.
        (big,) = draft.left_out
        assert (big.because, big.shares_had) == (LeftOutBecause.NO_ROOM, 72)
        assert draft.rest == 82

    def test_what_the_shares_left_over_completes(self):
        draft = equal_shares({"a": 7}, {"p": ["a"], "q": []}, 10, seed="x")
        assert (draft.rounds, draft.rest) == ((), 3)
        (one,) = draft.completions
        assert (one.idea, one.marks, one.shares_had) == ("a", 1, 5)

    def test_says_why_an_idea_is_left_out(self):
        costs = {"dear": 11, "unseen": 1, "kept": 5}
        draft = equal_shares(costs, {"p": ["dear", "kept"]}, 10, seed="x")
        because = {one.idea: one.because for one in draft.left_out}
        assert because == {
            "dear": LeftOutBecause.TOO_DEAR,
            "unseen": LeftOutBecause.NOBODY_MARKED,
        }

    def test_says_what_one_share_paid_for(self):
        draft = equal_shares(
            {"a": 4, "b": 2}, {"p": ["a", "b"], "q": ["a"]}, 6, seed="x"
        )
        # One is left of the share of three: not enough for "b", which the rest pays.
        assert draft.paid_by("p") == {"a": 2}
        assert [one.idea for one in draft.completions] == ["b"]
        assert draft.paid_by("nobody") == {}

    @pytest.mark.parametrize(
        ("costs", "marks", "total", "words"),
        [
            ({"a": 0}, {}, 1, "the cost of 'a' is 0; expected 1 or more"),
            ({"a": 1}, {}, -1, "total is -1; expected 0 or more"),
            ({"a": 1}, {"p": ["b"]}, 1, "'p' marked 'b', which is none of the ideas"),
        ],
    )
    def test_refuses_what_it_is_not_defined_for(self, costs, marks, total, words):
        with pytest.raises(SharesError, match=words):
            equal_shares(costs, marks, total, seed="x")

    @pytest.mark.parametrize(
        ("costs", "marks", "total"),
        [({}, {}, 0), ({}, {"p": []}, 9), ({"a": 1}, {}, 9), ({"a": 1}, {"p": []}, 0)],
    )
    def test_nothing_to_share_or_nobody_to_share_it(self, costs, marks, total):
        draft = equal_shares(costs, marks, total, seed="x")
        assert (draft.carried, draft.rest) == ((), total)

    def test_the_seed_alone_decides_between_equals(self):
        costs = dict.fromkeys(NAMES, 10)
        marks = {f"p{n}": list(NAMES) for n in range(4)}
        first = {equal_shares(costs, marks, 10, seed=str(n)).carried for n in range(40)}
        assert first == {(name,) for name in NAMES}

    def test_the_order_of_people_and_ideas_changes_nothing(self):
        costs = {"a": 5, "b": 5, "c": 7, "d": 9}
        marks = {"p": ["a", "b"], "q": ["b", "c", "d"], "r": ["a", "d"], "s": ["d"]}
        drafts = [
            equal_shares({i: costs[i] for i in ideas}, marks, 17, seed="7")
            for ideas in permutations(costs)
        ]
        drafts += [
            equal_shares(costs, {p: marks[p] for p in people}, 17, seed="7")
            for people in permutations(marks)
        ]
        assert all(one == drafts[0] for one in drafts)

    @pytest.mark.sweep
    def test_every_small_world_keeps_the_promises(self):
        """All marks of three people over three ideas, at some costs and totals."""
        ideas = "abc"
        choices = [list(one) for one in subsets(ideas)] + [[]]
        for given_costs, total in (((2, 3, 4), 6), ((1, 1, 1), 2), ((5, 2, 2), 7)):
            costs = dict(zip(ideas, given_costs, strict=True))
            for picked in product(choices, repeat=3):
                marks = dict(zip("pqr", picked, strict=True))
                draft = equal_shares(costs, marks, total, seed="x")
                require_priceable(draft, costs, marks)
                require_represented(draft, costs, marks)
                require_whole(draft, costs)

    @tried_on(20)
    @given(
        st.lists(st.integers(1, 12), min_size=1, max_size=4),
        st.lists(st.sets(st.sampled_from(NAMES)), min_size=1, max_size=5),
        st.integers(0, 30),
        st.text(max_size=3),
    )
    def test_it_is_the_method_of_the_paper(self, sums, wishes, total, seed):
        costs = dict(zip(NAMES, sums, strict=False))
        marks = {
            f"p{n}": sorted(idea for idea in wish if idea in costs)
            for n, wish in enumerate(wishes)
        }
        draft = equal_shares(costs, marks, total, seed=seed)
        expected = by_definition(costs, marks, total, draft.lot)
        assert [(one.idea, dict(one.pays)) for one in draft.rounds] == expected
        require_priceable(draft, costs, marks)
        require_represented(draft, costs, marks)
        require_whole(draft, costs)

    def test_410_people_and_40_ideas_are_quick(self):
        rng = Random(1)  # noqa: S311 -- repeatable on purpose
        costs = {f"i{n}": rng.randrange(100_000, 8_000_000) for n in range(40)}
        marks = {
            f"p{n}": [idea for idea in costs if rng.random() < 0.2] for n in range(410)
        }
        equal_shares({"a": 1}, {"p": ["a"]}, 1, seed="x")  # loads what it needs
        began = process_time()
        draft = equal_shares(costs, marks, 24_000_000, seed="x")
        assert process_time() - began < 2
        require_priceable(draft, costs, marks)
        require_whole(draft, costs)
