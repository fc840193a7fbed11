"""Nobody reads or changes what is not theirs, and cannot tell it from what is not there.

The table names every address with its methods; each row is asked by four people. What
is refused writes nothing, and its bytes are those of something that does not exist.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path, reverse
from tests.house_rules import world as building
from tests.house_rules.access.row import BLIND, SIGN_IN, Row
from tests.house_rules.access_table import ROOMS, ROWS
from tests.house_rules.world import ABSENT, World, argument, count_rows

from folkmoot.cli.server.urls import Address, walk

pytestmark = pytest.mark.sweep

REFUSED = 400
PART = re.compile(r"<(?:\w+:)?(\w+)>")
# Differs from one answer to the next, and says nothing about what was asked for.
PASSING = (
    re.compile(rb'(name="(csrfmiddlewaretoken|submission_key)" value=")[^"]*'),
    re.compile(rb'(x-csrftoken": ")[^"]*'),
)
# Django's own view looks at the method itself.
METHODS = {"set_language": ["POST"]}
ADDRESSES = {address.name: address for address in walk(get_resolver().url_patterns)}
# What their addresses name besides the collective, each collective has.
OF_EVERY_ONE = {
    *("people:ask_for_role", "api:ask_for_role"),
    *("people:learn_role", "api:learn_role"),
    *("planning:start_from_example", "api:begin_with_example"),
    "api:change_recipe_table",
}
PEOPLE = ("stranger", "outsider", "friend", "member")
TOLD_NOTHING = ("stranger", "outsider")


def name_of(row: Row) -> str:
    return f"{row.method} {row.address}"


def is_of_one(row: Row) -> bool:
    """Say whether the address leads to something that one collective alone has."""
    parts = parts_of(row)
    return "slug" in parts and len(parts) > 1 and row.address not in OF_EVERY_ONE


def may_be_absent(row: Row) -> bool:
    return bool(parts_of(row)) and row.address not in BLIND


def parts_of(row: Row) -> list[str]:
    return PART.findall(ADDRESSES[row.address].path)


of_each_room = pytest.mark.parametrize(
    "rows",
    [pytest.param(room.ROWS, id=room.__name__.rpartition(".")[2]) for room in ROOMS],
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Build one world for all rows; each takes back what it did there."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


def url_of(row: Row, world: World, *, absent: str = "") -> str:
    """Return the row's address; the part ``absent`` names nothing that exists."""
    parts = {name: argument(world, row.address, name) for name in parts_of(row)}
    if absent:
        parts[absent] = ABSENT[type(parts[absent])]
    return reverse(row.address, kwargs=parts)


def ask(row: Row, world: World, who: str, *, absent: str = "") -> HttpResponse:
    """Return the answer; whatever it changed is taken back."""
    url = url_of(row, world, absent=absent)
    with transaction.atomic():
        answer = send(row, world, who, url)
        transaction.set_rollback(True)
    return answer


def send(row: Row, world: World, who: str, url: str) -> HttpResponse:
    """Return the answer to one request, read to its end where it is a stream."""
    answer = answer_to(row, world, who, url)
    for _ in answer if answer.streaming else ():
        pass  # a file that is sent stays open until then
    return answer


def answer_to(row: Row, world: World, who: str, url: str) -> HttpResponse:
    """Ask as a browser does, or as a program does where the address is the API's."""
    if not row.address.startswith("api:"):
        return browser(world, who).generic(row.method, url, **form_of(row))
    if row.data and "upload" in row.data:
        file = SimpleUploadedFile("a.ogg", row.data["upload"])
        sent = {**row.data, "upload": file}
        return Client().post(url, sent, headers=world.keys[who])
    has_body = row.data or row.method not in {"GET", "DELETE"}
    body = json.dumps(row.data or {}) if has_body else ""
    return Client().generic(
        row.method, url, body, "application/json", headers=world.keys[who]
    )


def browser(world: World, who: str) -> Client:
    """Return a copy of a client: signing in or out in one row stays there."""
    client = Client()
    client.cookies = deepcopy(world.clients[who].cookies)
    return client


def form_of(row: Row) -> dict[str, object]:
    return {
        "data": urlencode(row.data or {}, doseq=True),
        "content_type": "application/x-www-form-urlencoded",
    }


def status_of(answer: HttpResponse) -> int | str:
    if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/"):
        return SIGN_IN
    return answer.status_code


def seen_in(answer: HttpResponse, url: str) -> bytes:
    """Return what the answer shows, without what changes each time."""
    shown = answer.content.replace(url.encode(), b"")
    for pattern in PASSING:
        shown = pattern.sub(rb"\1", shown)
    return shown


def test_every_address_says_its_methods_and_has_a_row_for_each():
    wanted = {
        (address.name, method)
        for address in ADDRESSES.values()
        for method in address.methods or METHODS.get(address.name, ["(says none)"])
        if method not in {"HEAD", "OPTIONS"}
    }
    known = {(row.address, row.method) for row in ROWS}
    assert sorted(wanted - known) == [], "without a row"
    assert sorted(known - wanted) == [], "rows without an address"
    assert len(known) == len(ROWS), "a row stands twice"


def test_every_address_has_a_name():
    unnamed = [a.path for a in walk(get_resolver().url_patterns) if not a.name]
    assert unnamed == []


@of_each_room
@pytest.mark.django_db
def test_gives_each_what_the_table_says(world, rows, subtests):
    for row in rows:
        with subtests.test(name_of(row)):
            _gives_each(row, world)


def _gives_each(row: Row, world: World) -> None:
    for who in PEOPLE:
        with transaction.atomic():
            answer = send(row, world, who, url_of(row, world))
            after = count_rows()
            transaction.set_rollback(True)
        status = status_of(answer)
        assert status == getattr(row, who), (who, answer.content[:300])
        if answer.status_code >= REFUSED or status == SIGN_IN:
            assert after == world.rows, f"{who} was refused and wrote"
        if who in TOLD_NOTHING and status in {404, SIGN_IN} and parts_of(row):
            _tells_nothing(row, world, who, answer)


def _tells_nothing(row: Row, world: World, who: str, there: HttpResponse) -> None:
    """Require that what is there looks like what is not."""
    part = parts_of(row)[0]
    absent = ask(row, world, who, absent=part)
    assert status_of(absent) == status_of(there), who
    assert seen_in(absent, url_of(row, world, absent=part)) == seen_in(
        there, url_of(row, world)
    ), who


@of_each_room
@pytest.mark.django_db
def test_is_not_reached_through_ones_own_collective(world, rows, subtests):
    for row in filter(is_of_one, rows):
        parts = {name: argument(world, row.address, name) for name in parts_of(row)}
        url = reverse(row.address, kwargs={**parts, "slug": world.elsewhere.slug})
        with subtests.test(name_of(row)), transaction.atomic():
            answer = send(row, world, "outsider", url)
            transaction.set_rollback(True)
            assert answer.status_code == 404


@of_each_room
@pytest.mark.django_db
def test_is_absent_for_a_member_too_where_nothing_is(world, rows, subtests):
    for row in filter(may_be_absent, rows):
        for part in parts_of(row):
            with subtests.test(f"{name_of(row)} {part}"):
                answer = ask(row, world, "member", absent=part)
                assert answer.status_code == 404


def test_a_view_that_says_no_methods_is_found():
    (bare,) = walk([path("x/", lambda _: HttpResponse(), name="x")])
    assert bare == Address("/x/", "x", None)
