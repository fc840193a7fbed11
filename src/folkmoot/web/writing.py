"""Writing rows by statements that are made once: for what every act writes.

Django makes the SQL of an INSERT or an UPDATE anew each time, column by column, which
takes several times as long as the database takes. These statements depend on the table
and its columns alone; values go through their fields, as ever. It does without the rest
of `save`: signals, tables with parents, values that the database makes. `web.prepared`
has the same for reading.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Field, Model


class GoneError(DatabaseError):
    """The row that was to be written is not there any more."""


type Fields = Sequence["Field[Any, Any]"]


def insert(*rows: Model) -> None:
    """Write new rows of one table, in one statement."""
    if not rows:
        return
    fields = _fields(type(rows[0]))
    values = [_stored(row, field, is_new=True) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_insert(type(rows[0]), len(rows), connection.vendor), values)
    for row in rows:
        row._state.adding = False  # noqa: SLF001 -- as `save` leaves it
        row._state.db = connection.alias  # noqa: SLF001 -- as above


def write(row: Model) -> None:
    """Write a row as it is, whether it is new or not."""
    if row._state.adding:  # noqa: SLF001 -- as above
        insert(row)
    else:
        update(row)


def update(row: Model, *columns: str) -> None:
    """Write a row that exists; with ``columns`` only those.

    Raises
    ------
    GoneError
        If it is not there any more.
    """
    kind = type(row)
    fields = _named(kind, columns) if columns else _fields(kind)[1:]
    values = [_stored(row, field, is_new=False) for field in fields]
    key = _stored(row, _fields(kind)[0], is_new=False)
    with connection.cursor() as cursor:
        cursor.execute(_update(kind, columns, connection.vendor), [*values, key])
        if cursor.rowcount != 1:
            message = f"{row} is not there any more"
            raise GoneError(message)


def _stored(row: Model, field: "Field[Any, Any]", *, is_new: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, is_new), connection)


@cache
def _fields(kind: type[Model]) -> Fields:
    """Return the columns of a table, its key first."""
    meta = kind._meta  # noqa: SLF001 -- Django's documented _meta API
    others = [one for one in meta.concrete_fields if one is not meta.pk]
    return (meta.pk, *others)


@cache
def _named(kind: type[Model], names: tuple[str, ...]) -> Fields:
    return [kind._meta.get_field(name) for name in names]  # type: ignore[misc] # noqa: SLF001 -- as above


@cache
def _insert(kind: type[Model], many: int, vendor: str) -> str:
    names = [_quoted(field.column) for field in _fields(kind)]
    marks = f"({', '.join(['%s'] * len(names))})"
    table = _quoted(kind._meta.db_table)  # noqa: SLF001 -- as above
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([marks] * many)}"  # noqa: S608 -- our own names
    )


@cache
def _update(kind: type[Model], columns: tuple[str, ...], vendor: str) -> str:
    key, *others = _fields(kind)
    fields = _named(kind, columns) if columns else others
    values = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table = _quoted(kind._meta.db_table)  # noqa: SLF001 -- as above
    return f"UPDATE {table} SET {values} WHERE {_quoted(key.column)} = %s"  # noqa: S608 -- as above


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
