"""``folkmoot plan`` on numbers that nobody meant: a sentence, or a plan that holds."""

import json
import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.provision.files import BAKERY

from folkmoot.cli import main
from folkmoot.engines.provision import Plan, check_plan, read_situation

MET, SHORT, REFUSED = 0, 3, 2
AMOUNTS = {  # where a number may be of any size
    "goods.csv": [2, 3, 5],
    "resources.csv": [3],
    "techniques.csv": [1, 2, 5, 6],
    "flows.csv": [3],
    "needs.csv": [2],
}
ODD = [
    *("NaN", "inf", "-1", "1e-300", "1e300", "5e-324", "1e400", "x", ""),
    *("0", "1e-30", "1e-12", "1e-6", "0.001", "1000", "1e6", "1e9", "1e12", "1e30"),
]
PLACED = re.compile(r"(goods|techniques|flows|needs|resources)\.csv, line \d+: \S")


@st.composite
def spoilt(draw):
    """Return the lines of a bakery's files with up to four odd numbers in them."""
    tables = {name: text.splitlines() for name, text in BAKERY.items()}
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(AMOUNTS)))
        line = draw(st.integers(1, len(tables[name]) - 1))
        cells = tables[name][line].split(",")
        cells[draw(st.sampled_from(AMOUNTS[name]))] = draw(st.sampled_from(ODD))
        tables[name][line] = ",".join(cells)
    return tables


def plan(capsys, folder, tables):
    for name, lines in tables.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines))
    status = main(["plan", str(folder), "--json"])
    told = capsys.readouterr()
    return status, told.out, told.err


def changed(name, line, text):
    tables = {one: rows.splitlines() for one, rows in BAKERY.items()}
    tables[name][line - 1] = text
    return tables


def assert_holds(tables, status, out):
    situation = read_situation(tables)
    for one in json.loads(out)["alternatives"]:
        made = Plan(
            makes=np.array(one["makes"]),
            stocks=np.array(one["stocks"]),
            gets=np.array(one["gets"]),
            starts=np.array(one["starts"]),
            met=np.array([need["met"] for need in one["needs"]]),
        )
        assert check_plan(situation, made) == ()
        assert status == SHORT or (made.met >= 1 - 1e-6).all()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(spoilt())
def test_any_numbers_give_a_line_to_look_at_or_a_plan_that_holds(
    capsys, tmp_path, tables
):
    status, out, err = plan(capsys, tmp_path, tables)
    if status == REFUSED:
        assert out == ""
        assert all(PLACED.match(line) for line in err.splitlines())
    else:
        assert_holds(tables, status, out)


@pytest.mark.parametrize(
    ("name", "line", "text", "words"),
    [
        ("flows.csv", 3, "bake,in,flour,NaN,kg", "a number, as 1.5"),
        ("flows.csv", 3, "bake,in,flour,1e300,kg", "expected at most 1e+30"),
        ("flows.csv", 3, "bake,in,flour,1e-300,kg", "expected 0, or at least 1e-30"),
        ("needs.csv", 2, "bread,1,-30,,kg,", "a negative number; expected 0 or more"),
        ("goods.csv", 2, "bread,kg,1e30,,,", "please look for a slip"),
    ],
)
def test_the_line_is_told(capsys, tmp_path, name, line, text, words):
    status, _out, err = plan(capsys, tmp_path, changed(name, line, text))
    assert status == REFUSED
    assert f"{name}, line {line}: " in err
    assert words in err


def test_more_of_itself_than_it_gives_is_short_and_not_wrong(capsys, tmp_path):
    tables = changed("flows.csv", 10, "grow,in,grain,1e12,")
    status, out, err = plan(capsys, tmp_path, tables)
    if status == REFUSED:
        assert "flows.csv, line 10: amount is “1e12”" in err
    else:
        assert_holds(tables, status, out)


def test_work_that_takes_no_hours_is_planned(capsys, tmp_path):
    tables = {
        "goods.csv": ["good,unit", "water,l", "air,m3"],
        "techniques.csv": ["technique,hours", "draw,0", "breathe,0"],
        "flows.csv": [
            "technique,direction,name,amount",
            "draw,out,water,1",
            "draw,in,air,0.5",
            "breathe,out,air,1",
        ],
        "needs.csv": ["good,amount", "water,10"],
    }
    status, out, _err = plan(capsys, tmp_path, tables)
    assert status == MET
    assert_holds(tables, status, out)


@pytest.mark.parametrize("name", sorted(AMOUNTS))
def test_an_empty_file_is_named(capsys, tmp_path, name):
    tables = {one: rows.splitlines() for one, rows in BAKERY.items()} | {name: []}
    status, _out, err = plan(capsys, tmp_path, tables)
    assert status == REFUSED
    assert f"{name}, line 1: empty; expected a first line" in err
