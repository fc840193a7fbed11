"""Programs that we did not write, and our logs as files for them."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.engines.tlog.logs import TIME, Log, key_of, witness_of

from folkmoot.engines import tlog
from folkmoot.engines.tlog import Frontier, TileId

# Where Debian keeps Go packages.
GOPATH = "/usr/share/gocode"
SOURCE = Path(__file__).with_name("go") / "main.go"


def program(name: str) -> str:
    """Return where a program is, or leave the test out."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is missing")
    return found


def build_go(folder: Path) -> Path:
    """Compile the Go program, or leave the test out."""
    go = program("go")
    if not (Path(GOPATH) / "src/golang.org/x/mod/sumdb/tlog").exists():
        pytest.skip("golang-golang-x-mod-dev is missing")
    target = folder / "check"
    own = {"GO111MODULE": "off", "GOPATH": GOPATH, "CGO_ENABLED": "0"}
    home = {"HOME": os.environ.get("HOME", str(folder))}
    subprocess.run(  # noqa: S603 -- Debian's compiler, our source
        [go, "build", "-o", target, SOURCE],
        env=os.environ | home | own,
        check=True,
        timeout=300,
    )
    return target


def run(*command: object, given: str = "") -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(  # noqa: S603 -- programs that the tests name
        words, input=given, text=True, capture_output=True, check=False, timeout=300
    )


def cosigned(head: tlog.Checkpoint) -> bytes:
    line = tlog.cosign(head, witness_of(), TIME)
    return tlog.sign_checkpoint(head, key_of()) + line.encode()


def write_log(log: Log, folder: Path, sizes: Iterable[int]) -> None:
    """Write a log as it is served, with all that its heads of these sizes need.

    Each head is ``checkpoint-SIZE``; proofs towards each are in ``proofs.json``.
    """
    hashes = [tlog.hash_leaf(one) for one in log.entries]
    proofs = []
    for size in sizes:
        frontier = Frontier().add_many(hashes[:size])
        head = tlog.Checkpoint.of(log.checkpoint.origin, frontier)
        write(folder / f"checkpoint-{size}", cosigned(head))
        for tile in tlog.tiles_of(size):
            write_tile(log, folder, tile)
        proofs += proofs_towards(log, size)
    write(folder / "proofs.json", json.dumps(proofs).encode())


def write_tile(log: Log, folder: Path, tile: TileId) -> None:
    """Write a tile, and at level 0 the bundle of its entries, once."""
    path = folder / tlog.tile_path(tile)
    if path.exists():
        return
    whole = tlog.tile_holding(tile.level, tile.index * 256, log.size)
    write(path, log.tiles[whole][: tile.size])
    if tile.level == 0:
        start = tile.index * 256
        entries = log.entries[start : start + tile.width]
        bundle = folder / tlog.bundle_path(tile.index, tile.width)
        write(bundle, tlog.pack_bundle(entries))


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def proofs_towards(log: Log, size: int) -> list[dict]:
    read = tlog.read_tiles(
        lambda t: log.tiles[tlog.tile_holding(t.level, t.index * 256, log.size)][
            : t.size
        ],
        size,
    )
    places = {0, 1, 254, 255, 256, 299, size // 3, size // 2, size - 2, size - 1}
    proofs = [
        ("inclusion", index, tlog.inclusion_proof(index, size, read))
        for index in places
        if 0 <= index < size
    ]
    proofs += [
        ("consistency", old, tlog.consistency_proof(old, size, read))
        for old in places
        if 0 < old <= size
    ]
    return [
        {"Kind": kind, "Index": at, "Size": size, "Proof": [one.hex() for one in proof]}
        for kind, at, proof in proofs
    ]
