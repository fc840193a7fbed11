"""Every list of the API goes on where it stopped, whatever came in between.

A world grows while each of its lists is read in parts: what stood there before stands
in the parts once, in its order, and no part is longer than was asked for.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.growth import grower
from tests.house_rules import test_every_url_has_an_access_row as table
from tests.house_rules import world as building
from tests.house_rules.access_table import OF_API
from tests.house_rules.world import World

from folkmoot.api.description import describe
from folkmoot.api.urls import api

pytestmark = [pytest.mark.sweep, pytest.mark.django_db]
type Rows = list[dict[str, Any]]
# What a list is asked besides; empty words find nothing.
ASKED = {"api:search": {"q": "a"}}
# What tells a row from others, in this order.
KEYS = ("id", "number", "index", "version", "turn_id", "council", "slug")
# Rows whose words change with what others do: "3 worries to answer".
CHANGING = {"api:get_waiting"}
MOST, PARTS = 100, 40


class Listed:
    """One list, as a member's program reads it."""

    def __init__(self, world: World, address: str) -> None:
        row = next(r for r in OF_API if r[:2] == (address, "GET"))
        self.address, self.headers = address, world.keys["member"]
        self.url = table.url_of(row, world)

    def read(self, limit: int, cursor: str = "") -> tuple[Rows, str]:
        """Return a part and the cursor of the next."""
        asked = {**ASKED.get(self.address, {}), "limit": limit, "cursor": cursor}
        answer = Client().get(self.url, asked, headers=self.headers)
        assert answer.status_code == 200, (self.address, answer.content[:300])
        body = answer.json()
        (rows,) = (value for name, value in body.items() if isinstance(value, list))
        assert len(rows) <= limit, self.address
        return rows, body["next"]

    def read_on(self, cursor: str) -> Rows:
        """Return what follows a cursor, in parts of three and no end of patience."""
        found: Rows = []
        for _ in range(PARTS):
            if not cursor:
                return found
            rows, cursor = self.read(3, cursor)
            assert rows, f"{self.address} goes on with nothing"
            found += rows
        return found


def addresses() -> list[str]:
    """Return the lists that come in parts."""
    ways = describe(api)["paths"]
    names = {table.PART.sub(r"{\1}", a.path): n for n, a in table.ADDRESSES.items()}
    return [
        names[path]
        for path, operations in ways.items()
        for each in operations.get("get", {}).get("parameters", ())
        if each["name"] == "cursor"
    ]


def keys_of(rows: Rows) -> list[str]:
    """Return what tells rows apart."""
    return [_key_of(row) for row in rows]


def told_apart(rows: Rows) -> list[str]:
    """Return the keys that stand for one row alone."""
    counts = Counter(keys_of(rows))
    return [key for key, count in counts.items() if count == 1]


def _key_of(row: dict[str, Any]) -> str:
    for name in KEYS:
        if row.get(name) is not None:
            return f"{name} {row[name]}"
    return repr(sorted(row.items()))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)


def test_what_was_there_stands_in_the_parts_once_while_rows_are_added(world):
    told = grown = 0
    with transaction.atomic():
        grow = grower(world.collective)
        grow.add_members(3)
        grow.add_questions(2)
        lists = [Listed(world, address) for address in addresses()]
        before = [each.read(MOST)[0] for each in lists]
        begun = [each.read(1) for each in lists]
        grow.add_members(2)
        grow.add_questions(1)
        for each, rows, (first, cursor) in zip(lists, before, begun, strict=True):
            if each.address in CHANGING:
                continue
            old = told_apart(rows)
            now = keys_of(first + each.read_on(cursor))
            assert [key for key in now if key in old] == old, each.address
            told += len(old) > 1
            grown += len(now) > len(rows)
        transaction.set_rollback(True)
    assert told > 35
    assert grown > 20


def test_no_list_gives_more_than_a_hundred_at_once(world):
    for address in addresses():
        one = Listed(world, address)
        asked = {**ASKED.get(address, {}), "limit": MOST + 1}
        answer = Client().get(one.url, asked, headers=one.headers)
        assert answer.status_code == 422, address
        assert list(answer.json()["error"]["fields"]) == ["limit"]
