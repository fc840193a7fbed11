"""Tiles of a stored log, cut to what a tree of some size has."""

from uuid import UUID

from folkmoot.engines.tlog import FormatError, Read, TileId, frontier_at, read_tiles
from folkmoot.record.models import Tile


def get_tile(collective_id: UUID, tile: TileId) -> bytes:
    """Return the bytes of a tile.

    Raises
    ------
    FormatError
        If the tree has not grown so far.
    """
    rows = Tile.objects.filter(
        collective_id=collective_id, level=tile.level, index=tile.index
    )
    data = b"".join(bytes(one) for one in rows.values_list("data", flat=True))
    if len(data) < tile.size:
        message = f"{tile} is not there"
        raise FormatError(message)
    return data[: tile.size]


def reader(collective_id: UUID, size: int) -> Read:
    """Return what proofs of a tree of ``size`` entries are made from."""
    return read_tiles(lambda tile: get_tile(collective_id, tile), size)


def root_at(collective_id: UUID, size: int) -> bytes:
    """Return the root of the first ``size`` entries, as the stored tiles have it."""
    return frontier_at(reader(collective_id, size), size).root
