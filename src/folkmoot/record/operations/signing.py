"""Signing a tree head: at most one for each size, and never one that forks.

Before every signature the tree is read again and held against what was signed last,
against what this server remembers outside the database, and, once after each start,
against what witnesses elsewhere saw. Whatever does not continue the past stops the
signing, not the collective: entries are written and wait.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from folkmoot.engines.tlog import (
    Checkpoint,
    FormatError,
    SignatureError,
    SigningKey,
    VerifierKey,
    hash_leaf,
    open_checkpoint,
    parse_note,
    sign_checkpoint,
    tile_holding,
    with_signatures,
)
from folkmoot.record.keys.keeping import open_ours, signing_keys
from folkmoot.record.memory import Signed, count_names, recall_all, remember
from folkmoot.record.models import Entry, Key, Log
from folkmoot.record.operations.keeping_ends import keep_end
from folkmoot.record.tiles import get_tile, root_at

type Seen = Iterable[bytes]
State = Log.State


@transaction.atomic
def sign(*, collective_id: UUID, now: datetime, seen: Seen | None = ()) -> Log:
    """Sign the tree as it is, if that continues all that was signed before.

    Parameters
    ----------
    collective_id : UUID
        Whose log; locks it.
    now : datetime
        When.
    seen : iterable of bytes, optional
        The last checkpoints of this log that others hold. None: they were asked and
        nobody answered, so that nothing is signed.

    Returns
    -------
    Log
        Signed, or with its trouble.
    """
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    if log.state != State.OPEN or (log.signed_size == log.size and log.checkpoint):
        return log
    if seen is None:
        return log
    state, trouble = _look_back(log, seen)
    keys = _keys_of(log, now)
    if state == State.OPEN and not keys:
        state, trouble = State.KEYLESS, "no key"
    if state != State.OPEN:
        log.state, log.trouble = state, trouble
        log.save(update_fields=("state", "trouble"))
        return log
    keep_end(log, now)
    note = _signed_by(Checkpoint(log.origin, log.size, bytes(log.root)), keys)
    # On disk before anyone can see it: a database that is put back cannot forget it.
    remember(collective_id, Signed(log.origin, log.size, bytes(log.root)))
    log.checkpoint, log.signed_size, log.signed_at = note.decode(), log.size, now
    log.save(update_fields=("checkpoint", "signed_size", "signed_at"))
    return log


def _keys_of(log: Log, now: datetime) -> list[SigningKey]:
    """Return the keys that sign; none after a restore without the server's secret."""
    keys = open_ours(signing_keys(log.collective_id, now))
    return [key for key in keys if key.name == log.origin]


def _signed_by(checkpoint: Checkpoint, keys: Sequence[SigningKey]) -> bytes:
    """Return the note with a line of each key; after a change there are two."""
    notes = [parse_note(sign_checkpoint(checkpoint, key)) for key in keys]
    first, *others = notes
    return with_signatures(
        first, [one for note in others for one in note.signatures]
    ).format()


def _look_back(log: Log, seen: Seen) -> tuple[Log.State, str]:
    """Return whether the tree continues what is known of it, and what does not fit."""
    checks: tuple[Callable[[], tuple[Log.State, str]], ...] = (
        lambda: _against_entries(log),
        lambda: _against_memory(log),
        lambda: _against_others(log, seen),
        # Last: what is seen elsewhere says more than that nothing is known here.
        lambda: _without_memory(log),
    )
    try:
        for check in checks:
            state, trouble = check()
            if state != State.OPEN:
                return state, trouble
    except FormatError as error:
        return State.DAMAGED, f"tiles: {error}"
    return State.OPEN, ""


def _against_entries(log: Log) -> tuple[Log.State, str]:
    """Read again what was written: the root from the tiles, the last leaves."""
    if root_at(log.collective_id, log.size) != bytes(log.root):
        return State.DAMAGED, "root"
    if not log.size:
        return State.OPEN, ""
    last = tile_holding(0, log.size - 1, log.size)
    start = last.index * 256
    rows = Entry.objects.filter(
        collective_id=log.collective_id, index__gte=start, index__lt=log.size
    )
    leaves = rows.order_by("index").values_list("leaf", flat=True)
    hashes = b"".join(hash_leaf(leaf.encode()) for leaf in leaves)
    if hashes != get_tile(log.collective_id, last):
        return State.DAMAGED, f"entries: {start}"
    return State.OPEN, ""


def _against_memory(log: Log) -> tuple[Log.State, str]:
    for known in recall_all(log.collective_id):
        if count_names(known.origin) > count_names(log.origin):
            # It had gone on under another name when the database was put back.
            return State.BEHIND, f"{known.size} memory"
        told = Checkpoint(known.origin, known.size, known.root)
        state, trouble = _against(log, told, "memory")
        if state != State.OPEN:
            return state, trouble
    return State.OPEN, ""


def _without_memory(log: Log) -> tuple[Log.State, str]:
    known = any(one.origin == log.origin for one in recall_all(log.collective_id))
    # Nothing is remembered of a log that was never signed, and that is right.
    return (
        (State.OPEN, "") if known or not log.checkpoint else (State.UNSURE, "no memory")
    )


def _against_others(log: Log, seen: Seen) -> tuple[Log.State, str]:
    keys = Key.objects.filter(collective_id=log.collective_id, use=Key.Use.LOG)
    own = [VerifierKey.parse(key.public) for key in keys]
    notes = [log.checkpoint.encode()] if log.checkpoint else []
    for note in (*notes, *seen):
        try:
            checkpoint = open_checkpoint(note, own)
        except (FormatError, SignatureError):
            continue  # what we did not sign says nothing about us
        state, trouble = _against(log, checkpoint, note.decode())
        if state != State.OPEN:
            return state, trouble
    return State.OPEN, ""


def _against(log: Log, known: Checkpoint, told: str) -> tuple[Log.State, str]:
    if known.origin != log.origin:
        return State.OPEN, ""
    if known.size > log.size:
        return State.BEHIND, f"{known.size} {told}"
    if root_at(log.collective_id, known.size) != known.root:
        return State.DAMAGED, f"{known.size} {told}"
    return State.OPEN, ""


def list_unsigned() -> list[UUID]:
    """Return whose tree has grown since it was signed last."""
    logs = Log.objects.filter(state=State.OPEN).exclude(signed_size=F("size"))
    return list(logs.values_list("collective_id", flat=True))


def list_behind() -> list[UUID]:
    """Return whose log has less than was signed, or something else."""
    logs = Log.objects.filter(state__in=(State.BEHIND, State.DAMAGED))
    return list(logs.values_list("collective_id", flat=True))
