"""What holds for every operation: scopes, sending again, parts of lists, HEAD.

The rows of the access table say what to ask; each asks one small world, and what it
changed is taken back.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from tests.house_rules import test_every_url_has_an_access_row as table
from tests.house_rules import world as building
from tests.house_rules.access.row import Row
from tests.house_rules.access_table import OF_API as ROWS
from tests.house_rules.world import World, count_rows

from folkmoot.api.description import describe
from folkmoot.api.urls import api
from folkmoot.people.models import Membership
from folkmoot.people.operations import make_token
from folkmoot.web.models import Submission

pytestmark = pytest.mark.sweep
READS = [row for row in ROWS if row.method == "GET" and row.stranger != 200]
WRITES = [row for row in ROWS if row.method != "GET"]
DONE = [row for row in WRITES if row.member in {200, 201, 204}]
# After these the key itself has ended.
LAST = {("api:erase_everything", "POST")}
# Lists that are always the same few lines.
WHOLE = {
    "get_calls": "one line for each kind of call",
    "get_exchange_sent": "all that left us, to be read as one",
    "get_federated_cases": "the latest few",
    "get_need_classes": "a few, in their order",
    "get_parts_to_say": "one's own group and the councils above it",
    "get_proposed_needs": "the few that fit best",
    "get_proposed_offers": "the few that fit best",
    "get_role_searches": "one line for each role",
}


def name_of(row: Row) -> str:
    return f"{row.method} {row.address}"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


def key_of(world: World, *scopes: str) -> dict[str, str]:
    ann = Membership.objects.get(collective=world.collective, name="Ann")
    _token, secret = make_token(
        person=ann.person,
        label="One",
        scopes=list(scopes),
        days=9,
        now=building.cast.NOW,
    )
    return {"Authorization": f"Bearer {secret}"}


def asked(world: World, row: Row, headers: dict[str, str]):
    """Return the answer to a row with other headers."""
    before, world.keys["member"] = world.keys["member"], headers
    try:
        return table.send(row, world, "member", table.url_of(row, world))
    finally:
        world.keys["member"] = before


@pytest.mark.django_db
def test_a_key_does_what_it_was_made_for_and_nothing_else(world):
    with transaction.atomic():
        reader, writer = key_of(world, "read"), key_of(world, "write")
        before = count_rows()
        for rows, key in ((WRITES, reader), (READS, writer)):
            for row in rows:
                answer = asked(world, row, key)
                assert answer.status_code == 403, name_of(row)
                code = answer.json()["error"]["code"]
                assert code == "scope_missing", name_of(row)
        assert count_rows() == before, "a key without the scope wrote"
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_sent_again_it_has_its_effect_once(world, subtests):
    for row in DONE:
        with subtests.test(name_of(row)), transaction.atomic():
            _sent_again(row, world)
            transaction.set_rollback(True)


def _sent_again(row: Row, world: World) -> None:
    headers = {**world.keys["member"], "Idempotency-Key": "again"}
    other = row._replace(data={**(row.data or {}), "nobody": "knows"})
    # What was refused does not use the key up.
    assert asked(world, other, headers).status_code == 422
    assert Submission.objects.count() == 0
    first = asked(world, row, headers)
    assert first.status_code == row.member
    assert Submission.objects.count() == 1
    between = count_rows()
    second, third = (asked(world, each, headers) for each in (row, other))
    if (row.address, row.method) in LAST:
        assert (second.status_code, third.status_code) == (401, 401)
        return
    assert count_rows() == between
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert "Idempotent-Replay" in second.headers
    assert third.status_code == 422
    assert third.json()["error"]["code"] == "key_used"


@pytest.mark.django_db
def test_a_key_with_another_file_is_refused_and_writes_nothing(world):
    headers = {**world.keys["member"], "Idempotency-Key": "again"}
    files = [row for row in DONE if row.data and "upload" in row.data]
    assert files
    for row in files:
        other = row._replace(data={**row.data, "upload": row.data["upload"] + b"S"})
        with transaction.atomic():
            assert asked(world, row, headers).status_code == row.member
            between = count_rows()
            answer = asked(world, other, headers)
            assert count_rows() == between
            transaction.set_rollback(True)
        assert answer.json()["error"]["code"] == "key_used", name_of(row)


@pytest.mark.django_db
def test_what_was_refused_leaves_no_receipt(world, subtests):
    headers = {**world.keys["member"], "Idempotency-Key": "again"}
    for row in WRITES:
        if row in DONE:
            continue
        with subtests.test(name_of(row)), transaction.atomic():
            answer = asked(world, row, headers)
            assert answer.status_code == row.member
            assert Submission.objects.count() == 0
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_head_is_answered_wherever_get_is(world):
    for row in READS:
        with transaction.atomic():
            answer = asked(world, row._replace(method="HEAD"), world.keys["member"])
            transaction.set_rollback(True)
        assert answer.status_code == row.member, name_of(row)
        assert not answer.streaming or answer.closed is not None
        assert answer.streaming or answer.content == b"", name_of(row)


def operations():
    for path, methods in describe(api)["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def shape_of(operation) -> dict:
    """Return the shape of the good answer, where there is one."""
    good = [
        answer
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    content = good[0].get("content", {}).get("application/json", {})
    shape = content.get("schema", {})
    schemas = describe(api)["components"]["schemas"]
    return schemas[shape["$ref"].rsplit("/", 1)[1]] if "$ref" in shape else shape


def test_every_list_comes_in_parts():
    found = 0
    for method, _path, operation in operations():
        if method != "get":
            continue
        shape, name = shape_of(operation), operation["operationId"]
        if name in WHOLE:
            assert shape["type"] == "array", "listed without need"
            continue
        assert shape.get("type") != "array", f"{name} answers a bare list"
        takes = {each["name"] for each in operation["parameters"]}
        gives = shape.get("properties", {})
        assert ({"cursor", "limit"} <= takes) == ("next" in gives), name
        found += "next" in gives
    assert found > 20


def test_no_address_that_takes_a_cursor_takes_more_than_a_hundred():
    for _method, _path, operation in operations():
        for each in operation["parameters"]:
            if each["name"] == "limit":
                assert each["schema"]["maximum"] == 100
