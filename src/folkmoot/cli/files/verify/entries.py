"""Entries and what they disclose: each against its leaf, and against each other.

What many entries say is kept as small numbers: a copy may hold millions of them.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from sys import intern
from typing import Any

from folkmoot.cli.files.verify.copies import Copy, Row
from folkmoot.cli.files.verify.findings import Findings
from folkmoot.cli.files.verify.signatures import Signed, read_signature
from folkmoot.cli.files.verify.sources import Folder
from folkmoot.engines.tlog import (
    WIDTH,
    FormatError,
    bundle_path,
    digest,
    entries_print,
    hash_leaf,
    open_disclosure,
    read_leaf,
    unpack_bundle,
)
from folkmoot.engines.tlog.statements import NAME as SIGNATURE

NO_LEAF = "its leaf is missing in the files of the log, or they are cut off"
ENTRIES, DISCLOSURES = "record.entry", "record.disclosure"
# These are never erased.
STAYS = ("kind", "at", "about", "holds")
# Of the entries about keys nothing else is.
WHOSE = ("member", "first")
# Entries whose words are held against the rows, or computed again.
ERASED = "record.erased"
KEPT = (
    *(
        "position.taken",
        "position.seconded",
        "position.attached",
        "stop.moved",
        "question.raised",
        "question.moved",
    ),
    *("question.led", "decision.made", "record.erased", "log.opened"),
    *("log.key_changed", "log.witness_added", "statement.added"),
    *(
        "contribution.added",
        "contribution.seconded",
        "attachment.added",
        "draft.written",
        "agreement.changed",
    ),
    *("collective.started", "member.key_set", "log.key_promised"),
    *("log.key_replacement_asked", "log.key_replacement_refused"),
    *("log.guardians_named", "record.pulled_back"),
    *("log.range_doubted", "entries.confirmed"),
    *("federated.moved", "question.released"),
    *("vote.cast", "vote.opened", "vote.counted"),
    # Lots, which are drawn again.
    *("role.drawn", "question.reply_drawn", "panel.drawn", "panel.ruled"),
    *("federated.drafters_drawn", "federated.panel_drawn", "recall.stand_in_drawn"),
    *("messengers.drawn", "call_back.drawn", "call_back.answered"),
)
# Its leaf came back from a mirror; what it says is lost, as a later entry tells.
LOST, BACK = "record.lost", "record.pulled_back"
BUNDLES_KEPT = 16
type Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Said:
    """One entry whose words are compared with rows."""

    index: int
    kind: str
    at: str
    about: str | None
    values: Mapping[str, Any]


@dataclass
class Record:
    """The entries of a copy, by their index."""

    size: int
    places: dict[str, int] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    abouts: list[str | None] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    disclosed: array[int] = field(default_factory=lambda: array("Q"))
    held: array[int] = field(default_factory=lambda: array("Q"))
    values: dict[int, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    owners: dict[int, str] = field(default_factory=dict)
    signatures: list[Signed] = field(default_factory=list)
    leaf_at: Callable[[int], bytes] = lambda _index: b""

    def leaf_hash(self, index: int) -> str:
        """Return the hash of an entry in the tree, as hex."""
        return hash_leaf(self.leaf_at(index)).hex()

    def print_of(self, places: Sequence[int]) -> str:
        """Return what names several entries with all that they hold."""
        return entries_print(map(self.leaf_at, places))

    def bit(self, name: str) -> int:
        """Return the bit that stands for a name; all beyond 63 share one."""
        return 1 << min(self.names.setdefault(name, len(self.names)), 63)

    def said(self) -> list[Said]:
        """Return the entries whose words are compared, in their order."""
        return [
            Said(at, self.kinds[at], self.times[at], self.abouts[at], self.values[at])
            for at in range(len(self.kinds))
            if self.kinds[at] in KEPT
        ]


def read_record(copy: Copy, findings: Findings, progress: Progress) -> Record:
    """Read and check the entries of a copy and all that they disclose."""
    size = copy.record.get("size")
    record = Record(size if isinstance(size, int) else 0)
    _read_entries(copy, record, findings)
    _read_disclosures(copy, record, findings, progress)
    _check_erased(copy, record, findings)
    findings.counts["entries"] = len(record.kinds)
    return record


def _read_entries(copy: Copy, record: Record, findings: Findings) -> None:
    rows: dict[int, tuple[str, str, str, str | None]] = {}
    same: dict[str, str] = {}
    for row in copy.rows(ENTRIES, findings):
        index, key = row.get("index"), row.get("id")
        if type(index) is not int or not isinstance(key, str):
            findings.fault("holds a row without index or id", file=f"{ENTRIES}.jsonl")
        elif index in rows:
            findings.fault("there are two entries at this place", index)
        else:
            kind, about = str(row.get("kind")), row.get("about_id")
            kind = same.setdefault(kind, kind)
            about = same.setdefault(about, about) if isinstance(about, str) else None
            rows[index] = (key, kind, str(row.get("at")), about)
    for index in range(max([record.size, *(at + 1 for at in rows)])):
        if index not in rows:
            findings.fault("the entry is missing", index)
            rows[index] = ("", "", "", None)
        elif index >= record.size:
            findings.fault("the entry is not in the log", index)
        key, kind, at, about = rows.pop(index)
        if key in record.places:
            findings.fault("another entry has its id", index)
        record.places[key] = index
        record.kinds.append(kind)
        record.times.append(at)
        record.abouts.append(about)
    record.disclosed = array("Q", bytes(8 * len(record.kinds)))
    record.held = array("Q", bytes(8 * len(record.kinds)))


class _Leaves:
    """Digests of entries, read from bundles as they are asked for."""

    def __init__(self, copy: Copy, size: int) -> None:
        self._source, self._size = Folder(copy.folder / "log"), size
        self.of_bundle = lru_cache(maxsize=BUNDLES_KEPT)(self._read)

    def _read(self, number: int) -> list[bytes]:
        width = min(WIDTH, self._size - number * WIDTH)
        data = self._source.read(bundle_path(number, width)) if width > 0 else None
        try:
            return unpack_bundle(data) if data else []
        except FormatError:
            return []

    def holds(self, index: int, made: str) -> bool:
        """Say whether a digest stands in the leaf of an entry."""
        leaves = self.of_bundle(index // WIDTH)
        at = index % WIDTH
        return at < len(leaves) and f'"{made}"'.encode() in leaves[at]

    def digests(self, index: int) -> tuple[str, ...]:
        """Return the digests of an entry."""
        return read_leaf(self.of_bundle(index // WIDTH)[index % WIDTH])

    def at(self, index: int) -> bytes:
        """Return an entry; nothing where it is lost."""
        leaves = self.of_bundle(index // WIDTH)
        place = index % WIDTH
        return leaves[place] if place < len(leaves) else b""


def _read_disclosures(
    copy: Copy, record: Record, findings: Findings, progress: Progress
) -> None:
    leaves = _Leaves(copy, record.size)
    record.leaf_at = leaves.at
    total = _total(copy)
    for number, row in enumerate(copy.rows(DISCLOSURES, findings)):
        if not number % 1000:
            progress(number, total)
        index = record.places.get(str(row.get("entry_id")))
        if index is None:
            what = f"holds something for an entry that is not there: {row.get('id')}"
            findings.fault(what, file=f"{DISCLOSURES}.jsonl")
            continue
        try:
            _read_one(row, index, record, leaves, findings)
        except (FormatError, TypeError, AttributeError) as error:
            findings.fault(f"“{row.get('name')}” cannot be read: {error}", index)
        findings.counts["disclosures"] += 1
    progress(total, total)


def _total(copy: Copy) -> int:
    said = copy.manifest["files"].get(f"{DISCLOSURES}.jsonl")
    rows = said.get("rows") if isinstance(said, dict) else 0
    return rows if isinstance(rows, int) else 0


def _read_one(
    row: Row,
    index: int,
    record: Record,
    leaves: _Leaves,
    findings: Findings,
) -> None:
    """Check one disclosure: behind its digest, under its name, as its entry says."""
    encoded = row["encoded"] if isinstance(row.get("encoded"), str) else ""
    _salt, name, value = open_disclosure(encoded)
    if name != row.get("name"):
        findings.fault(f"“{row.get('name')}” is “{name}” in what was recorded", index)
        return
    if not leaves.holds(index, digest(encoded)):
        is_there = leaves.at(index)
        what = f"“{name}” is not what was recorded" if is_there else NO_LEAF
        findings.fault(what, index)
        return
    bit = record.bit(name)
    if record.disclosed[index] & bit and bit != 1 << 63:
        findings.fault(f"“{name}” is disclosed twice", index)
    record.disclosed[index] |= bit
    owner = row.get("member_id")
    if name == "member" or owner is not None:
        told = intern(str(value if name == "member" else owner))
        if record.owners.setdefault(index, told) != told:
            findings.fault("whose act it is, is not what was recorded", index)
    if name == SIGNATURE:
        signed = read_signature(value, index, leaves.digests(index), findings)
        record.signatures += [signed] if signed else []
    _compare(name, value, index, record, findings)


def _compare(
    name: str, value: Any, index: int, record: Record, findings: Findings
) -> None:
    """Hold what an entry says of itself against the columns that repeat it."""
    if name == "holds":
        for one in value if isinstance(value, list) else ():
            record.held[index] |= record.bit(str(one))
    wrong = (
        (name == "kind" and value != record.kinds[index])
        or (name == "about" and value != record.abouts[index])
        or (name == "at" and not is_same_time(value, record.times[index]))
    )
    if wrong:
        findings.fault(f"“{name}” is not what was recorded", index)
    if record.kinds[index] in KEPT:
        record.values[index][name] = value


def is_same_time(one: object, other: object) -> bool:
    """Say whether two texts name one instant."""
    try:
        return datetime.fromisoformat(str(one)) == datetime.fromisoformat(str(other))
    except ValueError:
        return False


def _check_erased(copy: Copy, record: Record, findings: Findings) -> None:
    """Find what is missing without an entry that says that it was erased."""
    erased, is_known = _erased_by(record)
    lost = _pulled_back_by(record)
    bits = {name: record.bit(name) for name in STAYS}
    always = bits["kind"] | bits["at"] | bits["holds"]
    pairs = zip(record.held, record.disclosed, strict=True)
    for index, (held, disclosed) in enumerate(pairs):
        is_about = record.abouts[index] is not None
        gone = (held | always | (bits["about"] if is_about else 0)) & ~disclosed
        if record.kinds[index] == LOST and not disclosed and index in lost:
            findings.counts["entries whose words are lost"] += 1
            continue
        if not gone:
            continue
        names = [name for name in record.names if record.bit(name) & gone]
        what = ", ".join(f"“{name}”" for name in sorted(set(names)))
        if set(names) & set(STAYS) or _is_of_keys(record, index, names):
            findings.fault(f"{what} is missing, which nobody can erase", index)
        elif index in erased:
            findings.counts["entries with something erased"] += 1
        elif copy.is_whole:
            if is_known or record.kinds[index] == ERASED:
                what = f"{what} is missing, and no later entry says that it was erased"
                findings.fault(what, index)
        else:
            findings.counts["entries with something held back"] += 1


def _is_of_keys(record: Record, index: int, names: Sequence[str]) -> bool:
    """Say whether something is gone of how keys follow: whose act it was may be."""
    return record.kinds[index].startswith("log.") and bool(set(names) - set(WHOSE))


def _pulled_back_by(record: Record) -> set[int]:
    """Return which entries came back from a mirror, as later entries say."""
    found: set[int] = set()
    for at, kind in enumerate(record.kinds):
        said = record.values[at] if kind == BACK else {}
        first, last = said.get("first"), said.get("last")
        if type(first) is int and type(last) is int:
            found.update(range(max(first, 0), min(last + 1, at)))
    return found


def _erased_by(record: Record) -> tuple[set[int], bool]:
    """Return where something was erased, as later entries say, and if all of them do.

    Where one of them does not hold itself, it is at fault and not all that it covers.
    """
    found: set[int] = set()
    is_known = True
    for at, kind in enumerate(record.kinds):
        if kind != ERASED:
            continue
        places = record.values[at].get("entries")
        is_known = is_known and isinstance(places, list)
        listed = places if isinstance(places, list) else []
        found.update(one for one in listed if type(one) is int and one < at)
    return found, is_known
