"""Logs made for tests, all from the seed in their name: same name, same bytes."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import WITHOUT_DATA

from folkmoot.engines import tlog
from folkmoot.engines.tlog import Frontier, KeyKind, SigningKey, TileId

VECTORS = Path(__file__).parents[4] / "shared" / "data" / "vectors"
# Where trees change their shape: around tiles and levels.
SIZES = (0, 1, 2, 3, 255, 256, 257, 300, 511, 512, 65535, 65536, 65537, 70000)
ORIGIN = "elm.example/log"
TIME = 1_795_000_000


def vectors(name: str) -> Path:
    """Return a folder or file of others' test cases, or leave the test out."""
    path = VECTORS / name
    if not path.exists():
        pytest.skip(f"{WITHOUT_DATA}: {name}")
    return path


def seed_of(name: str) -> bytes:
    return sha256(name.encode()).digest()


def key_of(name: str = ORIGIN, kind: KeyKind = KeyKind.NOTE) -> SigningKey:
    return SigningKey(name, kind, seed_of(name))


def witness_of(name: str = "oak.example/witness") -> SigningKey:
    return key_of(name, KeyKind.COSIGNATURE)


def entry(index: int, name: str = "") -> bytes:
    """Return an entry as long as those of our leaves."""
    return (b"entry %d %s " % (index, name.encode())).ljust(195, b".")


def line64(raw: bytes) -> str:
    return b64encode(raw).decode() + "\n"


class Log:
    """A whole log in memory: entries, tiles, frontier, as a store would keep them."""

    def __init__(self, size: int = 0, name: str = "", batch: int = 4096) -> None:
        self.entries: list[bytes] = []
        self.tiles: dict[TileId, bytes] = {}
        self.frontier = Frontier()
        for start in range(0, size, batch):
            until = min(size, start + batch)
            self.append([entry(index, name) for index in range(start, until)])

    @property
    def size(self) -> int:
        return self.frontier.size

    @property
    def checkpoint(self) -> tlog.Checkpoint:
        return tlog.Checkpoint.of(ORIGIN, self.frontier)

    @property
    def read(self) -> tlog.Read:
        return tlog.read_tiles(self.tile, self.size)

    def append(self, entries: list[bytes]) -> None:
        hashes = [tlog.hash_leaf(one) for one in entries]
        grown = tlog.grow(self.frontier, self.tiles, hashes)
        self.entries += entries
        self.frontier = grown.frontier
        self.tiles |= grown.tiles

    def tile(self, tile: TileId) -> bytes:
        """Return the bytes of a tile of the log as it is now."""
        return self.tiles[tile]

    def bundles(self, size: int | None = None) -> list[bytes]:
        entries = self.entries[:size]
        return [
            tlog.pack_bundle(entries[start : start + 256])
            for start in range(0, len(entries), 256)
        ]

    def signed(self, key: SigningKey | None = None) -> bytes:
        return tlog.sign_checkpoint(self.checkpoint, key or key_of())
