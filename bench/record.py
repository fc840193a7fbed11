"""The record's engine: signatures, proofs, and the audit of a whole log beside Go's.

Run ``python bench/record.py [ENTRIES]``. Go is the reference implementation of
transparency logs (Debian: golang-go and golang-golang-x-mod-dev); without it its row is
left out. Each audit is a process of its own, so that its memory is its own.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

from folkmoot.engines import tlog
from folkmoot.engines.tlog import Frontier, TileId

ROOT = Path(__file__).resolve().parent.parent
SMALLER, ENTRIES = 100_000, 1_000_000
SECONDS, MEGABYTES = 15, 500  # for a million entries
FAST_ENOUGH = {
    "Ed25519, signed": 0,
    "Ed25519, verified": 4_000,
    "inclusion proofs made": 5_000,
    "the same, tiles read anew": 0,
    "inclusion proofs verified": 20_000,
    "consistency proofs made": 10_000,
    "consistency proofs verified": 15_000,
    "appended in batches of 256": 0,
    "appended one by one": 0,
}
PROVEN = 70_000
TIMES = 3_000


def entry(index: int) -> bytes:
    """Return an entry as long as our leaves."""
    return (b"%d " % index).ljust(751, b".")


def bundles(count: int) -> Iterator[bytes]:
    """Walk through the bundles of a log, made as they are asked for."""
    for start in range(0, count, 256):
        until = min(count, start + 256)
        yield tlog.pack_bundle(entry(index) for index in range(start, until))


def per_second(work: Callable[[int], object], times: int = TIMES) -> float:
    """Return how often a second something is done, the best of three rounds."""
    best = 0.0
    for _ in range(3):
        start = process_time()
        for number in range(times):
            work(number)
        best = max(best, times / (process_time() - start))
    return best


def grown(hashes: list[bytes], batch: int) -> tuple[Frontier, dict[TileId, bytes]]:
    """Append hashes as a store does: the edge is read, changed tiles are written."""
    frontier, tiles = Frontier(), dict[TileId, bytes]()
    for start in range(0, len(hashes), batch):
        edge = {one: tiles[one] for one in tlog.edge_tiles(frontier.size)}
        step = tlog.grow(frontier, edge, hashes[start : start + batch])
        frontier = step.frontier
        tiles |= step.tiles
    return frontier, tiles


def measure() -> dict[str, float]:
    """Return what is done in a second of processor time."""
    key = tlog.SigningKey("elm.example/log", tlog.KeyKind.NOTE, sha256().digest())
    public, message = key.verifier.public, bytes(100)
    signature = key.sign(message)
    hashes = [tlog.hash_leaf(entry(index)) for index in range(PROVEN)]
    frontier, tiles = grown(hashes, 256)
    read = tlog.read_tiles(tiles.__getitem__, PROVEN)
    root = frontier.root
    places = [number * 9_973 % (PROVEN - 1) + 1 for number in range(TIMES)]
    included = [tlog.inclusion_proof(at, PROVEN, read) for at in places]
    before = [Frontier().add_many(hashes[:at]).root for at in places[:50]]
    continued = [tlog.consistency_proof(at, PROVEN, read) for at in places[:50]]

    def verify_inclusion(number: int) -> None:
        at = places[number]
        tlog.verify_inclusion(hashes[at], at, PROVEN, included[number], root)

    def verify_consistency(number: int) -> None:
        one = number % 50
        tlog.verify_consistency(places[one], before[one], PROVEN, root, continued[one])

    def prove_anew(number: int) -> None:
        fresh = tlog.read_tiles(tiles.__getitem__, PROVEN)
        tlog.inclusion_proof(places[number], PROVEN, fresh)

    start = process_time()
    grown(hashes, 256)
    batched = PROVEN / (process_time() - start)
    start = process_time()
    grown(hashes[:TIMES], 1)
    single = TIMES / (process_time() - start)
    return {
        "Ed25519, signed": per_second(lambda _: key.sign(message)),
        "Ed25519, verified": per_second(
            lambda _: tlog.verify_strict(public, signature, message)
        ),
        "inclusion proofs made": per_second(
            lambda n: tlog.inclusion_proof(places[n], PROVEN, read)
        ),
        "the same, tiles read anew": per_second(prove_anew, 300),
        "inclusion proofs verified": per_second(verify_inclusion),
        "consistency proofs made": per_second(
            lambda n: tlog.consistency_proof(places[n], PROVEN, read)
        ),
        "consistency proofs verified": per_second(verify_consistency),
        "appended in batches of 256": batched,
        "appended one by one": single,
    }


def audit(folder: Path) -> None:
    """Audit the log in a folder; print its size, root, seconds and megabytes."""
    (tiles,) = folder.glob("tiles")
    found = {
        tlog.parse_path(name)[1]: (start, length)
        for name, start, length in json.loads((folder / "index.json").read_text())
    }
    start, used = perf_counter(), process_time()
    with tiles.open("rb") as kept, (folder / "bundles").open("rb") as source:

        def find(tile: TileId) -> bytes | None:
            at, length = found[tile]
            kept.seek(at)
            return kept.read(length)

        auditor = tlog.Auditor([], find)
        while width := int.from_bytes(source.read(4)):
            auditor.add_bundle(source.read(width))
        seen = auditor.finish()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds, processor = perf_counter() - start, process_time() - used
    print(seen.frontier.size, seen.frontier.root.hex(), seconds, processor, peak)


def write_log(folder: Path, count: int) -> None:
    """Write a log: its bundles each after its length, its tiles, its entries for Go."""
    frontier, edge = Frontier(), dict[TileId, bytes]()
    index: list[tuple[str, int, int]] = []
    with (
        (folder / "bundles").open("wb") as whole,
        (folder / "entries").open("wb") as entries,
        (folder / "tiles").open("wb") as tiles,
    ):

        def keep(tile: TileId, data: bytes) -> None:
            index.append((tlog.tile_path(tile), tiles.tell(), len(data)))
            tiles.write(data)

        for bundle in bundles(count):
            whole.write(len(bundle).to_bytes(4))
            whole.write(bundle)
            entries.write(bundle)
            hashes = [tlog.hash_leaf(one) for one in tlog.unpack_bundle(bundle)]
            step = tlog.grow(frontier, edge, hashes)
            frontier = step.frontier
            for tile, data in step.tiles.items():
                if tile.is_full:
                    keep(tile, data)
            now = {**edge, **step.tiles}
            edge = {one: now[one] for one in tlog.edge_tiles(frontier.size)}
        for tile, data in edge.items():
            keep(tile, data)
        whole.write(bytes(4))
    (folder / "index.json").write_text(json.dumps(index))


def build_go(folder: Path) -> Path | None:
    """Compile the auditor in Go; None where there is none."""
    own = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "CGO_ENABLED": "0"}
    source = ROOT / "tests/engines/tlog/go/main.go"
    command = ["go", "build", "-o", str(folder / "auditor"), str(source)]
    try:
        subprocess.run(command, check=True, env=os.environ | own, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return folder / "auditor"


def outputs(*command: object) -> tuple[list[str], float, float]:
    """Run a command; return its words, its processor seconds and its megabytes."""
    start = os.times()
    words = [str(word) for word in command]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        text = process.stdout.read() if process.stdout else ""
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{words[0]} ended with {process.returncode}")
    end = os.times()
    used = end.children_user + end.children_system
    used -= start.children_user + start.children_system
    return text.split(), used, usage.ru_maxrss / 1024


def compare(count: int) -> bool:
    """Print both audits of a log of this size; return whether ours keeps its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_log(folder, count)
        own = [sys.executable, __file__, "--audit", folder]
        said, _used, _peak = outputs(*own)
        size, root, seconds, processor, peak = said
        row = f"{float(seconds):>8.2f} s{float(processor):>8.2f} s{peak:>8} MB"
        print(f"{f'audit of {int(size):,}':32}{row}")
        if auditor := build_go(folder):
            said, used, memory = outputs(auditor, "audit", folder / "entries")
            if said[:2] != [size, root]:
                sys.exit("Go computes another root")
            row = f"{float(said[2]):>8.2f} s{used:>8.2f} s{memory:>8.0f} MB"
            ratio = float(processor) / used
            print(f"{'the same in Go':32}{row}   ours takes {ratio:.2f} of its time")
        scale = max(1, count / ENTRIES)
        return float(seconds) <= SECONDS * scale and int(peak) <= MEGABYTES


def main() -> int:
    """Print the table; return 1 where a limit is missed."""
    if sys.argv[1:2] == ["--audit"]:
        audit(Path(sys.argv[2]))
        return 0
    most = int(sys.argv[1]) if sys.argv[1:] else ENTRIES
    print(f"load {os.getloadavg()[0]:.1f}\n")
    good = True
    for name, found in measure().items():
        needed = FAST_ENOUGH[name]
        good &= found >= needed
        limit = f"{needed:>10,}" if needed else ""
        print(f"{name:32}{found:>10,.0f}/s{limit}")
    print(f"\n{'':32}{'clock':>10}{'processor':>10}{'peak':>11}")
    for count in sorted({min(SMALLER, most), most}):
        good &= compare(count)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
