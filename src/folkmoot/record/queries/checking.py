"""Checking a stored record from its first entry: rows, tree, tiles, signature."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from folkmoot.engines.tlog import (
    WIDTH,
    FormatError,
    Frontier,
    SignatureError,
    TileId,
    VerifierKey,
    digest,
    edge_tiles,
    grow,
    hash_leaf,
    open_checkpoint,
    open_disclosure,
    read_leaf,
    verify_statement,
)
from folkmoot.engines.tlog.statements import NAME as SIGNATURE
from folkmoot.record.models import Disclosure, Entry, Head, Key, Log, Tile

CHUNK = 4 * WIDTH


@dataclass(frozen=True)
class Fault:
    """The first entry at which a record does not hold, and why."""

    index: int
    reason: str


class _Row(NamedTuple):
    """What an entry gives to the log; its place is `index` of the row."""

    id: UUID
    place: int
    kind: str
    leaf: str


class _Told(NamedTuple):
    """What is disclosed of an entry."""

    name: str
    encoded: str


def find_fault(collective_id: UUID) -> Fault | None:
    """Return the first fault of the record, or None when all of it holds."""
    log = Log.objects.filter(collective_id=collective_id).first()
    frontier, edge = Frontier(), dict[TileId, bytes]()
    size = log.size if log else 0
    count = 0
    for rows, told in _in_order(collective_id):
        hashes = []
        for row in rows:
            reason = _fault_of(row, told[row.id], count)
            if reason:
                return Fault(count, reason)
            count += 1
            if count <= size:
                hashes.append(hash_leaf(row.leaf.encode()))
        grown = grow(frontier, edge, hashes)
        wrong = _compare(collective_id, grown.tiles)
        if wrong is not None:
            return wrong
        frontier = grown.frontier
        edge = {**edge, **grown.tiles}
        edge = {tile: edge[tile] for tile in edge_tiles(frontier.size)}
    return _fault_at_end(collective_id, log, count, frontier)


def _fault_of(row: _Row, told: Sequence[_Told], index: int) -> str:
    if row.place != index:
        return "an entry is missing"
    try:
        digests = set(read_leaf(row.leaf.encode()))
        for each in told:
            _salt, name, value = open_disclosure(each.encoded)
            is_told = name == each.name and digest(each.encoded) in digests
            if not is_told or (name == "kind" and value != row.kind):
                return f"{each.name} is not what was recorded"
            if name == SIGNATURE:
                verify_statement(value, digests)
    except (FormatError, SignatureError) as error:
        return str(error)
    return ""


def _compare(collective_id: UUID, tiles: Mapping[TileId, bytes]) -> Fault | None:
    """Hold stored tiles against what their entries give; name the first wrong one."""
    if not tiles:
        return None
    levels = {tile.level for tile in tiles}
    kept = Tile.objects.filter(
        collective_id=collective_id,
        level__in=levels,
        index__in={tile.index for tile in tiles},
    )
    stored = {(row.level, row.index): bytes(row.data) for row in kept}
    for tile, data in sorted(
        tiles.items(), key=lambda one: (one[0].level, one[0].index)
    ):
        there = stored.get((tile.level, tile.index), b"")
        if not there.startswith(data):
            wide = (tile.index * WIDTH) * WIDTH**tile.level
            place = next(
                (
                    at
                    for at in range(0, len(data), 32)
                    if there[at : at + 32] != data[at : at + 32]
                ),
                0,
            )
            return Fault(
                wide + place // 32 * WIDTH**tile.level, "the tree does not hold it"
            )
    return None


def _fault_at_end(
    collective_id: UUID, log: Log | None, count: int, frontier: Frontier
) -> Fault | None:
    head = Head.objects.filter(collective_id=collective_id).first()
    if head is not None and head.size != count:
        return Fault(count, "entries are missing at the end")
    if log is None:
        return None
    if (frontier.size, frontier.root) != (log.size, bytes(log.root)):
        return Fault(frontier.size, "the tree ends otherwise")
    if log.edge and bytes(log.edge) != frontier.to_bytes():
        return Fault(frontier.size, "the tree ends otherwise")
    return _fault_of_signature(log)


def _fault_of_signature(log: Log) -> Fault | None:
    if not log.checkpoint:
        return None
    keys = Key.objects.filter(collective_id=log.collective_id, use=Key.Use.LOG)
    try:
        signed = open_checkpoint(
            log.checkpoint.encode(), [VerifierKey.parse(key.public) for key in keys]
        )
    except (FormatError, SignatureError) as error:
        return Fault(log.signed_size, str(error))
    if signed.origin != log.origin or signed.size != log.signed_size:
        return Fault(log.signed_size, "another tree was signed")
    return None


def _in_order(
    collective_id: UUID,
) -> Iterator[tuple[list[_Row], dict[UUID, list[_Told]]]]:
    """Yield entries with what they disclose: as plain values, for they may be many."""
    entries = Entry.objects.filter(collective_id=collective_id).order_by("index")
    start = 0
    while True:
        part = entries.filter(index__gte=start)[:CHUNK]
        rows = [_Row(*one) for one in part.values_list("id", "index", "kind", "leaf")]
        if not rows:
            return
        disclosures = Disclosure.objects.filter(entry__in=[row.id for row in rows])
        told: dict[UUID, list[_Told]] = defaultdict(list)
        for entry_id, *values in disclosures.values_list("entry", *_Told._fields):
            told[entry_id].append(_Told(*values))
        yield rows, told
        start = rows[-1].place + 1
