"""A page asks the database as often in a large collective as in a small one."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.growth import grower
from tests.house_rules import world as building
from tests.house_rules.access.row import Row
from tests.house_rules.access_table import ROWS
from tests.house_rules.test_every_url_has_an_access_row import send, url_of
from tests.house_rules.world import World

from folkmoot.people.models import Collective

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
MEMBERS, QUESTIONS = 12, 30
# One list of values and another ask the same.
VALUE = re.compile(r"\(?(?:'[^']*'|\b\d+\b)(?:, (?:'[^']*'|\d+))*\)?")
PAGES = [row for row in ROWS if row.method == "GET" and row.member == 200]
# PostgreSQL reads long tables through cursors, each with a name of its own.
CURSOR = re.compile(r'"_django_curs_\w+"')
QUESTION = next(row for row in PAGES if row.address == "deciding:question")


@pytest.fixture(scope="module")
def counts(
    django_db_setup, django_db_blocker
) -> Iterator[dict[str, tuple[Counter[str], Counter[str]]]]:
    """Return what each page asks, in the small world and then in the large one."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = building.build()
        few = visit(world)
        grow = grower(world.collective)
        grow.add_members(MEMBERS)
        grow.add_questions(QUESTIONS)
        many = visit(world)
        yield {name: (few[name], many[name]) for name in few}
        transaction.set_rollback(True)


def visit(world: World) -> dict[str, Counter[str]]:
    """Return what each page asks, and the page of a question of each stage."""
    asked = {row.address: queries_of(row, world) for row in PAGES}
    for name, number in number_by_stage(world.collective).items():
        world.things["deciding:question.number"] = number
        asked[name] = queries_of(QUESTION, world)
    world.things.pop("deciding:question.number")
    return asked


def number_by_stage(collective: Collective) -> dict[str, int]:
    """Return one question of each stage, as far as the world has them."""
    numbers = collective.questions.order_by("-number").values_list("stage", "number")
    return {f"question {stage}": number for stage, number in numbers}


def queries_of(row: Row, world: World) -> Counter[str]:
    """Return the shapes of what a page asks the database, and how often."""
    url = url_of(row, world)
    connection.queries_log.clear()  # what it holds no more is warned of
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        answer = send(row, world, "member", url)
        transaction.set_rollback(True)
    assert answer.status_code == row.member
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    return Counter(VALUE.sub("?", CURSOR.sub("cursor", sql)) for sql in asked)


def test_a_page_asks_no_more_in_a_large_collective(counts):
    grown = {
        name: [
            f"{n} more: {sql}"
            for sql, n in (many - few).items()
            if not is_tree(name, sql)
        ]
        for name, (few, many) in counts.items()
        if many.total() > few.total()
    }
    assert {name: more for name, more in grown.items() if more} == {}


def is_tree(name: str, sql: str) -> bool:
    """Return whether it is about the tree over the record.

    Before a copy is taken, what waits is brought into the tree and signed; that this
    costs the logarithm of its size, ``tests/record/test_log.py`` says.
    """
    return name in ("home:export_file", "api:download_export") and '"record_' in sql


def test_the_question_is_seen_on_much_of_its_way(counts):
    seen = {name.removeprefix("question ") for name in counts}
    assert seen >= {"shaping", "hearing", "drafting", "checking", "carrying"}
