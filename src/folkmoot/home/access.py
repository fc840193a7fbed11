"""The only way to a copy that a member began to take."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404

from folkmoot.people.models import Membership
from folkmoot.record.models import Entry

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
