"""Ways of changing a copy, and the copy they are tried on.

Each way takes the folder of an unpacked copy and that of another collective. Who tries
it makes the sums in the manifest right afterwards, and once leaves them as they were.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.again import once
from tests.cast import NOW, collective, member
from tests.cli.verifying import refresh
from tests.home.builders import agreed, answered, asked, stopped

from folkmoot.deciding.operations import add_statement, contribute, respond
from folkmoot.engines.tlog import (
    Checkpoint,
    Disclosure,
    Frontier,
    KeyKind,
    SigningKey,
    bundle_path,
    cosign,
    digest,
    grow,
    hash_leaf,
    make_leaf,
    open_disclosure,
    pack_bundle,
    sign_checkpoint,
    tile_path,
    unpack_bundle,
)
from folkmoot.home.operations import erase_everything
from folkmoot.people.models import Collective
from folkmoot.record.keys.keeping import current_keys, open_key
from folkmoot.record.models import Cosignature, Entry, Key, Log, Witness
from folkmoot.record.operations import add_witness, append_entry, integrate, sign

type Way = Callable[[Path, Path], None]
WITNESS = SigningKey("witness.example/w", KeyKind.COSIGNATURE, b"w" * 32)
THIEF = b"t" * 32
MEMBERS = ("Ann", "Bo", "Di", "Eve", "Flo")
MANY = 260  # so that there is a full tile, and one above it
# Copies that were built once for all ways, and where some kinds of entries are in them.
KEPT: dict[str, bytes] = {}
PLACES: dict[str, int] = {}
ENTRY, DISCLOSURE = "record.entry", "record.disclosure"


@once
def a_collective(name: str = "Elm Street") -> Collective:
    """Return one that decided, is deciding with a stop, and hears; one was erased."""
    made = collective(name, members=MEMBERS)
    ann, bo, di, eve, flo = (member(made, one) for one in MEMBERS)
    agreed(ann, bo, di, eve, flo)
    second = asked(bo, "A second matter")
    stopped(second, di)
    answered(second, bo, eve)
    said = add_statement(member=ann, question=second, text="Apples", now=NOW)
    respond(member=bo, question=second, statement=said, answer=1, now=NOW)
    contribute(member=di, question=second, kind="text", text="Pears, é", now=NOW)
    for number in range(MANY):
        append_entry(
            collective_id=made.id, kind="test.said", details={"n": number}, now=NOW
        )
    erase_everything(person=flo.person, now=NOW)
    return made


def cosigned(made: Collective) -> Log:
    """Have a witness elsewhere cosign the signed end of a collective's log."""
    integrate(collective_id=made.id, now=NOW)
    add_witness(
        collective_id=made.id,
        public=str(WITNESS.verifier),
        now=NOW,
    )
    integrate(collective_id=made.id, now=NOW)
    log = sign(collective_id=made.id, now=NOW)
    head = Checkpoint(log.origin, log.size, bytes(log.root))
    Cosignature.objects.create(
        witness=Witness.objects.get(
            collective_id=made.id, public=str(WITNESS.verifier)
        ),
        collective_id=made.id,
        size=log.size,
        line=cosign(head, WITNESS, int(NOW.timestamp())),
        at=NOW,
    )
    return log


def log_key(made: Collective) -> SigningKey:
    """Return the private key of a collective's log."""
    return open_key(current_keys(made.id, Key.Use.LOG)[0])


def place_of(made: Collective, kind: str) -> int:
    """Return the index of the first entry of a kind."""
    entry = Entry.objects.filter(collective_id=made.id, kind=kind).order_by("index")
    return entry[0].index


class Rows:
    """A table that is changed and written back."""

    def __init__(self, folder: Path, table: str) -> None:
        self.file = folder / f"{table}.jsonl"
        self.rows = [json.loads(line) for line in self.file.read_bytes().splitlines()]

    def save(self) -> None:
        text = "".join(f"{json.dumps(row)}\n" for row in self.rows)
        self.file.write_text(text)


def manifest(folder: Path, **record: object) -> None:
    """Change what the manifest says of the record."""
    file = folder / "manifest.json"
    said = json.loads(file.read_bytes())
    said["record"] |= record
    file.write_text(json.dumps(said))


def size_of(folder: Path) -> int:
    return json.loads((folder / "manifest.json").read_bytes())["record"]["size"]


def bundle(folder: Path, number: int = 0) -> Path:
    """Return the file of a bundle: the first is full, the second is not."""
    width = min(256, size_of(folder) - 256 * number)
    return folder / "log" / bundle_path(number, width)


def leaves_of(folder: Path) -> list[bytes]:
    return [
        leaf for n in (0, 1) for leaf in unpack_bundle(bundle(folder, n).read_bytes())
    ]


def write_leaves(folder: Path, leaves: Sequence[bytes], *, above: bool = True) -> bytes:
    """Write entries with the tiles that fit them; return their root."""
    grown = grow(Frontier(), {}, map(hash_leaf, leaves))
    for tile, data in grown.tiles.items():
        if above or not tile.level:
            write(folder / "log" / tile_path(tile), data)
        if not tile.level:
            some = leaves[tile.index * 256 : tile.index * 256 + tile.width]
            path = bundle_path(tile.index, tile.width)
            write(folder / "log" / path, pack_bundle(some))
    return grown.frontier.root


def write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def forged(leaf: bytes) -> bytes:
    """Return another leaf of the same length, in its one form."""
    count = len(json.loads(leaf)["_sd"])
    return make_leaf([f"{'A' * 41}{chr(97 + n)}A" for n in range(count)], [])


def resigned(folder: Path, root: bytes, key: SigningKey, *, kept: int = 1) -> None:
    """Sign another root for the same size, and keep the lines of others."""
    file = folder / "log/checkpoint"
    text, _blank, lines = file.read_text().partition("\n\n")
    origin, size, _root = text.split("\n")
    head = Checkpoint(origin, int(size), root)
    others = lines.splitlines(keepends=True)[1 : 1 + kept]
    key = SigningKey(origin, KeyKind.NOTE, key.seed)
    file.write_text(sign_checkpoint(head, key).decode() + "".join(others))
    manifest(folder, root=b64encode(root).decode())


def said_anew(encoded: str, value: object) -> str:
    """Return a disclosure with the same salt and another value."""
    salt, name, _value = open_disclosure(encoded)
    return Disclosure(salt, name, value).encoded


def say_else(folder: Path, index: int, key: SigningKey, /, **other: object) -> None:
    """Write an entry otherwise, make all fit, and sign it; None leaves a thing out."""
    table, told = Rows(folder, ENTRY), Rows(folder, DISCLOSURE)
    (entry,) = (row for row in table.rows if row["index"] == index)
    own = [row for row in told.rows if row["entry_id"] == entry["id"]]
    gone = {name for name in other if other[name] is None}
    held = {row["name"] for row in own} - gone
    for row in own:
        name = row["name"]
        if name == "holds":
            row["encoded"] = said_anew(row["encoded"], sorted(held))
        elif name in gone:
            told.rows.remove(row)
        elif name in other:
            row["encoded"] = said_anew(row["encoded"], other[name])
    told.save()
    left = [row for row in own if row in told.rows]
    some = [digest(row["encoded"]) for row in left]
    decoys = [f"{'B' * 41}{letter}A" for letter in "abcd"]
    leaves = unpack_bundle(bundle(folder).read_bytes())
    leaves[index] = make_leaf(some, decoys[: -len(some) % 4])
    resigned(folder, write_leaves(folder, leaves), key, kept=0)
    refresh(folder)
