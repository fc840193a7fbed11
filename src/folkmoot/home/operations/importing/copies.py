"""A copy on disk: its tables, its files, its log."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from folkmoot.engines.tlog import (
    WIDTH,
    Checkpoint,
    TileId,
    bundle_path,
    open_checkpoint,
    parse_policy,
    tile_holding,
    tile_path,
    unpack_bundle,
)

BUNDLES_KEPT = 8


class WrongCopyError(Exception):
    """The file is no copy of a collective, or not the one that was written."""


@dataclass(frozen=True)
class Copy:
    """An unpacked copy that was checked."""

    folder: Path
    manifest: dict[str, Any]

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of one table."""
        with (self.folder / f"{table}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    @property
    def tables(self) -> list[str]:
        """The names of the tables in it."""
        names = (Path(name) for name in self.manifest["files"])
        return [name.stem for name in names if name.suffix == ".jsonl"]

    def attachment(self, row_id: str) -> bytes:
        """Return the content of one photo or recording."""
        return (self.folder / "attachments" / row_id).read_bytes()

    @property
    def size(self) -> int:
        """How many entries its log has."""
        return int(self.manifest["record"]["size"])

    def served(self, path: str) -> bytes:
        """Return a file of its log; nothing if it has none."""
        file = self.folder / "log" / path
        return file.read_bytes() if file.is_file() else b""

    def bundle(self, index: int) -> bytes:
        """Return the bundle of entries from ``256 * index``."""
        tile = tile_holding(0, index * WIDTH, self.size)
        return self.served(bundle_path(index, tile.width))

    def tile(self, tile: TileId) -> bytes | None:
        """Return a tile as it would be served."""
        return self.served(tile_path(tile)) or None

    def leaf(self, index: int) -> str:
        """Return one entry as it stands in the log."""
        return _unpacked(self, index // WIDTH)[index % WIDTH].decode()

    def __hash__(self) -> int:
        return hash(self.folder)

    @property
    def checkpoints(self) -> list[Checkpoint]:
        """Its signed end, checked; none where nothing was signed."""
        note = self.served("checkpoint")
        keys = [line.key for line in parse_policy(self.served("policy")).logs]
        return [open_checkpoint(note, keys)] if note else []


@lru_cache(maxsize=BUNDLES_KEPT)
def _unpacked(copy: Copy, index: int) -> list[bytes]:
    return unpack_bundle(copy.bundle(index))
