"""What every function here keeps to: inputs stay as they are, order changes nothing."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csc_array
from tests.bad_input import TEXTS
from tests.engines.provision.files import bakery
from tests.engines.provision.large import draw_economy
from tests.examples import tried_on

from folkmoot.engines.provision import (
    FilesError,
    Technology,
    break_down,
    choose_techniques,
    find_loop,
    labour_values,
    quantities,
    read_situation,
    recipes_of,
    repair,
    repair_within,
)

N_GOODS = 60


def economy(each):
    technology, demand, _ = draw_economy(2, N_GOODS, each, 2, median=5)
    for array in _arrays(technology):
        array.flags.writeable = False
    demand.flags.writeable = False
    return technology, demand


def _arrays(technology):
    tables = (technology.outputs, technology.inputs, technology.uses)
    return [technology.hours, *(one.data for one in tables)]


def asked(technology, demand):
    """Return what each function finds in one economy."""
    used = technology.uses @ repair(technology, demand, np.zeros(2 * N_GOODS))
    idle = np.zeros(2 * N_GOODS)
    return {
        "choose": choose_techniques(technology, demand, 0.99 * used).hours,
        "repair": repair(technology, demand, idle),
        "within": technology.hours
        @ repair_within(technology, demand, idle, 0.99 * used),
    }


def faults_of(tables):
    try:
        read_situation(tables)
    except FilesError as error:
        return error.faults
    return ()


class TestInputs:
    def test_arrays_stay_as_they_were(self):
        """They are read-only, so a change would raise."""
        technology, demand = economy(1)
        recipes = recipes_of(technology)
        values = labour_values(recipes)

        quantities(recipes, demand)
        break_down(recipes, values, 3)
        assert find_loop(recipes) is None
        asked(*economy(2))

    def test_the_same_question_gives_the_same_bytes(self):
        one, two = (asked(*economy(2)) for _ in range(2))

        for name, found in one.items():
            assert np.asarray(found).tobytes() == np.asarray(two[name]).tobytes()


def test_the_order_of_goods_and_techniques_changes_nothing():
    technology, demand = economy(2)
    rng = np.random.default_rng(5)
    goods, ways = rng.permutation(N_GOODS), rng.permutation(2 * N_GOODS)

    def moved(table, rows):
        return csc_array(table.toarray()[rows][:, ways])

    other = Technology(
        goods=[technology.goods[one] for one in goods],
        techniques=[technology.techniques[one] for one in ways],
        resources=technology.resources,
        outputs=moved(technology.outputs, goods),
        inputs=moved(technology.inputs, goods),
        hours=technology.hours[ways],
        uses=moved(technology.uses, slice(None)),
    )
    before, after = asked(technology, demand), asked(other, demand[goods])

    assert after["choose"] == pytest.approx(before["choose"], rel=1e-5)
    np.testing.assert_allclose(after["repair"], before["repair"][ways], rtol=1e-6)


class TestFilesWithAnything:
    @pytest.mark.sweep
    @pytest.mark.parametrize("kind", TEXTS)
    @pytest.mark.parametrize("name", ["goods", "flows", "needs", "resources"])
    def test_a_text_in_any_cell_is_taken_or_refused_in_words(self, kind, name):
        text = TEXTS[kind]
        lines = bakery()[f"{name}.csv"]
        cells = lines[1].split(",")
        for place in (0, 1, 3):
            quoted = text.replace('"', '""')
            row = ",".join([*cells[:place], f'"{quoted}"', *cells[place + 1 :]])
            for fault in faults_of(bakery(**{name: (2, row)})):
                assert len(fault.problem) < 600
                assert fault.line > 0
                assert fault.problem.encode()

    @given(text=st.text(max_size=60))
    @tried_on(10)
    def test_any_lines_at_all(self, text):
        tables = {**bakery(), "flows.csv": text.splitlines(keepends=True)}
        with suppress(FilesError):
            read_situation(tables)
