"""The API describes itself, and the description in the docs is the present one."""

import importlib.util
from collections import Counter

import pytest
from django.test import Client
from tests.house_rules.source import ROOT

from folkmoot.api.description import describe
from folkmoot.api.instance import ROUTERS
from folkmoot.api.urls import api

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
