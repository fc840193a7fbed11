"""What the description says is what happens, whatever is sent.

Requests are made from the description itself, as it asks for and in every other way;
the parts of addresses lead to a small world, and what a request changed is taken back.
"""

import re
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.house_rules import test_every_url_has_an_access_row as table
from tests.house_rules import world as building
from tests.house_rules.world import World

from folkmoot.api.description import describe
from folkmoot.api.urls import api

pytestmark = pytest.mark.sweep
PART = re.compile(r"<(?:\w+:)?(\w+)>")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
NAMES = {
    PART.sub(r"{\1}", address.path): name
    for name, address in table.ADDRESSES.items()
    if name.startswith("api:")
}
OPERATIONS = [
    (path, method, operation)
    for path, way in describe(api)["paths"].items()
    for method, operation in way.items()
]
UNPACKED = {"Accept-Encoding": "identity"}  # the checks read bytes as they come
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


def _is_asked(operation) -> bool:
    """Say whether an address takes parameters."""
    return any(each["in"] == "query" for each in operation["parameters"])


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def described(world):
    """Return the description; the world's connection stays open between requests."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    app = get_wsgi_application()
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    for signal in ends:
        signal.connect(close_old_connections)


def try_out(world, described, path, method, mode, examples) -> int:
    """Send what the description allows, or what it does not; return how often."""
    operation = described[path][method.upper()]
    name, sent = NAMES[path], 0

    @seed(2027)
    @settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case):
        nonlocal sent
        for part in case.path_parameters or {}:
            case.path_parameters[part] = str(building.argument(world, name, part))
        case.headers.clear()
        with transaction.atomic():
            answer = case.call(headers={**world.keys["member"], **UNPACKED})
            transaction.set_rollback(True)
        sent += 1
        case.validate_response(answer, checks=[*CHECKS, *_refusals(case)])

    send()
    return sent


def _refusals(case) -> list:
    """Return the check that wrong data is refused, where what is sent is wrong.

    A file form makes texts of all values, an address leaves empty ones out, and space
    around words is taken off: what was wrong may then be right.
    """
    if (case.media_type or "").startswith("multipart/"):
        return []
    if any(value in (None, [], {}) for value in (case.query or {}).values()):
        return []
    if any(text != text.strip() for text in _texts_in(case.body)):
        return []
    parts = case.meta.components if case.meta else {}
    wrong = (parts.get(ParameterLocation.BODY), parts.get(ParameterLocation.QUERY))
    is_wrong = any(part and part.mode.is_negative for part in wrong)
    return [negative_data_rejection] if is_wrong else []


def _texts_in(body) -> list[str]:
    """Return the words of a body's own fields."""
    values = body.values() if isinstance(body, dict) else ()
    return [value for value in values if isinstance(value, str)]


WAYS = [
    (path, method, mode)
    for path, method, operation in OPERATIONS
    for mode in MODES
    # Without anything that is sent, nothing that is sent can be wrong.
    if mode.is_positive or "requestBody" in operation or _is_asked(operation)
]


def _name(path, method, mode) -> str:
    return f"{method} {path} {mode.value}"


@pytest.mark.django_db
def test_answers_are_as_described(world, described, subtests):
    for way in WAYS:
        with subtests.test(_name(*way)):
            assert try_out(world, described, *way, examples=1)


@pytest.mark.slow
@pytest.mark.parametrize("way", [pytest.param(w, id=_name(*w)) for w in WAYS])
@pytest.mark.django_db
def test_answers_are_as_described_at_length(world, described, way):
    path, method, mode = way
    try_out(world, described, path, method, mode, examples=50)
