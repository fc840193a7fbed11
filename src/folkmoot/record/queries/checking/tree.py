"""The tree over the entries, computed again and held against tiles and signed roots."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from folkmoot.engines.tlog import (
    EMPTY_ROOT,
    HASH_SIZE,
    WIDTH,
    Checkpoint,
    FormatError,
    Frontier,
    SignatureError,
    TileId,
    VerifierKey,
    edge_tiles,
    grow,
    hash_leaf,
    open_checkpoint,
    tiles_of,
)
from folkmoot.record.models import KeptEnd, Key, Log, Tile, Witnessed
from folkmoot.record.queries.checking.faults import Fault, between

FULL = WIDTH * HASH_SIZE


class Tree:
    """Grows entry by entry up to what is in the stored tree; only its edge is kept."""

    def __init__(self, collective_id: UUID, log: Log | None) -> None:
        self.collective_id = collective_id
        self.frontier = Frontier()
        self._size = log.size if log else 0
        self._kept_edge = bytes(log.edge) if log else b""
        self._edge: dict[TileId, bytes] = {}
        self._held = 0  # entries under the last signed root that was right
        signed = list_signed(log) if log else []
        self._ahead = sorted(signed, key=lambda one: one.size, reverse=True)

    def add(self, leaves: Sequence[str]) -> Fault | None:
        """Add entries; return the first fault of the tree among them."""
        room = self._size - self.frontier.size
        hashes = [hash_leaf(leaf.encode()) for leaf in leaves[:room]]
        while hashes or self._is_signed_here():
            until = self._ahead[-1].size - self.frontier.size if self._ahead else None
            now, hashes = hashes[:until], hashes[until:] if until is not None else []
            fault = self._grow(now) or self._pass_signed()
            if fault is not None:
                return fault
        return None

    def _is_signed_here(self) -> bool:
        return bool(self._ahead) and self._ahead[-1].size == self.frontier.size

    def _grow(self, hashes: Sequence[bytes]) -> Fault | None:
        grown = grow(self.frontier, self._edge, hashes)
        self.frontier = grown.frontier
        edge = {**self._edge, **grown.tiles}
        self._edge = {tile: edge[tile] for tile in edge_tiles(self.frontier.size)}
        return self._compare(grown.tiles)

    def _pass_signed(self) -> Fault | None:
        """Compare with the roots that were signed for just so many entries."""
        while self._is_signed_here():
            size, root = self._ahead[-1].size, self._ahead[-1].root
            if root != self.frontier.root:
                return self._fault_under(root)
            self._ahead.pop()
            self._held = size
        return None

    def _fault_under(self, root: bytes) -> Fault:
        """Name what was changed under a signed root, by an edge that still fits it."""
        try:
            kept = Frontier.from_bytes(self.frontier.size, self._kept_edge)
        except FormatError:
            kept = Frontier()
        if kept.root == root:
            return self._fault_of_edge(self._kept_edge)
        last = max(self.frontier.size - 1, self._held)
        return between(self._held, last, "changed after it was signed")

    def _compare(self, tiles: Mapping[TileId, bytes]) -> Fault | None:
        """Hold stored tiles against what their entries give; name the first wrong one.

        A stored tile may be wider: further entries follow.
        """
        kept = Tile.objects.filter(
            collective_id=self.collective_id,
            level__in={tile.level for tile in tiles},
            index__in={tile.index for tile in tiles},
        )
        stored = {(row.level, row.index): bytes(row.data) for row in kept}
        for tile in sorted(tiles):
            there = stored.get((tile.level, tile.index), b"")
            at = _first_difference(tiles[tile], there)
            if at is not None:
                below: int = WIDTH**tile.level
                first = (tile.index * WIDTH + at) * below
                return between(first, first + below - 1, "the tree does not hold it")
        return None

    def fault_at_end(self, log: Log) -> Fault | None:
        """Return where the stored end of the tree differs from the one computed."""
        size = self.frontier.size
        if size < log.size:
            return Fault(size, "entries are missing at the end")
        if self._ahead:
            return Fault(size, "the tree holds less than was signed")
        if self._kept_edge != self.frontier.to_bytes():
            return self._fault_of_edge(self._kept_edge)
        if bytes(log.root) != self.frontier.root:
            return Fault(size, "the tree ends otherwise")
        return self._fault_of_spare_tiles()

    def _fault_of_edge(self, edge: bytes) -> Fault:
        """Name the entries under the first hash of the edge that differs."""
        first, size = 0, self.frontier.size
        heights = [at for at in reversed(range(size.bit_length())) if size >> at & 1]
        for number, height in enumerate(heights):
            kept = edge[number * HASH_SIZE : (number + 1) * HASH_SIZE]
            if kept != self.frontier.hashes[number]:
                last = first + (1 << height) - 1
                return between(first, last, "the tree ends otherwise")
            first += 1 << height
        return Fault(size, "the tree ends otherwise")

    def _fault_of_spare_tiles(self) -> Fault | None:
        """Find rows that no entry made, and tiles that are longer than they may be."""
        size = self.frontier.size
        rows = Tile.objects.filter(collective_id=self.collective_id)
        if rows.count() != sum(1 for _ in tiles_of(size)):
            return Fault(size, "there are tiles that no entry made")
        for tile in self._edge:
            row = rows.filter(level=tile.level, index=tile.index).get()
            if len(row.data) != tile.size:
                return Fault(size, "a tile holds more than the entries")
        return None


def _first_difference(made: bytes, stored: bytes) -> int | None:
    """Return which hash differs; a stored tile may go on, up to its full width."""
    if stored.startswith(made) and len(stored) <= FULL:
        return None
    starts = range(0, len(made), HASH_SIZE)
    differing = (
        start // HASH_SIZE
        for start in starts
        if stored[start : start + HASH_SIZE] != made[start : start + HASH_SIZE]
    )
    return next(differing, 0)


def list_signed(log: Log) -> list[Checkpoint]:
    """Return what the log signed, as it and the neighbours who cosigned it keep it."""
    keys = Key.objects.filter(collective_id=log.collective_id, use=Key.Use.LOG)
    own = [VerifierKey.parse(key.public) for key in keys]
    seen = Witnessed.objects.filter(origin=log.origin).exclude(note="")
    found = [Checkpoint(log.origin, 0, EMPTY_ROOT)]
    kept = KeptEnd.objects.filter(collective_id=log.collective_id)
    for note in (
        log.checkpoint,
        *kept.values_list("checkpoint", flat=True),
        *seen.values_list("note", flat=True),
    ):
        try:
            signed = open_checkpoint(note.encode(), own)
        except (FormatError, SignatureError):
            continue  # `ending` looks at the log's own
        if signed.origin == log.origin:
            found.append(signed)
    return found
