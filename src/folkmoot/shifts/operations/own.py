"""What is one's own matter: when one can, when one is away, how much one takes.

None of it stands in the record: neither what was said, nor that something was.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.days import today_in
from folkmoot.people.models import Membership
from folkmoot.shifts.models import Availability, Away, CareShare
from folkmoot.shifts.operations.errors import ShiftIncompleteError
from folkmoot.shifts.operations.rights import lock_helper
from folkmoot.shifts.queries.days import GRID

WHOLE = 100


@transaction.atomic
def set_times(
    *, member: Membership, not_free: Collection[str], now: datetime
) -> Availability:
    """Say in which parts of a week one cannot. Locks the membership."""
    held = lock_helper(member, member.collective_id)
    row, _made = Availability.objects.update_or_create(
        member=held,
        defaults={
            "collective_id": held.collective_id,
            "not_free": [part for part in GRID if part in set(not_free)],
            "said_at": now,
        },
    )
    return row


@transaction.atomic
def add_away(*, member: Membership, first_day: date, last_day: date) -> Away:
    """Say from which to which day one is away. Locks the membership.

    Raises
    ------
    ShiftIncompleteError
        If the last day comes before the first.
    """
    held = lock_helper(member, member.collective_id)
    if last_day < first_day:
        raise ShiftIncompleteError(_("The last day comes before the first one."))
    row, _made = Away.objects.get_or_create(
        collective_id=held.collective_id,
        member=held,
        first_day=first_day,
        last_day=last_day,
    )
    return row


@transaction.atomic
def remove_away(*, away: Away) -> None:
    """Be there after all."""
    away.delete()


@transaction.atomic
def set_care_share(*, member: Membership, percent: int, now: datetime) -> CareShare:
    """Say how much of a usual share one takes from today on, without a reason.

    Locks the membership.

    Raises
    ------
    ShiftIncompleteError
        If it is not between 0 and 100.
    """
    held = lock_helper(member, member.collective_id)
    if not 0 <= percent <= WHOLE:
        raise ShiftIncompleteError(_("Please choose between 0 and 100 per cent."))
    row, _made = CareShare.objects.update_or_create(
        member=held,
        since=today_in(member.collective, now),
        defaults={"collective_id": held.collective_id, "percent": percent},
    )
    return row
