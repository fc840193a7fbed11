"""The only ways to a record, to one's own entries in it, and to a copy one took."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from folkmoot.federating.access import get_federation_for
from folkmoot.people.access import get_membership_for
from folkmoot.people.models import Collective, Membership, Person
from folkmoot.record.models import Entry, Log

OPEN_FOR = timedelta(hours=1)


def get_export_for(member: Membership, entry_id: UUID, now: datetime) -> Entry:
    """Return the entry with which ``member`` took a copy within the last hour."""
    entry = Entry.objects.filter(
        id=entry_id,
        collective_id=member.collective_id,
        kind="collective.exported",
        at__gt=now - OPEN_FOR,
        disclosures__name="member",
        disclosures__member_id=member.id,
    ).first()
    if entry is None:
        raise Http404
    return entry


@dataclass(frozen=True)
class RecordPlace:
    """A record, and the membership from which somebody looks at it."""

    of: Collective
    member: Membership

    @property
    def is_federation(self) -> bool:
        """Whether it is the record of a federation above the member's group."""
        return self.of.id != self.member.collective_id

    def address(self, name: str) -> str:
        """Return where one of the pages of this record is."""
        whose = "federation_" if self.is_federation else ""
        return reverse(f"home:{whose}{name}", kwargs={"slug": self.of.slug})


def get_record_for(
    person: Person | None, slug: str, *, is_federation: bool = False
) -> RecordPlace:
    """Return the record of a collective, or of a federation above one's own.

    Raises
    ------
    Http404
        If there is none, or the person is not part of it.
    """
    if is_federation:
        stands = get_federation_for(person, slug)
        return RecordPlace(stands.federation, stands.member)
    member = get_membership_for(person, slug)
    return RecordPlace(member.collective, member)


def get_kept_record_for(
    person: Person | None, slug: str, *, is_federation: bool = False
) -> RecordPlace:
    """Return the record as `get_record_for`, to members who may act on it."""
    place = get_record_for(person, slug, is_federation=is_federation)
    if not place.member.takes_positions:
        raise Http404
    return place


class Signed(NamedTuple):
    """An entry, and the log that holds it."""

    log: Log
    entry: Entry


def get_own_entry_for(place: RecordPlace, index: int) -> Signed:
    """Return an entry that is the member's own act, once the signed log holds it."""
    entry = Entry.objects.filter(
        collective_id=place.of.id,
        index=index,
        disclosures__name="kind",
        disclosures__member_id=place.member.id,
    ).first()
    log = (
        Log.objects.filter(collective_id=place.of.id, signed_size__gt=index)
        .exclude(checkpoint="")
        .first()
    )
    if entry is None or log is None:
        raise Http404
    return Signed(log, entry)
