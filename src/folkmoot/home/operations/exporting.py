"""Taking a copy is an act that all see."""

from collections.abc import Callable, Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import transaction

from folkmoot.home.queries.archive import UnsealedError, write_archive
from folkmoot.people.models import Collective, Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.models import Entry
from folkmoot.record.operations import append_entry
from folkmoot.record.tending import Tending

type Progress = Callable[[str, int, int], None]

IN_MEMORY = 5_000_000
PART = 1_000_000
TRIES = 50  # each fails only if somebody writes an entry in the instant between


@transaction.atomic
def begin_export(*, member: Membership, now: datetime) -> Entry:
    """Record that ``member`` takes a copy; the entry opens it for a while.

    Locks the membership. Raises `NotAMemberError`.
    """
    member = lock_member(member)
    return append_entry(
        collective_id=member.collective_id,
        kind="collective.exported",
        details={"name": member.name},
        now=now,
        member_id=member.id,
    )


def write_copy(
    *,
    collective: Collective,
    out: IO[bytes],
    now: datetime,
    reader: Membership | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Put all entries into the signed log, write a copy, and return its manifest.

    A log that may not be signed now is in the copy all the same, with the reason.
    Writers need not wait: the copy is of one instant, and when an entry was written
    just before it, that one goes into the log as well.
    """
    for tries_left in reversed(range(TRIES)):
        Tending().finish(collective.id, now)
        try:
            return write_archive(
                collective=collective,
                out=out,
                now=now,
                reader=reader,
                progress=progress,
            )
        except UnsealedError:
            if not tries_left:
                raise
    raise AssertionError


def stream_copy(
    *, collective: Collective, now: datetime, reader: Membership | None = None
) -> Iterator[bytes]:
    """Write a copy as `write_copy` does, once somebody asks for its first part."""
    with SpooledTemporaryFile(IN_MEMORY) as out:
        write_copy(collective=collective, out=out, now=now, reader=reader)
        out.seek(0)
        while part := out.read(PART):
            yield part
