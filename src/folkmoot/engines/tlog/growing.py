"""How a stored log grows: a batch of leaves in, the new frontier and changed tiles out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from folkmoot.engines.tlog.faults import FormatError
from folkmoot.engines.tlog.tiles import HEIGHT, WIDTH, TileId, edge_tiles
from folkmoot.engines.tlog.tree import HASH_SIZE, Frontier


@dataclass(frozen=True)
class Grown:
    """What a batch of leaves leads to.

    Attributes
    ----------
    frontier : Frontier
        Of the tree with the new leaves.
    tiles : mapping of TileId to bytes
        Every tile that is new or has more hashes than before, with all its bytes.
        Whoever keeps one row for each level and index puts it over the narrower one.
    """

    frontier: Frontier
    tiles: Mapping[TileId, bytes]


def grow(
    frontier: Frontier, edge: Mapping[TileId, bytes], leaf_hashes: Iterable[bytes]
) -> Grown:
    """Add leaves to a log of which only the right edge is at hand.

    Parameters
    ----------
    frontier : Frontier
        Of the log so far.
    edge : mapping of TileId to bytes
        The partial tiles that `edge_tiles` names for its size; more do no harm.
    leaf_hashes : iterable of bytes
        32 bytes each, in the order of the log.

    Returns
    -------
    Grown
        The new frontier and the changed tiles.

    Raises
    ------
    FormatError
        If a tile of the edge is missing or has another length than its width says.

    Notes
    -----
    One hash for each leaf, whatever the size: O(leaves + log size). That the edge
    belongs to the frontier is not looked at; `Auditor` does.
    """
    partial = {tile.level: _whole(tile, edge) for tile in edge_tiles(frontier.size)}
    tiles: dict[TileId, bytes] = {}
    new, completed = frontier.rise(leaf_hashes)
    for level, fresh in enumerate(completed[::HEIGHT]):
        first = (frontier.size >> HEIGHT * level) // WIDTH
        tiles |= _cut(level, first, partial.get(level, b"") + fresh)
    return Grown(new, tiles)


def _whole(tile: TileId, edge: Mapping[TileId, bytes]) -> bytes:
    data = edge.get(tile, b"")
    if len(data) != tile.size:
        message = f"{tile} has {len(data)} bytes; expected {tile.size}"
        raise FormatError(message)
    return data


def _cut(level: int, first: int, data: bytes) -> dict[TileId, bytes]:
    step = WIDTH * HASH_SIZE
    pieces = (data[start : start + step] for start in range(0, len(data), step))
    return {
        TileId(level, index, len(piece) // HASH_SIZE): piece
        for index, piece in enumerate(pieces, first)
    }
