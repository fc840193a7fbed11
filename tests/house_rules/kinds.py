"""Every kind of entry that the record may hold, collected from the operations."""

import ast
import re
from collections.abc import Iterator

from tests.house_rules.source import (
    PACKAGE,
    called_name,
    calls_in,
    name_of,
    tracked,
    tree_of,
)

MAIL = {"tell", "Message"}  # mail has kinds of its own
# `Act.record` appends for an act on a question.
APPENDING = {"append_entry", "append_entries", "record", "say"}
KIND = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")


def written_kinds(tree: ast.AST) -> set[str]:
    """Return the kinds in a module that appends: its literals of that form."""
    of_mail = {
        id(word.value)
        for call in calls_in(tree)
        if called_name(call) in MAIL
        for word in call.keywords
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KIND.fullmatch(node.value)
        and id(node) not in of_mail
    }


def built_kinds(tree: ast.AST) -> Iterator[str]:
    """Yield the places where a kind is put together, so that no search finds it."""
    for call in calls_in(tree):
        if called_name(call) not in APPENDING:
            continue
        given = [word.value for word in call.keywords if word.arg == "kind"]
        is_said = called_name(call) == "say"  # with the words before it
        given += call.args[1:2] if is_said else call.args[:1]
        for value in given:
            if isinstance(value, ast.JoinedStr | ast.BinOp | ast.Call):
                yield f"line {call.lineno}: {ast.unparse(value)}"


def appending() -> list[tuple[str, ast.Module]]:
    """Return the modules that append to the record."""
    trees = [
        (name_of(file), tree_of(file))
        for file in tracked("src/folkmoot/**/*.py")
        if file == PACKAGE / "record" / "operations.py"
        or "operations" in file.relative_to(PACKAGE).as_posix()
    ]
    return [
        (name, tree)
        for name, tree in trees
        if any(called_name(call) in APPENDING for call in calls_in(tree))
    ]


def all_kinds() -> set[str]:
    """Return every kind of entry."""
    return {kind for _, tree in appending() for kind in written_kinds(tree)}
