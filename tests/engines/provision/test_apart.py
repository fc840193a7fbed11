"""The checker rests on the words of its input alone, on nothing that makes plans."""

import ast
from pathlib import Path

import folkmoot.engines.provision as room

HERE = Path(room.__file__).parent
WORDS = {"situation", "technology"}


def imported(module: str) -> set[str]:
    """Return the modules of the room that a module names in an import."""
    tree = ast.parse((HERE / f"{module}.py").read_text())
    names = [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for name in (
            [f"{node.module}.{one.name}" for one in node.names]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
        )
        if name.startswith(f"{room.__name__}.")
    ]
    return {name.removeprefix(f"{room.__name__}.").split(".")[0] for name in names}


def test_the_checker_reaches_no_module_that_makes_plans():
    reached, new = set[str](), imported("checking")
    while new:
        reached |= new
        new = {name for module in new for name in imported(module)} - reached
    assert reached == WORDS


def test_what_makes_plans_is_found_by_the_same_way_of_looking():
    assert {"linear", "building"} <= imported("plans")
