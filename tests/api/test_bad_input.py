"""Bad input never breaks anything, on pages and in the API alike.

Every address of the access table is sent what `tests/bad_input.py` keeps. The API
answers in its one shape, a page with a page, and what was typed stands in it again. A
part of it all runs each time, another for each address; `./run soak` runs the whole.
"""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from tests import bad_input
from tests.bad_input import BODIES, QUERIES, TEXTS, VALUES
from tests.house_rules import test_every_url_has_an_access_row as table
from tests.house_rules import world as building
from tests.house_rules.access.row import Row
from tests.house_rules.access_table import ROWS
from tests.house_rules.world import World

from folkmoot.api.description import SAID

REFUSED, BROKEN = 400, 500
pytestmark = pytest.mark.sweep
API = "api:"
FEW = 1  # every item still meets several addresses
READ = [row for row in ROWS if row.method == "GET"]
WRITTEN = [row for row in ROWS if row.method != "GET"]
FILLED = [row for row in WRITTEN if row.data]


def name_of(row: Row) -> str:
    return f"{row.method} {row.address}"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


class Sender:
    """Ann, sending what she should not to one address."""

    def __init__(self, world: World, row: Row) -> None:
        self.world, self.row = world, row
        self.url = table.url_of(row, world)
        self.is_api = row.address.startswith(API)
        self.client = Client() if self.is_api else table.browser(world, "member")
        self.client.raise_request_exception = False
        self.headers = world.keys["member"] if self.is_api else {}

    def send(self, kind: str, body: bytes, query: str = ""):
        """Return the answer; what it changed is taken back."""
        url = f"{self.url}?{query}" if query else self.url
        with transaction.atomic():
            answer = self.client.generic(
                self.row.method, url, body, kind, headers=self.headers
            )
            content = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        self.check(answer, content)
        return answer

    def send_fields(self, fields: dict):
        """Return the answer to fields, as JSON or as a form."""
        if self.is_api and "upload" not in fields:
            return self.send(bad_input.JSON, json.dumps(fields).encode())
        if "upload" in fields:
            return None
        texts = {name: _as_bytes(value) for name, value in fields.items()}
        return self.send(bad_input.FORM, urlencode(texts, doseq=True).encode())

    def check(self, answer, content: bytes) -> None:
        """Require an answer that was meant."""
        status = answer.status_code
        assert status < BROKEN, (status, content[:500])
        if status < REFUSED:
            return
        if self.is_api:
            assert status in SAID
            error = json.loads(content)["error"]
            assert set(error) == {"code", "message", "fields"}
            assert error["message"]
        else:
            # A page, or the one line that a witness answers to programs.
            is_text = answer.headers["Content-Type"].startswith("text/")
            assert content if is_text else json.loads(content)["error"]


def _as_bytes(value):
    if isinstance(value, list | tuple):
        return [_as_bytes(each) for each in value]
    return str(value).encode("utf-8", "surrogatepass")


def texts_in(data: dict) -> list[str]:
    """Return the fields of a row that hold words."""
    return [name for name, value in data.items() if isinstance(value, str)]


def some(things: list, row: Row, *, whole: bool) -> list:
    """Return all of it, or a few that differ from row to row."""
    if whole:
        return things
    at = sum(name_of(row).encode()) * 7 % len(things)
    return (things[at:] + things[:at])[:FEW]


def send_texts(world: World, row: Row, *, whole: bool) -> None:
    """Put bad text and wrong types into each field of a good form."""
    sender = Sender(world, row)
    wrong = [*TEXTS.values(), *(VALUES.values() if sender.is_api else ())]
    good = row.data or {}
    for name in good:
        for value in some(wrong, row._replace(method=name), whole=whole):
            sender.send_fields({**good, name: value})


def send_bodies(world: World, row: Row, *, whole: bool) -> None:
    sender = Sender(world, row)
    for kind, body in some(list(BODIES.values()), row, whole=whole):
        sender.send(kind, body)


def send_queries(world: World, row: Row, *, whole: bool) -> None:
    sender = Sender(world, row)
    for query in some(list(QUERIES), row, whole=whole):
        sender.send("", b"", query)


@pytest.mark.django_db
def test_bad_text_in_a_good_form_breaks_nothing(world, subtests):
    for row in FILLED:
        with subtests.test(name_of(row)):
            send_texts(world, row, whole=False)


@pytest.mark.django_db
def test_no_body_breaks_anything(world, subtests):
    for row in WRITTEN:
        with subtests.test(name_of(row)):
            send_bodies(world, row, whole=False)


@pytest.mark.django_db
def test_no_word_in_an_address_breaks_anything(world, subtests):
    for row in READ:
        with subtests.test(name_of(row)):
            send_queries(world, row, whole=False)


@pytest.mark.slow
@pytest.mark.parametrize("row", FILLED, ids=name_of)
@pytest.mark.django_db
def test_no_text_breaks_anything(world, row):
    send_texts(world, row, whole=True)


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=name_of)
@pytest.mark.django_db
def test_nothing_at_all_breaks_anything(world, row):
    send_bodies(world, row, whole=True)
    send_queries(world, row, whole=True)
