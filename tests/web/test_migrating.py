"""Tables are made quickly, and are those that Django makes by itself."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from folkmoot.web.migrating import make_tables, quick_migrations

pytestmark = pytest.mark.long

LAST = ("people", "0001_first")  # with all that it stands on
TABLES = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"


def list_tables(database: DatabaseWrapper) -> list[tuple[str, ...]]:
    with database.cursor() as cursor:
        cursor.execute(TABLES)
        return cursor.fetchall()


@contextmanager
def empty(file: Path) -> Iterator[DatabaseWrapper]:
    settings = {**connections.settings["default"], "NAME": file, "OPTIONS": {}}
    with closing(DatabaseWrapper(settings)) as database:
        yield database


def tables_to(last: list[tuple[str, str]], file: Path) -> list[tuple[str, ...]]:
    """Make them in an empty database; return what it says of them."""
    with empty(file) as database:
        MigrationExecutor(database).migrate(last)
        return list_tables(database)


@pytest.mark.django_db
def test_the_tables_are_the_same(tmp_path):
    plain = tables_to([LAST], tmp_path / "plain")
    with quick_migrations():
        quick = tables_to([LAST], tmp_path / "quick")
    assert quick == plain
    assert sum(kind == "table" for kind, *_ in plain) > 10


@pytest.mark.django_db
def test_all_at_once_are_those_of_the_migrations(tmp_path):
    with empty(tmp_path / "all") as database:
        ends = MigrationExecutor(database).loader.graph.leaf_nodes()
        assert make_tables(database)
        made = list_tables(database)
    with quick_migrations():
        assert tables_to(ends, tmp_path / "quick") == made


def test_nothing_stays_changed():
    before = ProjectState.add_model
    with quick_migrations():
        assert ProjectState.add_model is not before
    assert ProjectState.add_model is before
