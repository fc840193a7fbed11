"""What one test built with the real operations, the next gets again as rows.

Building a question that stands in its check takes a hundred operations, and many tests
begin with the same one. `once` keeps which rows a builder added, changed and removed;
asked for the same on the same ground, it writes those rows and builds nothing. What the
ground is, `Ground` knows: it begins empty with each test, and any other statement that
writes makes it unknown; then everything is built as ever.
"""

import copyreg
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, wraps
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.test import Client
from django.utils.translation import get_language

type Row = tuple[Any, ...]
type Tables = dict[str, dict[Any, Row]]
NAMES = re.compile(r'"(\w+)"')
READS = ("SELECT ", "SAVEPOINT ", "RELEASE ", "PRAGMA ", "BEGIN")


class Ground:
    """Knows by which builders everything was made that is in the database."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Know nothing: a test begins or ends, or something else wrote."""
        self.made: tuple[str, ...] | None = None
        self.is_laid = False  # just now, from what was kept
        self.written: set[str] = set()  # the tables that a statement named

    def listen_to(self, connection: Any, **_signal: object) -> None:
        """Watch every connection that is made, those of other threads too."""
        if self not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, self)

    def __call__(
        self, execute: Callable[..., Any], sql: object, *arguments: object
    ) -> Any:
        words = str(sql)
        if not words.startswith(READS):
            self.made = None
            self.written.update(NAMES.findall(words))
        return execute(sql, *arguments)


@dataclass(frozen=True)
class Kept:
    """What a builder did: the statements that do it again, and what it returned.

    ``files`` are what the server remembers beside the database of what it signed.
    """

    statements: list[tuple[str, list[Row]]]
    tables: Tables
    files: dict[str, bytes]
    returned: bytes


ground = Ground()
_kept: dict[tuple[str, ...], Kept] = {}
copyreg.pickle(Client, lambda client: (_browser, (client.cookies,)))


def once[**P, T](build: Callable[P, T]) -> Callable[P, T]:
    """Have ``build`` run once for the same arguments on the same ground.

    For a method, what it set on its object is kept too. Other arguments must be left
    as they were.
    """

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> T:
        made = _made_so_far()
        if made is None:
            return build(*args, **kwargs)
        here = (repr(settings.CONFIG.model_dump(exclude={"clock_file"})), _language())
        what = (build.__qualname__, *map(_name, args), _name(kwargs))
        key = (*made, " ".join((build.__module__, *here, *what)))
        if key not in _kept:
            before = _kept[made].tables if made else {}
            returned = build(*args, **kwargs)
            _kept[key] = _keep(before, (returned, _state(build, args)))
        else:
            returned = _lay(_kept[key], build, args)
        ground.made = key
        return returned

    return built


def _made_so_far() -> tuple[str, ...] | None:
    if ground.made is None and _is_empty():
        ground.made = ()
    return ground.made


def _keep(before: Tables, returned: object) -> Kept:
    written = [one for one in _models() if one._meta.db_table in ground.written]
    after = before | {model._meta.db_table: _rows(model) for model in written}
    statements: list[tuple[str, list[Row]]] = []
    for model in written:
        table = model._meta.db_table
        statements += _changes(model, before.get(table, {}), after[table])
    folder = _signed()
    files = {one.name: one.read_bytes() for one in folder.glob("*") if one.is_file()}
    return Kept(statements, after, files, pickle.dumps(returned))


def _lay[T](kept: Kept, build: Callable[..., T], args: tuple[Any, ...]) -> T:
    ground.is_laid = True
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, rows in kept.statements:
            cursor.executemany(sql, rows)
    ground.is_laid = False
    for name, content in kept.files.items():
        _signed().mkdir(exist_ok=True)
        (_signed() / name).write_bytes(content)
    returned, state = pickle.loads(kept.returned)  # noqa: S301 -- made here
    if state is not None:
        args[0].__dict__.update(state)
    return cast("T", returned)


def _signed() -> Path:
    folder: Path = settings.CONFIG.data / "signed"
    return folder


def _changes(
    model: type[models.Model], before: dict[Any, Row], after: dict[Any, Row]
) -> Iterator[tuple[str, list[Row]]]:
    """Yield what makes the rows of one table from those that were there before."""
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(_key(model))
    columns = _columns(model)
    gone: list[Row] = [(pk,) for pk in before if pk not in after]
    new = [row for pk, row in after.items() if pk not in before]
    other = [(*row, pk) for pk, row in after.items() if before.get(pk, row) != row]
    if gone:
        yield f"DELETE FROM {table} WHERE {key} = %s", gone  # noqa: S608 -- our own names
    if other:
        values = ", ".join(f"{name} = %s" for name in columns)
        yield f"UPDATE {table} SET {values} WHERE {key} = %s", other  # noqa: S608 -- as above
    if new:
        marks = ", ".join(["%s"] * len(columns))
        names = ", ".join(columns)
        yield f"INSERT INTO {table} ({names}) VALUES ({marks})", new  # noqa: S608 -- as above


def _rows(model: type[models.Model]) -> dict[Any, Row]:
    names = _columns(model)
    at = names.index(connection.ops.quote_name(_key(model)))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608 -- as above
        rows = [tuple(map(_stored, row)) for row in cursor.fetchall()]
    return {row[at]: row for row in rows}


def _stored(value: Any) -> Any:
    """Return what the database takes back at once, instead of a time."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else value


@cache
def _models() -> list[type[models.Model]]:
    return apps.get_models(include_auto_created=True)


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


@cache
def _columns(model: type[models.Model]) -> list[str]:
    fields = model._meta.local_concrete_fields
    return [connection.ops.quote_name(str(each.column)) for each in fields]


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_question_for_rows())
        return not cursor.fetchone()[0]


@cache
def _question_for_rows() -> str:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in _models()]
    some = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608 -- as above
    return f"SELECT {some}"


def _state(build: Callable[..., Any], args: tuple[Any, ...]) -> dict[str, Any] | None:
    """Return what the object of a method holds."""
    is_method = len(build.__qualname__.split(".")) > 1 and bool(args)
    return dict(args[0].__dict__) if is_method else None


def _name(value: object) -> str:
    """Return what tells ``value`` from others: rows by their key, objects by theirs."""
    if isinstance(value, models.Model):
        return f"{type(value).__name__}({value.pk})"
    if isinstance(value, dict):
        return str({name: _name(each) for name, each in sorted(value.items())})
    if type(value).__repr__ is object.__repr__:
        return f"{type(value).__qualname__}{_name(vars(value))}"
    return repr(value)


def _language() -> str:
    return get_language() or ""


def _browser(cookies: Any) -> Client:
    """Return a client anew: its way into the application is not for keeping."""
    client = Client()
    client.cookies = cookies
    return client
