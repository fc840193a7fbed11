"""Tables are made quickly, and are those that Django makes by itself."""

from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from folkmoot.web.migrating import quick_migrations

LAST = ("people", "0001_first")  # with all that it stands on


def make_tables(file: Path) -> list[tuple[str, ...]]:
    """Make them in an empty database; return what it says of them."""
    settings = {**connections.settings["default"], "NAME": file, "OPTIONS": {}}
    with closing(DatabaseWrapper(settings)) as database:
        MigrationExecutor(database).migrate([LAST])
        with database.cursor() as cursor:
            cursor.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2")
            return cursor.fetchall()


@pytest.mark.django_db
def test_the_tables_are_the_same(tmp_path):
    plain = make_tables(tmp_path / "plain")
    with quick_migrations():
        quick = make_tables(tmp_path / "quick")
    assert quick == plain
    assert sum(kind == "table" for kind, *_ in plain) > 10


def test_nothing_stays_changed():
    before = ProjectState.add_model
    with quick_migrations():
        assert ProjectState.add_model is not before
    assert ProjectState.add_model is before
