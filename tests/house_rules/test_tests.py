"""Tests use the house as it is: no mocks of it, no clock but their own."""

import ast

import pytest
from tests.asked import choose, without_values
from tests.house_rules.source import called_name, calls_in, name_of, tracked, tree_of

REPLACING = {"unittest.mock", "mock", "factory", "model_bakery", "freezegun"}

ASKED = {"a": {"1", "2"}, "b": {"2", "3"}, "c": {"3"}, "d": {"1", "3"}}


def faults(tree: ast.AST) -> list[str]:
    """Return the places that replace a piece of the house, or leave a test out."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)) if module in REPLACING:
                found.append(f"line {node.lineno}: {module}")
            case ast.Import(names=names) if {n.name for n in names} & REPLACING:
                found.append(f"line {node.lineno}: {names[0].name}")
            case ast.Assert(test=ast.BoolOp(op=ast.Or(), values=values)) if any(
                isinstance(value, ast.Constant) and value.value for value in values
            ):
                found.append(f"line {node.lineno}: this cannot fail")
    for call in calls_in(tree):
        target = ast.unparse(call.args[0]) if call.args else ""
        is_number = (
            target.rpartition(".")[2].strip("'").isupper()
        )  # a limit, a time-out
        if called_name(call) == "setattr" and "folkmoot" in target and not is_number:
            found.append(f"line {call.lineno}: {target} is replaced")
    return found


def test_nothing_of_the_house_is_replaced():
    found = {name_of(f): faults(tree_of(f)) for f in tracked("tests/**/*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from unittest.mock import patch",
        "assert found == 1 or True",
        "monkeypatch.setattr('folkmoot.web.clock.read_clock', lambda: NOW)",
    ],
)
def test_bad_lines_are_found(line):
    assert faults(ast.parse(line)) != []


class TestWhoAsksPostgres:
    def test_together_they_ask_all(self):
        assert set.union(*(ASKED[one] for one in choose(ASKED))) == {*"123"}

    def test_who_asks_what_others_ask_is_left_out(self):
        assert len(choose(ASKED)) == 2

    def test_a_question_with_more_values_is_the_same(self):
        rows = "INSERT INTO t (a, b) VALUES (%s, %s), (%s, %s)"
        assert without_values(rows) == without_values(rows.removesuffix(", (%s, %s)"))
        assert without_values("SELECT a FROM t WHERE b IN (%s, %s)").endswith("(%s)")

    def test_a_point_to_come_back_to_is_no_question(self):
        assert without_values('SAVEPOINT "s1"') == ""
