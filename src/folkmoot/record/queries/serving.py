"""What a log shows to everybody: its checkpoint, and entries as they were hashed."""

from uuid import UUID

from django.db.models import QuerySet

from folkmoot.engines.tlog import (
    WIDTH,
    LogLine,
    Policy,
    TileId,
    VerifierKey,
    WitnessLine,
    pack_bundle,
)
from folkmoot.engines.tlog import origin_hash as hash_of
from folkmoot.record.memory import count_names
from folkmoot.record.models import (
    Cosignature,
    EarlierName,
    Entry,
    KeptEnd,
    Key,
    Log,
    Witness,
    Witnessed,
)


def get_log(collective_id: UUID) -> Log | None:
    """Return the log over a collective's entries; None before it was opened."""
    return Log.objects.filter(collective_id=collective_id).first()


def get_checkpoint(log: Log) -> str:
    """Return the signed note, with the lines of all witnesses who saw this size."""
    lines = Cosignature.objects.filter(
        collective_id=log.collective_id, size=log.signed_size
    )
    in_order = lines.order_by("witness__since", "witness_id")
    return log.checkpoint + "".join(in_order.values_list("line", flat=True))


def get_bundle(collective_id: UUID, index: int, width: int) -> bytes:
    """Return ``width`` entries from the place of the tile ``index`` of level 0."""
    start = index * WIDTH
    rows = Entry.objects.filter(
        collective_id=collective_id, index__gte=start, index__lt=start + width
    )
    leaves = rows.order_by("index").values_list("leaf", flat=True)
    return pack_bundle(leaf.encode() for leaf in leaves)


def quorum_of(witnesses: int) -> int:
    """Return how many of them are enough: more than half; 0 of none."""
    return witnesses // 2 + 1 if witnesses else 0


def get_policy(log: Log) -> str:
    """Return who is to be believed about a log: its keys, its witnesses, how many.

    As C2SP tlog-policy: more than half of the witnesses, since two heads of one size
    could both be cosigned by half of them.
    """
    keys = Key.objects.filter(collective_id=log.collective_id, use=Key.Use.LOG)
    own = [
        VerifierKey.parse(public) for public in keys.values_list("public", flat=True)
    ]
    logs = tuple(LogLine(key) for key in own if key.name == log.origin)
    rows = Witness.objects.filter(collective_id=log.collective_id)
    witnesses = tuple(
        WitnessLine(f"w{number}", VerifierKey.parse(row.public), row.url)
        for number, row in enumerate(rows, start=1)
    )
    needed = quorum_of(len(witnesses))
    return Policy.of_witnesses(logs, witnesses, needed).format().decode()


def get_policy_of(log: Log, number: int) -> str | None:
    """Return who was to be believed under the log's name with this number, 1 or more.

    None if it never had it.
    """
    if number == count_names(log.origin):
        return get_policy(log)
    rows = EarlierName.objects.filter(collective_id=log.collective_id, number=number)
    return rows.values_list("policy", flat=True).first()


def list_kept(collective_id: UUID) -> QuerySet[KeptEnd]:
    """Return the signed ends that others followed and that are kept, latest first."""
    return KeptEnd.objects.filter(collective_id=collective_id)


def get_kept_list(collective_id: UUID) -> str:
    """Return a line for each: the number of the log's name, size, seconds of 1970."""
    rows = list_kept(collective_id).values_list("number", "size", "at")
    return "".join(f"{name} {size} {int(at.timestamp())}\n" for name, size, at in rows)


def find_kept(collective_id: UUID, number: int, size: int) -> str | None:
    """Return one of them as it was served."""
    rows = list_kept(collective_id).filter(number=number, size=size)
    return rows.values_list("checkpoint", flat=True).first()


def is_within(tile: TileId, size: int) -> bool:
    """Say whether a tree of ``size`` entries has this tile, in this width or wider."""
    hashes = size >> (8 * tile.level)
    return tile.index * WIDTH + tile.width <= hashes


def find_seen(origin_hash: str) -> str | None:
    """Return the last checkpoint that the server's own key cosigned of a log."""
    rows = Witnessed.objects.filter(by__collective_id=None).exclude(note="")
    for origin, note in rows.values_list("origin", "note"):
        if hash_of(origin) == origin_hash:
            return note
    return None
