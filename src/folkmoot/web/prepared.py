"""Queries whose SQL is made once: for what every answer of a crowd asks.

Django makes the SQL of a query anew each time, which takes several times as long as
the database takes to answer it. A prepared query is an ordinary one with places where
values will stand::

    @prepared
    def _parts(person: UUID, slug: str) -> QuerySet[Membership]:
        return Membership.objects.filter(person=person, collective__slug=slug)

    _parts.first(person.id, slug)

The function is called once, with places instead of values: it must not look at them.
A value is a plain one or a row, and never None; for a place alone in a list, as in
``id__in=[keys]``, it is a list that holds something. What is kept is text; every call
asks the database. `docs/decisions/0011-prepared-queries.md` has what this saves.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from inspect import signature
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Aggregate, Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

DATABASE = "default"


def totals(rows: QuerySet[Any], **sums: Aggregate) -> QuerySet[Any, Any]:
    """Return a query of one row with what ``rows.aggregate(**sums)`` returns."""
    found = rows.order_by().annotate(**sums).values_list(*sums, named=True)
    found.query.group_by = None
    return found  # type: ignore[no-any-return]


class Place(Expression):
    """Where a value will stand."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Return a placeholder, with this place as its value."""
        return "%s", (self,)


class Prepared[**P, T]:
    """A query that is asked with other values each time."""

    def __init__(self, build: Callable[P, QuerySet[Any, T]]) -> None:
        self.build = build
        self.made: dict[str, Made] = {}

    def list(self, *values: P.args, **_named: P.kwargs) -> list[T]:
        """Return the rows."""
        connection = connections[DATABASE]
        made = self.made.get(connection.vendor)
        if made is None:
            made = self.made[connection.vendor] = make(self.build, connection)
        read: Callable[[Asked], Iterable[T]] = made.rows._iterable_class  # type: ignore[assignment] # noqa: SLF001 -- how a QuerySet reads its rows
        return [*read(Asked(made, values))]

    def first(self, *values: P.args, **named: P.kwargs) -> T | None:
        """Return the first row, or None; for a unique key, or a query cut to one."""
        return next(iter(self.list(*values, **named)), None)


def prepared[**P, T](build: Callable[P, QuerySet[Any, T]]) -> Prepared[P, T]:
    """Make the query that ``build`` returns a prepared one."""
    return Prepared(build)


@dataclass(frozen=True)
class Made:
    """The SQL of a query for one kind of database, and how its rows are read."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    values: Sequence[Any]
    converters: Any


def make(
    build: Callable[..., QuerySet[Any, Any]], connection: BaseDatabaseWrapper
) -> Made:
    """Return the SQL of the query that ``build`` returns."""
    rows = build(*map(Place, range(len(signature(build).parameters))))
    compiler = rows.query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select or ()]
    return Made(rows, compiler, sql, values, compiler.get_converters(columns))


class Asked:
    """A made query with its values: the part of a `QuerySet` that reads its rows."""

    db = DATABASE

    def __init__(self, made: Made, values: Sequence[Any]) -> None:
        self.made, self.values, self.query = made, values, self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.made.rows, name)

    def get_compiler(self, using: str) -> SQLCompiler:
        """Return a compiler that has done its work."""
        made, connection = self.made, connections[using]
        if made.rows.query.select_for_update and not connection.in_atomic_block:
            message = "Rows are locked inside a transaction only."
            raise TransactionManagementError(message)
        filled = fill(made, self.values, connection)
        compiler = copy(made.compiler)
        compiler.connection = connection
        vars(compiler).update(
            execute_sql=lambda *_how, **_size: [ask(connection, *filled)],
            get_converters=lambda _columns: made.converters,
        )
        return compiler


def fill(
    made: Made, values: Sequence[Any], connection: BaseDatabaseWrapper
) -> tuple[str, list[Any]]:
    """Return the SQL and its parameters; a list has as many as it is long."""
    filled: list[Any] = []
    lengths: dict[int, int] = {}
    for number, one in enumerate(made.values):
        value = values[one.number] if isinstance(one, Place) else one
        if isinstance(value, list):
            lengths[number] = len(value)
            filled += [as_stored(each, connection) for each in value]
        else:
            filled.append(as_stored(value, connection) if value is not one else one)
    if not lengths:
        return made.sql, filled
    first, *parts = made.sql.split("%s")
    marks = (", ".join(["%s"] * lengths.get(n, 1)) for n in range(len(parts)))
    return first + "".join(map("".join, zip(marks, parts, strict=True))), filled


def ask(
    connection: BaseDatabaseWrapper, sql: str, values: list[Any]
) -> list[tuple[Any, ...]]:
    """Return what the database answers."""
    with open_cursor(connection) as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def open_cursor(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """Return a cursor; PostgreSQL's sends values apart, so that plans are kept too."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    cursor = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    return connection._prepare_cursor(cursor)  # type: ignore[attr-defined,no-any-return] # noqa: SLF001 -- as its `cursor()` does


def as_stored(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """Return ``value`` as this kind of database keeps it."""
    if isinstance(value, Model):
        value = value.pk
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
