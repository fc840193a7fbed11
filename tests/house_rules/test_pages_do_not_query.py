"""Pages and the API neither ask the database nor write to it: they call one function."""

import ast

import pytest
from tests.house_rules.source import APPS, name_of, parts_of, tree_of

ASKING = {
    *("all", "annotate", "aggregate", "cursor", "earliest", "exclude", "execute"),
    *("exists", "filter", "first", "get_object_or_404", "get_list_or_404", "in_bulk"),
    *("last", "latest", "order_by", "prefetch_related", "raw", "select_for_update"),
    *("select_related", "values_list"),
}
WRITING = {
    *("bulk_create", "bulk_update", "create", "delete", "get_or_create", "save"),
    "update_or_create",
}
MANAGERS = {"objects", "_base_manager", "_default_manager"}


def faults(tree: ast.AST) -> list[str]:
    """Return the places where a page asks or writes by itself."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) if name in MANAGERS:
                found.append(f"line {node.lineno}: .{name}")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=receiver))) if (
                receiver.endswith("router")
            ):  # `@router.delete(...)` declares an address
                continue
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if (
                name in ASKING | WRITING
            ):
                found.append(f"line {node.lineno}: {name}()")
    return found


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_pages_neither_ask_nor_write(app):
    found = {
        name_of(file): faults(tree_of(file)) for file in parts_of(app, "views", "api")
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "question = get_question_for(request.person, slug, number)",
        "position = take_position(member=member, question=question, now=now)",
        "name = form.cleaned_data.get('name')",
        "@router.delete('/tokens/{id}/')\ndef end_token(request): end(token=token)",
    ],
)
def test_good_lines_pass(line):
    assert faults(ast.parse(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "question = Question.objects.get(number=number)",
        "position.save()",
        "question.positions.create(member=member)",
        "open_questions = collective.questions.filter(stage='hearing')",
        "question = get_object_or_404(Question, number=number)",
        "names = [m.name for m in collective.memberships.all()]",
    ],
)
def test_bad_lines_are_found(line):
    assert faults(ast.parse(line)) != []
