"""Every refusal of an operation has its answer: in the API and on a question's page.

What an operation raises and nobody knows would be a page with 500.
"""

from importlib import import_module
from inspect import getmembers, isclass

import pytest
from tests.house_rules.source import APPS, PACKAGE, parts_of

from folkmoot.api.description import SAID
from folkmoot.api.refusals import STATUS, code_of
from folkmoot.api.urls import api
from folkmoot.deciding.views.page import REFUSALS

# What no page and no program can meet, and why.
ONLY_ON_COMMANDS = {
    "home.WrongCopyError": "a copy is read by `folkmoot import`",
    "record.NotPulledBackError": "the worker alone asks mirrors",
    "record.TornError": "the worker alone puts entries into the tree",
}
KNOWN = (*STATUS, *api._exception_handlers)


def refusals() -> dict[str, type[Exception]]:
    """Return the exceptions that operations define, by room and name."""
    found = {}
    for app in APPS:
        for file in parts_of(app, "operations"):
            name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
            module = import_module(name.removesuffix(".__init__"))
            for own, kind in getmembers(module, isclass):
                if issubclass(kind, Exception) and kind.__module__ == module.__name__:
                    found[f"{app.name}.{own}"] = kind
    return found


def test_every_refusal_is_an_answer_of_the_api():
    found = refusals()
    assert len(found) > 40
    known = tuple(kind for kind in KNOWN if kind is not Exception)
    missing = {name for name, kind in found.items() if not issubclass(kind, known)}
    assert missing == set(ONLY_ON_COMMANDS)


def test_every_answer_is_described():
    assert set(STATUS.values()) <= set(SAID)
    codes = [code_of(kind()) for kind in STATUS]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", sorted(refusals()))
def test_a_refusal_says_what_is_so(name):
    """Its first line is what the message begins with; its name ends as it does."""
    kind = refusals()[name]
    assert name.endswith("Error")
    assert (kind.__doc__ or "").strip().endswith(".")


def test_a_question_s_page_knows_every_refusal_it_can_meet():
    rooms = ("deciding.", "doing.", "listening.")
    met = {name: kind for name, kind in refusals().items() if name.startswith(rooms)}
    missing = {name for name, kind in met.items() if not issubclass(kind, REFUSALS)}
    assert missing == set()
