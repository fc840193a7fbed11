"""Nothing in the project names a host of a package registry or a path of a machine."""

import os
import re
from pathlib import Path

import pytest
from tests.house_rules.source import ROOT, name_of, tracked

REGISTRY = re.compile(
    r"https?://[^\s\"]*(/simple\b|/packages/|\.whl\b|\.tgz\b|\.tar\.gz\b)"
    r"|registry = \"http|\"resolved\": *\"http|index-url[ =]+http"
)
LOCKS = ("requirements/*.txt", "package-lock.json", "*.lock")
# Folders that stand on every machine say nothing about this one.
COMMON = {"", *map("/".__add__, ("", "home", "opt", "root", "srv", "tmp", "var"))}


def texts(*patterns: str):
    for file in tracked(*patterns):
        try:
            yield name_of(file), file.read_text()
        except UnicodeDecodeError:
            continue  # an image or a font


def places() -> set[str]:
    """Return the folders of this machine that no file should name."""
    found = {str(ROOT.parent), os.environ.get("HOME", "")}
    return {f"{place}/" for place in found - COMMON}


def test_lock_files_hold_no_address():
    # npm repeats where a package asks for gifts; that is no place to fetch from.
    address = re.compile(r'(?<!"url": ")https?://')
    assert [name for name, text in texts(*LOCKS) if address.search(text)] == []


def test_no_file_names_a_registry_or_a_machine():
    marks = [REGISTRY, *(re.compile(re.escape(place)) for place in places())]
    own = Path(__file__).name
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        if not name.endswith((own, ".svg"))
        for mark in marks
        if (match := mark.search(text))
    ]
    assert found == []


# Put together here, so that this file holds no such line itself.
SOMEWHERE = "https://example.org"


@pytest.mark.parametrize(
    "line",
    [
        f"{SOMEWHERE}/packages/ab/folkmoot.whl",
        f'source = {{ registry = "{SOMEWHERE}/simple" }}',
        f'"resolved": "{SOMEWHERE}/htmx.tgz"',
    ],
)
def test_bad_lines_are_found(line):
    assert REGISTRY.search(line)
