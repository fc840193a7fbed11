"""What was signed while the key was in other hands, and who confirmed it since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from folkmoot.engines.tlog import Doubts, entries_print
from folkmoot.engines.tlog.doubts import CHANGED, CONFIRMED, DOUBTED, KEY_SET, OPENED
from folkmoot.engines.tlog.statements import NAME
from folkmoot.record.models import Disclosure, Entry
from folkmoot.web.prepared import prepared

SHOWN = 50  # of one's own entries, on one page


@prepared
def _said_doubts(collective_id: UUID) -> QuerySet[Entry]:
    return Entry.objects.filter(collective_id=collective_id, kind=DOUBTED)[:1]


def doubts_of(collective_id: UUID) -> Doubts:
    """Return what is in doubt in a record; one query where nothing ever was."""
    if not _said_doubts.list(collective_id):
        return Doubts()
    return read_doubts(collective_id)


def read_doubts(collective_id: UUID) -> Doubts:
    """Return the same, with the changes of the key where nothing is in doubt."""
    rows = Entry.objects.filter(
        collective_id=collective_id, kind__in=(CHANGED, OPENED, DOUBTED)
    )
    found = Doubts()
    for row in rows.order_by("index").prefetch_related("disclosures"):
        said = {one.name: one.value for one in row.disclosures.all()}
        found = found.follow(row.index, row.kind, said)
    return found


def confirmed_in(collective_id: UUID, doubts: Doubts) -> Mapping[int, int]:
    """Return which entries in doubt were confirmed since, and where that was said."""
    if not doubts.in_order:
        return {}
    rows = Entry.objects.filter(collective_id=collective_id, kind=CONFIRMED)
    found: dict[int, int] = {}
    for row in rows.order_by("index").prefetch_related("disclosures"):
        told = {one.name: one.value for one in row.disclosures.all()}
        places = told.get("entries")
        found |= {
            place: row.index
            for place in (places if isinstance(places, list) else ())
            if isinstance(place, int)
        }
    return {
        place: at
        for place, at in found.items()
        if (doubt := doubts.of(place)) and at > doubt.end
    }


def own_in_doubt(
    collective_id: UUID,
    member_ids: Sequence[UUID],
    doubts: Doubts,
    confirmed: Iterable[int],
) -> QuerySet[Entry]:
    """Return what somebody did in a range in doubt and has not confirmed, in order."""
    within = Q()
    for one in doubts.in_order:
        within |= Q(index__gte=one.begin, index__lt=one.end)
    rows = Entry.objects.filter(
        within,
        collective_id=collective_id,
        disclosures__name="kind",
        disclosures__member_id__in=member_ids,
    )
    if not within:
        return rows.none()
    return rows.exclude(index__in=list(confirmed)).order_by("index")


def keys_in_doubt(collective_id: UUID) -> set[str]:
    """Return the keys of devices that were named in a range in doubt alone.

    Who has the record's key could name a device of their own for anybody. Its owner
    confirms that entry, or lets the device sign anew.
    """
    doubts = doubts_of(collective_id)
    if not doubts.in_order:
        return set()
    confirmed = confirmed_in(collective_id, doubts)
    rows = Disclosure.objects.filter(
        collective_id=collective_id, entry__kind=KEY_SET, name="key"
    )
    named: dict[bool, set[str]] = defaultdict(set)
    for row in rows.select_related("entry"):
        place = row.entry.index
        is_open = doubts.of(place) is not None and place not in confirmed
        named[is_open].add(str(row.value))
    return named[True] - named[False]


def signed_in_doubt(collective_id: UUID, places: Iterable[int]) -> set[int]:
    """Return which of these entries are signed by a device that is in doubt."""
    keys = keys_in_doubt(collective_id)
    if not keys:
        return set()
    rows = Disclosure.objects.filter(
        collective_id=collective_id, entry__index__in=list(places), name=NAME
    )
    signed = {row.entry.index: row.value for row in rows.select_related("entry")}
    return {
        place
        for place, value in signed.items()
        if isinstance(value, dict) and value.get("key") in keys
    }


def print_of_entries(rows: Iterable[Entry]) -> str:
    """Return what names these entries with all that they hold."""
    return entries_print(row.leaf.encode() for row in rows)
