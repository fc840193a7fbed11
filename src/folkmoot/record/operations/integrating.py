"""From entries to a tree: each entry that was written gets its place, for ever."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from folkmoot.engines.tlog import Frontier, TileId, edge_tiles, grow, hash_leaf
from folkmoot.record.models import Entry, Head, Log, Tile
from folkmoot.record.operations.opening import open_log
from folkmoot.web.chance import new_id

AT_ONCE = 4096  # entries in one transaction


class TornError(Exception):
    """Somebody else put entries into the tree meanwhile; nothing was changed."""


def list_waiting() -> QuerySet[Head, UUID]:
    """Return whose entries are not all in a tree yet, and can be."""
    log = Log.objects.filter(collective_id=OuterRef("collective_id"))
    known = Head.objects.annotate(known=Subquery(log.values("size")[:1]))
    waiting = known.exclude(size=Coalesce("known", 0)).exclude(
        collective_id__in=Log.objects.filter(state=Log.State.DAMAGED).values("pk")
    )
    return waiting.values_list("collective_id", flat=True)


def integrate(*, collective_id: UUID, now: datetime) -> Log:
    """Put all entries that wait into the tree; many of them in several transactions.

    The cost of a batch is its length and the logarithm of the tree's: the right edge
    of the tiles is read, nothing else. Where an entry is missing, the log is damaged.

    Raises
    ------
    TornError
        If another integrator was there meanwhile.
    """
    log = open_log(collective_id=collective_id, now=now)
    while _integrate_some(collective_id):
        pass
    log.refresh_from_db()
    return log


@transaction.atomic
def _integrate_some(collective_id: UUID) -> bool:
    log = Log.objects.select_for_update().get(collective_id=collective_id)
    # First the end: what is read later is there, if it was written before.
    head = Head.objects.get(collective_id=collective_id)
    rows = Entry.objects.filter(collective_id=collective_id, index__gte=log.size)
    found = list(rows.order_by("index").values_list("index", "leaf")[:AT_ONCE])
    if not _is_whole(log, head, [index for index, _leaf in found]):
        log.state, log.trouble = Log.State.DAMAGED, f"missing: {log.size}"
        log.save(update_fields=("state", "trouble"))
        return False
    if not found:
        return False
    frontier = Frontier.from_bytes(log.size, bytes(log.edge))
    edge = {tile: _read_tile(collective_id, tile) for tile in edge_tiles(log.size)}
    grown = grow(frontier, edge, (hash_leaf(leaf.encode()) for _index, leaf in found))
    _write_tiles(collective_id, grown.tiles)
    root = grown.frontier.root
    moved = Log.objects.filter(
        collective_id=collective_id, size=log.size, root=bytes(log.root)
    ).update(size=grown.frontier.size, root=root, edge=grown.frontier.to_bytes())
    if moved != 1:
        message = "the tree grew meanwhile"
        raise TornError(message)
    return len(found) == AT_ONCE


def _is_whole(log: Log, head: Head, places: list[int]) -> bool:
    """Say whether these entries follow the tree, up to the end that was known before.

    An end within the tree means that later entries would take places again.
    """
    end = log.size + len(places)
    is_in_order = places == [*range(log.size, end)]
    return is_in_order and log.size <= min(head.size, log.size + AT_ONCE) <= end


def _read_tile(collective_id: UUID, tile: TileId) -> bytes:
    row = Tile.objects.filter(
        collective_id=collective_id, level=tile.level, index=tile.index
    ).first()
    return bytes(row.data)[: tile.size] if row else b""


def _write_tiles(collective_id: UUID, tiles: Mapping[TileId, bytes]) -> None:
    rows = [
        Tile(
            id=new_id(),
            collective_id=collective_id,
            level=tile.level,
            index=tile.index,
            data=data,
        )
        for tile, data in tiles.items()
    ]
    Tile.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("collective_id", "level", "index"),
        update_fields=("data",),
    )
