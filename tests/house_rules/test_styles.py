"""Style sheets and pages fit: what is drawn is worn, and what is worn is drawn."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.house_rules.source import templates, tracked

SHEETS = tracked("src/folkmoot/web/static/css/*.css")
SCRIPTS = [f for f in tracked("src/folkmoot/**/*.js") if "vendor" not in f.parts]
CODE = tracked("src/folkmoot/**/*.py")
NO_SELECTOR = re.compile(r"/\*.*?\*/|url\([^)]*\)", re.DOTALL)
DRAWN = re.compile(r"\.([a-z][\w-]*)|\[(data-[\w-]+)")
CLASSES = re.compile(r'class="([^"]*)"')
# One word in quotes: what an include, a script or a form says that something wears.
QUOTED = re.compile(r"[\"'.]([a-z][\w-]*)[\"']")
ATTRIBUTES = re.compile(r"\b(data-[\w-]+)")
FILLED_IN = re.compile(r"{{.*?}}|{[\w %().]+}")
TAG = re.compile(r"{%.*?%}")


def drawn_in(sheet: str) -> set[str]:
    """Return the classes and the attributes of our own that a style sheet names."""
    found = DRAWN.findall(NO_SELECTOR.sub("", sheet))
    return {name or attribute for name, attribute in found}


def written_in(text: str) -> set[str]:
    """Return the classes that a page writes out; ``*`` stands for what is filled in."""
    values = (FILLED_IN.sub("*", TAG.sub(" ", each)) for each in CLASSES.findall(text))
    return {name for each in values for name in each.split()}


def worn_in(text: str) -> set[str]:
    """Return all that a page, a script or a program may put on something."""
    return {*written_in(text), *QUOTED.findall(text), *ATTRIBUTES.findall(text)}


def is_worn(name: str, worn: set[str]) -> bool:
    """Return whether a class is worn, itself or as one of a kind: ``tally-*``."""
    return name in worn or f"{name.rpartition('-')[0]}-*" in worn


def _all(files: Iterable[Path]) -> str:
    return "\n".join(file.read_text() for file in files)


def test_no_style_is_without_a_page_that_wears_it():
    worn = worn_in(_all([*templates(), *SCRIPTS, *CODE]))
    drawn = drawn_in(_all(SHEETS))
    assert sorted(name for name in drawn if not is_worn(name, worn)) == []


def test_no_class_is_worn_that_nothing_draws():
    known = drawn_in(_all(SHEETS)) | worn_in(_all(SCRIPTS))
    written = written_in(_all(templates()))
    assert sorted(name for name in written - known if "*" not in name) == []


def test_names_are_found_however_they_are_written():
    page = """<b class="tally-{{ kind }} bar{% if x %} far{% endif %}" data-done>
        {% include "button.html" with look="second" %} not this one"""
    sheet = "/* .gone */ .bar > [data-done], .tally-yes { src: url(a.woff2) }"
    assert drawn_in(sheet) == {"bar", "data-done", "tally-yes"}
    assert written_in(page) == {"tally-*", "bar", "far"}
    names = ("tally-yes", "far", "second", "data-done", "ba", "this")
    worn = worn_in(page)
    assert [is_worn(name, worn) for name in names] == [True] * 4 + [False] * 2
