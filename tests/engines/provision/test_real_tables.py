"""Real tables: published totals are reproduced, recorded plans are done at least as well."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csc_array
from tests.engines.provision.real import (
    as_files,
    read_bea,
    read_cockshott,
    read_germany,
    read_uslci,
    read_village,
    technology_of,
)

from folkmoot.engines.provision import (
    FilesError,
    LoopError,
    Needs,
    Situation,
    break_down,
    choose_techniques,
    find_loop,
    free_means,
    labour_values,
    make_plans,
    quantities,
    read_situation,
    recipes_of,
    repair,
)


class TestUnitedStates:
    """402 goods, 402 industries, 2017, in million dollars."""

    def test_what_is_made_and_used_adds_up_as_published(self):
        found = read_bea()
        outputs, inputs = found.published["outputs"], found.published["inputs"]

        assert outputs.shape == inputs.shape == (402, 402)
        # Published numbers are whole millions: sums of hundreds differ by some.
        goods, industries = found.published["goods"], found.published["industries"]
        np.testing.assert_allclose(outputs.sum(axis=1), goods, atol=30)
        np.testing.assert_allclose(outputs.sum(axis=0), industries, atol=30)
        cost = inputs.sum(axis=0) + found.published["added"]
        np.testing.assert_allclose(cost, industries, atol=30)
        used = inputs.sum(axis=1) + found.demand
        np.testing.assert_allclose(used, goods, atol=30)
        assert found.demand.sum() == pytest.approx(
            found.published["added"].sum(), rel=1e-5
        )
        assert (found.demand < 0).sum() == 74

    def test_what_is_missing_after_an_error_is_made(self):
        """Each industry does up to a thousandth less than it did; 324 make several goods.

        What came from abroad, a negative demand, is there already.
        """
        found = read_bea()
        technology = found.technology
        less = np.random.default_rng(1).random(len(technology.techniques)) / 1000
        activity = repair(technology, found.demand, 1 - less)

        made = technology.outputs @ activity
        left = made - technology.inputs @ activity - found.demand
        published = found.published["goods"]
        # What the published table itself lacks, by its rounding, cannot be asked for.
        assert (left >= -1e-9 * (made + np.abs(found.demand)))[made > 0].all()
        more = technology.hours @ activity / technology.hours.sum()
        assert 1 <= more + 1e-3 <= 1.01
        assert made.sum() == pytest.approx(published.sum(), rel=1e-2)


class TestGermany:
    """56 industries with the hours worked there, 2014."""

    def test_all_hours_are_in_what_is_used_in_the_end(self):
        found = read_germany()
        recipes = recipes_of(
            found.technology, np.where(found.published["output"] > 0, np.arange(56), -1)
        )
        plan = quantities(recipes, found.demand)

        assert found.published["hours"] == pytest.approx(55_404.12, abs=0.01)
        assert plan.hours == pytest.approx(found.published["hours"], rel=1e-10)
        assert plan.hours_by_values == pytest.approx(plan.hours, rel=1e-10)
        np.testing.assert_allclose(plan.amounts, found.published["output"], rtol=1e-9)

    @pytest.mark.parametrize(
        ("code", "hours"), [("G47", 23.8), ("I", 22.8), ("C20", 6.9), ("C19", 2.3)]
    )
    def test_hours_in_a_thousand_dollars(self, code, hours):
        """Retail, restaurants, chemicals, refined petroleum: as dense algebra has it."""
        found = read_germany()
        made = found.published["output"] > 0
        recipes = recipes_of(found.technology, np.where(made, np.arange(56), -1))
        values = labour_values(recipes).values
        place = found.technology.techniques.index(code)

        dense = np.eye(56) - recipes.inputs.toarray()
        expected = np.linalg.solve(dense.T, recipes.hours)
        np.testing.assert_allclose(values, expected, rtol=1e-9)
        assert 1000 * values[place] == pytest.approx(hours, abs=0.05)


class TestUnitProcesses:
    """639 techniques in kg, kWh, t*km: a database as it is, with its mistakes."""

    def test_all_are_read_with_their_units(self):
        processes = read_uslci()
        found = read_situation(as_files(processes)).technology

        assert len(found.techniques) == 639
        assert (
            sum(sum(f[0] == "out" for f in one.flows) > 1 for one in processes) == 116
        )
        assert {"kg", "kWh", "t*km", "m3"} <= set(found.units)

    def test_the_same_good_in_two_units_is_refused(self):
        """The database counts some goods in kg here and in m3 there."""
        processes = read_uslci()
        tables = as_files(processes)
        rows = [(p.name, *flow) for p in processes for flow in p.flows]
        units = {name: unit for _, _, name, _, unit in rows}
        tables["goods.csv"] = [
            "good,unit",
            *(f'"{name}",{one}' for name, one in units.items()),
        ]
        tables["flows.csv"] = [
            "technique,direction,name,amount,unit",
            *(f'"{p}",{way},"{name}",{abs(n)},{one}' for p, way, name, n, one in rows),
        ]
        with pytest.raises(FilesError) as caught:
            read_situation(tables)

        texts = [fault.problem for fault in caught.value.faults]
        assert any("; it is counted in " in text for text in texts)

    def test_a_loop_is_named_and_the_rest_adds_up(self):
        technology = read_situation(as_files(read_uslci())).technology
        recipes, loops = _without_loops(technology)

        assert "Aluminum, sheet, coated" in loops[0]
        values = labour_values(recipes)
        for good in np.flatnonzero(recipes.techniques >= 0):
            found = break_down(recipes, values, int(good))
            parts = found.own + sum(one.hours for one in found.ingredients)
            assert parts == pytest.approx(found.hours, rel=1e-6)


def _without_loops(technology):
    """Return recipes after each loop that was named lost its technique."""
    outputs, chosen = technology.outputs.tocsc(), np.full(len(technology.goods), -1)
    for technique in range(len(technology.techniques)):
        made = outputs.indices[slice(*outputs.indptr[technique : technique + 2])]
        for good in made[:1]:
            chosen[good] = technique
    loops = []
    while (loop := find_loop(recipes_of(technology, chosen))) is not None:
        loops.append(str(LoopError(recipes_of(technology, chosen), loop)))
        chosen[loop.good] = -1
    return recipes_of(technology, chosen), loops


class TestCockshott:
    """Two years, four products, and capital that each industry keeps for itself."""

    def test_the_recorded_plan_can_be_done_with_no_more_work(self):
        tables, targets, recorded = read_cockshott()
        situation = _years(tables, targets, recorded["netoutput"] * (1 - 1e-5))
        plan = make_plans(situation, aims=(), is_tested=False).best.plan

        assert plan.met == pytest.approx(np.ones(8), abs=1e-6)
        hours = plan.makes @ situation.technology.hours
        assert hours.sum() <= recorded["labour"].sum() * (1 + 1e-4)

    def test_the_worst_served_target_is_served_at_least_as_well(self):
        tables, targets, recorded = read_cockshott()
        worst = recorded["netoutput/target"].min()
        asked = np.array([targets[f"year{n}"][:4] for n in (1, 2)])
        plan = make_plans(
            _years(tables, targets, asked * worst * (1 - 1e-4)),
            aims=(),
            is_tested=False,
        ).best.plan

        assert plan.met.min() >= 1 - 1e-6


def _years(tables, targets, asked):
    """Return the example with one more good for each use of capital in an industry."""
    flow, stock, wear = tables["flow"], tables["cap"], tables["dep"]
    products = [name for name in flow if name.startswith("P")]
    kept = [
        (i, j)
        for i, name in enumerate(products)
        for j in range(4)
        if stock[name][j] > 0
    ]
    many = 4 + len(kept)
    outputs, inputs, builds = (
        np.eye(many),
        np.zeros((many, many)),
        np.zeros((many, many)),
    )
    made = np.array(flow["output"])
    inputs[:4, :4] = [flow[name] for name in products] / made
    capacities = np.full(many, np.inf)
    worn = np.zeros(many)
    for place, (i, j) in enumerate(kept, start=4):
        name = products[i]
        inputs[place, j] = stock[name][j] / made[j]
        builds[i, place] = 1
        capacities[place], worn[place] = stock[name][j], wear[name][j]
    hours = np.append(np.array(flow["labour"]) / made, np.zeros(len(kept)))
    names = [*products, *(f"{products[i]} in {products[j]}" for i, j in kept)]
    technology = technology_of(names, names, outputs, inputs, hours, ())
    means = replace(
        free_means(technology, 2),
        hours=np.array([targets[f"year{n}"][4] for n in (1, 2)]),
        capacities=capacities,
        wear=worn,
        leads=np.where(worn > 0, 1, 0),
        builds=csc_array(builds),
    )
    needs = Needs(
        goods=np.tile(np.arange(4), 2),
        classes=np.ones(8, dtype=np.int64),
        amounts=asked.ravel(),
        periods=np.repeat([1, 2], 4),
        n_periods=2,
    )
    return Situation(technology, needs, means)


class TestVillage:
    def test_the_balance_is_closed_as_well_as_recorded(self):
        """Least squares left a mean square of 4e-32 there."""
        technology, profiles = read_village()
        demand = profiles.sum(axis=0)
        found = quantities(recipes_of(technology), demand)

        left = found.amounts - technology.inputs @ found.amounts - demand
        assert np.mean(left**2) <= 4.1e-32 * max(1, demand.max() ** 2)
        assert choose_techniques(technology, demand).hours == pytest.approx(found.hours)
