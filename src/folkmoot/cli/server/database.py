"""The state of the database, as commands see it."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from folkmoot.cli.errors import StopError, in_one_line
from folkmoot.web.migrating import make_tables, quick_migrations

if TYPE_CHECKING:
    from folkmoot.people.models import Collective

OTHER_TABLES = "The database was made by an early version, with other tables"
COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c",
    "postgresql": "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a"
    " ON a.attrelid = c.oid WHERE pg_table_is_visible(c.oid) AND NOT a.attisdropped",
}
MOST = 50  # collectives that are named in one sentence


def list_pending() -> list[str]:
    """Return the names of the changes that the database still needs.

    Raises
    ------
    StopError
        If the database cannot be reached.
    """
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        message = f"The database cannot be reached: {in_one_line(error)}"
        raise StopError(message) from None
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


def require_this_version() -> None:
    """Stop on a database that another version made, or that cannot be reached.

    Raises
    ------
    StopError
        With what to do about it.
    """
    if list_pending():
        message = (
            "The database is of an earlier version. Make a backup, then run: "
            "folkmoot serve --migrate"
        )
        raise StopError(message)
    require_columns()


def require_columns() -> None:
    """Stop on tables that an early version made: migrations cannot tell those.

    Raises
    ------
    StopError
        With what to do about it.
    """
    if lacks_columns():
        message = f"{OTHER_TABLES}. Go on with that version, or choose another --data"
        raise StopError(message)


def lacks_columns() -> bool:
    """Return whether a table lacks a column of this version.

    Until the first release a room's first migration changes and keeps its name.
    """
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS[connection.vendor])
        there = set(cursor.fetchall())
    every = apps.get_models(include_auto_created=True)
    models = (model._meta for model in every)  # noqa: SLF001 -- Django documents it
    return any(
        (model.db_table, field.column) not in there
        for model in models
        if model.managed and not model.proxy
        for field in model.local_concrete_fields
    )


def find_collective(slug: str) -> "Collective":
    """Return the collective at ``slug``.

    Raises
    ------
    StopError
        If there is none; it names those that are here.
    """
    from folkmoot.people.models import Collective

    collective = Collective.objects.filter(slug=slug).first()
    if collective is not None:
        return collective
    slugs = Collective.objects.order_by("slug").values_list("slug", flat=True)[:MOST]
    here = ", ".join(slugs) or "none yet"
    message = f"There is no collective “{slug}”. Here are: {here}"
    raise StopError(message)


def find_sqlite() -> Path | None:
    """Return where the database's file is, or would be; None on PostgreSQL."""
    if connection.vendor != "sqlite":
        return None
    return Path(str(connection.settings_dict["NAME"]))


def has_database() -> bool:
    """Return whether there is a database; looking into SQLite would make one."""
    file = find_sqlite()
    return file is None or file.exists()


def is_new() -> bool:
    """Return whether the database holds nothing yet."""
    return not connection.introspection.table_names()


def migrate() -> None:
    """Bring the database up to this version."""
    if is_new() and make_tables(connection):
        return
    with quick_migrations():
        call_command("migrate", verbosity=0, interactive=False)


def measure_skew() -> float:
    """Return by how many seconds this machine's clock is ahead of the database's."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: datetime = cursor.fetchone()[0]
    return (datetime.fromtimestamp(time.time(), UTC) - instant).total_seconds()
