"""Every refusal of every operation has the one shape, in every language.

Each address of the access table is sent what no address takes: keys that do not work,
bodies that are no JSON, too large, of another type, with fields and parameters that
nobody knows, with words that are too long. Codes are the same in every language,
sentences are not.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from tests.cast import NOW, person
from tests.house_rules import test_every_url_has_an_access_row as table
from tests.house_rules import world as building
from tests.house_rules.access.row import Row
from tests.house_rules.access_table import OF_API
from tests.house_rules.world import World, count_rows

from folkmoot.api.description import describe
from folkmoot.api.urls import api
from folkmoot.people.operations import end_token, make_token
from folkmoot.web import errors

pytestmark = pytest.mark.sweep
JSON, FILE = "application/json", "multipart/form-data; boundary=b"
FORM = "application/x-www-form-urlencoded"
KEYED = [row for row in OF_API if row.address != "api:description"]
WRITES = [row for row in KEYED if row.method != "GET"]
PATHS = {
    name: table.PART.sub(r"{\1}", address.path)
    for name, address in table.ADDRESSES.items()
}


class Sent(NamedTuple):
    """What is sent to an address, besides its key."""

    body: bytes = b""
    kind: str = JSON
    query: str = ""
    once: str | None = None
    in_pieces: bool = False


class Told(NamedTuple):
    """What must be answered."""

    status: int
    code: str
    fields: tuple[str, ...] = ()


# What no write takes, whatever it does.
NEVER = {
    "half of it": (Sent(b"{"), Told(400, "not_json")),
    "no letters": (Sent(b"\xff"), Told(400, "not_json")),
    "two of one": (Sent(b'{"a": 1, "a": 2}'), Told(422, "doubled_field", ("a",))),
    "no field": (Sent(b'{"nobody": 1}'), Told(422, "bad_fields", ("nobody",))),
    "no object": (Sent(b"[1]"), Told(422, "bad_fields", ("body",))),
    "a file": (Sent(b"--b--", FILE), Told(415, "not_json_type")),
}
# What not even a write with a file takes.
NOWHERE = {
    "a text": (Sent(b"a", "text/plain"), Told(415, "not_json_type")),
    "a form": (Sent(b"a=1", FORM), Told(415, "not_json_type")),
    "no type": (Sent(b"a", "nothing"), Told(415, "not_json_type")),
    "too much": (Sent(b'"%b"' % (b"a" * 1_000_000)), Told(413, "too_large")),
    "no length": (Sent(b"{}", in_pieces=True), Told(411, "length_missing")),
    "no key": (Sent(b"{}", once=""), Told(422, "bad_key", ("Idempotency-Key",))),
    "a long key": (
        Sent(b"{}", once="k" * 201),
        Told(422, "bad_key", ("Idempotency-Key",)),
    ),
    "a parameter": (
        Sent(query="nobody=1"),
        Told(422, "unknown_parameter", ("nobody",)),
    ),
}
UNKNOWN_PART = Sent(
    b'--b\r\nContent-Disposition: form-data; name="nobody"\r\n\r\na\r\n--b--\r\n', FILE
)
CURSORS = ("x", "a:b:c", "WzFd:1a:b", "'")


def name_of(row: Row) -> str:
    return f"{row.method} {row.address}"


def operation_of(row: Row) -> dict[str, Any]:
    ways: dict[str, Any] = describe(api)["paths"][PATHS[row.address]]
    return ways[row.method.lower()]


def takes_file(row: Row) -> bool:
    return FILE.partition(";")[0] in kinds_of(row)


def kinds_of(row: Row) -> set[str]:
    """Return the types of bodies that an operation takes."""
    return set(operation_of(row).get("requestBody", {}).get("content", {}))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


def send(
    world: World, row: Row, sent: Sent, language: str, key: dict[str, str]
) -> HttpResponse:
    headers = {**key, "Accept-Language": language}
    if sent.once is not None:
        headers["Idempotency-Key"] = sent.once
    url = f"{table.url_of(row, world)}?{sent.query}".rstrip("?")
    lengths = {"CONTENT_LENGTH": ""} if sent.in_pieces else {}
    headers |= {"Transfer-Encoding": "chunked"} if sent.in_pieces else {}
    return Client().generic(
        row.method, url, sent.body, sent.kind, headers=headers, **lengths
    )


def read(answer: HttpResponse) -> dict[str, Any]:
    """Return the error, whose shape is the one."""
    assert answer.headers["Content-Type"] == "application/json"
    body = json.loads(answer.content)
    assert list(body) == ["error"]
    error: dict[str, Any] = body["error"]
    assert list(error) == ["code", "message", "fields"]
    assert error["message"].strip()
    assert all(words.strip() for words in error["fields"].values())
    return error


def refused(
    world: World, row: Row, sent: Sent, told: Told, key: dict[str, str] | None = None
) -> None:
    """Require the refusal in English and in Spanish; neither writes."""
    key = world.keys["member"] if key is None else key
    with transaction.atomic():
        answers = [send(world, row, sent, language, key) for language in ("en", "es")]
        transaction.set_rollback(True)
    where = f"{name_of(row)} {sent}"[:300]
    assert [answer.status_code for answer in answers] == [told.status] * 2, where
    english, spanish = map(read, answers)
    assert english["code"] == spanish["code"] == told.code, where
    assert set(told.fields) == set(english["fields"]) == set(spanish["fields"]), where
    assert english["message"] != spanish["message"], where
    for name, words in english["fields"].items():
        assert words != spanish["fields"][name], where


def bad_keys() -> dict[str, dict[str, str]]:
    """Return keys that do not work: none, of another kind, wrong, ended, run out."""
    ann = person("Ann")

    def made(days: int):
        when = NOW - timedelta(days=2)
        said = {"person": ann, "label": "Old", "scopes": ["read", "write"]}
        return make_token(**said, days=days, now=when)

    token, ended = made(days=9)
    end_token(token=token, now=NOW)
    _token, over = made(days=1)
    words = {
        "of another kind": "Basic YTpi",
        "wrong": "Bearer folkmoot_wrong",
        "ended": f"Bearer {ended}",
        "run out": f"Bearer {over}",
    }
    return {"none": {}} | {
        name: {"Authorization": said} for name, said in words.items()
    }


@pytest.mark.django_db
def test_without_a_key_that_works_nothing_is_told(world):
    with transaction.atomic():
        for name, key in bad_keys().items():
            rows = KEYED if name == "none" else KEYED[:: len(KEYED) // 9]
            for row in rows:
                refused(world, row, Sent(), Told(401, "key_missing"), key)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", NEVER)
@pytest.mark.django_db
def test_no_write_takes_what_it_does_not_read(world, name):
    sent, told = NEVER[name]
    before = count_rows()
    for row in WRITES:
        # Where fields are taken, some are missing as well: see below.
        if not takes_file(row) and (name != "no field" or not kinds_of(row)):
            refused(world, row, sent, told)
    assert count_rows() == before


@pytest.mark.django_db
def test_a_write_with_a_file_takes_nothing_else(world):
    rows = [row for row in WRITES if takes_file(row)]
    assert len(rows) == 4
    for row in rows:
        refused(world, row, Sent(b"{}"), Told(415, "not_form_type"))
        refused(world, row, UNKNOWN_PART, Told(422, "bad_fields", ("nobody",)))


@pytest.mark.parametrize("name", NOWHERE)
@pytest.mark.django_db
def test_no_write_takes_what_nobody_takes(world, name):
    sent, told = NOWHERE[name]
    before = count_rows()
    for row in WRITES:
        refused(world, row, sent, told)
    assert count_rows() == before


def shape_of(row: Row) -> dict[str, Any]:
    """Return the shape of an operation's JSON."""
    content = operation_of(row).get("requestBody", {}).get("content", {})
    return resolved(content.get(JSON, {}).get("schema", {}))


def resolved(shape: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in shape:
        return shape
    schemas: dict[str, Any] = describe(api)["components"]["schemas"]
    return schemas[shape["$ref"].rsplit("/", 1)[1]]


@pytest.mark.django_db
def test_every_field_that_is_unknown_or_too_long_is_named(world):
    seen = 0
    for row in WRITES:
        if JSON not in kinds_of(row):
            continue
        fields = shape_of(row).get("properties", {})
        long = {
            name: "a" * (shape["maxLength"] + 1)
            for name, shape in fields.items()
            if "maxLength" in shape
        }
        seen += len(long)
        good = row.data or {}
        body = json.dumps({**good, **long, "nobody": 1}).encode()
        with transaction.atomic():
            answers = [
                send(world, row, Sent(body), language, world.keys["member"])
                for language in ("en", "es")
            ]
            transaction.set_rollback(True)
        english, spanish = map(read, answers)
        where = f"{name_of(row)} {english}"
        assert [answer.status_code for answer in answers] == [422, 422], where
        assert english["code"] == "bad_fields", where
        assert {*long, "nobody"} <= set(english["fields"]), where
        for name, words in english["fields"].items():
            assert words != spanish["fields"][name], where
    assert seen > 100


@pytest.mark.django_db
def test_every_list_refuses_a_cursor_that_it_did_not_make(world):
    lists = [
        row
        for row in KEYED
        if row.method == "GET"
        and any(each["name"] == "cursor" for each in operation_of(row)["parameters"])
    ]
    assert len(lists) > 60
    for number, row in enumerate(lists):
        query = f"cursor={CURSORS[number % len(CURSORS)]}"
        refused(world, row, Sent(query=query), Told(422, "bad_cursor", ("cursor",)))


@pytest.mark.django_db
def test_what_is_not_there_is_told_alike(world):
    for row in KEYED:
        if row.outsider != 404:
            continue
        if takes_file(row):
            continue
        takes = row.method not in {"GET", "DELETE"}
        sent = Sent(json.dumps(row.data or {}).encode() if takes else b"")
        refused(world, row, sent, Told(404, "not_found"), world.keys["outsider"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_broken_here_is_told_in_the_same_shape(language):
    request = RequestFactory().get("/api/v1/me")
    with translation.override(language):
        answer = errors.server_error(request)
    assert answer.status_code == 500
    error = read(answer)
    assert error["code"] == "server_error"
    assert ("Something" in error["message"]) is (language == "en")
