"""A log goes on under a new name: by two members, or by the word of its guardians."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    Checkpoint,
    FormatError,
    KeyKind,
    Rekey,
    SigningKey,
    Value,
    parse_checkpoint,
    parse_note,
)
from folkmoot.record.keys.keeping import make_key, new_seed
from folkmoot.record.keys.sealing import seal
from folkmoot.record.memory import count_names, next_name
from folkmoot.record.models import Cosignature, EarlierName, Key, Log, Rekeying, Tile
from folkmoot.record.operations.appending import append_entry
from folkmoot.record.operations.opening import renew_witness
from folkmoot.record.queries.serving import get_checkpoint, get_policy
from folkmoot.record.tiles import root_at


def end_of(log: Log) -> Checkpoint:
    """Return the last signed end that the stored entries continue.

    Where they do not continue what was signed last, that is the empty one.
    """
    try:
        note = parse_note(log.checkpoint.encode())
        signed = parse_checkpoint(note.text)
        if root_at(log.collective_id, signed.size) == signed.root:
            return Checkpoint(log.origin, signed.size, signed.root)
    except FormatError:
        pass
    return Checkpoint(log.origin, 0, EMPTY_ROOT)


def ask_guardians(log: Log, *, first: UUID, member_id: UUID, now: datetime) -> Log:
    """Make a new key, and write down what the guardians are asked to vouch for.

    The log is not touched until enough of them have done so. A later wish takes the
    place of an earlier one.
    """
    seed = new_seed()
    name = next_name(log.collective_id, log.origin)
    public = str(SigningKey(name, KeyKind.NOTE, seed).verifier)
    end = end_of(log)
    rekey = Rekey(end, public)
    Rekeying.objects.update_or_create(
        collective_id=log.collective_id,
        defaults={
            "public": public,
            "sealed": seal(seed),
            "origin": end.origin,
            "size": end.size,
            "root": end.root,
            "at": now,
            "vouchers": {},
        },
    )
    append_entry(
        collective_id=log.collective_id,
        kind="log.guardians_asked",
        details={"first": str(first), "state": log.state, **rekey.says()},
        now=now,
        member_id=member_id,
    )
    log.agreed_by = None
    log.save(update_fields=("agreed_by",))
    return log


def begin_anew(
    log: Log,
    now: datetime,
    seed: bytes = b"",
    said: Mapping[str, Value] | None = None,
) -> None:
    """Give the log a new name and key; its tree is made again from its entries.

    Who was to be believed until then is kept: receipts of that time go on to hold. The
    entry says which end it continues; ``said`` holds that, and the vouchers, where
    guardians vouch for the key made of ``seed``. The caller saves the log.
    """
    end = end_of(log)
    EarlierName.objects.create(
        collective_id=log.collective_id,
        number=count_names(log.origin),
        origin=log.origin,
        policy=get_policy(log),
        checkpoint=get_checkpoint(log) if log.checkpoint else "",
        until=now,
    )
    log.origin = next_name(log.collective_id, log.origin)
    # Those of devices too: they are called by the log's name, and sign for it.
    Key.objects.filter(
        collective_id=log.collective_id,
        use__in=(Key.Use.LOG, Key.Use.MEMBER),
        until=None,
    ).update(until=now)
    key = make_key(
        use=Key.Use.LOG,
        name=log.origin,
        collective_id=log.collective_id,
        now=now,
        seed=seed,
    )
    append_entry(
        collective_id=log.collective_id,
        kind="log.opened",
        details={
            "origin": log.origin,
            "witness": renew_witness(collective_id=log.collective_id, now=now).public,
            **(said or Rekey(end, key.public).says()),
        },
        now=now,
    )
    Tile.objects.filter(collective_id=log.collective_id).delete()
    Cosignature.objects.filter(collective_id=log.collective_id).delete()
    log.size, log.root, log.edge = 0, EMPTY_ROOT, b""
    log.next_digest, log.offered_digest, log.offered_by = "", "", None
    log.signed_size, log.signed_at, log.checkpoint = 0, None, ""
