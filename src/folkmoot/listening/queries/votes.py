"""Every answer of a hearing as plain arrays: what the map of opinion is made from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from folkmoot.listening.models import Hearing, Response, Statement, Voice
from folkmoot.people.models import Membership

if TYPE_CHECKING:
    from psycopg.sql import Composed

ANSWERS = 3  # disagree, pass, agree
WEIGHTS = 2  # as any other; matters to who answered
PLAIN, MATTERS = 1, 2
SPAN = 2**31  # above every number of a statement
# What PostgreSQL writes for a column of 8 bytes, after a header and before an end.
HEADER, END = 19, 2
PACKED = np.dtype([("columns", ">i2"), ("size", ">i4"), ("value", ">i8")])

# One number per answer: rows of one column are read several times as fast.
SELECT = """
SELECT CAST(((who.place * %s + what.number) * 3 + one.answer + 1) * 2
            + CASE WHEN one.matters THEN 1 ELSE 0 END AS bigint)
  FROM {statement} AS what
  JOIN {response} AS one ON one.statement_id = what.id
  JOIN ({people}) AS who ON who.id = one.{who}_id
 WHERE what.hearing_id = %s AND what.folded_at IS NULL
"""
# SQLite gives a row to Python for more than it takes to find it, and looks somebody up for
# more than it takes to read an answer: here there is one row for each statement, with the
# keys and answers of all who answered it as one text of hexadecimal digits.
GATHER = """
SELECT what.number, (
    SELECT group_concat(one.{who}_id || '0' || ((one.answer + 1) * 2 + one.matters), '')
      FROM {response} AS one
     WHERE one.statement_id = what.id AND one.{who}_id IS NOT NULL)
  FROM {statement} AS what WHERE what.hearing_id = %s AND what.folded_at IS NULL
"""
GATHERED = np.dtype([("key", "S16"), ("kind", "u1")])
# People are numbered here, not there: one who leaves meanwhile must not move others.
PEOPLE = (
    "SELECT id::uuid, place - 1 AS place FROM"
    " json_array_elements_text(%s::json) WITH ORDINALITY AS listed (id, place)"
)


@dataclass(frozen=True, eq=False)
class VoteRows:
    """The answers of a hearing, ordered by person and statement.

    ``person``, ``statement``, ``answer`` and ``weight`` have one value per answer:
    indexes from 0, an answer of -1, 0 or 1, and 2 for what matters to who answered,
    else 1. Persons are members and friends who are part of the collective now, in the
    order of ``member_ids``, and after them imported voices, in that of
    ``voice_numbers``; each answered at least once. Statements stand in the order of
    their numbers. Of those in ``moderated``, which are folded, there is no answer.
    """

    person: NDArray[np.int32]
    statement: NDArray[np.int32]
    answer: NDArray[np.int8]
    weight: NDArray[np.int8]
    member_ids: Sequence[UUID]
    voice_numbers: NDArray[np.int32]
    statement_numbers: NDArray[np.int32]
    moderated: NDArray[np.bool_]

    @property
    def n_people(self) -> int:
        """How many people answered."""
        return len(self.member_ids) + len(self.voice_numbers)

    @property
    def n_statements(self) -> int:
        """How many statements there are, folded ones included."""
        return len(self.statement_numbers)


def get_votes(hearing: Hearing) -> VoteRows:
    """Return the answers of ``hearing`` without folded statements and who left."""
    members = list(
        Membership.objects.filter(collective_id=hearing.collective_id, ended_at=None)
        .order_by("id")
        .values_list("id", flat=True)
    )
    spoken = list(
        Voice.objects.filter(hearing=hearing)
        .order_by("number")
        .values_list("id", "number")
    )
    voices = _read("voice", [key for key, _number in spoken], hearing)
    own = _read("member", members, hearing)
    # Read last: whatever was answered is among them.
    statements = Statement.objects.filter(hearing=hearing).order_by("number")
    numbers, folded = _columns(statements.values_list("number", "folded_at"))
    own.sort()
    voices.sort()
    packed, is_weighty = np.divmod(np.concatenate([own, voices]), WEIGHTS)
    packed, answer = np.divmod(packed, ANSWERS)
    person, number = np.divmod(packed, SPAN)
    answered, place = np.unique(person[: len(own)], return_inverse=True)
    heard, later = np.unique(person[len(own) :], return_inverse=True)
    return VoteRows(
        person=np.concatenate([place, later + len(answered)]).astype(np.int32),
        statement=np.searchsorted(numbers, number).astype(np.int32),
        answer=(answer - 1).astype(np.int8),
        weight=np.where(is_weighty, MATTERS, PLAIN).astype(np.int8),
        member_ids=[members[each] for each in answered],
        voice_numbers=np.array([spoken[each][1] for each in heard], np.int32),
        statement_numbers=numbers,
        moderated=folded,
    )


def _columns(
    rows: Iterable[tuple[int, datetime | None]],
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    listed = list(rows)
    numbers = np.array([number for number, _at in listed], np.int32)
    return numbers, np.array([at is not None for _number, at in listed], np.bool_)


def _read(who: str, keys: Sequence[UUID], hearing: Hearing) -> NDArray[np.int64]:
    """Return the answers of some members or voices, each packed into one number.

    A person is their place in ``keys``.
    """
    if not keys:
        return np.zeros(0, np.int64)
    tables = {
        model.__name__.lower(): connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 -- Django's documented _meta API
        for model in (Statement, Response)
    }
    if connection.vendor != "postgresql":
        return _gathered(GATHER.format(who=who, **tables), keys, hearing)
    listed = json.dumps([str(key) for key in keys])
    select = SELECT.format(who=who, people=PEOPLE, **tables)
    with (
        connection.cursor() as cursor,
        cursor.copy(_copying(select, (SPAN, listed, hearing.id))) as copy,
    ):
        data = b"".join(copy)
    return np.frombuffer(data[HEADER:-END], PACKED)["value"].astype(np.int64)


def _gathered(sql: str, keys: Sequence[UUID], hearing: Hearing) -> NDArray[np.int64]:
    """Return what `SELECT` would, from a text of keys and answers for each statement."""
    kinds = ANSWERS * WEIGHTS
    known = np.frombuffer(b"".join(key.bytes for key in keys), GATHERED["key"])
    order = np.argsort(known)
    ordered = known[order]
    parts = [np.zeros(0, np.int64)]
    with connection.cursor() as cursor:
        cursor.execute(sql, (_as_stored(hearing.id),))
        for number, text in cursor:
            rows = np.frombuffer(bytes.fromhex(text or ""), GATHERED)
            near = np.searchsorted(ordered, rows["key"])
            near = np.minimum(near, len(ordered) - 1)
            is_known = ordered[near] == rows["key"]
            place = order[near[is_known]]
            parts.append((place * SPAN + number) * kinds + rows["kind"][is_known])
    return np.concatenate(parts)


def _copying(sql: str, values: tuple[object, ...]) -> "Composed":
    """Return a COPY of a query, which takes no parameters of its own."""
    from psycopg.sql import SQL, Literal

    text = sql.replace("%s", "{}")
    query = SQL(text).format(*map(Literal, values))
    return SQL("COPY ({}) TO STDOUT (FORMAT BINARY)").format(query)


def _as_stored(key: UUID) -> Any:
    return Hearing._meta.pk.get_db_prep_value(key, connection)  # noqa: SLF001 -- likewise
