"""Reads the hashes of complete subtrees out of tiles: few tiles, each one once."""

from collections.abc import Callable

from folkmoot.engines.tlog.faults import FormatError
from folkmoot.engines.tlog.tiles import HEIGHT, WIDTH, TileId, tile_holding
from folkmoot.engines.tlog.tree import HASH_SIZE, pair

type Read = Callable[[int, int], bytes]
type GetTile = Callable[[TileId], bytes]

# Tiles that a reader remembers with all their nodes, about 16 kB each.
REMEMBERED = 1024


def read_tiles(get_tile: GetTile, size: int) -> Read:
    """Return a reader of subtrees for `inclusion_proof` and `consistency_proof`.

    Parameters
    ----------
    get_tile : callable of TileId to bytes
        Returns the bytes of a tile. It is asked for widths alone that a tree of
        ``size`` leaves has; a store that holds a wider one cuts it to ``size`` bytes.
    size : int
        Leaves of the tree.

    Returns
    -------
    callable of two int to bytes
        Takes the height of a complete subtree and its number from the left, returns its
        hash, 32 bytes. Each tile is got once: for a proof at most two a level.

    Raises
    ------
    FormatError
        From the reader, if the tree has no such subtree or a tile has another length.

    Notes
    -----
    A tile is believed. Who does not trust the source verifies the proof that comes out.
    """
    seen: dict[TileId, list[bytes]] = {}

    def nodes_of(tile: TileId) -> list[bytes]:
        if tile not in seen:
            data = get_tile(tile)
            if len(data) != tile.size:
                message = f"{tile} has {len(data)} bytes; expected {tile.size}"
                raise FormatError(message)
            if len(seen) >= REMEMBERED:
                del seen[next(iter(seen))]
            seen[tile] = _heights(data)
        return seen[tile]

    def read(height: int, index: int) -> bytes:
        if not 0 <= index < size >> height:
            message = f"a tree of {size} leaves has no subtree {index} of 2**{height}"
            raise FormatError(message)
        level, between = divmod(height, HEIGHT)
        tile = tile_holding(level, index << between, size)
        start = (index - (tile.index * WIDTH >> between)) * HASH_SIZE
        return nodes_of(tile)[between][start : start + HASH_SIZE]

    return read


def _heights(data: bytes) -> list[bytes]:
    """Return the joined hashes of all complete subtrees within a tile, by height."""
    found = [data]
    for _height in range(1, HEIGHT):
        data = found[-1]
        whole = len(data) // HASH_SIZE // 2 * 2 * HASH_SIZE
        found.append(pair(data[:whole]))
    return found
