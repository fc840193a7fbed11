"""Planning files: what they say, and which lines are refused with which words."""

import re

import numpy as np
import pytest
from tests.engines.provision.files import bakery

from folkmoot.engines.provision import FilesError, ProvisionError, read_situation

INF = np.inf


def faults_of(tables, **more):
    with pytest.raises(FilesError) as caught:
        read_situation(tables, **more)
    return [str(fault) for fault in caught.value.faults]


class TestWhatTheFilesSay:
    def test_technology(self):
        found = read_situation(bakery()).technology

        assert found.goods == ("bread", "flour", "grain", "oven")
        assert found.units == ("kg", "kg", "kg", "piece")
        assert found.techniques == ("bake", "mill", "grow")
        assert found.resources == ("baking", "land", "smoke")
        assert found.outputs.toarray().tolist() == [
            [1, 0, 0],
            [0, 0.8, 0],
            [0, 0, 1],
            [0, 0, 0],
        ]
        assert found.inputs.toarray().tolist() == [
            [0, 0, 0],
            [0.7, 0, 0],
            [0, 1, 0.05],
            [0, 0, 0],
        ]
        assert found.uses.toarray().tolist() == [[0.08, 0, 0], [0, 0, 2.5], [0.2, 0, 0]]

    def test_hours_that_are_not_given_are_those_of_abilities(self):
        tables = bakery(techniques=(2, "bake,,60,0.05,1,12,30"))

        assert read_situation(tables).technology.hours.tolist() == [0.08, 0.02, 0]

    def test_needs_of_each_period_become_one_row_for_each(self):
        found = read_situation(bakery()).needs

        assert found.n_periods == 3
        assert found.goods.tolist() == [0, 0, 0, 0, 0, 1]
        assert found.periods.tolist() == [1, 2, 3, 2, 2, 3]
        assert found.classes.tolist() == [1, 1, 1, 2, 2, 1]
        assert found.who == ("", "", "", "", "the library", "")
        assert found.totals(4)[:2].tolist() == [[30, 38, 30], [0, 0, 1]]

    def test_means(self):
        found = read_situation(bakery()).means

        assert found.n_periods == 3
        assert found.hours.tolist() == [200] * 3
        assert found.limits.T.tolist() == [[30] * 3, [5000, 4000, 5000], [INF] * 3]
        assert found.budgets.tolist() == [INF, INF, 90]
        assert found.abilities.tolist() == [True, False, False]
        assert found.stocks.tolist() == [0, 40, 100, 0]
        assert found.end_stocks.tolist() == [0, 10, 100, 0]
        assert found.outside.tolist() == [0, 0, 50, 0]
        assert found.capacities.tolist() == [60, INF, INF]
        assert found.end_capacities.tolist() == [60, 0, 0]
        assert found.can_build.tolist() == [True, False, False]
        assert found.leads.tolist() == [1, 0, 0]
        assert found.lumps.tolist() == [30, 0, 0]

    def test_without_resources_nothing_is_limited(self):
        tables = {name: lines for name, lines in bakery().items() if name[0] != "r"}
        tables["flows.csv"] = [row for row in tables["flows.csv"] if "use" not in row]
        found = read_situation(tables, n_periods=4)

        assert found.means.limits.shape == (4, 0)
        assert found.means.hours.tolist() == [INF] * 4

    def test_only_first_lines(self):
        tables = {name: lines[:1] for name, lines in bakery().items()}
        found = read_situation(tables)

        assert found.technology.inputs.shape == (0, 0)
        assert found.needs.n_needs == 0

    def test_columns_in_any_order_and_what_spreadsheets_add(self):
        tables = bakery()
        tables["goods.csv"] = ["\ufeffunit , good\r\n", "kg, bread \r\n", ",\r\n", "\n"]
        tables["flows.csv"] = ["technique,direction,name,amount", "bake,out,bread,1e0"]
        tables["needs.csv"] = ['amount,"good"', '"30","bread"']

        assert read_situation(tables).technology.goods == ("bread",)


REFUSED = {
    "unknown good": ("flows", 3, "bake,in,flower,0.7,kg", "unknown good “flower”"),
    "unknown resource": ("flows", 4, "bake,use,bread,1,", "unknown resource “bread”"),
    "unknown technique": ("flows", 2, "bak,out,bread,1,", "unknown technique “bak”"),
    "unknown direction": (
        *("flows", 2, "bake,made,bread,1,"),
        "direction is “made”; expected one of in, out, use, build",
    ),
    "another unit": (
        *("flows", 3, "bake,in,flour,700,g"),
        "unit is “g”; it is counted in kg",
    ),
    "another unit of a need": (
        *("needs", 2, "bread,1,30,,loaves,"),
        "unit is “loaves”; it is counted in kg",
    ),
    "not a number": (
        *("flows", 3, "bake,in,flour,NaN,kg"),
        "amount is “NaN”; expected a number, as 1.5",
    ),
    "a word": (
        *("flows", 3, "bake,in,flour,some,kg"),
        "amount is “some”; expected a number, as 1.5",
    ),
    "no amount": (
        "flows",
        3,
        "bake,in,flour,,kg",
        "amount is empty; expected a number",
    ),
    "negative": (
        *("flows", 3, "bake,in,flour,-0.7,kg"),
        "amount is “-0.7”, a negative number; expected 0 or more",
    ),
    "without end": (
        *("needs", 2, "bread,1,inf,,,"),
        "amount is “inf”; expected at most 1e+30",
    ),
    "a share": ("goods", 3, "flour,kg,40,10,2,", "loss is “2”; expected at most 1"),
    "repeated flow": (
        *("flows", 4, "bake,in,flour,0.1,kg"),
        "this flow stands on line 3 already",
    ),
    "repeated need": (
        *("needs", 4, "bread,2,3,2,kg,"),
        "this need stands on line 3 already",
    ),
    "need of each and of one": (
        *("needs", 3, "bread,1,5,2,kg,"),
        "this need stands on another line for each period already",
    ),
    "repeated good": (
        *("goods", 3, "bread,kg,,,,"),
        "good “bread” stands on line 2 already",
    ),
    "repeated resource": (
        *("resources", 5, "land,m2,,4000,"),
        "this resource stands on line 4 already",
    ),
    "another unit of a resource": (
        *("resources", 5, "land,ha,,0.4,2"),
        "“land” has another unit or kind on an earlier line",
    ),
    "work in days": (
        "resources",
        2,
        "hours,d,,9,",
        "unit is “d”; work is counted in h",
    ),
    "no unit": (
        "goods",
        2,
        "bread,,,,,",
        "unit is “”; expected 1 to 50 characters on one line",
    ),
    "no name": (
        *("goods", 2, ",kg,,,,"),
        "good is “”; expected 1 to 200 characters on one line",
    ),
    "a period that is none": (
        *("needs", 2, "bread,1,30,0,,"),
        "period is “0”; expected a whole number from 1 to 1000",
    ),
    "half a class": (
        *("needs", 2, "bread,1.5,30,,,"),
        "class is “1.5”; expected a whole number from 1 to 100",
    ),
    "too few columns": ("goods", 2, "bread", "1 columns; the first line has 6"),
    "more hours of abilities than of all": (
        *("techniques", 2, "bake,0.05,60,,,,"),
        (
            "technique “bake” takes 0.05 hours in all, and 0.08 hours of abilities"
            " in flows.csv"
        ),
    ),
    "unknown column": (
        *("needs", 1, "good,class,amount,time,unit,who"),
        "unknown column “time”; possible are good, amount, class, period, unit, who",
    ),
    "missing column": (
        *("needs", 1, "good,class,class,period,unit,who"),
        "column amount is missing",
    ),
    "not CSV": (
        "goods",
        3,
        '"fl"our,kg,,,,',
        "not a CSV file: ',' expected after '\"'",
    ),
}


class TestWhatIsRefused:
    @pytest.mark.parametrize("kind", REFUSED)
    def test_line_and_reason(self, kind):
        name, line, text, reason = REFUSED[kind]

        expected = f"{name}.csv, line {line}: {reason}"
        assert expected in faults_of(bakery(**{name: (line, text)}))

    def test_every_wrong_line_is_told_in_order(self):
        tables = bakery(flows=(3, "bake,in,flower,0.7,kg\nbake,in,flour,x,t"))

        assert faults_of(tables) == [
            "flows.csv, line 3: unknown good “flower”",
            "flows.csv, line 4: amount is “x”; expected a number, as 1.5",
            "flows.csv, line 4: unit is “t”; it is counted in kg",
        ]

    def test_at_most_twenty_are_told(self):
        wrong = "\n".join(f"bake,in,flour {n},0.7,kg" for n in range(100))

        assert len(faults_of(bakery(flows=(3, wrong)))) == 20

    def test_empty_file(self):
        tables = {**bakery(), "goods.csv": []}

        assert faults_of(tables) == [
            (
                "goods.csv, line 1: empty; expected a first line with the columns"
                " good, unit, stock, end_stock, loss, outside"
            )
        ]

    def test_missing_file(self):
        tables = {**bakery()}
        del tables["needs.csv"]

        assert faults_of(tables) == ["needs.csv, line 0: this file is missing"]

    def test_a_period_after_the_last(self):
        assert faults_of(bakery(), n_periods=2) == [
            "needs.csv, line 5: period is 3; the plan has 2"
        ]
        with pytest.raises(ProvisionError, match=re.escape("n_periods is 0; expected")):
            read_situation(bakery(), n_periods=0)

    def test_line_numbers_count_lines_not_rows(self):
        tables = bakery(goods=(2, '"bread\nloaf",kg,,,,'))
        tables["goods.csv"][1:3] = ['"bread\n', 'loaf",kg,,,,']

        assert faults_of(tables) == [
            "goods.csv, line 3: good is “bread?loaf”; expected 1 to 200 characters on one line"
        ]

    def test_a_wrong_line_far_into_a_long_file(self):
        many = 70_000  # more than are read at once
        tables = bakery()
        tables["goods.csv"] += [f"g{n},kg,,,," for n in range(many)]
        tables["flows.csv"] += [f"bake,in,g{n},0.5," for n in range(many)]
        tables["flows.csv"][66_000] = "bake,in,g1,0.5,"

        assert faults_of(tables) == [
            "flows.csv, line 66001: this flow stands on line 14 already"
        ]
