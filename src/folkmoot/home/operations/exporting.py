"""Taking a copy is an act that all see."""

from datetime import datetime

from django.db import transaction

from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.models import Entry
from folkmoot.record.operations import append_entry


@transaction.atomic
def begin_export(*, member: Membership, now: datetime) -> Entry:
    """Record that ``member`` takes a copy; the entry opens it for a while.

    Locks the membership. Raises `NotAMemberError`.
    """
    member = lock_member(member)
    return append_entry(
        collective_id=member.collective_id,
        kind="collective.exported",
        details={"name": member.name},
        now=now,
        member_id=member.id,
    )
