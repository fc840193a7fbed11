"""Kinds of record entries say what happened: ``position.taken``, a noun and a past."""

import ast

import pytest
from tests.house_rules.kinds import all_kinds, appending, built_kinds

IRREGULAR = {
    *("begun", "brought", "cast", "chosen", "done", "drawn", "found", "given", "heard"),
    *(
        "held",
        "kept",
        "laid",
        "left",
        "lost",
        "made",
        "met",
        "put",
        "read",
        "said",
        "sent",
    ),
    *("set", "shown", "split", "taken", "told", "undone", "withdrawn", "written"),
}


def is_past(kind: str) -> bool:
    words = kind.split(".")[1].split("_")
    return any(word.endswith("ed") or word in IRREGULAR for word in words)


def test_there_are_kinds():
    assert all_kinds()


def test_every_kind_is_in_the_past_tense():
    assert sorted(kind for kind in all_kinds() if not is_past(kind)) == []


def test_every_kind_is_written_out_so_that_a_search_finds_it():
    found = {name: list(built_kinds(tree)) for name, tree in appending()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("kind", ["position.taken", "task.taken_over", "check.closed"])
def test_good_kinds_pass(kind):
    assert is_past(kind)


@pytest.mark.parametrize("kind", ["position.take", "check.close", "task.carrier"])
def test_bad_kinds_are_found(kind):
    assert not is_past(kind)


def test_a_built_kind_is_found():
    line = "append_entry(kind=f'{name}.folded', now=now)"
    assert list(built_kinds(ast.parse(line))) != []
