"""The auditor: after every test that touched the database, all records must hold.

Servers that tests drive have databases of their own: those are looked at as each ends.

What a record is checked by stands in the rows of its room alone. Where the very rows
that were found right are there again, as when a test took back what it did, they are
not computed again.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models.functions import Length

type Row = tuple[Any, ...]


class RecordWatch:
    """Sees whether a record may have changed since the auditor looked last."""

    def __init__(self) -> None:
        self.may_have_changed = True

    def listen_to(self, connection: Any, **_signal: object) -> None:
        """Watch every connection that is made, those of other threads too."""
        if self not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, self)

    def __call__(
        self, execute: Callable[..., Any], sql: object, *arguments: object
    ) -> Any:
        words = str(sql)
        if "record_" in words and not words.startswith("SELECT "):
            self.may_have_changed = True
        return execute(sql, *arguments)


watch = RecordWatch()
_right: set[tuple[object, int]] = set()


def audit() -> None:
    """Require that the record of every collective holds."""
    if not watch.may_have_changed:
        return
    if connection.needs_rollback:  # the test ended inside a broken transaction
        return
    for collective, rows in rows_by_collective().items():
        if (collective, rows) in _right:
            continue
        fault = fault_of(UUID(str(collective)))
        assert not fault, fault
        _right.add((collective, rows))
    watch.may_have_changed = False


def find_faults() -> list[str]:
    """Return what does not hold in a whole database; for servers that tests drive."""
    if "record_head" not in connection.introspection.table_names():
        return []
    heads = _ask("SELECT collective_id FROM record_head")
    faults = [fault_of(UUID(str(head))) for (head,) in heads]
    return [fault for fault in faults if fault]


def fault_of(collective_id: UUID) -> str:
    """Return the first thing in a record that does not hold; empty where all does."""
    from folkmoot.record.queries import find_fault

    fault = find_fault(collective_id)
    if fault is not None:
        return f"the record of {collective_id} does not hold: {fault}"
    longer = _longer_kinds(collective_id)
    return f"told from others by the length of their leaf: {longer}" if longer else ""


def _longer_kinds(collective_id: UUID) -> set[str]:
    """Return the kinds of entries that disclose more than leaves usually hold."""
    from folkmoot.record.models import Entry
    from folkmoot.record.telling import leaf_of

    entries = Entry.objects.filter(collective_id=collective_id)
    longer = entries.annotate(length=Length("leaf")).exclude(length=len(leaf_of(())))
    return set(longer.values_list("kind", flat=True))


def rows_by_collective() -> dict[object, int]:
    """Return a number for each collective that changes when a row of its record does.

    A row counts for each collective that it names, or whose entry it names; one that
    names none counts for all.
    """
    heads = {head for (head,) in _ask("SELECT collective_id FROM record_head")}
    entries = _ask("SELECT id, collective_id FROM record_entry")
    owners = {head: head for head in heads} | dict(entries)
    rows: dict[object, list[Row]] = defaultdict(list)
    for model in apps.get_app_config("record").get_models():
        key = connection.ops.quote_name(model._meta.pk.column)
        table = connection.ops.quote_name(model._meta.db_table)
        for row in _ask(f"SELECT * FROM {table} ORDER BY {key}"):  # noqa: S608 -- our own names
            for owner in {owners[value] for value in row if value in owners} or {None}:
                rows[owner].append((model, *row))
    of_all = hash(tuple(rows[None]))
    return {head: hash((of_all, *rows[head])) for head in heads}


def _ask(sql: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
