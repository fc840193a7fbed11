"""What a log shows to everybody: its checkpoint, and entries as they were hashed."""

from uuid import UUID

from folkmoot.engines.tlog import WIDTH, pack_bundle
from folkmoot.record.models import Cosignature, Entry, Log


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
