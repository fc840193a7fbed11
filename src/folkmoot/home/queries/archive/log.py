"""The collective's log in its copy: the files that a web server would serve."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from folkmoot.engines.tlog import (
    FormatError,
    TileId,
    bundle_path,
    tile_path,
    tiles_of,
)
from folkmoot.people.models import Collective
from folkmoot.record.models import Head, Log
from folkmoot.record.queries import as_code, get_bundle, get_checkpoint, get_policy
from folkmoot.record.tiles import get_tile

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
    for tile in _tiles(log):
        # A tile that is not there is missing in the copy too, for the check to find.
        with suppress(FormatError):
            data = get_tile(log.collective_id, tile)
            add(f"{FOLDER}/{tile_path(tile)}", BytesIO(data))
        if tile.level == 0:
            bundle = get_bundle(log.collective_id, tile.index, tile.width)
            path = bundle_path(tile.index, tile.width)
            add(f"{FOLDER}/{path}", BytesIO(bundle))


def _tiles(log: Log) -> list[TileId]:
    """Return the tiles of the whole tree, and those of the signed one at its edge."""
    sizes = {log.size, log.signed_size} if log.checkpoint else {log.size}
    return sorted({tile for size in sizes for tile in tiles_of(size)})
