"""What was signed while the key was in other hands, and who confirmed it since."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from folkmoot.engines.tlog import Doubts, entries_print
from folkmoot.engines.tlog.doubts import CHANGED, CONFIRMED, DOUBTED, OPENED
from folkmoot.record.models import Entry
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


def print_of_entries(rows: Iterable[Entry]) -> str:
    """Return what names these entries with all that they hold."""
    return entries_print(row.leaf.encode() for row in rows)
