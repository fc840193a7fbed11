"""How far what one did has come in the record of each of one's collectives."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from folkmoot.people.models import Collective, Person
from folkmoot.people.queries import list_memberships
from folkmoot.record.models import Disclosure, Log, Witness


@dataclass(frozen=True)
class OwnRecord:
    """How many of one's own entries are written, in the log, seen by witnesses."""

    collective: Collective
    written: int
    in_log: int
    witnessed: int
    witnesses: int


def list_own_records(person: Person) -> list[OwnRecord]:
    """Return them by the collective's name; a fixed number of queries.

    ``witnessed`` counts the entries that all witnesses have signed.
    """
    members = list(list_memberships(person))
    indexes = _indexes([member.id for member in members])
    ids = [member.collective_id for member in members]
    logs = Log.objects.filter(collective_id__in=ids)
    signed = dict(logs.values_list("collective_id", "signed_size"))
    seen = _seen(ids)
    found = []
    for member in members:
        own, sizes = indexes[member.id], seen[member.collective_id]
        size, by_all = signed.get(member.collective_id, 0), min(sizes, default=0)
        found.append(
            OwnRecord(
                collective=member.collective,
                written=len(own),
                in_log=sum(index < size for index in own),
                witnessed=sum(index < by_all for index in own),
                witnesses=len(sizes),
            )
        )
    return found


def _indexes(member_ids: Sequence[UUID]) -> Mapping[UUID, list[int]]:
    rows = Disclosure.objects.filter(name="kind", member_id__in=member_ids)
    found: dict[UUID, list[int]] = defaultdict(list)
    for member_id, index in rows.values_list("member_id", "entry__index"):
        if member_id is not None:
            found[member_id].append(index)
    return found


def _seen(collective_ids: Sequence[UUID]) -> Mapping[UUID, list[int]]:
    rows = Witness.objects.filter(collective_id__in=collective_ids)
    found: dict[UUID, list[int]] = defaultdict(list)
    for collective_id, size in rows.values_list("collective_id", "cosignature__size"):
        found[collective_id].append(size or 0)
    return found
