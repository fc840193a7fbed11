"""Reading a collective's record and checking that its chain holds."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.record.chain import canonical, chain, digest_of
from folkmoot.record.models import Disclosure, Entry, Head

CHUNK = 500


@dataclass(frozen=True)
class Fault:
    """The first entry at which a record does not hold, and why."""

    index: int
    reason: str


def list_entries(collective_id: UUID) -> QuerySet[Entry]:
    """Return a collective's entries, newest first, with what they disclose."""
    entries = Entry.objects.filter(collective_id=collective_id).order_by("-index")
    return entries.prefetch_related("disclosures")


def get_head(collective_id: UUID) -> Head:
    """Return the end of a collective's record; of size 0 before its first entry."""
    head = Head.objects.filter(collective_id=collective_id).first()
    return head or Head(collective_id=collective_id)


def find_fault(collective_id: UUID) -> Fault | None:
    """Return the first fault of the record, or None when all of it holds."""
    previous, size = "0" * 64, 0
    for entry, shown in _in_order(collective_id):
        reason = _fault_of(entry, shown, size, previous)
        if reason:
            return Fault(size, reason)
        previous, size = entry.hash, size + 1
    head = Head.objects.filter(collective_id=collective_id).first()
    if head is not None and (head.size, head.hash) != (size, previous):
        return Fault(size, "entries are missing at the end")
    return None


class _Linked(NamedTuple):
    """What an entry gives to the chain; its place is `index` of the row."""

    id: UUID
    place: int
    leaf: str
    hash: str


class _Shown(NamedTuple):
    """What is disclosed of an entry."""

    salt: str
    name: str
    value: object


def _fault_of(entry: _Linked, shown: list[_Shown], index: int, previous: str) -> str:
    if entry.place != index:
        return "an entry is missing"
    if entry.leaf != canonical(json.loads(entry.leaf)):
        return "the entry is not in canonical form"
    if entry.hash != chain(previous, entry.leaf):
        return "the hash does not follow from the entries before it"
    for each in shown:
        if digest_of(*each) not in entry.leaf:
            return f"{each.name} is not what was recorded"
    return ""


def _in_order(collective_id: UUID) -> Iterator[tuple[_Linked, list[_Shown]]]:
    """Yield entries with what they disclose: as plain values, for they may be many."""
    entries = Entry.objects.filter(collective_id=collective_id).order_by("index")
    rows = entries.values_list("id", "index", "leaf", "hash").iterator(chunk_size=CHUNK)
    for chunk in batched(map(_Linked._make, rows), CHUNK):
        disclosures = Disclosure.objects.filter(entry__in=[row.id for row in chunk])
        shown: dict[UUID, list[_Shown]] = defaultdict(list)
        for entry_id, *values in disclosures.values_list("entry", *_Shown._fields):
            shown[entry_id].append(_Shown(*values))
        yield from ((row, shown[row.id]) for row in chunk)
