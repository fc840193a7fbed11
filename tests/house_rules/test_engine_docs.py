"""What an engine offers is documented to the last parameter, and its examples run."""

import doctest
import tomllib
from importlib import import_module
from types import FunctionType, ModuleType

import pytest
from numpydoc.validate import validate
from tests.house_rules.source import PACKAGE, ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
CHECKS = set(SETTINGS["numpydoc_validation"]["checks"])
ENGINES = [
    import_module(f"folkmoot.engines.{folder.parent.name}")
    for folder in sorted(PACKAGE.glob("engines/*/__init__.py"))
]
FUNCTIONS = [
    f"{engine.__name__}.{name}"
    for engine in ENGINES
    for name, value in sorted(vars(engine).items())
    if isinstance(value, FunctionType) and not name.startswith("_")
]


def modules_of(engine: ModuleType) -> list[ModuleType]:
    (path,) = engine.__path__
    folder = (PACKAGE / "engines").joinpath(path)
    return [
        import_module(".".join((engine.__name__, *file.relative_to(folder).parts))[:-3])
        for file in sorted(folder.rglob("*.py"))
        if file.stem != "__init__"
    ]


def test_there_are_engines():
    assert ENGINES
    assert FUNCTIONS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_says_what_goes_in_and_comes_out(name):
    errors = [error for error in validate(name)["errors"] if error[0] in CHECKS]
    assert errors == []


@pytest.mark.parametrize("engine", ENGINES, ids=lambda e: e.__name__.rpartition(".")[2])
def test_every_example_is_true(engine):
    offered = {name: value for name, value in vars(engine).items() if name[0] != "_"}
    failed = {
        module.__name__: doctest.testmod(module, extraglobs=offered).failed
        for module in modules_of(engine)
    }
    assert failed == dict.fromkeys(failed, 0)
