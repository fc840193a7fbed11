"""What members do after a theft of the key: mark a range, confirm their own in it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.people.models import Membership
from folkmoot.people.operations import lock_member
from folkmoot.record.models import Entry
from folkmoot.record.operations import Signed, confirm_entries, doubt_range


@transaction.atomic
def mark_doubt(
    *, member: Membership, collective_id: UUID, number: int, now: datetime
) -> Entry:
    """Mark entry ``number`` and all until the key was changed as in doubt.

    Locks the membership and the log. Raises `NotAMemberError`, and `DoubtRefusedError`
    if the key was not changed, or was before that entry.
    """
    member = lock_member(member)
    return doubt_range(
        collective_id=collective_id, begin=number - 1, member_id=member.id, now=now
    )


@transaction.atomic
def confirm_own(
    *,
    member: Membership,
    collective_id: UUID,
    numbers: Collection[int],
    now: datetime,
    signed: Signed | None = None,
) -> Entry:
    """Say again that the entries of these numbers were one's own.

    Locks the membership and the log. Raises `NotAMemberError`, and `DoubtRefusedError`
    if one of them is not the member's and in doubt.
    """
    member = lock_member(member)
    return confirm_entries(
        collective_id=collective_id,
        member_id=member.id,
        places=[number - 1 for number in numbers],
        now=now,
        signed=signed,
    )
