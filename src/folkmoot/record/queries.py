"""Reading a collective's record and checking that its chain holds."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.record.chain import canonical, chain, digest_of
from folkmoot.record.models import Entry, Head


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
    for entry in _in_order(collective_id):
        reason = _fault_of(entry, size, previous)
        if reason:
            return Fault(size, reason)
        previous, size = entry.hash, size + 1
    head = Head.objects.filter(collective_id=collective_id).first()
    if head is not None and (head.size, head.hash) != (size, previous):
        return Fault(size, "entries are missing at the end")
    return None


def _fault_of(entry: Entry, index: int, previous: str) -> str:
    if entry.index != index:
        return "an entry is missing"
    if entry.leaf != canonical(json.loads(entry.leaf)):
        return "the entry is not in canonical form"
    if entry.hash != chain(previous, entry.leaf):
        return "the hash does not follow from the entries before it"
    for shown in entry.disclosures.all():
        if digest_of(shown.salt, shown.name, shown.value) not in entry.leaf:
            return f"{shown.name} is not what was recorded"
    return ""


def _in_order(collective_id: UUID) -> Iterator[Entry]:
    entries = Entry.objects.filter(collective_id=collective_id).order_by("index")
    return entries.prefetch_related("disclosures").iterator(chunk_size=500)
