"""Tiles and entry bundles of C2SP tlog-tiles: which there are, their paths, their bytes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from struct import pack

from folkmoot.engines.tlog.encoding import LARGEST, parse_number
from folkmoot.engines.tlog.faults import FormatError
from folkmoot.engines.tlog.tree import HASH_SIZE

WIDTH = 256
HEIGHT = 8
MAX_LEVEL = 63
ENTRY_SIZE_AT_MOST = 65_535
PREFIX = 2  # bytes before each entry that tell how long it is
GROUPS = re.compile(r"(?:x[0-9]{3}/)*[0-9]{3}", re.ASCII)


@dataclass(frozen=True, order=True)
class TileId:
    """Which tile.

    Attributes
    ----------
    level : int
        0 holds the hashes of leaves, each level above one hash for 256 below; 0 to 63.
    index : int
        From the left, 0 upwards.
    width : int
        Hashes in it, 1 to 256; below 256 it is a partial tile.
    """

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        """Refuse what no tree has."""
        is_place = 0 <= self.level <= MAX_LEVEL and 0 <= self.index <= LARGEST
        if not is_place or not 1 <= self.width <= WIDTH:
            message = f"level {self.level}, index {self.index}, width {self.width}: "
            raise FormatError(message + "no tree has such a tile")

    @property
    def is_full(self) -> bool:
        """Whether it holds all its 256 hashes and stays as it is."""
        return self.width == WIDTH

    @property
    def size(self) -> int:
        """Its bytes, 32 to 8,192."""
        return self.width * HASH_SIZE


def tile_path(tile: TileId) -> str:
    """Return where a tile is served, below the log's prefix.

    Parameters
    ----------
    tile : TileId
        A full or a partial tile.

    Returns
    -------
    str
        A path without a slash at its front.

    References
    ----------
    C2SP tlog-tiles, "Merkle Tree".

    Examples
    --------
    >>> tile_path(TileId(0, 1234067, 5))
    'tile/0/x001/x234/067.p/5'
    """
    return f"tile/{tile.level}/{_place(tile.index, tile.width)}"


def bundle_path(index: int, width: int = WIDTH) -> str:
    """Return where a bundle of entries is served, below the log's prefix.

    Parameters
    ----------
    index : int
        Of the bundle: it begins with entry 256 times ``index``.
    width : int, default: 256
        Entries in it, 1 to 256.

    Returns
    -------
    str
        A path without a slash at its front.

    Examples
    --------
    >>> bundle_path(273, 112)
    'tile/entries/273.p/112'
    """
    tile = TileId(0, index, width)
    return f"tile/entries/{_place(tile.index, tile.width)}"


def _place(index: int, width: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"


def parse_path(text: str) -> tuple[str, TileId]:
    """Read the path of a tile or of a bundle, in its one spelling.

    Parameters
    ----------
    text : str
        A path without a slash at its front.

    Returns
    -------
    str
        ``"tile"`` or ``"entries"``.
    TileId
        Level 0 for a bundle.

    Raises
    ------
    FormatError
        If it is no such path, or another spelling of one.

    Examples
    --------
    >>> parse_path("tile/entries/000.p/1")
    ('entries', TileId(level=0, index=0, width=1))
    """
    head, _, rest = text.partition("/")
    level, _, place = rest.partition("/")
    groups, mark, width = place.partition(".p/")
    kind = "entries" if level == "entries" else "tile"
    if head != "tile" or not GROUPS.fullmatch(groups):
        message = f"{text[:80]!r} is no path of a tile or of entries"
        raise FormatError(message)
    tile = TileId(
        0 if kind == "entries" else parse_number(level, "the level", MAX_LEVEL),
        int(groups.replace("x", "").replace("/", "")),
        parse_number(width, "the width", WIDTH - 1) if mark else WIDTH,
    )
    exact = (
        bundle_path(tile.index, tile.width) if kind == "entries" else tile_path(tile)
    )
    if exact != text:  # groups of zeros before the first
        message = f"{text[:80]!r} is written {exact!r}"
        raise FormatError(message)
    return kind, tile


def tiles_of(size: int) -> Iterator[TileId]:
    """Walk through all tiles of a tree, the lowest level first, from the left.

    Parameters
    ----------
    size : int
        Leaves.

    Yields
    ------
    TileId
        Full tiles, and at the end of a level the partial one, if it has one.
    """
    level, hashes = 0, size
    while hashes:
        full, width = divmod(hashes, WIDTH)
        for index in range(full):
            yield TileId(level, index)
        if width:
            yield TileId(level, full, width)
        level, hashes = level + 1, full


def edge_tiles(size: int) -> tuple[TileId, ...]:
    """Return the partial tiles of a tree: all that is not yet as it will stay.

    Parameters
    ----------
    size : int
        Leaves.

    Returns
    -------
    tuple of TileId
        At most one a level, the lowest first; at most 8 up to 2**63 leaves.
    """
    found = []
    level, hashes = 0, size
    while hashes:
        hashes, width = divmod(hashes, WIDTH)
        if width:
            found.append(TileId(level, hashes, width))
        level += 1
    return tuple(found)


def tile_holding(level: int, index: int, size: int) -> TileId:
    """Return the tile with the hash number ``index`` of a level, in a tree of ``size``.

    Parameters
    ----------
    level : int
        Of the tile.
    index : int
        Of the hash within its level.
    size : int
        Leaves of the tree.

    Returns
    -------
    TileId
        With the width it has in this tree.

    Raises
    ------
    FormatError
        If the tree has no such hash.
    """
    hashes = size >> HEIGHT * level
    if not 0 <= index < hashes:
        message = f"a tree of {size} leaves has no hash {index} at level {level}"
        raise FormatError(message)
    at = index // WIDTH
    return TileId(level, at, min(WIDTH, hashes - at * WIDTH))


def pack_bundle(entries: Iterable[bytes]) -> bytes:
    """Return entries as one bundle.

    Parameters
    ----------
    entries : iterable of bytes
        Up to 65,535 bytes each.

    Returns
    -------
    bytes
        Each entry after its length in two bytes, the high one first.

    Raises
    ------
    FormatError
        If an entry is too long.
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > ENTRY_SIZE_AT_MOST:
            message = f"an entry has {len(entry)} bytes; expected at most 65535"
            raise FormatError(message)
        parts += (pack(">H", len(entry)), entry)
    return b"".join(parts)


def unpack_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    Parameters
    ----------
    data : bytes
        As from `pack_bundle`.

    Returns
    -------
    list of bytes
        1 to 256 entries.

    Raises
    ------
    FormatError
        If it ends within an entry, or holds none or too many.
    """
    entries, at, end = [], 0, len(data)
    while at < end:
        start = at + PREFIX
        at = start + int.from_bytes(data[at:start])
        entries.append(data[start:at])
        if start > end or at > end or len(entries) > WIDTH:
            break
    if at != end or not 1 <= len(entries) <= WIDTH:
        message = f"entry {len(entries) - 1} of a bundle is cut off, or one too many"
        raise FormatError(message if entries else "a bundle holds no entry")
    return entries
