"""What the pages can do, programs can do: by the same operations, to the last word.

Read from the source: every operation that a page calls is called by the API too, with
the same keywords; every page that shows something names what the API answers instead.
What is on pages alone stands here with its reason.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules.pages_and_api import (
    KEYWORDS_OF_PAGES,
    ONLY_ON_PAGES,
    READ_BY,
    SHOWN_ONLY_ON_PAGES,
)
from tests.house_rules.source import APPS, PACKAGE, parts_of, tree_of

from folkmoot.api.urls import api
from folkmoot.cli.server.urls import walk

type Calls = dict[str, set[str]]


def operations_of(app: Path) -> set[str]:
    """Return the names of what ``app`` does."""
    return {
        node.name
        for file in parts_of(app, "operations")
        for node in tree_of(file).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def named_in(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each name under which ``file`` knows operations, and their app."""
    for node in ast.walk(tree_of(file)):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        parts = node.module.split(".")
        for alias in node.names:
            name = alias.asname or alias.name
            if "operations" in parts:
                yield name, parts[1]
            elif alias.name == "operations":
                yield f"{name}.", parts[1]


def calls_of(file: Path) -> Iterator[tuple[str, set[str]]]:
    """Yield each operation that ``file`` calls or hands on, and with which keywords."""
    known = dict(named_in(file))
    for node in ast.walk(tree_of(file)):
        called = node.func if isinstance(node, ast.Call) else node
        match called:
            case ast.Attribute(value=ast.Name(id=room), attr=name):
                app = known.get(f"{room}.")
            case ast.Name(id=name):
                app = known.get(name)
            case _:
                continue
        if app and name in operations_of(PACKAGE / app):
            words = node.keywords if isinstance(node, ast.Call) else ()
            yield f"{app}.{name}", {keyword.arg or "**" for keyword in words}


def calls_in_all(*parts: str) -> Calls:
    found: Calls = defaultdict(set)
    for app in APPS:
        for file in parts_of(app, *parts):
            for name, words in calls_of(file):
                found[name] |= words
    return found


def test_every_operation_of_a_page_is_one_of_the_api():
    pages, programs = calls_in_all("views"), calls_in_all("api")
    assert len(pages) > 60, "the pages' calls are found"
    missing = set(pages) - set(programs)
    assert sorted(missing - set(ONLY_ON_PAGES)) == [], "not in the API"
    assert sorted(set(ONLY_ON_PAGES) - missing) == [], "listed without need"


def test_no_operation_can_do_more_on_a_page():
    pages, programs = calls_in_all("views"), calls_in_all("api")
    missing = {
        f"{name}({word}=)"
        for name, words in pages.items()
        if name in programs and "**" not in programs[name]
        for word in words - programs[name] - {"**"}
    }
    assert sorted(missing - set(KEYWORDS_OF_PAGES)) == [], "not in the API"
    assert sorted(set(KEYWORDS_OF_PAGES) - missing) == [], "listed without need"


def test_every_page_that_shows_something_is_answered_by_the_api():
    from django.urls import get_resolver

    shown = {
        address.name
        for address in walk(get_resolver().url_patterns)
        if "GET" in (address.methods or ()) and not address.name.startswith("api:")
    }
    listed = set(READ_BY) | set(SHOWN_ONLY_ON_PAGES)
    assert sorted(shown - listed) == [], "say what the API answers instead"
    assert sorted(listed - shown) == [], "no such page"
    assert not set(READ_BY) & set(SHOWN_ONLY_ON_PAGES)


def test_what_answers_instead_of_a_page_is_there():
    names = {
        operation.view_func.__name__
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
    }
    named = {name for each in READ_BY.values() for name in each}
    assert sorted(named - names) == []


def test_a_call_is_found_however_it_is_written(tmp_path):
    file = tmp_path / "views.py"
    file.write_text(
        "from folkmoot.deciding import operations\n"
        "from folkmoot.doing import operations as doing\n"
        "from folkmoot.home.operations import begin_export\n"
        "operations.take_position(member=1, helper=2)\n"
        "doing.report(**words)\n"
        "begin_export(now=3)\n"
        "operations.no_operation()\n"
        "act = operations.withdraw_call if True else operations.park_question\n"
    )
    found: Calls = defaultdict(set)
    for name, words in calls_of(file):
        found[name] |= words
    assert found == {
        "deciding.take_position": {"member", "helper"},
        "doing.report": {"**"},
        "home.begin_export": {"now"},
        "deciding.withdraw_call": set(),
        "deciding.park_question": set(),
    }
