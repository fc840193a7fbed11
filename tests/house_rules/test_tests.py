"""Tests use the house as it is: no mocks of it, no clock but their own."""

import ast

import pytest
from tests.house_rules.source import called_name, calls_in, name_of, tracked, tree_of

REPLACING = {"unittest.mock", "mock", "factory", "model_bakery", "freezegun"}


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
