"""Many rows at once, as fast as the database takes them.

`bulk_create` builds an instance for each row; for the quarter of a million answers
of a large conversation that takes longer than writing them, and on SQLite every
other writer waits meanwhile.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import batched
from typing import Any

from django.db import connection
from django.db.models import Model

CHUNK = 20_000


def stored(model: type[Model], name: str) -> Callable[[object], Any]:
    """Return the function that turns a value of the field into what is written."""
    field = model._meta.get_field(name)  # noqa: SLF001 -- Django's documented _meta API
    return lambda value: field.get_db_prep_save(value, connection)  # type: ignore[union-attr]


def insert_rows(
    model: type[Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    report: Callable[[int], None],
) -> None:
    """Insert rows of `stored` values for the fields ``names``; report how many."""
    meta = model._meta  # noqa: SLF001 -- Django's documented _meta API
    quote = connection.ops.quote_name
    columns = [quote(str(meta.get_field(name).column)) for name in names]  # type: ignore[union-attr]
    table, listed = quote(meta.db_table), ", ".join(columns)
    done = 0
    with connection.cursor() as cursor:
        for chunk in batched(rows, CHUNK):
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                    for row in chunk:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(
                    f"INSERT INTO {table} ({listed}) VALUES ({marks})",  # noqa: S608 -- names of our own model
                    chunk,
                )
            done += len(chunk)
            report(done)
