"""The API describes itself, and the description in the docs is the present one."""

import importlib.util
from collections import Counter

import pytest
from django.test import Client
from tests.house_rules.source import ROOT

from folkmoot.api.description import describe
from folkmoot.api.instance import ROUTERS
from folkmoot.api.urls import api

LIMITED_TEXT = {"maxLength", "enum", "const", "format"}
# Amounts may come as text; their digits are counted.
COUNTED = {"amount", "ceiling"}
METHODS = {"get", "post", "put", "patch", "delete"}


def tool():
    spec = importlib.util.spec_from_file_location("openapi", ROOT / "tools/openapi.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def operations():
    for path, methods in describe(api)["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_the_file_in_the_docs_is_fresh():
    kept = (ROOT / "docs/reference/openapi.json").read_text()
    assert kept == tool().make_text(), "run: python tools/openapi.py"


@pytest.mark.django_db
def test_is_served_to_anybody():
    answer = Client().get("/api/v1/openapi.json").json()
    assert answer["openapi"] == "3.1.0"
    assert answer == describe(api)


def test_every_operation_has_a_name_of_its_own_a_line_and_a_room():
    names = Counter(operation["operationId"] for _m, _p, operation in operations())
    assert [name for name, count in names.items() if count > 1] == []
    for method, _path, operation in operations():
        assert method in METHODS
        assert 0 < len(operation["summary"]) < 80
        assert "\n" not in operation["summary"]
        assert len(operation["tags"]) == 1


def test_every_operation_declares_its_errors_and_its_key():
    for method, _path, operation in operations():
        said = {int(status) for status in operation["responses"]}
        assert said >= {401, 403, 404, 405, 422, 500, 503}
        if method != "get":
            assert said >= {400, 409, 411, 413, 415, 429}
            assert operation["security"] == [{"Key": []}]


def test_everything_that_is_sent_says_how_much_it_may_be():
    endless = [
        f"{operation['operationId']}: {name}"
        for _method, _path, operation in operations()
        for name, shape in _nodes("", _sent_to(operation), set())
        if name not in COUNTED and _is_endless(shape)
    ]
    assert endless == []


def _sent_to(operation):
    """Return the shapes of what an operation reads."""
    asked = {
        each["name"]: each["schema"]
        for each in operation["parameters"]
        if each["in"] == "query"
    }
    bodies = operation.get("requestBody", {}).get("content", {})
    return {"properties": asked, "bodies": [each["schema"] for each in bodies.values()]}


def _nodes(name, part, seen):
    """Yield every shape inside of what is sent, with the name of its field."""
    if isinstance(part, list):
        for each in part:
            yield from _nodes(name, each, seen)
    elif isinstance(part, dict) and part.get("$ref") not in seen:
        if "$ref" in part:
            seen.add(part["$ref"])
            part = describe(api)["components"]["schemas"][part["$ref"].split("/")[-1]]
        yield name, part
        for each, inner in part.get("properties", {}).items():
            yield from _nodes(each, inner, seen)
        for each, inner in part.items():
            if each != "properties":
                yield from _nodes(name, inner, seen)


def _is_endless(shape):
    match shape.get("type"):
        case "string":
            return not LIMITED_TEXT & set(shape)
        case "array":
            return "maxItems" not in shape and "enum" not in str(shape)
    return False


def test_no_two_shapes_share_a_name():
    shapes: dict[str, type] = {}
    for _tag, router in ROUTERS:
        for view in router.path_operations.values():
            for operation in view.operations:
                for shape in _shapes_of(operation):
                    assert shapes.setdefault(shape.__name__, shape) is shape


def test_no_shape_takes_the_name_of_another(monkeypatch):
    from ninja.openapi.schema import OpenAPISchema

    known: dict[str, dict] = {}

    def look(self, definitions):
        for name, shape in definitions.items():
            assert known.setdefault(name, shape) == shape, name
        self.schemas.update(definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", look)
    api.get_openapi_schema(path_prefix="x/")
    assert {"CommitmentState", "DecisionState", "ObjectionState"} <= set(known)


def _shapes_of(operation):
    from pydantic import BaseModel

    todo = [*operation.models, *filter(None, operation.response_models.values())]
    seen = set()
    while todo:
        kind = todo.pop()
        if kind in seen:
            continue
        seen.add(kind)
        inner = getattr(kind, "__args__", ())
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            inner = [f.annotation for f in kind.model_fields.values()]
            if not kind.__name__.startswith(("Ninja", *_WRAPPERS)):
                yield kind
        todo += [each for each in inner if each is not None]


_WRAPPERS = ("Body", "Query", "Path", "Form", "File", "Header", "MultiPart")
