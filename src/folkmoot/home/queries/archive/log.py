"""The collective's log in its copy: the files that a web server would serve."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import batched
from typing import Any

from folkmoot.engines.tlog import (
    WIDTH,
    TileId,
    bundle_path,
    pack_bundle,
    tile_path,
    tiles_of,
)
from folkmoot.people.models import Collective
from folkmoot.record.models import Entry, Head, Log, Tile
from folkmoot.record.queries import as_code, get_checkpoint, get_policy

FOLDER = "log"


class UnsealedError(Exception):
    """Entries were written that are in no tree yet: put them there, then try again."""


@dataclass(frozen=True)
class Sealed:
    """A log whose tree holds every entry, and why its end is unsigned, if it is."""

    log: Log
    unsigned: str

    @property
    def said(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "origin": self.log.origin,
            "size": self.log.size,
            "root": as_code(bytes(self.log.root)),
            "signed": self.log.signed_size,
            "unsigned": self.unsigned,
        }


def get_sealed(collective: Collective) -> Sealed:
    """Return a collective's log; a damaged one as it is.

    Raises
    ------
    UnsealedError
        If an entry is not in its tree yet.
    """
    log = Log.objects.filter(collective_id=collective.id).first()
    head = Head.objects.filter(collective_id=collective.id).first()
    if log is None or head is None:
        raise UnsealedError
    if log.size != head.size and log.state != Log.State.DAMAGED:
        raise UnsealedError
    is_signed = bool(log.checkpoint) and log.signed_size == log.size
    reason = "" if is_signed else f"{log.state}: {log.trouble}".rstrip(": ")
    return Sealed(log, reason)


def write_log(sealed: Sealed, add: Callable[[str, BytesIO], None]) -> None:
    """Add each file of the log as it is served.

    Where the end is not signed, also what a reader of the signed part asks for.
    """
    log = sealed.log
    if log.checkpoint:
        add(f"{FOLDER}/checkpoint", BytesIO(get_checkpoint(log).encode()))
    add(f"{FOLDER}/policy", BytesIO(get_policy(log).encode()))
    wanted = _tiles(log)
    for (level, index), data in _stored_tiles(log):
        for tile in wanted[level, index]:
            # What is missing in a damaged log is missing in the copy too.
            if len(data) >= tile.size:
                add(f"{FOLDER}/{tile_path(tile)}", BytesIO(data[: tile.size]))
    for index, leaves in enumerate(_bundles(log)):
        for tile in wanted[0, index]:
            path = bundle_path(index, tile.width)
            add(f"{FOLDER}/{path}", BytesIO(pack_bundle(leaves[: tile.width])))


def _tiles(log: Log) -> Mapping[tuple[int, int], list[TileId]]:
    """Return the tiles of the whole tree, and those of the signed one at its edge."""
    sizes = {log.size, log.signed_size} if log.checkpoint else {log.size}
    found: dict[tuple[int, int], list[TileId]] = defaultdict(list)
    for tile in sorted({tile for size in sizes for tile in tiles_of(size)}):
        found[tile.level, tile.index].append(tile)
    return found


def _stored_tiles(log: Log) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield all tiles in one query: a long log has thousands."""
    rows = Tile.objects.filter(collective_id=log.collective_id)
    values = rows.order_by("level", "index").values_list("level", "index", "data")
    for level, index, data in values.iterator(chunk_size=WIDTH):
        yield (level, index), bytes(data)


def _bundles(log: Log) -> Iterator[Sequence[bytes]]:
    """Yield the entries in the tree, 256 at a time, in one query."""
    rows = Entry.objects.filter(collective_id=log.collective_id, index__lt=log.size)
    leaves = rows.order_by("index").values_list("leaf", flat=True)
    in_bytes = (leaf.encode() for leaf in leaves.iterator(chunk_size=WIDTH))
    yield from batched(in_bytes, WIDTH, strict=False)
