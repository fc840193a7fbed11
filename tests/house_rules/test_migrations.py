"""Migrations are linear, named by hand, and stand without the house's code."""

import ast
import re

import pytest
from tests.house_rules.source import APPS, tree_of

# A default named in a migration has to stay importable; this one makes ids.
ALLOWED = {"folkmoot.web.chance"}

every_app = pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)


@every_app
def test_are_numbered_one_after_another(app):
    names = sorted(f.stem for f in (app / "migrations").glob("[0-9]*.py"))
    assert [name[:4] for name in names] == [
        f"{number:04}" for number in range(1, len(names) + 1)
    ]
    assert [name for name in names if re.search(r"auto|alter_|and_more", name)] == []


@every_app
def test_import_no_code_of_the_house(app):
    imported = {
        name
        for file in (app / "migrations").glob("[0-9]*.py")
        for node in ast.walk(tree_of(file))
        for name in _imported(node)
        if name.startswith("folkmoot")
    }
    assert imported - ALLOWED == set()


def _imported(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
    return []
