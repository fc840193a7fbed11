"""Writing rows by statements that are made once: for what every act writes.

Django makes the SQL of an INSERT or an UPDATE anew each time, column by column, which
takes several times as long as the database takes. These statements depend on the table
and its columns alone; values go through their fields, as ever, but for texts and ids,
which are ready as they are. It does without the rest of `save`: signals, tables with
parents, values that the database makes. `web.prepared` has the same for reading.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import CharField, Field, Model, TextField, UUIDField

FEW = 50  # rows in one statement; PostgreSQL takes more by COPY


class GoneError(DatabaseError):
    """The row that was to be written is not there any more."""


type Fields = Sequence["Field[Any, Any]"]


def insert(*rows: Model) -> None:
    """Write new rows of one table, at once."""
    if not rows:
        return
    kind, alias = type(rows[0]), connection.alias
    columns = _columns(kind, (), connection.vendor)
    _write_all(kind, [[one.of(row, is_new=True) for one in columns] for row in rows])
    for row in rows:
        row._state.adding = False  # noqa: SLF001 -- as `save` leaves it
        row._state.db = alias  # noqa: SLF001 -- as above


def insert_values(kind: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows of one table without making objects of them.

    ``rows`` hold a value for each column by its name, the ids of others as ``..._id``.
    """
    columns = _columns(kind, (), connection.vendor)
    _write_all(kind, [[one.stored(row[one.name]) for one in columns] for row in rows])


def _write_all(kind: type[Model], rows: Sequence[Sequence[Any]]) -> None:
    vendor = connection.vendor
    with connection.cursor() as cursor:
        if vendor == "sqlite":
            cursor.executemany(_insert(kind, 1, vendor), rows)
        elif len(rows) > FEW:
            with connection.wrap_database_errors, cursor.copy(_copy(kind)) as copy:
                for row in rows:
                    copy.write_row(row)
        elif rows:
            values = [value for row in rows for value in row]
            cursor.execute(_insert(kind, len(rows), vendor), values)


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
    kind, vendor = type(row), connection.vendor
    key, *others = _columns(kind, (), vendor)
    written = _columns(kind, columns, vendor) if columns else others
    values = [one.of(row, is_new=False) for one in (*written, key)]
    with connection.cursor() as cursor:
        cursor.execute(_update(kind, columns, vendor), values)
        if cursor.rowcount != 1:
            message = f"{row} is not there any more"
            raise GoneError(message)


@dataclass(frozen=True)
class _Column:
    """How one column is written; a value of another type than ``ready`` by its field."""

    name: str
    field: "Field[Any, Any]"
    ready: Mapping[type, Callable[[Any], Any]]

    def of(self, row: Model, *, is_new: bool) -> Any:
        return self.stored(self.field.pre_save(row, is_new))

    def stored(self, value: Any) -> Any:
        ready = self.ready.get(type(value))
        if ready is None:
            return self.field.get_db_prep_save(value, connection)
        return ready(value)


def _same(value: Any) -> Any:
    return value


@cache
def _columns(
    kind: type[Model], names: tuple[str, ...], vendor: str
) -> tuple[_Column, ...]:
    """Return the columns of these names, or all, the key first."""
    fields = _named(kind, names) if names else _fields(kind)
    return tuple(_column(field, vendor) for field in fields)


def _column(field: "Field[Any, Any]", vendor: str) -> _Column:
    known = getattr(field, "target_field", field)
    if type(known) in {CharField, TextField}:
        return _Column(field.attname, field, {str: _same, type(None): _same})
    if type(known) is UUIDField:
        of_id = attrgetter("hex") if vendor == "sqlite" else _same
        return _Column(field.attname, field, {UUID: of_id, type(None): _same})
    return _Column(field.attname, field, {})


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
def _copy(kind: type[Model]) -> str:
    names = ", ".join(_quoted(field.column) for field in _fields(kind))
    return f"COPY {_quoted(kind._meta.db_table)} ({names}) FROM STDIN"  # noqa: SLF001 -- as above


@cache
def _update(kind: type[Model], columns: tuple[str, ...], vendor: str) -> str:
    key, *others = _fields(kind)
    fields = _named(kind, columns) if columns else others
    values = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table = _quoted(kind._meta.db_table)  # noqa: SLF001 -- as above
    return f"UPDATE {table} SET {values} WHERE {_quoted(key.column)} = %s"  # noqa: S608 -- as above


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(str(name))
