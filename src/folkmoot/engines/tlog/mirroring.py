"""Following a log: from an end that is known to a later one, nothing believed unproved.

Who keeps a copy computes each new hash itself. That the root in the end is the signed
one proves that the old end is continued: no other proof is needed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from folkmoot.engines.tlog.checkpoints import Checkpoint
from folkmoot.engines.tlog.faults import FormatError, ProofError
from folkmoot.engines.tlog.growing import grow
from folkmoot.engines.tlog.keys import VerifierKey
from folkmoot.engines.tlog.reading import Read
from folkmoot.engines.tlog.tiles import WIDTH, TileId, edge_tiles, unpack_bundle
from folkmoot.engines.tlog.tree import Frontier, hash_leaf


@dataclass(frozen=True)
class Mirrored:
    """A log that is to be mirrored.

    Attributes
    ----------
    keys : tuple of VerifierKey
        By which it is signed; several where a key follows another. All have its name.
    url : str
        Where it is served.
    """

    keys: tuple[VerifierKey, ...]
    url: str


def read_mirrored_line(text: str) -> Mirrored:
    """Read which log is to be mirrored: its keys and its address, with spaces between.

    Parameters
    ----------
    text : str
        ``KEY … https://…``

    Returns
    -------
    Mirrored
        The log.

    Raises
    ------
    FormatError
        If a key is none, they have several names, or there is none, or no address.
    """
    *keys, url = text.split() or [""]
    read = tuple(map(VerifierKey.parse, keys))
    is_address = url.startswith(("https://", "http://"))
    if not is_address or len({key.name for key in read}) != 1:
        message = "write the keys of one record, then its address, with spaces between"
        raise FormatError(message)
    return Mirrored(read, url)


type GetBundle = Callable[[int, int], bytes]


@dataclass(frozen=True)
class Followed:
    """One bundle more, and what it leads to.

    Attributes
    ----------
    index, width : int
        Of the bundle.
    data : bytes
        As it was got.
    leaves : tuple of bytes
        Those of its entries that are new.
    tiles : mapping of TileId to bytes
        What the new ones change.
    frontier : Frontier
        With them.
    """

    index: int
    width: int
    data: bytes
    leaves: tuple[bytes, ...]
    tiles: Mapping[TileId, bytes]
    frontier: Frontier


def frontier_at(read: Read, size: int) -> Frontier:
    """Return the right edge of the first ``size`` leaves, as tiles have it.

    Parameters
    ----------
    read : callable
        As from `read_tiles`.
    size : int
        Leaves; no more than the reader has.

    Returns
    -------
    Frontier
        Its root is the one of so many leaves.
    """
    hashes, start = [], 0
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            hashes.append(read(height, start >> height))
            start += 1 << height
    return Frontier(size, tuple(hashes))


def follow(
    frontier: Frontier,
    edge: Mapping[TileId, bytes],
    end: Checkpoint,
    get_bundle: GetBundle,
) -> Iterator[Followed]:
    """Yield what leads from a known end to a later one, bundle by bundle.

    What was yielded counts once the last one came: only then the root is compared.

    Parameters
    ----------
    frontier : Frontier
        Of what is known.
    edge : mapping of TileId to bytes
        The partial tiles of what is known.
    end : Checkpoint
        The later end, whose signature was checked.
    get_bundle : callable of two int to bytes
        Returns the bundle of a number, with so many entries.

    Yields
    ------
    Followed
        One for each bundle with something new.

    Raises
    ------
    FormatError
        If a bundle is none, or has another number of entries.
    ProofError
        If the later end does not continue the known one.
    """
    for start in range(frontier.size // WIDTH * WIDTH, end.size, WIDTH):
        width = min(WIDTH, end.size - start)
        data = get_bundle(start // WIDTH, width)
        entries = unpack_bundle(data)
        if len(entries) != width:
            message = f"a bundle holds {len(entries)} entries; expected {width}"
            raise FormatError(message)
        known = frontier.size - start
        # What is known of this bundle has to be in it still, since it is kept whole.
        before = b"".join(map(hash_leaf, entries[:known]))
        if known and before != edge.get(TileId(0, start // WIDTH, known)):
            message = f"bundle {start // WIDTH} holds other entries than before"
            raise ProofError(message)
        leaves = tuple(entries[known:])
        grown = grow(frontier, edge, map(hash_leaf, leaves))
        frontier = grown.frontier
        whole = {**edge, **grown.tiles}
        edge = {tile: whole[tile] for tile in edge_tiles(frontier.size)}
        yield Followed(start // WIDTH, width, data, leaves, grown.tiles, frontier)
    if (frontier.size, frontier.root) != (end.size, end.root):
        message = f"the end of {end.size} entries does not continue what is known"
        raise ProofError(message)
