"""Time given to all, for whoever needs it; who gives and who draws stays unsaid."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.doing.days import today_in
from folkmoot.people.models import Membership
from folkmoot.record.operations import append_entry
from folkmoot.shifts.models import PoolEntry
from folkmoot.shifts.operations.errors import ShiftError, ShiftIncompleteError
from folkmoot.shifts.operations.rights import lock_collective, lock_helper
from folkmoot.shifts.queries.accounts import get_accounts
from folkmoot.shifts.queries.sums import pool_minutes

MOST_MINUTES = 24 * 60


@transaction.atomic
def give_time(*, member: Membership, minutes: int, now: datetime) -> PoolEntry:
    """Give time that one worked to the pool. Locks the collective.

    Raises
    ------
    ShiftError
        If one did not work that much in the last half year.
    """
    collective = lock_collective(member.collective_id)
    giver = lock_helper(member, collective.id)
    _check(minutes)
    account = get_accounts(collective, today_in(collective, now))[giver.id]
    if account.worked + min(0, account.pool) < minutes:
        message = _("You can give the time that you worked in the last half year.")
        raise ShiftError(message)
    row = _write(collective.id, giver, minutes, now)
    append_entry(
        collective_id=collective.id,
        kind="pool.given",
        details={"minutes": minutes},
        now=now,
    )
    return row


@transaction.atomic
def draw_time(*, member: Membership, minutes: int, now: datetime) -> PoolEntry:
    """Take time from the pool, without a reason. Locks the collective.

    Raises
    ------
    ShiftError
        If there is not so much in it.
    """
    collective = lock_collective(member.collective_id)
    drawer = lock_helper(member, collective.id)
    _check(minutes)
    if pool_minutes(collective) < minutes:
        raise ShiftError(_("There is not so much time in the pool now."))
    row = _write(collective.id, drawer, -minutes, now)
    append_entry(
        collective_id=collective.id,
        kind="pool.drawn",
        details={"minutes": minutes},
        now=now,
    )
    return row


def _write(
    collective_id: UUID, member: Membership, minutes: int, now: datetime
) -> PoolEntry:
    return PoolEntry.objects.create(
        collective_id=collective_id, member=member, minutes=minutes, at=now
    )


def _check(minutes: int) -> None:
    if not 1 <= minutes <= MOST_MINUTES:
        raise ShiftIncompleteError(_("Please say how long it takes, up to a day."))
