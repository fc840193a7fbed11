"""The reference names all there is: commands, settings, kinds, addresses, engines."""

import ast
import re
from functools import cache

import polib
import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from tests.house_rules.kinds import all_kinds
from tests.house_rules.source import PACKAGE, ROOT, tree_of

from folkmoot.cli import COMMANDS
from folkmoot.site.config import Config

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
SPANISH = PACKAGE / "locale/es/LC_MESSAGES/django.po"  # holds every text of pages
# Fields that only the program itself sets.
OUR_OWN = {"demo", "test", "clock_file"}


@cache
def reference() -> str:
    return "\n".join(file.read_text() for file in sorted(REFERENCE.rglob("*.md")))


def missing(names: set[str]) -> list[str]:
    """Return the names that the reference does not hold, once there is one."""
    if not REFERENCE.is_dir():
        return []
    return sorted(
        n for n in names if not re.search(rf"\b{re.escape(n)}\b", reference())
    )


def commands() -> set[str]:
    return {f"folkmoot {name}" for name in COMMANDS}


def settings() -> set[str]:
    names = set()
    for name, field in Config.model_fields.items():
        alias = field.validation_alias
        own = alias.choices[0] if alias is not None else f"FOLKMOOT_{name.upper()}"
        if name not in OUR_OWN:
            names.add(str(own))
    return names


def engine_functions() -> set[str]:
    """Return what each engine exports."""
    return {
        alias.asname or alias.name
        for file in PACKAGE.glob("engines/*/__init__.py")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def pressed(page: str) -> set[str]:
    """Return what a page of the tutorial sets apart: labels, buttons, headings."""
    text = (DOCS / "tutorial" / page).read_text()
    return {found.rstrip(" …") for found in re.findall(r"\*+([^*]+)\*+", text)}


def endpoints() -> set[str]:
    """Return the addresses of the API, as they are written in its documentation."""
    return {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
        for route in _routes(get_resolver().url_patterns)
        if route.startswith("api/")
    }


def _routes(patterns, before: str = ""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


@pytest.mark.parametrize("names", [commands, settings, all_kinds, engine_functions])
def test_the_reference_names_everything(names):
    found = names()
    assert found, "nothing to document: the collector is broken"
    assert missing(found) == []


def test_the_reference_names_every_address_of_the_api():
    if not REFERENCE.is_dir():
        return
    assert sorted(e for e in endpoints() if e not in reference()) == []


def test_links_inside_the_docs_lead_somewhere():
    broken = []
    for file in [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]:
        if "_build" in file.parts:
            continue
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text()):
            is_outside = re.match(r"[a-z]+:", target)
            if not is_outside and not (file.parent / target).exists():
                broken.append(f"{file.relative_to(ROOT)}: {target}")
    assert broken == []


def test_the_first_page_links_every_other():
    """In sentences that one can read; records of decisions have a list of their own."""
    linked = set(re.findall(r"\]\(([^)#]+\.md)", (DOCS / "index.md").read_text()))
    pages = {str(file.relative_to(DOCS)) for file in DOCS.rglob("*.md")}
    apart = {page for page in pages if page.startswith(("decisions/0", "_build"))}
    assert pages - apart - linked == {"index.md", "decisions/dependencies.md"}


def test_the_tutorial_names_what_stands_on_the_pages():
    """Labels, buttons and headings; the rest is what the reader types there."""
    typed = {
        "Elm Street",
        "Who waters them in August?",
        "Ann and Di take turns. Bo has August off.",
    }
    texts = [entry.msgid for entry in polib.pofile(str(SPANISH))]
    words = pressed("first-decision.md") - typed
    known = {word for word in words if any(text.startswith(word) for text in texts)}
    assert words - known == set()


def test_every_command_in_the_readme_exists():
    known = {name.split()[0] for name in COMMANDS} | {"test", "check", "soak"}
    texts = [(ROOT / name).read_text() for name in ("README.md", "CONTRIBUTING.md")]
    used = {word for text in texts for word in re.findall(r"\./run ([a-z]+)", text)}
    assert used - known == set()


def test_the_walk_through_a_feature_names_what_there_is():
    """Each row of the table names a file, and names in it that stand in that file."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    rows = re.findall(r"^\| `([\w/.]+)` \| (.+) \|$", text, re.MULTILINE)
    assert len(rows) == 9
    for name, told in rows:
        held = (ROOT / name).read_text()
        words = re.findall(r"`@?([^`]+)`", told)
        assert [word for word in words if word not in held] == [], name
