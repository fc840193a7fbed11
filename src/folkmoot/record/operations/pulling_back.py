"""Bringing back from a mirror what the log had signed and the database does not have.

After yesterday's backup was put back, the leaves of what came later are still in
mirrors, signed by this log. With them it goes on without a fork. What the entries said
is in no mirror: it is lost here, and an entry says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F

from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    Checkpoint,
    Frontier,
    TlogError,
    edge_tiles,
    follow,
    grow,
    hash_leaf,
    open_checkpoint,
)
from folkmoot.record.memory import Signed, remember
from folkmoot.record.mirrors import CHECKPOINT, MirrorError, Source, bundle_of, keys_of
from folkmoot.record.models import Entry, Head, Log, Tile
from folkmoot.record.operations.appending import append_entry

LOST = "record.lost"
AWAY = 1 << 40  # where entries wait while their numbers change


class NotPulledBackError(Exception):
    """A mirror cannot help: it has too little, or what it has does not fit."""


@dataclass(frozen=True)
class _Missing:
    """The leaves that are not here, and the number of the first of them."""

    first: int
    leaves: Sequence[str]

    @property
    def end(self) -> int:
        """After the last one."""
        return self.first + len(self.leaves)


@transaction.atomic
def pull_back(*, collective_id: UUID, source: Source, place: str, now: datetime) -> Log:
    """Take the missing entries of a log from a mirror, so that it can be signed again.

    Everything is checked: the end is signed by the log's own key, and the entries here
    up to what is signed here, with the missing ones, have just its root. What was
    written here after the backup was put back comes after them, with other numbers.
    Locks the log and its head.

    Raises
    ------
    NotPulledBackError
        If nothing is missing, or the mirror cannot help.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    head = Head.objects.select_for_update().get(collective_id=collective_id)
    # As much written again since makes a tree that is another one, and no shorter.
    if log.state not in (Log.State.BEHIND, Log.State.DAMAGED):
        message = "nothing is missing"
        raise NotPulledBackError(message)
    try:
        end = open_checkpoint(source(CHECKPOINT) or b"", keys_of(collective_id))
        known = log.trouble.partition(" ")[0]  # no number where rows do not hold
        if end.origin != log.origin or not known.isdecimal() or end.size < int(known):
            message = f"{place} has less than was signed"
            raise NotPulledBackError(message)
        missing = _find_missing(log, end, source)
    except (TlogError, MirrorError) as error:
        raise NotPulledBackError(str(error)) from error
    # All who were asked know of nothing later than this, which the log signed itself.
    remember(collective_id, Signed(end.origin, end.size, end.root))
    moved = _move_on(log, missing, head.size)
    rows = [
        Entry(collective_id=log.pk, index=index, kind=LOST, at=now, leaf=leaf)
        for index, leaf in enumerate(missing.leaves, missing.first)
    ]
    Entry.objects.bulk_create(rows)
    head.size = missing.end + moved
    head.save(update_fields=("size",))
    # The tree is made again, from the first entry on, as integrating does.
    Tile.objects.filter(collective_id=log.pk).delete()
    log.size, log.root, log.edge = 0, EMPTY_ROOT, b""
    log.state, log.trouble, log.agreed_by = Log.State.OPEN, "", None
    log.save()
    append_entry(
        collective_id=log.pk,
        kind="record.pulled_back",
        details={"first": missing.first, "last": missing.end - 1, "place": place},
        now=now,
    )
    return log


def _find_missing(log: Log, end: Checkpoint, source: Source) -> _Missing:
    """Return what is not here; `ProofError` where it does not fit what is here."""
    base = log.signed_size if log.checkpoint else 0
    own = Entry.objects.filter(collective_id=log.pk).order_by("index")
    signed = own.filter(index__lt=base).values_list("leaf", flat=True)
    grown = grow(Frontier(), {}, (hash_leaf(leaf.encode()) for leaf in signed))
    edge = {tile: grown.tiles[tile] for tile in edge_tiles(base)}
    steps = follow(grown.frontier, edge, end, partial(bundle_of, source))
    theirs = [leaf.decode() for step in steps for leaf in step.leaves]
    later = list(own.filter(index__gte=base).values_list("leaf", flat=True))
    pairs = zip(theirs, later, strict=False)
    # Written before the backup, and signed after it: these are here.
    same = next(
        (at for at, (one, other) in enumerate(pairs) if one != other),
        min(len(theirs), len(later)),
    )
    if same == len(theirs):
        message = "nothing is missing"
        raise NotPulledBackError(message)
    return _Missing(base + same, theirs[same:])


def _move_on(log: Log, missing: _Missing, size: int) -> int:
    """Give what was written since the backup numbers after the missing ones."""
    since = Entry.objects.filter(collective_id=log.pk, index__gte=missing.first)
    for entry in since.filter(kind="record.erased").prefetch_related("disclosures"):
        told = {row.name: row.value for row in entry.disclosures.all()}
        named = told.get("entries")
        if not isinstance(named, list) or any(
            isinstance(one, int) and one >= missing.first for one in named
        ):
            message = "something written since the backup was erased since"
            raise NotPulledBackError(message)
    count = size - missing.first
    # Twice, since no two entries may have one number in between.
    since.update(index=F("index") + AWAY)
    away = Entry.objects.filter(collective_id=log.pk, index__gte=AWAY)
    away.update(index=F("index") - AWAY + len(missing.leaves))
    return count
