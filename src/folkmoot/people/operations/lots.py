"""Whether a member may be drawn by lot; willing people take roles all the same."""

from datetime import datetime

from django.db import transaction

from folkmoot.people.models import Membership
from folkmoot.people.operations.joining import lock_member
from folkmoot.record.operations import append_entry


@transaction.atomic
def choose_lots(*, member: Membership, is_in: bool, now: datetime) -> Membership:
    """Say whether one may be drawn by lot from now on; locks the membership."""
    row = lock_member(member)
    if row.in_lots == is_in:
        return row
    row.in_lots = is_in
    row.save(update_fields=["in_lots"])
    append_entry(
        collective_id=row.collective_id,
        kind="member.lots_chosen",
        details={"name": row.name, "in_lots": is_in},
        now=now,
        member_id=row.id,
    )
    return row
