"""Checks a whole log from its entries: every hash again, and the first that differs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from folkmoot.engines.tlog.checkpoints import Checkpoint
from folkmoot.engines.tlog.faults import FormatError, TlogError
from folkmoot.engines.tlog.growing import grow
from folkmoot.engines.tlog.tiles import WIDTH, TileId, edge_tiles, unpack_bundle
from folkmoot.engines.tlog.tree import HASH_SIZE, Frontier

type FindTile = Callable[[TileId], bytes | None]


class AuditError(TlogError):
    """A log that does not hold.

    Attributes
    ----------
    first, last : int
        Entries among which the first wrong one is; the same where it is known.
    tile : TileId or None
        The tile that differs, if it is one.
    """

    def __init__(
        self, message: str, first: int, last: int, tile: TileId | None = None
    ) -> None:
        """Name the place beside what is wrong."""
        super().__init__(message)
        self.first, self.last, self.tile = first, last, tile


@dataclass(frozen=True)
class Audit:
    """What an audit of a log that holds has seen.

    Attributes
    ----------
    frontier : Frontier
        Of all its entries.
    tiles : int
        Tiles that were compared.
    checkpoints : int
        Checkpoints whose root was computed again.
    signed : int
        Entries under the largest of them; those after it are nobody's word yet.
    """

    frontier: Frontier
    tiles: int
    checkpoints: int
    signed: int


class Auditor:
    """Takes a log's bundles one after another and computes all of it again.

    Nothing but the right edge is remembered: memory does not grow with the log.

    Parameters
    ----------
    checkpoints : iterable of Checkpoint
        Whose signatures were checked already: the head, and earlier ones that somebody
        kept. The more there are, the closer a change is named that fits the tiles.
    find_tile : callable of TileId to bytes or None, optional
        Returns the bytes of a tile as the log serves it, None where it serves none.
        Asked for full tiles, and for partial ones at the sizes of the checkpoints and
        at the end. Without it no tile is compared.

    Examples
    --------
    >>> auditor = Auditor([Checkpoint("elm.example/log", 1, hash_leaf(b"word"))])
    >>> auditor.add_bundle(pack_bundle([b"word"]))
    [b'word']
    >>> auditor.finish().frontier.size
    1
    """

    def __init__(
        self, checkpoints: Iterable[Checkpoint] = (), find_tile: FindTile | None = None
    ) -> None:
        """Begin with an empty log."""
        self._ahead = sorted(checkpoints, key=lambda one: one.size, reverse=True)
        self._find_tile = find_tile
        self._frontier = Frontier()
        self._edge: dict[TileId, bytes] = {}
        self._good = 0  # entries that a checkpoint has confirmed
        self._tiles = self._checkpoints = 0
        self._pass_checkpoints()

    @property
    def size(self) -> int:
        """Entries seen so far."""
        return self._frontier.size

    def add_bundle(self, data: bytes) -> list[bytes]:
        """Check the next bundle; return its entries.

        Raises `AuditError` with the first entry or tile that differs. All bundles but
        the last hold 256 entries.
        """
        start = self.size
        if start % WIDTH:
            message = f"entry {start}: the bundle before it is not full, and not last"
            raise AuditError(message, start, start)
        try:
            entries = unpack_bundle(data)
        except FormatError as error:
            place = start // WIDTH
            message = f"bundle {place}, entries from {start}: {error}"
            raise AuditError(message, start, start + WIDTH - 1) from error
        self._take([sha256(b"\0" + entry).digest() for entry in entries])
        return entries

    def _take(self, hashes: list[bytes]) -> None:
        """Add leaf hashes, stopping at each checkpoint on the way."""
        while hashes:
            until = self._ahead[-1].size - self.size if self._ahead else len(hashes)
            now, hashes = hashes[:until], hashes[until:]
            grown = grow(self._frontier, self._edge, now)
            self._frontier = grown.frontier
            wanted = edge_tiles(self.size)
            whole = {**self._edge, **grown.tiles}
            self._edge = {tile: whole[tile] for tile in wanted}
            full = [tile for tile in grown.tiles if tile.is_full]
            for tile in sorted(full):
                self._compare(tile, grown.tiles[tile])
            self._pass_checkpoints()

    def _pass_checkpoints(self) -> None:
        """Compare roots with the checkpoints that end here."""
        while self._ahead and self._ahead[-1].size == self.size:
            checkpoint = self._ahead.pop()
            if checkpoint.root != self._frontier.root:
                # A tile further up may tell more closely where it is.
                for tile, made in self._edge.items():
                    if self._find_tile and self._find_tile(tile) is not None:
                        self._compare(tile, made)
                last = max(self.size - 1, self._good)
                message = (
                    f"the root of {self.size} entries is not the signed one: an entry"
                    f" from {self._good} to {last} was changed"
                )
                raise AuditError(message, self._good, last)
            self._good = self.size
            self._checkpoints += 1

    def _compare(self, tile: TileId, made: bytes) -> None:
        """Compare a tile that the log serves with the one that its entries make."""
        if self._find_tile is None:
            return
        found = self._find_tile(tile)
        self._tiles += 1
        if found == made:
            return
        first, last = _entries_under(tile, found, made)
        what = "is missing" if found is None else "does not fit the entries"
        place = f"entry {first}" if first == last else f"entries {first} to {last}"
        message = f"level {tile.level}, tile {tile.index} {what}: {place}"
        raise AuditError(message, first, last, tile)

    def finish(self) -> Audit:
        """Check the edge and that no checkpoint asks for more; return what was seen."""
        for tile, made in self._edge.items():
            self._compare(tile, made)
        if self._ahead:
            missing = self._ahead[-1].size
            message = f"the log ends after {self.size} entries; {missing} are signed"
            raise AuditError(message, self.size, missing - 1)
        return Audit(self._frontier, self._tiles, self._checkpoints, self._good)


def _entries_under(tile: TileId, found: bytes | None, made: bytes) -> tuple[int, int]:
    """Return the first and last entry under the first hash that differs."""
    below: int = WIDTH**tile.level
    start = tile.index * WIDTH * below
    if found is None:
        return start, start + tile.width * below - 1
    first = start + below * next(_differing(found, made), tile.width - 1)
    return first, first + below - 1


def _differing(found: bytes, made: bytes) -> Iterator[int]:
    for start in range(0, len(made), HASH_SIZE):
        end = start + HASH_SIZE
        if found[start:end] != made[start:end]:
            yield start // HASH_SIZE
