"""Quantities and hours of work: as dense algebra has them, with bounds that hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.provision.large import draw_economy
from tests.engines.provision.recipes import (
    draw_recipes,
    make_recipes,
    make_technology,
)
from tests.examples import tried_on

from folkmoot.engines.provision import (
    LoopError,
    ProvisionError,
    break_down,
    find_loop,
    labour_values,
    quantities,
    recipes_of,
)

drawn = {
    "seed": st.integers(0, 2**32 - 1),
    "n_goods": st.integers(1, 40),
    "share": st.floats(0.01, 0.95),
    "with_work": st.sampled_from([1.0, 0.6, 0.1]),
}


def dense(recipes):
    return np.eye(recipes.n_goods) - recipes.inputs.toarray()


class TestAgainstDenseAlgebra:
    @given(**drawn)
    @tried_on(20)
    def test_values(self, seed, n_goods, share, with_work):
        rng = np.random.default_rng(seed)
        recipes = draw_recipes(rng, n_goods, share, with_work=with_work)
        expected = np.linalg.solve(dense(recipes).T, recipes.hours)

        found = labour_values(recipes)

        np.testing.assert_allclose(found.values, expected, rtol=2e-9, atol=1e-13)
        # Dense algebra rounds too: a bound is held to its own precision.
        slack = 1e-11 * abs(expected) + 1e-13
        assert (found.lowest <= expected + slack).all()
        assert (expected <= found.highest + slack).all()
        assert (found.zero == (found.values == 0)).all()

    @given(**drawn)
    @tried_on(20)
    def test_quantities(self, seed, n_goods, share, with_work):
        rng = np.random.default_rng(seed)
        recipes = draw_recipes(rng, n_goods, share, with_work=with_work)
        demand = rng.exponential(size=n_goods) * (rng.random(n_goods) < 0.5)
        expected = np.linalg.solve(dense(recipes), demand)

        found = quantities(recipes, demand)

        np.testing.assert_allclose(found.amounts, expected, rtol=1e-9, atol=1e-12)
        assert found.hours == pytest.approx(found.hours_by_values, rel=1e-9)
        assert found.hours_missing <= 1e-9 * found.hours
        assert not found.left_over.any()

    @given(**drawn)
    @tried_on(13)
    def test_a_unit_of_measure_changes_nothing(self, seed, n_goods, share, with_work):
        rng = np.random.default_rng(seed)
        recipes = draw_recipes(rng, n_goods, share, with_work=with_work)
        scale = 10.0 ** rng.integers(-6, 7, size=n_goods)
        inputs = recipes.inputs.toarray() * scale[:, None] / scale[None, :]
        other = make_recipes(inputs, recipes.hours / scale, recipes.goods)

        np.testing.assert_allclose(
            labour_values(other).values * scale,
            labour_values(recipes).values,
            rtol=2e-9,
        )


class TestWhatRealTablesHold:
    def test_a_good_without_any_work(self):
        """Rain is made by nobody's hours; grain takes some."""
        recipes = make_recipes([[0, 3], [0, 0.1]], [0, 0.9], ["rain", "grain"])
        found = labour_values(recipes)

        assert found.values.tolist() == [0, pytest.approx(1)]
        assert found.zero.tolist() == [True, False]
        assert quantities(recipes, [0, 9]).amounts == pytest.approx([30, 10])

    def test_nobody_works(self):
        recipes = make_recipes([[0, 0.5], [0.5, 0]], [0, 0])

        assert labour_values(recipes).values.tolist() == [0, 0]
        assert quantities(recipes, [3, 0]).amounts == pytest.approx([4, 2])

    def test_a_good_that_nobody_makes(self):
        made = [False, True]
        recipes = make_recipes([[0, 3], [0, 0.1]], [0, 0.9], made=made)
        found = quantities(recipes, [1, 9])

        assert labour_values(recipes).unknown.tolist() == [True, False]
        assert not labour_values(recipes).zero.any()
        assert found.amounts == pytest.approx([31, 10])
        assert found.activity == pytest.approx([0, 10])
        assert found.unknown.tolist() == [True, False]

    def test_what_is_there_already_is_used_first(self):
        """Of 25 kg of flour 21 are used and 4 stay; the mill stands still."""
        recipes = make_recipes([[0, 0], [0.7, 0]], [0.1, 0.02], ["bread", "flour"])
        found = quantities(recipes, [30, -25])

        assert found.amounts == pytest.approx([30, 0])
        assert found.left_over == pytest.approx([0, 4])
        assert found.hours == pytest.approx(found.hours_by_values)

    def test_a_negative_demand_that_is_used_up(self):
        recipes = make_recipes([[0, 0], [0.7, 0]], [0.1, 0.02], ["bread", "flour"])
        found = quantities(recipes, [30, -5])

        assert found.amounts == pytest.approx([30, 16])
        assert found.hours_by_values == pytest.approx(found.hours)

    def test_no_goods_and_no_demand(self):
        nothing = make_recipes(np.zeros((0, 0)), [])

        assert labour_values(nothing).values.shape == (0,)
        assert quantities(nothing, []).hours == 0
        assert quantities(make_recipes([[0.5]], [1]), [0]).amounts.tolist() == [0]

    @pytest.mark.parametrize("demand", [[np.nan, 1], [np.inf, 1], [1], [[1, 2]]])
    def test_a_demand_that_is_none(self, demand):
        with pytest.raises(ProvisionError, match="demand holds NaN or infinity, or"):
            quantities(make_recipes([[0, 1], [0, 0]], [1, 1]), demand)

    def test_nearly_all_is_taken(self):
        """At 0.99999 plain passes alone would take a million."""
        recipes = make_recipes([[0, 1], [0.99999, 0]], [1, 1])
        found = labour_values(recipes)

        exact = np.linalg.solve(dense(recipes).T, [1, 1])
        np.testing.assert_allclose(found.values, exact, rtol=1e-9)


class TestLoops:
    def test_seed_that_takes_more_seed(self):
        recipes = make_recipes(
            [[0, 0.7, 0], [0, 0, 2], [0, 0, 1.1]],
            [0.1, 0.02, 0.5],
            ["flour", "bread", "seed"],
        )
        text = r"to make 1 kg of seed takes 1.1 kg of seed \(seed takes seed\)"
        with pytest.raises(LoopError, match=text):
            labour_values(recipes)

    def test_a_loop_over_three_goods(self):
        """Coal takes machines, machines iron, and iron coal: 2 x 3 x 0.2 = 1.2."""
        inputs = np.zeros((4, 4))
        inputs[0, 1], inputs[1, 2], inputs[2, 0], inputs[0, 3] = 2, 3, 0.2, 1
        names = ["coal", "iron", "machines", "heat"]
        with pytest.raises(LoopError) as caught:
            quantities(make_recipes(inputs, [1, 1, 1, 1], names), [0, 0, 0, 5])

        assert caught.value.loop.takes == pytest.approx(1.2)
        way = str(caught.value).partition("(")[2]
        assert way in {
            "coal takes machines, which takes iron, which takes coal)",
            "iron takes coal, which takes machines, which takes iron)",
            "machines takes iron, which takes coal, which takes machines)",
        }

    def test_as_much_as_it_gives(self):
        with pytest.raises(LoopError, match=r"takes 1 kg of b \(b takes a, which"):
            labour_values(make_recipes([[0, 0.5], [2, 0]], [1, 1]))

    def test_a_loop_that_nobody_needs_does_no_harm(self):
        recipes = make_recipes([[1.5, 0, 0], [0, 0, 0.5], [0, 0, 0]], [1, 1, 1])
        found = quantities(recipes, [0, 1, 2])

        assert found.amounts == pytest.approx([0, 2, 2])
        assert found.values is None
        with pytest.raises(LoopError, match=r"takes 1.5 kg of a \("):
            quantities(recipes, [1, 0, 0])

    @given(seed=st.integers(0, 2**32 - 1), n_goods=st.integers(2, 30))
    @tried_on(13)
    def test_a_loop_is_found_exactly_where_there_is_one(self, seed, n_goods):
        rng = np.random.default_rng(seed)
        recipes = draw_recipes(rng, n_goods, share=1.0)
        inputs = recipes.inputs.toarray()
        largest = np.abs(np.linalg.eigvals(inputs)).max()
        if largest < 1e-3:
            return
        for aim in (0.97, 1.03):
            again = make_recipes(inputs * aim / largest, recipes.hours, recipes.goods)
            loop = find_loop(again)

            assert (loop is None) == (aim < 1)
            if loop is not None:
                self.check(again.inputs.toarray(), loop)

    @staticmethod
    def check(inputs, loop):
        """Count anew what the good takes, by dense algebra in the goods told."""
        others = [place for place in loop.goods if place != loop.good]
        inner = inputs[np.ix_(others, others)]
        made = np.linalg.solve(np.eye(len(others)) - inner, inputs[others, loop.good])
        assert (made >= -1e-12).all()
        expected = inputs[loop.good, loop.good] + inputs[loop.good, others] @ made
        assert loop.takes == pytest.approx(expected, rel=1e-4)
        assert loop.takes >= 1 - 1e-6
        assert loop.path[0] == loop.path[-1] == loop.good
        steps = zip(loop.path, loop.path[1:], strict=False)
        assert all(inputs[into, good] > 0 for good, into in steps)


class TestBreakdown:
    def test_bread(self):
        recipes = make_recipes(
            [[0, 0, 0, 0], [0.7, 0, 0, 0], [0, 1.25, 0.05, 0], [0.3, 0, 0, 0]],
            [0.1, 0.02, 0.019, 0],
            ["bread", "flour", "grain", "salt"],
            [True, True, True, False],
        )
        found = break_down(recipes, labour_values(recipes), 0)

        assert (found.name, found.unit, found.own) == ("bread", "kg", 0.1)
        assert found.hours == pytest.approx(0.1 + 0.7 * (0.02 + 1.25 * 0.02))
        flour, salt = found.ingredients
        assert (flour.name, flour.amount, flour.is_known) == ("flour", 0.7, True)
        assert flour.hours == pytest.approx(0.0315)
        assert (salt.name, salt.hours, salt.is_known) == ("salt", 0, False)
        assert [way.goods for way in found.ways[:3]] == [
            ("bread", "flour", "grain"),
            ("bread", "flour"),
            ("bread", "flour", "grain", "grain"),
        ]
        assert found.ways[0].hours == pytest.approx(0.7 * 1.25 * 0.019)

    @pytest.mark.parametrize("n_goods", [30, 1000])
    def test_the_parts_of_every_good_add_up(self, n_goods):
        recipes = recipes_of(draw_economy(5, n_goods).technology)
        values = labour_values(recipes)

        for good in range(0, n_goods, 7):
            found = break_down(recipes, values, good)
            parts = found.own + sum(one.hours for one in found.ingredients)
            assert parts == pytest.approx(found.hours, rel=1e-6)
            hours = [way.hours for way in found.ways]
            assert hours == sorted(hours, reverse=True)
            assert len(hours) == 5
            assert found.own + sum(hours) <= found.hours

    def test_the_largest_ways_are_those_of_the_series(self):
        recipes = draw_recipes(np.random.default_rng(3), 6, share=0.5, filled=0.6)
        inputs, good = recipes.inputs.toarray(), 2
        ways: list[tuple] = []
        front: list[tuple] = [((good,), 1.0)]
        for _ in range(7):
            front = [
                ((*path, into), amount * inputs[into, path[-1]])
                for path, amount in front
                for into in np.flatnonzero(inputs[:, path[-1]])
            ]
            ways += [(amount * recipes.hours[path[-1]], path) for path, amount in front]
        expected = sorted((hours for hours, _ in ways), reverse=True)[:5]

        found = break_down(recipes, labour_values(recipes), good)

        assert [way.hours for way in found.ways] == pytest.approx(expected)

    def test_no_such_good(self):
        recipes = make_recipes([[0]], [1])
        with pytest.raises(ProvisionError, match="good is 1; expected 0 to 0"):
            break_down(recipes, labour_values(recipes), 1)


class TestRecipes:
    def test_amounts_are_for_one_unit_of_the_good(self):
        technology = make_technology([[4, 0], [0, 2]], [[0, 1], [2, 0]], [8, 1])
        recipes = recipes_of(technology)

        assert recipes.inputs.toarray().tolist() == [[0, 0.5], [0.5, 0]]
        assert recipes.hours.tolist() == [2, 0.5]
        found = quantities(recipes, [3, 0])
        assert found.activity == pytest.approx(found.amounts / [4, 2])
        assert technology.inputs.toarray().tolist() == [[0, 1], [2, 0]]

    def test_several_techniques_ask_for_a_choice(self):
        technology = make_technology([[1, 1], [0, 0]], np.zeros((2, 2)), [8, 1])
        text = "a is made by 2 techniques, as way 0 and way 1; expected one chosen"
        with pytest.raises(ProvisionError, match=text):
            recipes_of(technology)

        assert recipes_of(technology, [1, -1]).hours.tolist() == [1, 0]

    @pytest.mark.parametrize(
        ("chosen", "text"),
        [
            ([0], "chosen has shape"),
            ([0, 2], "number of a technique that is not there"),
            ([-2, 0], "number of a technique that is not there"),
            ([0, 1], "technique “way 1” gives no b"),
        ],
    )
    def test_a_choice_that_is_none(self, chosen, text):
        technology = make_technology([[1, 1], [0, 0]], np.zeros((2, 2)), [8, 1])
        with pytest.raises(ProvisionError, match=text):
            recipes_of(technology, chosen)

    def test_a_number_that_is_none(self):
        technology = make_technology([[1]], [[0]], [np.nan])
        with pytest.raises(ProvisionError, match="hours holds nan"):
            recipes_of(technology)
